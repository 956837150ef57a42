"""Reads a workbook's cells: calamine's values with the marks of a pass of our own, in the reading process."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import python_calamine

from samlad.intake.bounds import MAX_CELL_CHARACTERS
from samlad.intake.ods_marks import ods_marks
from samlad.intake.package import Package
from samlad.intake.refusals import Refused
from samlad.intake.sheet_marks import Mark, Place, SheetMarks
from samlad.intake.xls_marks import COMPOUND, xls_marks
from samlad.intake.xlsx_marks import xlsx_marks

Raw = None | str | float | bool | tuple[str, str | float]
"""A cell on its way between processes: blank, text, number, bool, or (kind, payload) for the rest."""

RawSheet = tuple[str, list[list[Raw]], list[tuple[int, int, int]]]
"""Name, rows from A1 on, and (row, column, row of the top) of cells merged with one above."""


def read_workbook(content: bytes) -> list[RawSheet]:
    """Every worksheet, trailing empty rows cut.

    Raises:
        Refused: anything of the passes, content or merged.
    """
    found = _marks(content)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        # Without skip_empty_area=False leading empty rows are dropped and every place is wrong.
        return [
            _sheet(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), marks)
            for name, marks in found.items()
        ]
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Refused("content") from None


def _marks(content: bytes) -> Mapping[str, SheetMarks]:
    if content.startswith(COMPOUND):
        return xls_marks(content)
    package = Package(content)
    return ods_marks(package) if package.is_ods else xlsx_marks(package)


def _sheet(name: str, values: Sequence[Sequence[object]], found: SheetMarks) -> RawSheet:
    rows = _rows(values, found.marks)
    under, spans = found.covered(len(rows), len(rows[0]) if rows else 0)
    # What lies under a merged cell is seen by nobody who looks at the sheet, but is read.
    if any(rows[row][column] is not None for row, column in under):
        raise Refused("merged")
    return name, rows, [(row, column, top) for (row, column), top in spans.items()]


def _rows(values: Sequence[Sequence[object]], marks: Mapping[Place, Mark]) -> list[list[Raw]]:
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
