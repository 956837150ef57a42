"""The marks of an .ods: one streamed pass over its content, with every repeat counted before it is laid out.

LibreOffice writes an error as `calcext:value-type="error"`, an empty text as the result of a formula as an
empty paragraph, and fills a sheet up with repeated empty cells. Runs in the reading process.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from samlad.intake import bounds
from samlad.intake.package import Package
from samlad.intake.refusals import Refused
from samlad.intake.sheet_marks import Mark, SheetMarks
from samlad.intake.workbook_parts import local_name, namespace_parser, whole_number

_CONTENT = "content.xml"
_LAST_ROW = 2**20
_LAST_COLUMN = 2**14
_SOURCES = ("table-source", "cell-range-source", "dde-source", "dde-link", "database-source-sql")
_ERROR = re.compile(r"#\S+[!?]|#N/A|#SAKNAS|(?:Err|Fel):\d+", re.IGNORECASE)


def ods_marks(package: Package) -> dict[str, SheetMarks]:
    """Marks by sheet name, in document order.

    Raises:
        Refused: content, extent, cell, external or doctype.
    """
    found = _DocumentPass()
    parser = namespace_parser()
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.characters
    package.parse(_CONTENT, parser)
    return found.sheets


@dataclass
class _Cell:
    """A cell as it is met; `paragraphs` tells an empty text from no text at all."""

    attributes: dict[str, str]
    repeated: int
    covered: bool
    paragraphs: int = 0
    length: int = 0
    text: list[str] = field(default_factory=list)

    @property
    def filled(self) -> bool:
        return bool(self.paragraphs or "value-type" in self.attributes or "formula" in self.attributes)


@dataclass
class _DocumentPass:
    """The pass over the document; state is the cell that it stands in."""

    sheets: dict[str, SheetMarks] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    sheet: SheetMarks = field(default_factory=SheetMarks)
    row: int = 0
    rows: int = 1
    column: int = 0
    cell: _Cell | None = None
    note: int = 0

    def start(self, qualified: str, found: dict[str, str]) -> None:
        name = local_name(qualified)
        attributes = {local_name(key): value for key, value in found.items()}
        # Both office: and calcext: have a value-type; the latter alone can say that it is an error.
        if any(value == "error" and local_name(key) == "value-type" for key, value in found.items()):
            attributes["value-type"] = "error"
        match name:
            case "table":
                self.start_sheet(attributes.get("name", ""))
            case "table-row":
                self.rows, self.column = self.count(attributes, "number-rows-repeated"), 0
            case "table-cell" | "covered-table-cell":
                repeated = self.count(attributes, "number-columns-repeated")
                self.cell = _Cell(attributes, repeated, name == "covered-table-cell")
            case "annotation":
                self.note += 1
            case _ if name in _SOURCES:
                raise Refused("external")
            case _ if self.cell is not None and not self.note:
                self.start_text(self.cell, name, attributes)
        self.path.append(name)

    def start_sheet(self, name: str) -> None:
        """A table within a table, or two of the same name, would be read differently by different readers."""
        if not self.path or self.path[-1] != "spreadsheet" or name in self.sheets:
            raise Refused("content")
        if len(self.sheets) >= bounds.MAX_SHEETS:
            raise Refused("extent")
        self.sheet = self.sheets[name] = SheetMarks()
        self.row = 0

    def start_text(self, cell: _Cell, name: str, attributes: dict[str, str]) -> None:
        if name == "p":
            cell.paragraphs += 1
        elif name == "s":
            cell.length += whole_number(attributes.get("c", "1"))
        self.bound(cell)

    @staticmethod
    def count(attributes: dict[str, str], name: str) -> int:
        """How many times something is repeated: at least once."""
        number = whole_number(attributes.get(name, "1"))
        if number < 1:
            raise Refused("content")
        return number

    @staticmethod
    def bound(cell: _Cell) -> None:
        if cell.length > bounds.MAX_CELL_CHARACTERS:
            raise Refused("cell")

    def characters(self, text: str) -> None:
        if self.cell is not None and not self.note:
            self.cell.text.append(text)
            self.cell.length += len(text)
            self.bound(self.cell)

    def end(self, qualified: str) -> None:
        self.path.pop()
        match local_name(qualified):
            case "annotation":
                self.note -= 1
            case "table-cell" | "covered-table-cell":
                if self.cell is not None:
                    self.finish(self.cell)
                self.cell = None
            case "table-row":
                self.row += self.rows
                if self.row > _LAST_ROW:
                    raise Refused("extent")

    def finish(self, cell: _Cell) -> None:
        """Bound the cell with all its repeats, and mark it if there is something to mark."""
        first, after = self.column, self.column + cell.repeated
        if after > _LAST_COLUMN:
            raise Refused("extent")
        self.column = after
        down = self.count(cell.attributes, "number-rows-spanned")
        across = self.count(cell.attributes, "number-columns-spanned")
        if (down, across) != (1, 1):
            self.sheet.merge(self.row, first, self.row + down - 1, first + across - 1)
        if not cell.filled:
            return
        self.sheet.use(self.row + self.rows - 1, after - 1)
        mark = _mark(cell)
        if mark:
            for row in range(self.row, self.row + self.rows):
                for column in range(first, after):
                    self.sheet.marks[row, column] = mark


def _mark(cell: _Cell) -> Mark | None:
    kind, text = cell.attributes.get("value-type"), "".join(cell.text).strip()
    formula = "formula" in cell.attributes
    if kind == "error" or (formula and _ERROR.fullmatch(text)):
        return "error"
    if formula and kind is None and not cell.paragraphs:
        return "uncalculated"
    return "percent" if kind == "percentage" else None
