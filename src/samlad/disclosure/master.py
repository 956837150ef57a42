"""The master problem: the cheapest rows to hide that keep to every cut found so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from samlad.disclosure.cuts import Cut, some_of
from samlad.disclosure.solver import INFEASIBLE, Model
from samlad.disclosure.system import NO_ROW, System

NODES = 5_000
"""Nodes that one round may search; what is not closed then is in the gap."""
LARGE, LARGE_GAP = 200, 1e-3
"""From so many rows on a round need only come this near; the bound that is recorded is the proven one."""


class Master:
    """One 0-1 variable per row; a cut is added when a plan breaks it."""

    def __init__(self, system: System, costs: Sequence[float]) -> None:
        rows = system.rows
        self._fixed = sum(row.weight for row in rows if row.hidden is True)
        self._must = system.must
        lower = np.array([1.0 if row.hidden is True else 0.0 for row in rows])
        upper = np.array([0.0 if row.hidden is False else 1.0 for row in rows])
        gap = LARGE_GAP if len(system.open) > LARGE else 0.0
        self._model = Model(
            lower,
            upper,
            [],
            integers=np.arange(len(rows), dtype=np.int32),
            mip_max_nodes=NODES,
            mip_rel_gap=gap,
            mip_abs_gap=0.0,
        )
        self._model.costs(np.array(costs))
        for cut in start(system):
            self.add(cut)

    def add(self, cut: Cut) -> None:
        """Demand it of every plan from now on."""
        self._model.add(cut.least, cut.terms)

    def solve(self) -> tuple[frozenset[int] | None, float]:
        """The cheapest plan, and the weight that no plan can fall below; None where there is no plan."""
        answer = self._model.solve()
        if answer.state == INFEASIBLE or not answer.found:
            return None, 0.0
        chosen = frozenset(int(index) for index in np.flatnonzero(answer.values > 0.5)) | self._must
        return chosen, self._fixed + max(0.0, answer.bound)


def start(system: System) -> Iterable[Cut]:
    """No equation with exactly one hidden count."""
    return dict.fromkeys(_alone(system))


def _alone(system: System) -> Iterator[Cut]:
    for equation in system.equations:
        rows = [system.counts[index].row for index, _ in equation.terms]
        if NO_ROW in rows:
            continue
        for own in sorted(set(rows)):
            others = {row for row in rows if row != own and system.rows[row].hidden is not False}
            if rows.count(own) == 1 and system.rows[own].hidden is not False:
                yield some_of(sorted(others), None if system.rows[own].hidden else own)
