"""Takes texts that seem to hold personal data out of what was received, before any later stage has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from samlad.stages import Received
from samlad.validation.personal_data.texts import Found, Released

KEYS = ("item_id", "goal_id", "own_id")
"""Columns that tell rows apart: their text becomes a name that says nothing, the same for the same text."""


def emptied(received: Received, texts: Iterable[Found], released: Released) -> Received:
    """The same rows, where every text with an alarm that nobody has released is empty.

    Cells that no table holds have served their purpose when they have been searched, and are left out.

    Args:
        texts: every text of what was received, as `every_text` gives them.
    """
    hits = [one for one in texts if one.kinds and one.column and not released(one.place, one.text)]
    if not hits and not received.cells:
        return received
    tables = dict(received.tables)
    for source in sorted({str(one.place["source"]) for one in hits}):
        own = [one for one in hits if one.place["source"] == source]
        tables[source] = _without(tables[source], own, hits)
    deliveries = _deliveries(received.deliveries, [one for one in hits if one.place["source"] == "about"])
    return replace(received, tables=tables, deliveries=deliveries, cells=())


def _without(frame: pd.DataFrame, hits: Iterable[Found], everywhere: Iterable[Found]) -> pd.DataFrame:
    ids = list(dict.fromkeys(one.text for one in everywhere if one.column in KEYS))
    columns: dict[str, list[object]] = {}
    for one in hits:
        cells = columns.setdefault(one.column, frame[one.column].tolist())
        cells[one.position] = f"(dolt id {ids.index(one.text) + 1})" if one.column in KEYS else ""
    made = {
        name: pd.Series(cells, index=frame.index, dtype=frame[name].dtype) for name, cells in columns.items()
    }
    return frame.assign(**made)


def _deliveries(frame: pd.DataFrame, hits: Iterable[Found]) -> pd.DataFrame:
    """Deliveries repeat what «Om rapporten» says, so what was emptied there is emptied here."""
    made = frame.copy()
    for one in hits:
        field, place = str(one.place["field"]), one.place
        if field in made.columns:
            whose = (made["year"] == place["year"]) & (made["period"] == place["period"])
            whose &= made["committee_id"] == (place["committee_id"] or "")
            made.loc[whose & (made[field].astype("str").str.strip() == one.text), field] = ""
    return made
