"""The record of what was hidden and why. Internal: a public reason per cell tells which cells are small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from samlad.cells import Cell
from samlad.frames import TEXT, WHOLE, build
from samlad.stages import DisclosureRecord

HIDDEN = {"cell_id": TEXT, "rule_id": TEXT}
COUNTS = {"indicator_id": TEXT, "status": TEXT, "count": WHOLE}


def disclosure_record(cells: Iterable[Cell], rules: Mapping[str, str]) -> DisclosureRecord:
    """Rule by cell id for every row that we hid, and how many rows have each status per indicator."""
    hidden = [{"cell_id": name, "rule_id": rule} for name, rule in sorted(rules.items())]
    counts = Counter((cell.indicator_id, cell.status) for cell in cells)
    rows = [
        {"indicator_id": one, "status": status, "count": n} for (one, status), n in sorted(counts.items())
    ]
    return DisclosureRecord(hidden=build(HIDDEN, hidden), counts=build(COUNTS, rows))
