"""What is computed from a hidden row is hidden with it: change, direction, attainment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from samlad import swedish
from samlad.cells import ALL_AGES, SHOWN, SOURCE, SUPPRESSED, TOTAL, cell_id
from samlad.disclosure.wording import sign
from samlad.frames import ATTAINMENT, CHANGES, TEXT, build, records
from samlad.reference import Reference

Status = Mapping[str, str]
"""Status of every published cell, by cell id."""


def protect_changes(changes: pd.DataFrame, status: Status, reference: Reference) -> pd.DataFrame:
    """Changes between published cells, with `text`; without a number where either cell is not shown."""
    rows = []
    for row in records(changes):
        ends = (row["cell_id"], row["previous_cell_id"])
        if any(end not in status for end in ends):
            continue
        shown = all(status[end] == SHOWN for end in ends) and row["change"] is not None
        text = _text(row) if shown else sign(reference, SUPPRESSED)
        rows.append({**row, "change": row["change"] if shown else None, "text": text})
    return build({**CHANGES, "text": TEXT}, rows)


def _text(row: Mapping[str, Any]) -> str:
    change, unit = row["change"], row["change_unit"]
    if unit == "procentenheter":
        return swedish.percentage_points(change)
    if unit == "antal":
        return swedish.signed(change, 0)
    return f"{swedish.signed(change)} {unit}".strip()


def protect_attainment(attainment: pd.DataFrame, status: Status) -> pd.DataFrame:
    """Attainment of published cells; where the cell is hidden its status stands as the outcome."""
    rows = []
    for row in records(attainment):
        head = (row["indicator_id"], row["committee_id"], row["year"], row["period"])
        state = status.get(cell_id((*head, TOTAL, ALL_AGES)))
        if state is None:
            continue
        hidden = state in (SUPPRESSED, SOURCE)
        value = row["value"] if state == SHOWN else None
        rows.append({**row, "value": value, "outcome": state if hidden else row["outcome"]})
    return build(ATTAINMENT, rows)
