"""The record of what was hidden and why. Internal: a public reason per cell tells which cells are small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from samlad.cells import Cell
from samlad.disclosure.complementary import PAIRED, Solved
from samlad.disclosure.findings import (
    INTERVALS,
    PROBLEMS,
    WITNESSES,
    interval_rows,
    problem_row,
    witness_rows,
)
from samlad.disclosure.public import lost
from samlad.disclosure.rules import Rules
from samlad.frames import TEXT, WHOLE, build
from samlad.stages import DisclosureRecord

HIDDEN = {"cell_id": TEXT, "rule_id": TEXT, "part": TEXT}
COUNTS = {"indicator_id": TEXT, "status": TEXT, "count": WHOLE}


def disclosure_record(
    cells: Sequence[Cell], applied: Mapping[str, str], solved: Sequence[Solved], rules: Rules
) -> DisclosureRecord:
    """Rule by cell id for every row that we hid, rows per status and indicator, what the solver proved."""
    hidden = [
        {"cell_id": name, "rule_id": rule, "part": "complementary" if rule == PAIRED else "primary"}
        for name, rule in sorted(applied.items())
    ]
    counts = Counter((cell.indicator_id, cell.status) for cell in cells)
    rows = [
        {"indicator_id": one, "status": status, "count": n} for (one, status), n in sorted(counts.items())
    ]
    return DisclosureRecord(
        hidden=build(HIDDEN, hidden),
        counts=build(COUNTS, rows),
        k=rules.k,
        lost=lost(cells, rules),
        problems=build(PROBLEMS, map(problem_row, solved)),
        intervals=build(INTERVALS, (row for one in solved for row in interval_rows(one))),
        witnesses=build(WITNESSES, (row for one in solved for row in witness_rows(one))),
    )
