"""Finds a table in a sheet by its headings, wherever the columns stand and whatever stands above them.

A sheet of an issued form has ids of its columns too. Where a heading has been changed the id says which
column it is; where the two say different things nobody can know, and the column is named as contradicted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from samlad.codelists import normal
from samlad.intake.cells import Sheet, as_text
from samlad.intake.column_ids import ColumnIds, find_ids
from samlad.intake.tables import TABLE_FORMS
from samlad.layout import Column, ShownColumn, TableLayout

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
        renamed: columns whose heading is not ours but whose id is, with the layout's column.
        contradicted: columns whose heading and id say different things, with the layout's column by id.
        id_rows: rows that hold ids and no answers.
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
    renamed: tuple[tuple[int, Column], ...]
    contradicted: tuple[tuple[int, Column | ShownColumn], ...]
    id_rows: frozenset[int]
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
    """The table of a layout in a sheet, at the row that has most of its headings, or above the form's own
    ids; None if there are neither ids nor a row with two headings.

    Args:
        year: whose headings count: `Utfall 2023` is no heading of a delivery for 2024.
        repeated: whether committee and period stand on every row.
    """
    wanted = [column for column in layout.columns if repeated or column.field not in REPEATED]
    spellings = {spelling: column for column in wanted for spelling in _spellings(column, year)}
    rows = [_texts(sheet, number) for number in range(min(SEARCHED_ROWS, len(sheet.rows)))]
    counts = [len({spellings[text].field for text in row if text in spellings}) for row in rows]
    ids = find_ids(sheet)
    own = ids if ids is not None and ids.table == layout.key else None
    header = counts.index(max(counts)) if max(counts, default=0) >= 2 else own.row - 1 if own else -1
    if header < 0:
        return None
    reading = _Headings(layout, year, wanted, spellings, own.fields if own else {})
    return reading.found(sheet, header, _texts(sheet, header), ids)


def choose_table(layouts: Sequence[TableLayout], sheet: Sheet, year: int) -> FoundTable | None:
    """The one table that a text file is: the one with most headings among those that can be read, else
    among all, so that a missing heading can be named."""
    found = [table for layout in layouts if (table := find_table(layout, sheet, year, repeated=True))]
    return max(found, key=lambda table: (not table.lacks_required, len(table.columns)), default=None)


def _spellings(column: Column, year: int) -> list[str]:
    return [normal(text.replace("{year}", str(year))) for text in (column.heading, *column.aliases)]


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [normal(as_text(cell)) for cell in sheet.rows[row]]


@dataclass
class _Headings:
    """Reads one header row, column by column, with the ids that stand below it."""

    layout: TableLayout
    year: int
    wanted: Sequence[Column]
    spellings: Mapping[str, Column]
    ids: Mapping[int, str]
    columns: dict[str, int] = field(default_factory=dict)
    twice: list[Column] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)
    renamed: list[tuple[int, Column]] = field(default_factory=list)
    contradicted: list[tuple[int, Column | ShownColumn]] = field(default_factory=list)

    def found(self, sheet: Sheet, header: int, texts: list[str], ids: ColumnIds | None) -> FoundTable:
        width = max([*(place for place, text in enumerate(texts) if text), *self.ids], default=-1) + 1
        for place, text in enumerate([*texts, *[""] * (width - len(texts))]):
            self._heading(place, text)
        return FoundTable(
            layout=self.layout,
            sheet=sheet,
            header=header,
            columns=self.columns,
            missing=tuple(column for column in self.wanted if column.field not in self.columns),
            twice=tuple(self.twice),
            unknown=tuple(self.unknown),
            shown=tuple(self.shown),
            renamed=tuple(self.renamed),
            contradicted=tuple(self.contradicted),
            id_rows=ids.rows if ids else frozenset(),
            width=width,
        )

    def _heading(self, place: int, text: str) -> None:
        """Place one column by what its heading says, what its id says, or both."""
        said = self.spellings.get(text)
        by_id = next((one for one in self.wanted if one.field == self.ids.get(place)), None)
        printed = next((one for one in self.layout.shown if one.field == self.ids.get(place)), None)
        is_shown = text in {normal(column.heading_in(self.year)) for column in self.layout.shown}
        elsewhere = said is not None and by_id is None and said.field in self.ids.values()
        if (by_id and (is_shown or said not in (None, by_id))) or (said and (printed or elsewhere)):
            self.contradicted.append((place, by_id or printed or said))  # type: ignore[arg-type]
        elif column := said or by_id:
            if said is None:
                self.renamed.append((place, column))
            self._take(place, column)
        elif is_shown or printed:
            self.shown.append(place)
        elif text:
            self.unknown.append(place)

    def _take(self, place: int, column: Column) -> None:
        if column.field in self.columns:
            self.twice.append(column)
        else:
            self.columns[column.field] = place
