"""Finds a table in a sheet by its headings, wherever the columns stand and whatever stands above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samlad.codelists import normal
from samlad.intake.cells import Sheet, as_text
from samlad.intake.tables import TABLE_FORMS
from samlad.layout import Column, TableLayout

SEARCHED_ROWS = 30
"""How far down a header row is looked for."""

REPEATED = ("committee", "period")
"""Columns that stand on every row of a CSV file, but once in a workbook (Om rapporten)."""


@dataclass(frozen=True)
class FoundTable:
    """A table in a sheet; rows and columns count from 0.

    Attributes:
        header: the row of its headings.
        columns: field → column; without fields whose heading is missing.
        missing: layout columns without a heading.
        twice: layout columns whose heading stands in two columns.
        unknown: columns with a heading that is not ours.
        shown: columns that the form prints for reading, such as last year's outcome; never read.
        width: the number of columns up to the last heading.
    """

    layout: TableLayout
    sheet: Sheet
    header: int
    columns: Mapping[str, int]
    missing: tuple[Column, ...]
    twice: tuple[Column, ...]
    unknown: tuple[int, ...]
    shown: tuple[int, ...]
    width: int

    @property
    def lacks_required(self) -> tuple[Column, ...]:
        """Columns without which the table cannot be read."""
        required = TABLE_FORMS[self.layout.key].required
        return tuple(column for column in self.missing if column.field in required)

    def heading(self, field: str) -> str:
        """The form's own heading of a field."""
        return self.layout.column(field).heading


def find_table(layout: TableLayout, sheet: Sheet, year: int, *, repeated: bool) -> FoundTable | None:
    """The table of a layout in a sheet, at the row that has most of its headings; None if no row has two.

    Args:
        year: whose headings count: `Utfall 2023` is no heading of a delivery for 2024.
        repeated: whether committee and period stand on every row.
    """
    wanted = [column for column in layout.columns if repeated or column.field not in REPEATED]
    spellings = {spelling: column for column in wanted for spelling in _spellings(column, year)}
    rows = [_texts(sheet, number) for number in range(min(SEARCHED_ROWS, len(sheet.rows)))]
    counts = [len({spellings[text].field for text in row if text in spellings}) for row in rows]
    if max(counts, default=0) < 2:
        return None
    header = counts.index(max(counts))
    printed = {normal(column.heading_in(year)) for column in layout.shown}
    return _found(layout, sheet, header, rows[header], wanted, spellings, printed)


def choose_table(layouts: Sequence[TableLayout], sheet: Sheet, year: int) -> FoundTable | None:
    """The one table that a text file is: the one with most headings among those that can be read, else
    among all, so that a missing heading can be named."""
    found = [table for layout in layouts if (table := find_table(layout, sheet, year, repeated=True))]
    return max(found, key=lambda table: (not table.lacks_required, len(table.columns)), default=None)


def _spellings(column: Column, year: int) -> list[str]:
    return [normal(text.replace("{year}", str(year))) for text in (column.heading, *column.aliases)]


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [normal(as_text(cell)) for cell in sheet.rows[row]]


def _found(
    layout: TableLayout,
    sheet: Sheet,
    header: int,
    texts: list[str],
    wanted: list[Column],
    spellings: Mapping[str, Column],
    printed: set[str],
) -> FoundTable:
    columns: dict[str, int] = {}
    twice = []
    unknown: list[int] = []
    shown: list[int] = []
    for place, text in enumerate(texts):
        column = spellings.get(text)
        if column is None:
            if text:
                (shown if text in printed else unknown).append(place)
        elif column.field in columns:
            twice.append(column)
        else:
            columns[column.field] = place
    return FoundTable(
        layout=layout,
        sheet=sheet,
        header=header,
        columns=columns,
        missing=tuple(column for column in wanted if column.field not in columns),
        twice=tuple(twice),
        unknown=tuple(unknown),
        shown=tuple(shown),
        width=max((place for place, text in enumerate(texts) if text), default=-1) + 1,
    )
