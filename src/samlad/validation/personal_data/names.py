"""Names of sheets and files are received text too: one that seems to hold personal data is not said.

A file without its name is told by its number among the files of its folder, in alphabetical order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from samlad.reference import Reference
from samlad.stages import Finding, Received
from samlad.validation.personal_data.search import Search

HIDDEN = "(dolt namn)"
IN_FILE_NAMES = frozenset({"case"})
"""What a file's name may hold: an authority names its documents by their case number."""


@dataclass(frozen=True)
class Names:
    """Says names as they may be said."""

    received: Received
    reference: Reference

    @cached_property
    def _search(self) -> Search:
        return Search(self.reference.contacts)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        files = [one.file for one in (*self.received.files, *self.received.former_files)]
        folders: dict[str, list[str]] = {}
        for file in sorted(set(files)):
            folders.setdefault(file.rpartition("/")[0], []).append(file)
        return {file: number for found in folders.values() for number, file in enumerate(found, start=1)}

    def kinds_in_file_name(self, file: str, year: int, period: str) -> frozenset[str]:
        """The kinds in a file's name that should not be there."""
        name = file.rpartition("/")[2].replace("_", " ")
        return self._search.kinds(name, self.reference.period_end(year, period)) - IN_FILE_NAMES

    def file(self, file: str, year: int, period: str) -> str:
        """A file's name as it may be said."""
        if not file or not self.kinds_in_file_name(file, year, period):
            return file
        folder = file.rpartition("/")[0]
        return f"{folder}/(dolt namn, fil {self._numbers.get(file, 0)} i mappen)"

    def sheet(self, sheet: str, year: int, period: str) -> str:
        """A sheet's name as it may be said."""
        return HIDDEN if self._search.kinds(sheet, self.reference.period_end(year, period)) else sheet

    def said_at(self, place: dict[str, Any]) -> dict[str, Any]:
        """A place with its file and sheet as they may be said."""
        when = (int(place["year"]), str(place["period"]))
        return place | {"file": self.file(str(place["file"]), *when),
                        "sheet": self.sheet(str(place["sheet"] or ""), *when)}  # fmt: skip

    def discreet(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings whose file and sheet can be said."""
        return tuple(self._discreet(one) for one in findings)

    def _discreet(self, one: Finding) -> Finding:
        file = self.file(one.file, one.year, one.period)
        sheet = self.sheet(one.sheet, one.year, one.period)
        if sheet == one.sheet:
            return replace(one, file=file)
        # A message may name the sheet too.
        message, remedy = (text.replace(one.sheet, sheet) for text in (one.message, one.remedy))
        return replace(one, file=file, sheet=sheet, message=message, remedy=remedy)
