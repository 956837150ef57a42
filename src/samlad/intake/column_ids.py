"""The form's own ids of its columns: a hidden row of cells, which go along when a column is moved or renamed.

A cell is the only place that every reader and file format keeps; defined names and properties are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from samlad.intake.cells import Sheet

_SIGN = "samlad:"
_ID = re.compile(rf"{_SIGN}(?P<table>[a-z_]+)\.(?P<field>[a-z_]+)")


@dataclass(frozen=True)
class ColumnIds:
    """The ids found in a sheet; rows and columns count from 0.

    Attributes:
        row: the first row with ids, which counts; it was issued just below the headings.
        fields: column → field, in that row.
        rows: all rows with ids, none of which is an answer.
    """

    table: str
    row: int
    fields: Mapping[int, str]
    rows: frozenset[int]


def column_id(table: str, field: str) -> str:
    """The id of a column as it stands in its cell."""
    return f"{_SIGN}{table}.{field}"


def find_ids(sheet: Sheet) -> ColumnIds | None:
    """The ids of a sheet; None where it has none, as in a file that was not made from an issued form."""
    rows = [
        number
        for number, cells in enumerate(sheet.rows)
        if any(cell.kind == "text" and cell.text.startswith(_SIGN) for cell in cells)
    ]
    if not rows:
        return None
    found = {
        place: match for place, cell in enumerate(sheet.rows[rows[0]]) if (match := _ID.fullmatch(cell.text))
    }
    tables = {match["table"] for match in found.values()}
    # Ids of two tables in one row are no form of ours; headings alone must then do.
    fields = {place: match["field"] for place, match in found.items()} if len(tables) == 1 else {}
    return ColumnIds(next(iter(tables), "") if fields else "", rows[0], fields, frozenset(rows))
