"""Committees and companies as the reader calls them: names, kinds, order, and the words for several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from samlad.chapters.cells import CITY
from samlad.chapters.material import Material, Row
from samlad.errors import ChapterError
from samlad.swedish import sort_key

KIND = "kind:"
EVERYONE = "alla"
"""The responsible of duties that hold for all."""


@dataclass(frozen=True)
class Who:
    """The words for a group of units."""

    singular: str
    plural: str
    definite: str

    def counted(self, number: int) -> str:
        """The word after `n av m` or a number: `1 nämnd`, `11 nämnder`."""
        return self.singular if number == 1 else self.plural


class Units:
    """Look-ups in the released organisation. What a unit is called is data (words.yaml, kinds.csv)."""

    def __init__(self, material: Material) -> None:
        self._material = material

    @cached_property
    def _by_id(self) -> dict[str, Row]:
        return {row["committee_id"]: row for row in self._material.rows("organisation")}

    @cached_property
    def _kinds(self) -> dict[str, Row]:
        return {row["kind"]: row for row in self._material.rows("kinds")}

    def known(self, committee_id: str) -> bool:
        """Whether the organisation has such a unit."""
        return committee_id in self._by_id

    def row(self, committee_id: str) -> Row:
        """One unit's row."""
        if committee_id not in self._by_id:
            raise ChapterError(f"«{committee_id}» finns inte i den släppta organisationen.")
        return self._by_id[committee_id]

    def name(self, area: str) -> str:
        """The full name of a unit, a kind of units, or the whole."""
        return self._called(area, "name")

    def short(self, area: str) -> str:
        """The name that stands in tables and charts."""
        return self._called(area, "short_name")

    def _called(self, area: str, column: str) -> str:
        if area == CITY:
            return self._material.word("city_column")
        if area.startswith(KIND):
            return self._kinds[area.removeprefix(KIND)]["label_definite_plural"]
        return self.row(area)[column]

    def group(self, committee_id: str) -> str:
        """The group of kinds that a unit belongs to; "" for the whole and for kinds themselves."""
        kind = self._kinds.get(self.kind(committee_id)) if self.known(committee_id) else None
        return kind["group"] if kind is not None else ""

    def kind(self, committee_id: str) -> str:
        """A unit's kind."""
        return self.row(committee_id)["kind"]

    def in_order(self, committee_ids: Iterable[str]) -> tuple[str, ...]:
        """Units in Swedish alphabetical order of their short names."""
        return tuple(sorted(set(committee_ids), key=lambda committee_id: sort_key(self.short(committee_id))))

    def who(self, kinds: Iterable[str]) -> Who:
        """The words for units of these kinds: the kind's own words when there is one kind only.

        Several kinds of the first group have that group's words; where others are among them, the words
        name them all.
        """
        different = set(kinds) & set(self._kinds)
        if len(different) == 1:
            row = self._kinds[different.pop()]
            return Who(row["label"], row["label_plural"], row["label_definite_plural"])
        word = self._material.word
        first = next(iter(self._kinds.values()))["group"]
        if any(self._kinds[kind]["group"] != first for kind in different):
            return Who(word("unit_any"), word("unit_heading_in_text"), word("unit_heading_definite"))
        return Who(word("unit_singular"), word("unit_plural"), word("unit_definite_plural"))

    def responsible_words(self, responsible: Iterable[str]) -> str:
        """Those who answer for something, in words: kinds first, then units in alphabetical order."""
        names = set(responsible)
        everyone = [self._material.word("unit_heading_definite")] if EVERYONE in names else []
        several = [row["label_definite_plural"] for kind, row in self._kinds.items()
                   if f"{KIND}{kind}" in names]  # fmt: skip
        single = [self.short(name) for name in self.in_order(names & set(self._by_id))]
        return ", ".join([*everyone, *several, *single])

    def formed(self, years: Iterable[int]) -> tuple[Row, ...]:
        """Units that began within these years, with predecessors."""
        wanted = {str(year) for year in years}
        return tuple(
            row for row in self._by_id.values() if row["valid_from"][:4] in wanted and self.predecessors(row)
        )

    def existing(self, day: str) -> tuple[Row, ...]:
        """Units that exist on a day, given as YYYY-MM-DD; an unknown beginning or end does not count."""
        return tuple(
            row
            for row in self._by_id.values()
            if row["valid_from"] <= day and (not row["valid_to"] or row["valid_to"] >= day)
        )

    def predecessors(self, row: Row) -> tuple[str, ...]:
        """Ids of the units that a unit succeeded."""
        return self.in_order(
            other["committee_id"]
            for other in self._by_id.values()
            if other["successor"] == row["committee_id"]
        )
