"""What the solved problems say, as tables for the internal record: gaps, intervals and witnesses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from samlad.disclosure.complementary import Solved
from samlad.disclosure.needs import watched
from samlad.disclosure.solver import OPTIMAL, PRIMAL_SIMPLEX, Model
from samlad.disclosure.space import matrix, reach
from samlad.frames import NUMBER, TEXT, WHOLE

PROBLEMS = {
    "problem": TEXT, "rows": WHOLE, "primary": WHOLE, "hidden": WHOLE, "objective": WHOLE, "bound": WHOLE,
    "gap": NUMBER, "rounds": WHOLE, "cuts": WHOLE,
}  # fmt: skip
INTERVALS = {"cell_id": TEXT, "count": TEXT, "least": WHOLE, "most": WHOLE, "values": WHOLE}
WITNESSES = {"problem": TEXT, "table": WHOLE, "cell_id": TEXT, "count": TEXT, "value": WHOLE}
FAR = 1e6
Record = dict[str, Any]


def problem_row(solved: Solved) -> Record:
    """Size, weight, bound and gap of one problem."""
    system, plan = solved.system, solved.plan
    return {
        "problem": system.name,
        "rows": len(system.rows),
        "primary": len(system.must),
        "hidden": len(plan.hidden),
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": plan.gap,
        "rounds": plan.rounds,
        "cuts": plan.cuts,
    }


def interval_rows(solved: Solved) -> Iterator[Record]:
    """For each hidden count what linear programmes bound it to, and how many values the witnesses show."""
    system, plan = solved.system, solved.plan
    size = len(system.counts)
    model = Model(np.zeros(size), np.zeros(size), matrix(system), simplex_strategy=PRIMAL_SIMPLEX)
    model.bounds(*reach(system, plan.hidden, solved.view, FAR))
    for at in watched(system, plan.hidden):
        ends = []
        for sign in (1.0, -1.0):
            costs = np.zeros(size)
            costs[at] = sign
            model.costs(costs)
            answer = model.solve()
            ends.append(answer.values[at] if answer.state == OPTIMAL else sign * -FAR)
        value, name = system.counts[at].value, _named(system.counts[at].name)
        seen = {int(table[at]) for table in plan.tables}
        most = int(np.floor(ends[1] + 1e-6)) + value if ends[1] < FAR / 2 else None
        least = int(np.ceil(ends[0] - 1e-6)) + value
        yield {**name, "least": least, "most": most, "values": len(seen)}


def witness_rows(solved: Solved) -> Iterator[Record]:
    """The witnesses of one problem, hidden counts only: the rest of each table is what is shown."""
    system, plan = solved.system, solved.plan
    hidden = list(watched(system, plan.hidden))
    for number, table in enumerate(_needed(plan.tables, hidden), start=1):
        for at in hidden:
            count = system.counts[at]
            row = _named(count.name)
            yield {"problem": system.name, "table": number, **row, "value": count.value + int(table[at])}


def _needed(tables: Sequence[Any], hidden: Sequence[int], enough: int = 3) -> Iterator[Any]:
    """The witnesses that add a value to a count that has too few in those before."""
    seen: dict[int, set[int]] = {at: set() for at in hidden}
    for table in tables:
        adds = [at for at in hidden if len(seen[at]) < enough and int(table[at]) not in seen[at]]
        if adds:
            yield table
            for at in hidden:
                seen[at].add(int(table[at]))


def _named(name: str) -> Record:
    cell_id, part, *_ = name.split("|")
    return {"cell_id": cell_id, "count": part}
