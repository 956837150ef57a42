"""What is computed from a hidden row is hidden with it: change, direction, attainment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from samlad import swedish
from samlad.aims import outcome
from samlad.cells import ALL_AGES, SHOWN, SOURCE, SUPPRESSED, TOTAL, Cell, cell_id
from samlad.disclosure.wording import sign
from samlad.frames import ATTAINMENT, CHANGES, TEXT, build, records
from samlad.reference import Reference

HEAD = ("indicator_id", "committee_id", "year", "period")

ByCell = Mapping[str, Cell]
"""The rows as they are published, by cell id."""


def protect_changes(changes: pd.DataFrame, cells: ByCell, reference: Reference) -> pd.DataFrame:
    """Changes between published cells, with `text`; without a number where either cell is not shown.

    A change is that of the printed values, so that it tells no more than they do.
    """
    rows = []
    for row in records(changes):
        if row["cell_id"] not in cells or row["previous_cell_id"] not in cells:
            continue
        now, before = cells[row["cell_id"]], cells[row["previous_cell_id"]]
        shown = now.status == before.status == SHOWN and None not in (row["change"], now.value, before.value)
        change = (now.value or 0.0) - (before.value or 0.0) if shown else None
        text = _text(row, change) if change is not None else sign(reference, SUPPRESSED)
        rows.append({**row, "change": change, "text": text})
    return build({**CHANGES, "text": TEXT}, rows)


def _text(row: Mapping[str, Any], change: float) -> str:
    unit = row["change_unit"]
    if unit == "procentenheter":
        return swedish.percentage_points(change)
    if unit == "antal":
        return swedish.signed(change, 0)
    return f"{swedish.signed(change)} {unit}".strip()


def protect_attainment(attainment: pd.DataFrame, cells: ByCell, reference: Reference) -> pd.DataFrame:
    """Attainment of published cells, of the values printed; a hidden cell's status stands as its outcome."""
    rows = []
    for row in records(attainment):
        cell = cells.get(cell_id((*(row[name] for name in HEAD), TOTAL, ALL_AGES)))
        if cell is None:
            continue
        told = row["outcome"]
        if cell.status in (SUPPRESSED, SOURCE):
            told = cell.status
        elif cell.status == SHOWN:
            direction = reference.programme.indicators[cell.indicator_id].direction
            told = outcome(cell.value, row["target"], direction)
        rows.append({**row, "value": cell.value if cell.status == SHOWN else None, "outcome": told})
    return build(ATTAINMENT, rows)
