"""What the tables found so far prove: which values each target takes, and in which table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from samlad.disclosure.attacker.counts import Count
from samlad.disclosure.attacker.system import Numbers, Problem
from samlad.disclosure.attacker.targets import Target


class Evidence:
    """Values of the targets of one problem. A target is named by its place in the list.

    Args:
        wanted: how many values of a target are looked for; more are not kept.

    Attributes:
        tables: the whole tables that showed a value that was looked for and not seen before.
        closed: targets whose values are all known.
        problem: whose tables they are.
    """

    def __init__(
        self,
        problem: Problem,
        targets: Sequence[Target],
        known: Mapping[Count, int],
        wanted: Callable[[Target], int],
    ) -> None:
        self.problem = problem
        self.targets = tuple(targets)
        self._weights, self._constants = _sums(problem, targets, known)
        self._wanted = [wanted(target) for target in targets]
        self._seen: list[set[int]] = [set() for _ in targets]
        self._short = [place for place, many in enumerate(self._wanted) if many]
        self.tables: list[Numbers] = []
        self.closed: set[int] = set()

    def add(self, x: Numbers | None) -> int:
        """Take a whole table as evidence; how many targets it showed in a new value that was looked for."""
        if x is None or not self.problem.agrees(x):
            return 0
        values = np.round(self._weights @ x + self._constants).astype(int)
        new = 0
        for place in self._short:
            if values[place] not in self._seen[place]:
                self._seen[place].add(int(values[place]))
                new += 1
        if new:
            self.tables.append(x)
            self._short = [place for place in self._short if len(self._seen[place]) < self._wanted[place]]
        return new

    def close(self) -> None:
        """Close the targets that were seen in every value between the ends of what they are sums of."""
        up, down = self._weights.maximum(0), self._weights.minimum(0)
        least = up @ self.problem.lower + down @ self.problem.upper
        most = up @ self.problem.upper + down @ self.problem.lower
        rooms = most - least + 1
        self.closed.update(place for place in self._short if len(self._seen[place]) >= rooms[place])

    @property
    def open(self) -> list[int]:
        """Targets of which more values are looked for."""
        return [place for place in self._short if place not in self.closed]

    def lacks(self, place: int) -> bool:
        """Whether more values of a target are looked for."""
        return place not in self.closed and len(self._seen[place]) < self._wanted[place]

    def seen(self, place: int) -> list[int]:
        """Values found, least first."""
        return sorted(self._seen[place])

    def weights(self, place: int) -> Numbers:
        """A target as a sum of the problem's unknowns."""
        return np.asarray(self._weights[[place]].toarray()).ravel()

    def pull(self, signs: Mapping[int, float]) -> Numbers:
        """Some targets weighed together, as a sum of the problem's unknowns."""
        chosen = np.zeros(len(self.targets))
        chosen[list(signs)] = list(signs.values())
        return np.asarray(self._weights.T @ chosen)

    def constant(self, place: int) -> float:
        """What the known counts contribute to a target."""
        return float(self._constants[place])


def _sums(
    problem: Problem, targets: Sequence[Target], known: Mapping[Count, int]
) -> tuple[csr_array, Numbers]:
    """Each target as a sum of unknowns, one row each, and what the known counts contribute to it."""
    index = problem.index
    entries: list[tuple[int, int, int]] = []
    constants = np.zeros(len(targets))
    for row, target in enumerate(targets):
        for count, factor in target.terms:
            if count in index:
                entries.append((row, index[count], factor))
            else:
                constants[row] += factor * known[count]
    rows, columns, factors = (list(part) for part in zip(*entries, strict=True)) if entries else ([], [], [])
    shape = (len(targets), len(problem.counts))
    return csr_array((np.array(factors, dtype=float), (rows, columns)), shape=shape), constants
