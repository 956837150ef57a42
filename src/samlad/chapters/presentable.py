"""A presentable table as one object: caption, headers, rows, signs with words, legend, notes and source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from samlad.chapters.markup import Markup, hidden, joined, sign, tag
from samlad.chapters.shown import Shown

NOT_APPLICABLE = "not_applicable"

WIDE_FROM_COLUMNS = 3
LONG_FROM_ROWS = 16
"""From here on a table may not fit a telephone, and gets a focusable region that scrolls."""


@dataclass(frozen=True)
class Column:
    """A column's heading; the unit stands here and not in the cells."""

    heading: str
    numeric: bool = True


@dataclass(frozen=True)
class TableCell:
    """One cell.

    Attributes:
        text: what everyone reads.
        mark: a sign for the eye only, put before the text; `spoken` or the text says it in words.
        spoken: words for screen readers in place of the sign.
        status: the code of the sign, so that the legend holds the signs present and no others.
        anchor: the cell's lasting id.
        href: where what stands in the cell leads.
    """

    text: str | Markup = ""
    mark: str = ""
    spoken: str = ""
    status: str = ""
    anchor: str = ""
    href: str = ""

    def content(self) -> Markup:
        """What stands inside the cell."""
        mark = sign(self.mark) if self.mark else ""
        spoken = hidden(self.spoken) if self.spoken else ""
        said = joined([mark, " " if mark and self.text else "", self.text, spoken])
        return tag("a", said, href=self.href) if self.href and said else said


@dataclass(frozen=True)
class TableRow:
    """A row: its header, its cells, the group that it belongs to, and whether it is a total."""

    header: TableCell
    cells: tuple[TableCell, ...]
    group: str = ""
    total: bool = False


def used(
    columns: Sequence[Column], rows: Sequence[TableRow]
) -> tuple[tuple[Column, ...], tuple[TableRow, ...]]:
    """The columns that hold something in some row, and the rows with those columns only."""
    kept = [place for place in range(len(columns)) if any(_holds(row.cells[place]) for row in rows)]
    return (
        tuple(columns[place] for place in kept),
        tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in rows),
    )


def _holds(cell: TableCell) -> bool:
    return bool(cell.text or cell.mark) and cell.status != NOT_APPLICABLE


@dataclass(frozen=True, repr=False)
class PresentableTable(Shown):
    """A table as the reader sees it.

    Attributes:
        anchor: lasting id of the table.
        caption: what the table shows, with unit and year.
        stub: heading of the first column.
        legend: (sign, explanation) of the signs that are present.
        notes, source: lines below the table.
        stacks: whether each row becomes a block on a telephone, for a table with texts in its cells.
    """

    anchor: str
    caption: str
    stub: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    legend: tuple[tuple[str, str], ...] = field(default=())
    notes: tuple[str | Markup, ...] = field(default=())
    source: str | Markup = ""
    stacks: bool = False

    def html(self) -> Markup:
        class_ = "tabell staplas" if self.stacks else "tabell"
        table = tag("table", self._caption(), self._head(), *self._bodies(), class_=class_, id=self.anchor,
                    role=self._role("table"))  # fmt: skip
        if len(self.columns) >= WIDE_FROM_COLUMNS or len(self.rows) >= LONG_FROM_ROWS:
            table = tag("div", table, class_="tabell-yta", role="region", tabindex=0,
                        aria_labelledby=f"{self.anchor}-rubrik")  # fmt: skip
        return joined([table, self._legend(), *self._below()], "\n")

    def plain(self) -> str:
        return f"Tabell: {self.caption} ({len(self.rows)} rader)"

    def _caption(self) -> Markup:
        return tag("caption", self.caption, id=f"{self.anchor}-rubrik")

    def _head(self) -> Markup:
        role = self._role("columnheader")
        heads = [tag("th", self.stub, scope="col", class_="text", role=role)]
        heads += [
            tag("th", column.heading, scope="col", class_="tal" if column.numeric else "text", role=role)
            for column in self.columns
        ]
        return tag("thead", tag("tr", *heads, role=self._role("row")), role=self._role("rowgroup"))

    def _role(self, role: str) -> str:
        """A block is no part of a table to a screen reader unless it says so."""
        return role if self.stacks else ""

    def _bodies(self) -> list[Markup]:
        bodies = []
        for group, rows in groupby(self.rows, key=lambda row: row.group):
            lines = [self._row(row) for row in rows]
            if group:
                head = tag("th", group, scope="rowgroup", colspan=len(self.columns) + 1, class_="grupp")
                lines.insert(0, tag("tr", head))
            bodies.append(tag("tbody", *lines, role=self._role("rowgroup")))
        return bodies

    def _row(self, row: TableRow) -> Markup:
        header = tag("th", row.header.content(), scope="row", class_="text", id=row.header.anchor,
                     role=self._role("rowheader"))  # fmt: skip
        cells = [
            tag("td", cell.content(), class_="tal" if column.numeric else "text", id=cell.anchor,
                role=self._role("cell"), data_rubrik=column.heading if self.stacks else "")
            for column, cell in zip(self.columns, row.cells, strict=True)
        ]  # fmt: skip
        return tag("tr", header, *cells, class_="summa" if row.total else None, role=self._role("row"))

    def _legend(self) -> Markup:
        if not self.legend:
            return Markup("")
        entries = [joined([tag("dt", mark), tag("dd", words)]) for mark, words in self.legend]
        return tag("dl", *entries, class_="teckenforklaring")

    def _below(self) -> list[Markup]:
        source = [joined(["Källa: ", self.source])] if self.source else []
        return [tag("p", line, class_="anm") for line in (*self.notes, *source)]
