"""Reads a workbook's cells: calamine's values with the marks of `sheet_marks`, in the reading process."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime

import python_calamine

from samlad.intake.bounds import MAX_CELL_CHARACTERS
from samlad.intake.package import Package
from samlad.intake.refusals import Refused
from samlad.intake.sheet_marks import Mark, Marks, sheet_marks

Raw = None | str | float | bool | tuple[str, str | float]
"""A cell on its way between processes: blank, text, number, bool, or (kind, payload) for the rest."""


def read_workbook(content: bytes) -> list[tuple[str, list[list[Raw]]]]:
    """Every worksheet with its name and rows from A1 on, trailing empty rows cut.

    Raises:
        Refused: anything of `Package` and `sheet_marks`, or content.
    """
    marks = sheet_marks(Package(content))
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        # Without skip_empty_area=False leading empty rows are dropped and every place is wrong.
        return [
            (name, _rows(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), marks[name]))
            for name in marks
        ]
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Refused("content") from None


def _rows(values: Sequence[Sequence[object]], marks: Marks) -> list[list[Raw]]:
    # A marked cell may lie outside what calamine found in use, since it is blank to calamine.
    height = max([len(values), *(row + 1 for row, _ in marks)])
    width = max([len(values[0]) if values else 0, *(column + 1 for _, column in marks)])
    rows: list[list[Raw]] = []
    for number in range(height):
        found: Sequence[object] = values[number] if number < len(values) else []
        cells = [*found, *[""] * (width - len(found))]
        rows.append([_raw(value, marks.get((number, column))) for column, value in enumerate(cells)])
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    return rows


def _raw(value: object, mark: Mark | None) -> Raw:
    if mark in ("error", "uncalculated"):
        return (mark, "")
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return ("percent", float(value)) if mark == "percent" else float(value)
    if isinstance(value, datetime):
        return ("date", value.date().isoformat())
    if isinstance(value, date):
        return ("date", value.isoformat())
    text = str(value)
    if len(text) > MAX_CELL_CHARACTERS:
        raise Refused("cell")
    return text if text.strip() else None
