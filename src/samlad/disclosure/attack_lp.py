"""The protector's own attack: how far each hidden count can be moved, by linear programmes.

Every solution is evidence for all counts at once, so only those that none has moved
far enough are solved for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from samlad.disclosure.cuts import Cut, width_cut
from samlad.disclosure.integers import Witnesses
from samlad.disclosure.solver import OPTIMAL, PRIMAL_SIMPLEX, Answer, Model, SolverFault
from samlad.disclosure.space import OUTSIDER, View, matrix, reach
from samlad.disclosure.system import System

SLACK = 1e-6


@dataclass(frozen=True)
class Demand:
    """Between its least and its greatest value a count must have this width, if its row is hidden."""

    count: int
    width: int
    always: bool


class Attack:
    """The linear programmes of one reader, kept for all plans of a problem."""

    def __init__(self, system: System, view: View = OUTSIDER) -> None:
        size = len(system.counts)
        self._system, self._view = system, view
        self._model = Model(
            np.zeros(size), np.zeros(size), matrix(system), simplex_strategy=PRIMAL_SIMPLEX, presolve="off"
        )

    def cuts(self, hidden: frozenset[int], demands: Iterable[Demand], witnesses: Witnesses) -> Iterator[Cut]:
        """A cut for each demand that this plan doesn't meet; see `unmet`."""
        for demand, ends in self.unmet(hidden, demands, witnesses):
            cut = width_cut(self._system, self._view, demand.count, demand.width, demand.always, ends)
            if cut is not None and not cut.met_by(hidden):
                yield cut

    def unmet(
        self, hidden: frozenset[int], demands: Iterable[Demand], witnesses: Witnesses
    ) -> Iterator[tuple[Demand, list[Answer]]]:
        """The demands that this plan doesn't meet, each with the greatest and the least value of its count.

        Args:
            witnesses: of the same reader, looking at the plan; what they show needs no programme, and a
                solution in whole numbers is one more.
        """
        self._model.bounds(*reach(self._system, hidden, self._view))
        least, most = witnesses.ends()
        for demand in demands:
            at, width = demand.count, demand.width - SLACK
            if most[at] - least[at] >= width:
                continue
            ends = []
            for sign in (-1.0, 1.0):
                answer = self._extreme(at, sign)
                ends.append(answer)
                witnesses.offer(answer.values)
                np.minimum(least, answer.values, out=least)
                np.maximum(most, answer.values, out=most)
                if most[at] - least[at] >= width:
                    break
            else:
                yield demand, ends

    def _extreme(self, at: int, sign: float) -> Answer:
        costs = np.zeros(len(self._system.counts))
        costs[at] = sign
        self._model.costs(costs)
        answer = self._model.solve()
        if answer.state != OPTIMAL:
            raise SolverFault("HiGHS: no extreme value")
        return answer
