"""Finds the text that an entry has released: in a table, in a cell of no table, or in a sheet's name."""

from __future__ import annotations

from samlad.corrections.entries import Correction
from samlad.stages import Received

CELLS = "cells"
"""What the table is called of texts that are read into none."""
SHEET = "sheet"
"""What the field is called where the text is the sheet's name."""


def texts_at(entry: Correction, received: Received) -> list[str]:
    """The texts at the place of a release; none where there is no such place."""
    where = entry.where
    table, field = str(where["table"]), str(where["field"])
    frames = [frame[frame["file"] == where["file"]] for frame in received.tables.values()]
    if table == CELLS:
        cells = [cell for cell in received.cells if cell.file == where["file"]]
        if field == SHEET:
            return [*(cell.sheet for cell in cells), *(str(name) for one in frames for name in one["sheet"])]
        return [cell.text for cell in cells if (cell.row, cell.column) == (where["row"], field)]
    column = "value" if table == "about" else "committee_text" if field == "committee" else field
    frame = received.tables.get(table)
    if frame is None or column not in frame.columns:
        return []
    rows = frame[(frame["file"] == where["file"]) & (frame["row"] == where["row"])]
    return [str(text) for text in rows[column]]
