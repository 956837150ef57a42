"""The marks of an .xlsx: one streamed pass over each worksheet's XML. Runs in the reading process."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from samlad.intake import bounds
from samlad.intake.package import Package
from samlad.intake.refusals import Refused
from samlad.intake.sheet_marks import SheetMarks
from samlad.intake.workbook_parts import local_name, namespace_parser, whole_number, workbook_parts

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)


def xlsx_marks(package: Package) -> dict[str, SheetMarks]:
    """Marks by sheet name, for worksheets in workbook order.

    Raises:
        Refused: content, extent, external or doctype.
    """
    parts = workbook_parts(package)
    if len(parts.sheets) > bounds.MAX_SHEETS:
        raise Refused("extent")
    return {name: _SheetPass(parts.percent, parts.strings).run(package, part) for name, part in parts.sheets}


def _place(reference: str) -> tuple[int, int]:
    """The 0-based row and column of a reference such as G12.

    Raises:
        Refused: content.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise Refused("content")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


@dataclass
class _SheetPass:
    """The pass over one worksheet; state is the cell that it stands in."""

    percent: frozenset[int]
    strings: int
    found: SheetMarks = field(default_factory=SheetMarks)
    row: int = -1
    column: int = -1
    attributes: dict[str, str] = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)
    value: list[str] = field(default_factory=list)
    in_value: bool = False

    def run(self, package: Package, part: str) -> SheetMarks:
        parser = namespace_parser()
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        package.parse(part, parser)
        return self.found

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        match local_name(qualified):
            case "row":
                self.next_row(attributes.get("r"))
            case "c":
                self.attributes, self.parts, self.value = attributes, set(), []
                self.place(attributes.get("r"))
            case "v":
                self.parts.add("v")
                self.in_value = True
            case "f" | "is" as name:
                self.parts.add(name)
            case "mergeCell":
                first, _, last = attributes.get("ref", "").partition(":")
                self.found.merge(*_place(first), *_place(last or first))

    def next_row(self, number: str | None) -> None:
        """Where the row stands: its number, or after the one before; never before it."""
        row = self.row + 1 if number is None else whole_number(number) - 1
        if row <= self.row:
            raise Refused("content")
        self.row, self.column = row, -1

    def place(self, reference: str | None) -> None:
        """Where the cell stands: its reference, or after the one before."""
        if reference is None:
            self.column += 1
            return
        row, column = _place(reference)
        # The same cell twice: readers differ in which of them they take.
        if row != self.row or column <= self.column:
            raise Refused("content")
        self.column = column

    def characters(self, text: str) -> None:
        if self.in_value:
            self.value.append(text)

    def end(self, qualified: str) -> None:
        match local_name(qualified):
            case "v":
                self.in_value = False
            case "c" if self.parts:
                self.finish()

    def finish(self) -> None:
        """Mark the cell, if there is something to mark."""
        self.found.use(self.row, self.column)
        kind, value = self.attributes.get("t", "n"), "".join(self.value)
        if kind == "s" and whole_number(value) >= self.strings:
            raise Refused("content")
        # A formula whose result is empty text is calculated: t="str" with an empty <v>.
        if "f" in self.parts and not value and not (kind == "str" and "v" in self.parts):
            self.found.marks[self.row, self.column] = "uncalculated"
        elif kind == "e":
            self.found.marks[self.row, self.column] = "error"
        elif kind == "n" and value and whole_number(self.attributes.get("s", "0")) in self.percent:
            self.found.marks[self.row, self.column] = "percent"
