"""What a reader gives, whatever the form of the file: sheets of cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

CellKind = Literal["blank", "text", "number", "percent", "bool", "date", "error", "uncalculated"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as received. A blank, an error and a formula never calculated are three different things.

    Attributes:
        kind: percent is a number in a cell with a percent format, as stored (0.54 for 54 %).
        text: the text, or an ISO date; "" for other kinds.
        number: the number; 1.0 or 0.0 for bool; 0.0 for other kinds.
    """

    kind: CellKind
    text: str = ""
    number: float = 0.0


BLANK = Cell("blank")
ERROR = Cell("error")
UNCALCULATED = Cell("uncalculated")


@dataclass(frozen=True)
class Sheet:
    """A sheet's cells from A1 on; rows may have different lengths. `name` is "" for a text file.

    Attributes:
        spans: a cell that is merged with one above it → that one's row. Cells covered sideways are blank.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    spans: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def merged_cell(self, row: int, column: int, header: int) -> Cell:
        """The cell at a 0-based place below a header.

        A text that is merged downwards stands on every row that it covers; a number does not, since nobody
        can know whether it is each row's or all of theirs."""
        top = self.spans.get((row, column), row)
        above = self.cell(top, column)
        return above if header < top < row and above.kind == "text" else self.cell(row, column)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a 0-based place; blank where the row is shorter."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else BLANK


def text_cell(text: str) -> Cell:
    """A cell of a text file: blank when it holds nothing but blanks."""
    return Cell("text", text) if text.strip() else BLANK


def as_text(cell: Cell) -> str:
    """A cell as the text that its sender meant: whole numbers without decimals, no blanks at the ends."""
    if cell.kind in ("number", "percent"):
        return str(int(cell.number)) if cell.number.is_integer() else str(cell.number).replace(".", ",")
    # Some systems write å as a and a ring.
    return unicodedata.normalize("NFC", cell.text.strip())


def column_letter(column: int) -> str:
    """The letter of a 0-based column, as spreadsheets write it: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell at a 0-based place: (11, 6) → G12."""
    return f"{column_letter(column)}{row + 1}"
