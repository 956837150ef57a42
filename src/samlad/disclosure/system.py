"""The published counts as one linear system: rows, counts, and the equations that a reader knows.

Nothing here knows of indicators or sex: `assemble.py` makes a system of published rows, and a benchmark or a
test can make one of its own. An inequality is an equation with a rest: a count of no row that is never
printed and never less than 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

NO_ROW = -1
Wholes = NDArray[np.int64]


@dataclass(frozen=True)
class Row:
    """A published row: its counts are shown together or hidden together.

    Attributes:
        row_id: a cell id, or one like it.
        weight: what it costs to hide, a whole number from 1.
        hidden: True where it must be hidden, False where it is known whatever we do, None where we choose.
        committee: whose own row it is, "" for a total.
        known: whether we know its counts ourselves; what the source hid we don't.
    """

    row_id: str
    weight: int
    hidden: bool | None = None
    committee: str = ""
    known: bool = True


@dataclass(frozen=True)
class Count:
    """One count, published or derived.

    Attributes:
        name: unique in the system.
        row: index of the row that it is hidden with, or `NO_ROW` for a difference between rows, or a rest.
        value: what it is; where it isn't known, a value that fits everything that is.
        low: the least that a reader must allow when it is hidden.
        small: counts from 1 to this are sensitive; 0 where no count of it is.
        base: a denominator below this makes its numerator sensitive; 0 for other counts.
        few: whether it is the numerator of such a denominator.
        zero: whether 0 is sensitive too, where zeros are not shown.
        watched: whether it must be protected; a rest need not be.
        within: least and greatest that every reader knows it to be, shown or hidden; None where none does.
        printed: whether an edition has printed it rounded: then it may be told, unless it may be sensitive.
    """

    name: str
    row: int
    value: int
    low: int = 0
    small: int = 0
    base: int = 0
    zero: bool = False
    few: bool = False
    watched: bool = True
    within: tuple[int, int] | None = None
    printed: bool = False


@dataclass(frozen=True)
class Equation:
    """Σ coefficient × count = 0, and where it stands, in words for an error."""

    place: str
    terms: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class System:
    """One block of tables that hang together.

    Attributes:
        guesses: rests (index of count) of sums that don't add up in the data, though a reader may guess that
            they do.
    """

    name: str
    rows: tuple[Row, ...]
    counts: tuple[Count, ...]
    equations: tuple[Equation, ...]
    guesses: tuple[int, ...] = field(default=())

    @cached_property
    def by_row(self) -> tuple[tuple[int, ...], ...]:
        """The counts of each row."""
        result: list[list[int]] = [[] for _ in self.rows]
        for index, count in enumerate(self.counts):
            if count.row != NO_ROW:
                result[count.row].append(index)
        return tuple(map(tuple, result))

    @cached_property
    def crossing(self) -> Mapping[int, tuple[int, ...]]:
        """For each watched count of no row (a difference): the rows that its equation is about."""
        found: dict[int, tuple[int, ...]] = {}
        for equation in self.equations:
            for index, _ in equation.terms:
                if self.counts[index].row == NO_ROW and self.counts[index].watched:
                    rows = {self.counts[other].row for other, _ in equation.terms} - {NO_ROW}
                    found[index] = tuple(sorted(rows))
        return found

    @cached_property
    def values(self) -> Wholes:
        """What every count is."""
        return np.array([count.value for count in self.counts], dtype=np.int64)

    @cached_property
    def lows(self) -> Wholes:
        """The least that a reader must allow of every count when it is hidden."""
        return np.array([max(one.low, one.within[0]) if one.within else one.low for one in self.counts])

    @cached_property
    def highs(self) -> NDArray[np.float64]:
        """The most that a reader must allow of every count; mostly there is no end."""
        return np.array([one.within[1] if one.within else np.inf for one in self.counts])

    @cached_property
    def row_of(self) -> Wholes:
        """The row of every count."""
        return np.array([count.row for count in self.counts], dtype=np.int64)

    @cached_property
    def entries(self) -> tuple[Wholes, Wholes, Wholes]:
        """The equations' terms one by one: equation, count, coefficient."""
        listed = [(at, *term) for at, one in enumerate(self.equations) for term in one.terms]
        parts = np.array(listed, dtype=np.int64).reshape(-1, 3)
        return parts[:, 0], parts[:, 1], parts[:, 2]

    def left_over(self, whole: Wholes) -> Wholes:
        """What each equation has left over: nothing where it holds. Addition alone, in whole numbers."""
        equation, count, coefficient = self.entries
        sums = np.zeros(len(self.equations), dtype=np.int64)
        np.add.at(sums, equation, coefficient * whole[count])
        return sums

    @property
    def must(self) -> frozenset[int]:
        """The rows that are hidden whatever we choose."""
        return frozenset(index for index, row in enumerate(self.rows) if row.hidden is True)

    @property
    def open(self) -> tuple[int, ...]:
        """The rows that we choose for."""
        return tuple(index for index, row in enumerate(self.rows) if row.hidden is None)

    def cost(self, hidden: frozenset[int]) -> int:
        """The weight of what is hidden."""
        return sum(self.rows[index].weight for index in hidden)


def sensitive(system: System, index: int) -> bool:
    """Whether a count is sensitive in itself (definition 4): 1 to `small`, or a numerator among too few."""
    count = system.counts[index]
    least = 0 if count.zero else 1
    return count.few or (count.small > 0 and least <= count.value <= count.small)


def in_sensitive_row(system: System, index: int) -> bool:
    """Whether a count, or one that is hidden and shown with it, is sensitive in itself."""
    row = system.counts[index].row
    return any(sensitive(system, other) for other in ((index,) if row == NO_ROW else system.by_row[row]))
