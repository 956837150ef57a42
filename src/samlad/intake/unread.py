"""Everything that is written in a file but stands in no table: it is searched for personal data too.

What was read is told by its text and row, not by the readers, so a sheet, column or field that is new to
them cannot be forgotten: it is here until some table holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from samlad.intake.cells import Cell, Sheet, as_text, column_letter
from samlad.intake.tables import Row
from samlad.stages import FileRecord, WrittenCell

SHORTEST_NUMBER = 10
"""A typed number with fewer digits is a figure and nothing else; a personnummer has ten or twelve."""


def unread_cells(
    sheets: Sequence[Sheet], rows: Mapping[str, Sequence[Row]], record: FileRecord, committee_id: str
) -> Iterator[WrittenCell]:
    """Every text, and every number long enough to be more than a figure, that no row of a table holds.

    Args:
        committee_id: who has sent the file; a row of a table may say otherwise.
    """
    read: dict[tuple[str, int], set[str]] = {}
    senders: dict[tuple[str, int], str] = {}
    for found in rows.values():
        for row in found:
            place = (str(row.get("sheet", "")), int(row["row"]))
            read.setdefault(place, set()).update(value for value in row.values() if isinstance(value, str))
            senders.setdefault(place, str(row["committee_id"]))
    for sheet in sheets:
        for number, cells in enumerate(sheet.rows, start=1):
            place = (sheet.name, number)
            for column, cell in enumerate(cells):
                text = _written(cell)
                if text and text not in read.get(place, ()):
                    yield WrittenCell(
                        record.file, sheet.name, number, column_letter(column), text, record.form,
                        record.year, record.period, senders.get(place) or committee_id,
                    )  # fmt: skip


def _written(cell: Cell) -> str:
    if cell.kind == "text":
        return as_text(cell)
    if cell.kind == "number":
        text = as_text(cell)
        return text if sum(letter.isdecimal() for letter in text) >= SHORTEST_NUMBER else ""
    return ""
