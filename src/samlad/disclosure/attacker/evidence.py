"""What the tables found so far prove: which values each target takes, and in which table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from samlad.disclosure.attacker.counts import Count
from samlad.disclosure.attacker.system import Numbers, Problem
from samlad.disclosure.attacker.targets import Target

ENOUGH = 8
"""Values kept per target; more would only take room."""


class Evidence:
    """Values of the targets of one problem. A target is named by its place in the list.

    Attributes:
        weights: one row per target over the problem's unknowns.
        tables: the whole tables that showed a value not seen before.
        closed: targets whose values are all known.
        problem: whose tables they are.
    """

    def __init__(self, problem: Problem, targets: Sequence[Target], known: Mapping[Count, int]) -> None:
        index = problem.index
        self.problem = problem
        self.targets = tuple(targets)
        self.weights = np.zeros((len(targets), len(problem.counts)))
        self._constants = np.zeros(len(targets))
        for row, target in enumerate(targets):
            for count, factor in target.terms:
                if count in index:
                    self.weights[row, index[count]] += factor
                else:
                    self._constants[row] += factor * known[count]
        self._seen: list[set[int]] = [set() for _ in targets]
        self.tables: list[Numbers] = []
        self.closed: set[int] = set()

    def add(self, x: Numbers | None) -> int:
        """Take a whole table as evidence; how many targets it showed in a new value."""
        if x is None or not self.problem.agrees(x):
            return 0
        values = np.round(self.weights @ x + self._constants).astype(int)
        new = 0
        for seen, value in zip(self._seen, values.tolist(), strict=True):
            if value not in seen and len(seen) < ENOUGH:
                seen.add(value)
                new += 1
        if new:
            self.tables.append(x)
        return new

    def seen(self, target: int) -> list[int]:
        """Values found, least first."""
        return sorted(self._seen[target])

    def constant(self, target: int) -> float:
        """What the known counts contribute to a target."""
        return float(self._constants[target])
