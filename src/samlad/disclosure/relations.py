"""The relations that a reader knows: sums over sex, age, area and merger, and periods that grow."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from samlad import lineage
from samlad.cells import ALL_AGES, CITY, KIND, TOTAL
from samlad.disclosure.published import Published
from samlad.ids import OWN
from samlad.reference import Reference

Slot = tuple[int, str, str, str]


@dataclass(frozen=True)
class Sum:
    """A row that is, or that a reader may take to be, the sum of others.

    Attributes:
        exact: whether it must hold.
        place: where it stands, for an error.
        floor: whether the whole is at least its parts, where it need not be the sum of them.
        guess: whether a reader may take it to hold all the same.
    """

    whole: Published
    parts: tuple[Published, ...]
    exact: bool
    place: str
    floor: bool = True
    guess: bool = True


@dataclass(frozen=True)
class Growth:
    """Two rows of a cumulative indicator: what has come until the earlier period is in the later one."""

    earlier: Published
    later: Published


@dataclass(frozen=True)
class Tables:
    """Rows by what they have in common, and the code lists that say which of them add up."""

    rows: Sequence[Published]
    reference: Reference

    def sums(self) -> list[Sum]:
        """All sums among the rows; each with at least one part."""
        found = [*self._sexes(), *self._ages(), *self._areas(), *self._kinds(), *self._mergers()]
        return [one for one in found if one.parts]

    def growths(self) -> Iterator[Growth]:
        """Each period of a cumulative indicator with the next one of the year."""
        order = self.reference.codelists["periods"].codes
        for group in self._groups(lambda one: (one.slot[0], *one.slot[2:], one.area, one.basis)).values():
            later = sorted(group, key=lambda one: order.index(one.slot[1]))
            if group[0].family.cumulative:
                yield from (Growth(a, b) for a, b in pairwise(later))

    def _groups(self, key: Callable[[Published], Hashable]) -> Mapping[Hashable, list[Published]]:
        groups: dict[Hashable, list[Published]] = {}
        for row in self.rows:
            groups.setdefault((row.family.name, key(row)), []).append(row)
        return groups

    def _sexes(self) -> Iterator[Sum]:
        codes = {code for code in self.reference.codelists["sex"].codes if code != TOTAL}
        for group in self._groups(lambda one: (*one.slot[:2], one.slot[3], one.area)).values():
            yield from _split(group, 2, TOTAL, codes, "kön")

    def _ages(self) -> Iterator[Sum]:
        codes = {row["code"] for row in self.reference.codelists["age_groups"].rows if row["adds"] == "ja"}
        for group in self._groups(lambda one: (*one.slot[:3], one.area)).values():
            yield from _split(group, 3, ALL_AGES, codes, "ålder")

    def _areas(self) -> Iterator[Sum]:
        """The city of its committees, each kind of its own."""
        for group in self._groups(lambda one: one.slot).values():
            parts = [one for one in group if one.committee and one.basis == "rapporterad"]
            for whole in group:
                if whole.committee or whole.family.name.startswith(OWN):
                    continue
                kind = whole.area.removeprefix(KIND)
                inside = [one for one in parts if whole.area == CITY or one.kind == kind]
                yield Sum(whole, tuple(inside), True, f"{whole.row_id}: summan av dem som har rapporterat")

    def _kinds(self) -> Iterator[Sum]:
        for group in self._groups(lambda one: one.slot).values():
            kinds = tuple(one for one in group if one.area.startswith(KIND))
            for whole in group:
                if whole.area == CITY:
                    # The published numbers of answers tell whether the kinds are all of the city.
                    exact = sum(one.n_reported for one in kinds) == whole.n_reported
                    yield Sum(whole, kinds, exact, f"{whole.row_id}: uppdelad på slag", guess=False)

    def _mergers(self) -> Iterator[Sum]:
        for group in self._groups(lambda one: one.slot).values():
            by_area = {one.area: one for one in group}
            for whole in group:
                if whole.basis != "omraknad":
                    continue
                day = self.reference.period_end(*whole.slot[:2])
                earlier = lineage.sources(self.reference.organisation, whole.area, day)
                parts = tuple(by_area[one] for one in earlier if one in by_area)
                yield Sum(whole, parts, True, f"{whole.row_id}: summan av företrädarna")


def _split(group: Sequence[Published], at: int, whole_code: str, codes: set[str], word: str) -> Iterator[Sum]:
    """Sex and age may be unknown for some. A part that more have answered may hold what the whole doesn't."""
    parts = tuple(one for one in group if one.slot[at] in codes)
    for whole in group:
        if whole.slot[at] == whole_code:
            floor = all(part.n_reported <= whole.n_reported for part in parts)
            yield Sum(whole, parts, False, f"{whole.row_id}: uppdelad på {word}", floor=floor)
