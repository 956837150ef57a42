"""What stands in some rows of a received file, as `heading: text`, for one who may see it. Judges nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from samlad import swedish
from samlad.intake.cells import Cell, Sheet, as_text, column_letter
from samlad.intake.look import WORKBOOKS, look
from samlad.intake.reading_process import ReadingProcess
from samlad.intake.refusals import Refused
from samlad.intake.text_reader import COMMA_DELIMITER, CSV_DELIMITER, ILS_DELIMITER, read_text

SEARCHED = 30
"""Rows above which the headings are looked for."""


def read_rows(
    path: Path, sheet: str, rows: Collection[int], process: ReadingProcess
) -> Mapping[int, list[str]]:
    """The filled-in cells of each row, counted from 1, under the headings of its sheet.

    Returns:
        Nothing for a row or a file that cannot be read: the file has been received once already, and what
        was wrong with it is in the gate's record.
    """
    try:
        found = _sheet(path, sheet, process)
    except Refused:
        return {}
    if found is None:
        return {}
    heads = _headings(found, min(rows, default=1))
    return {row: _said(found, row - 1, heads) for row in rows if row <= len(found.rows)}


def _sheet(path: Path, name: str, process: ReadingProcess) -> Sheet | None:
    looked = look(path)
    if looked.refusal:
        raise Refused(looked.refusal)
    if looked.form in WORKBOOKS:
        return next((one for one in process.read(looked.content) if one.name == name), None)
    read = []
    for delimiter in (CSV_DELIMITER, COMMA_DELIMITER, ILS_DELIMITER):
        try:
            read.append(read_text(looked.content, delimiter))
        except Refused:
            continue
    return max(read, key=lambda sheet: max(map(len, sheet.rows), default=0), default=None)


def _headings(sheet: Sheet, before: int) -> Sequence[str]:
    """The texts of the row above that has most of them: what the columns are called."""
    above = sheet.rows[: min(before - 1, SEARCHED)]
    chosen = max(above, key=lambda row: sum(cell.kind == "text" for cell in row), default=())
    return [as_text(cell) for cell in chosen]


def _said(sheet: Sheet, row: int, heads: Sequence[str]) -> list[str]:
    cells = [(place, cell) for place, cell in enumerate(sheet.rows[row]) if cell.kind != "blank"]
    return [f"{_head(heads, place)}: {_text(cell)}" for place, cell in cells]


def _text(cell: Cell) -> str:
    """A cell as its sender saw it; what has no text of its own is called what it is."""
    if cell.kind == "percent":
        return f"{swedish.number(100 * cell.number)} %"
    return as_text(cell) or cell.kind


def _head(heads: Sequence[str], place: int) -> str:
    return (heads[place] if place < len(heads) else "") or f"kolumn {column_letter(place)}"
