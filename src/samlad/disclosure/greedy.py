"""Repair: hide what protects a count most cheaply, one count at a time, until all are protected.

Hidden is what the least move (Σ weight × |deviation|) touches that moves a count far enough. Cheap and never
the best; used where the search is stopped, and to compare with.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from samlad.disclosure.readers import Reader
from samlad.disclosure.solver import OPTIMAL, Matrix, Model, Vector
from samlad.disclosure.space import FAR, OUTSIDER, View
from samlad.disclosure.system import NO_ROW, System

MOVED = 1e-6
STEPS = 6
"""How many units further a count is moved, when a smaller move left it too few integers."""


class UnprotectableError(Exception):
    """No plan protects the problem: something that is known whatever we do gives a count away."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def repaired(system: System, hidden: frozenset[int], readers: Sequence[Reader]) -> frozenset[int]:
    """A plan that is safe against all readers and hides at least what this one does.

    Raises:
        UnprotectableError: not even hiding everything is enough.
    """
    repair = Repair(system)
    for reader in readers:
        repair.moved[:] = 0.0
        for demand in reader.unmet(hidden):
            # What one count was moved by may have moved others far enough.
            if repair.moved[demand.count] < demand.width:
                hidden |= repair.widen(hidden, demand.count, demand.width, reader.view) or frozenset()
    for width in (*range(1, STEPS), None):
        while True:
            before = hidden
            for reader in readers:
                hidden = _repaired_for(repair, reader, hidden, width)
            if hidden == before:
                break
        if not any(reader.looks_at(hidden) and list(reader.exposed(hidden)) for reader in readers):
            return hidden
    raise UnprotectableError(system.name)


def _repaired_for(
    repair: Repair, reader: Reader, hidden: frozenset[int], width: int | None
) -> frozenset[int]:
    if not reader.looks_at(hidden):
        return hidden
    for at in list(reader.exposed(hidden)):
        least = reader.demands[at].width if at in reader.demands else 1
        more = None if width is None else repair.widen(hidden, at, least + width - 1, reader.view)
        hidden |= frozenset(repair.system.open) if more is None else more
    return hidden


class Repair:
    """The least moves of one problem.

    Attributes:
        moved: how far each count was moved by the moves that were chosen.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        size = len(system.counts)
        self.moved = np.zeros(size)
        self._model = Model(np.zeros(2 * size), np.zeros(2 * size), _doubled(system))

    def widen(
        self, hidden: frozenset[int], at: int, width: int, view: View = OUTSIDER
    ) -> frozenset[int] | None:
        """The rows to hide so that a count can move by a width, up or down; None where it cannot."""
        system = self.system
        lower, upper, costs = self._room(hidden, view)
        found: list[tuple[frozenset[int], Vector]] = []
        for move in (float(width), -float(width)):
            low, high = lower.copy(), upper.copy()
            up, down = at, at + len(system.counts)
            if not (-high[down] <= move <= high[up]):
                continue
            low[up] = high[up] = max(move, 0.0)
            low[down] = high[down] = max(-move, 0.0)
            self._model.bounds(low, high)
            self._model.costs(costs)
            answer = self._model.solve()
            if answer.state == OPTIMAL:
                found.append((self._support(answer.values) - hidden, answer.values))
        if not found:
            return None
        rows, values = min(found, key=lambda one: (system.cost(one[0]), sorted(one[0])))
        size = len(system.counts)
        np.maximum(self.moved, np.abs(values[:size] - values[size:]), out=self.moved)
        return rows

    def _room(self, hidden: frozenset[int], view: View) -> tuple[Vector, Vector, Vector]:
        system, size = self.system, len(self.system.counts)
        upper, costs = np.zeros(2 * size), np.zeros(2 * size)
        for index, count in enumerate(system.counts):
            row = system.rows[count.row] if count.row != NO_ROW else None
            if row is not None and (row.hidden is False or count.row in view.known):
                continue
            upper[index] = min(FAR, system.highs[index] - count.value)
            upper[index + size] = min(FAR, max(0, count.value - system.lows[index]))
            if row is not None and count.row not in hidden:
                costs[index] = costs[index + size] = row.weight
        return np.zeros(2 * size), upper, costs

    def _support(self, values: Vector) -> frozenset[int]:
        size = len(self.system.counts)
        moved = np.flatnonzero(np.abs(values[:size] - values[size:]) > MOVED)
        return frozenset(self.system.counts[int(index)].row for index in moved) - {NO_ROW}


def _doubled(system: System) -> Matrix:
    """The equations with every deviation split into what is up and what is down."""
    size = len(system.counts)
    return [
        tuple((index + size * side, float(a * (1 - 2 * side))) for side in (0, 1) for index, a in one.terms)
        for one in system.equations
    ]
