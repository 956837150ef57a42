"""The reader's system as matrices: the relations between unknown counts, one problem per connected part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from samlad.disclosure.attacker.counts import Count, Relation, Span

ROOM = 1000
"""How far above all that is shown an unknown count without an upper end is looked for."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Problem:
    """Unknown counts that some relation ties together.

    Attributes:
        counts: the unknowns, in a fixed order.
        lower, upper: their ends, one per unknown.
        matrix, low, high: low ≤ matrix · x ≤ high, one row per relation.
        relations: the relations behind the rows; known counts are taken into low and high.
    """

    counts: tuple[Count, ...]
    lower: Numbers
    upper: Numbers
    matrix: csr_array
    low: Numbers
    high: Numbers
    relations: tuple[Relation, ...]

    @property
    def index(self) -> dict[Count, int]:
        """Place of each unknown."""
        return {count: place for place, count in enumerate(self.counts)}

    def only(self, places: Sequence[int]) -> Problem:
        """The same unknowns with some of the relations."""
        chosen = list(places)
        return replace(
            self,
            matrix=self.matrix[chosen],
            low=self.low[chosen],
            high=self.high[chosen],
            relations=tuple(self.relations[place] for place in chosen),
        )

    def agrees(self, x: Numbers) -> bool:
        """Whether whole numbers are a table of this problem."""
        sums = self.matrix @ x
        inside = np.all((x >= self.lower) & (x <= self.upper))
        return bool(inside and np.all((sums >= self.low) & (sums <= self.high)))


@dataclass(frozen=True)
class System:
    """All problems, the counts that are known, and what contradicts itself without any unknown."""

    problems: tuple[Problem, ...]
    known: Mapping[Count, int]
    broken: tuple[str, ...]


def build(spans: Mapping[Count, Span], relations: Sequence[Relation]) -> System:
    """Split relations over counts into problems; a guess that the known counts break is given up.

    Args:
        spans: every count that a relation or a row names.
        relations: all that a reader knows or guesses.
    """
    known = {count: low for count, (low, high) in spans.items() if low == high}
    groups = _Groups(count for count in spans if count not in known)
    inside: list[Relation] = []
    broken: list[str] = []
    for relation in dict.fromkeys(relations):
        unknown = [count for count, _ in relation.terms if count not in known]
        if unknown:
            groups.join(unknown)
            inside.append(relation)
        elif relation.certain and not relation.holds(known):
            broken.append(relation.place)
    parts: dict[Count, list[Relation]] = {}
    for relation in inside:
        first = next(count for count, _ in relation.terms if count not in known)
        parts.setdefault(groups.of(first), []).append(relation)
    members = groups.members()
    problems = (_problem(members[root], parts.get(root, []), spans, known) for root in members)
    return System(tuple(problems), known, tuple(broken))


class _Groups:
    """Which unknowns hang together."""

    def __init__(self, counts: Iterable[Count]) -> None:
        self._parent = {count: count for count in counts}

    def of(self, count: Count) -> Count:
        root = count
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[count] != root:
            self._parent[count], count = root, self._parent[count]
        return root

    def join(self, counts: Sequence[Count]) -> None:
        for count in counts[1:]:
            self._parent[self.of(count)] = self.of(counts[0])

    def members(self) -> dict[Count, list[Count]]:
        found: dict[Count, list[Count]] = {}
        for count in self._parent:
            found.setdefault(self.of(count), []).append(count)
        return found


def empty() -> Problem:
    """A problem without unknowns."""
    return _problem((), (), {}, {})


def _problem(
    counts: Sequence[Count], relations: Sequence[Relation], spans: Mapping[Count, Span],
    known: Mapping[Count, int],
) -> Problem:  # fmt: skip
    index = {count: place for place, count in enumerate(counts)}
    named = {count for relation in relations for count, _ in relation.terms}
    top = ROOM + sum(spans[count][1] or spans[count][0] for count in named)
    entries: list[tuple[int, int, int]] = []
    ends: list[tuple[float, float]] = []
    for row, relation in enumerate(relations):
        fixed = sum(factor * known[count] for count, factor in relation.terms if count in known)
        entries += [(row, index[count], factor) for count, factor in relation.terms if count in index]
        low = -np.inf if relation.low is None else relation.low - fixed
        high = np.inf if relation.high is None else relation.high - fixed
        ends.append((low, high))
    rows, columns, factors = (list(part) for part in zip(*entries, strict=True)) if entries else ([], [], [])
    shape = (len(relations), len(counts))
    return Problem(
        counts=tuple(counts),
        lower=np.array([spans[count][0] for count in counts], dtype=float),
        upper=np.array([_upper(spans[count], top) for count in counts], dtype=float),
        matrix=csr_array((np.array(factors, dtype=float), (rows, columns)), shape=shape),
        low=np.array([low for low, _ in ends]),
        high=np.array([high for _, high in ends]),
        relations=tuple(relations),
    )


def _upper(span: Span, top: int) -> int:
    return top if span[1] is None else span[1]
