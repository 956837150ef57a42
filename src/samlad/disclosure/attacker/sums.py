"""The sums that a reader knows between published rows: by sex, by age, by area, and over a merger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from samlad.disclosure.attacker.counts import ALL_AGES, CITY, NUMERATOR, TOTAL, Relation, Row
from samlad.disclosure.attacker.files import Folder
from samlad.disclosure.attacker.reading import is_area

Key = tuple[str, str, str, int, str, str, str]
SUMMED, REPORTED, RECOMPUTED = "summerad", "rapporterad", "omraknad"


@dataclass(frozen=True)
class Lists:
    """Code lists and organisation as published.

    Attributes:
        sexes, ages: the codes that add up to the whole.
        periods: periods of a year in their order.
        successor: the committee that took over, by committee.
    """

    sexes: tuple[str, ...]
    ages: tuple[str, ...]
    periods: tuple[str, ...]
    successor: Mapping[str, str]

    @classmethod
    def of(cls, folder: Folder) -> Lists:
        """Read them from a released folder."""
        codes = folder.codes
        periods = sorted(codes["periods"], key=lambda code: int(code.get("order") or 0))
        return cls(
            tuple(code["code"] for code in codes["sex"] if code["code"] != TOTAL),
            tuple(code["code"] for code in codes["age_groups"] if code.get("adds") == "ja"),
            tuple(code["code"] for code in periods),
            {row["committee_id"]: row["successor"] for row in folder.lines("organisation")},
        )


@dataclass(frozen=True)
class Sum:
    """A whole and its parts.

    Attributes:
        exact: whether the published numbers say that nothing else is in the whole.
        floor: whether the whole can't be less than the parts.
        guess: whether a reader may guess that nothing else is in it.
    """

    whole: Row
    parts: tuple[Row, ...]
    name: str
    exact: bool
    floor: bool
    guess: bool


def sums(rows: Sequence[Row], lists: Lists) -> Iterator[Relation]:
    """All sums among rows of one edition, as relations between their counts."""
    rows = [row for row in rows if row.duty == "due"]
    by_key = {_key(row): row for row in rows}
    found = [*_splits(rows, by_key, lists), *_areas(rows), *_mergers(rows, by_key, lists)]
    for one in found:
        if one.parts:
            yield from _relations(one)


def _key(row: Row) -> Key:
    return (row.table, row.item, row.area, row.year, row.period, row.sex, row.age)


def _splits(rows: Iterable[Row], by_key: Mapping[Key, Row], lists: Lists) -> Iterator[Sum]:
    """Parts may overlap or be unknown: what is certain is that the whole is no less."""
    for whole in rows:
        head = (whole.table, whole.item, whole.area, whole.year, whole.period)
        splits = []
        if whole.sex == TOTAL:
            splits.append(("efter kön", [(*head, sex, whole.age) for sex in lists.sexes]))
        if whole.age == ALL_AGES:
            splits.append(("efter ålder", [(*head, whole.sex, age) for age in lists.ages]))
        for name, keys in splits:
            parts = tuple(by_key[key] for key in keys if key in by_key)
            # A part that more have answered than the whole may hold some that the whole does not.
            floor = all(part.n_reported <= whole.n_reported for part in parts)
            yield Sum(whole, parts, name, exact=False, floor=floor, guess=True)


def _areas(rows: Sequence[Row]) -> Iterator[Sum]:
    """The city of its committees and of its kinds, each kind of its committees."""
    by_slot: dict[object, list[Row]] = {}
    for row in rows:
        by_slot.setdefault(row.slot, []).append(row)
    for slot in by_slot.values():
        committees = [row for row in slot if is_area(row) == "committee" and row.basis == REPORTED]
        kinds = [row for row in slot if is_area(row) == "kind"]
        for whole in (row for row in slot if row.basis == SUMMED):
            if whole.area == CITY:
                yield _area(whole, committees, "av nämnderna")
                yield _area(whole, kinds, "av slagen av nämnder")
            else:
                yield _area(whole, [row for row in committees if row.area_kind == whole.area_kind],
                            "av nämnderna")  # fmt: skip


def _area(whole: Row, parts: Sequence[Row], name: str) -> Sum:
    """The published number of answers tells whether the parts are all of the whole."""
    counted = sum(row.n_reported if is_area(row) == "kind" else 1 for row in parts)
    told = whole.n_reported > 0
    exact = told and counted == whole.n_reported
    return Sum(whole, tuple(parts), name, exact=exact, floor=counted <= whole.n_reported or not told,
               guess=not told or counted > whole.n_reported)  # fmt: skip


def _mergers(rows: Iterable[Row], by_key: Mapping[Key, Row], lists: Lists) -> Iterator[Sum]:
    """A row carried across a merger is the sum of those whose successor the committee is."""
    before: dict[str, list[str]] = {}
    for committee, successor in lists.successor.items():
        if successor:
            before.setdefault(successor, []).append(committee)
    for whole in rows:
        if whole.basis != RECOMPUTED:
            continue
        keys = [(whole.table, whole.item, one, *whole.slot[2:]) for one in _ancestors(whole.area, before)]
        parts = tuple(by_key[key] for key in keys if key in by_key and by_key[key].basis == REPORTED)
        exact = len(parts) == whole.n_reported
        yield Sum(whole, parts, "av företrädarna", exact=exact, floor=True, guess=not whole.n_reported)


def _ancestors(committee: str, before: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for one in before.get(committee, ()):
        yield one
        yield from _ancestors(one, before)


def _relations(one: Sum) -> Iterator[Relation]:
    """For each count that the whole and all its parts have."""
    shared = set(one.whole.spans).intersection(*(part.spans for part in one.parts))
    for part in sorted(shared):
        terms = ((one.whole.count(part), 1), *((row.count(part), -1) for row in one.parts))
        where = place(one.whole, f"{'täljaren' if part == NUMERATOR else 'nämnaren'} {one.name}")
        if one.exact:
            yield Relation(terms, 0, 0, where)
            continue
        if one.floor:
            yield Relation(terms, 0, None, where)
        if one.guess:
            yield Relation(terms, 0, 0, where, certain=False)


def place(row: Row, what: str) -> str:
    """Where a row stands, in words that a person can follow."""
    edition = f"utgåvan {row.edition}, " if row.edition else ""
    split = "" if (row.sex, row.age) == (TOTAL, ALL_AGES) else f", {row.sex} {row.age}"
    return f"{edition}{row.table}.csv, {row.item}, {row.area} {row.year} {row.period}{split}: {what}"
