"""Change since the year before, in the same period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from samlad.cells import Cell, Key
from samlad.measures.material import Material

POINTS = "procentenheter"


def change_rows(material: Material, cells: Sequence[Cell]) -> Iterator[dict[str, Any]]:
    """One row per cell that has a number now and a year before, in the order of the cells.

    The change is that of the exact values, not of the printed ones.
    A committee's yes or no has no change in percentage points, and answers beyond one's duty have none.
    """
    indicators = material.reference.programme.indicators
    by_key: Mapping[Key, Cell] = {cell.key: cell for cell in cells}
    for cell in cells:
        key = cell.key
        before = by_key.get((key[0], key[1], key[2] - 1, *key[3:]))
        kind = indicators[cell.indicator_id].kind
        if before is None or cell.value is None or before.value is None:
            continue
        if "extra" in (cell.duty, before.duty) or (kind == "ja_nej" and cell.area == "committee"):
            continue
        yield {
            "cell_id": cell.cell_id,
            "previous_cell_id": before.cell_id,
            "change": cell.value - before.value,
            "change_unit": _unit(kind, cell.unit),
        }


def _unit(kind: str, unit: str) -> str:
    if kind in ("andel", "ja_nej") or unit == "procent":
        return POINTS
    return "antal" if kind == "antal" else unit
