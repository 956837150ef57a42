"""The proof: whole tables of integers (witnesses) in which a hidden count has different values.

An interval of width 2 need not hold three integers that a table can have, so nothing is taken as safe that no
witness shows. A witness is checked by addition alone (`broken`), whoever found it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from samlad.disclosure.solver import OPTIMAL, Model
from samlad.disclosure.space import FAR, OUTSIDER, View, matrix, reach
from samlad.disclosure.system import NO_ROW, System

BATCHES = 4
Table = NDArray[np.int64]
"""How far every count of a witness is from its value."""


class Witnesses:
    """One reader's witnesses: found when asked for, and kept for the next plan."""

    def __init__(self, system: System, view: View = OUTSIDER) -> None:
        size = len(system.counts)
        self._system, self._view = system, view
        # No count need be more than this above its value to let another fall as far as it can.
        self._far = FAR + max((count.value for count in system.counts), default=0)
        whole = np.array([i for i, one in enumerate(system.counts) if one.row != NO_ROW], dtype=np.int32)
        self._model = Model(np.zeros(size), np.zeros(size), matrix(system), integers=whole, mip_rel_gap=0.0)
        self._found: list[Table] = [] if view.guessed else [np.zeros(size, dtype=np.int64)]
        self._now: list[Table] = []

    def on(self, hidden: frozenset[int]) -> bool:
        """Look at a plan; false where no table at all agrees with it (a guess that cannot be)."""
        self._lower, self._upper = reach(self._system, hidden, self._view, self._far)
        self._now = [one for one in self._found if ((one >= self._lower) & (one <= self._upper)).all()]
        return bool(self._now) or self._solve(np.zeros(len(self._system.counts)))

    @property
    def tables(self) -> Sequence[Table]:
        """The witnesses that agree with the plan that is looked at."""
        return self._now

    def broaden(self, counts: Iterable[int], enough: int) -> None:
        """Move many counts at once, while that gives new values."""
        wanted = list(counts)
        for turn in range(BATCHES):
            short = [at for at in wanted if len(self.seen(at)) < enough]
            if len(short) < 2:
                return
            costs = np.zeros(len(self._system.counts))
            for place, at in enumerate(short):
                costs[at] = -1.0 if (place >> (turn // 2)) % 2 == turn % 2 else 1.0
            self._solve(costs)

    def seen(self, at: int) -> set[int]:
        """The deviations of a count that witnesses show."""
        return {int(table[at]) for table in self._now}

    def values(self, at: int, enough: int) -> set[int]:
        """Different deviations of a count: at least `enough` of them, or all that there are."""
        for sign in (-1.0, 1.0):
            if len(self.seen(at)) < enough:
                self.extreme(at, sign)
        seen = self.seen(at)
        while len(seen) < enough and self._between(at, sorted(seen)):
            seen = self.seen(at)
        return seen

    def extreme(self, at: int, sign: float) -> int:
        """The least (1) or greatest (-1) deviation of a count, within what is followed."""
        costs = np.zeros(len(self._system.counts))
        costs[at] = sign
        self._solve(costs)
        return min(self.seen(at)) if sign > 0 else max(self.seen(at))

    def _between(self, at: int, seen: list[int]) -> bool:
        """Look for a value between two that are known."""
        for least, most in pairwise(seen):
            if most - least < 2:
                continue
            lower, upper = self._lower.copy(), self._upper.copy()
            lower[at], upper[at] = least + 1, most - 1
            if self._solve(np.zeros(len(lower)), lower, upper):
                return True
        return False

    def _solve(
        self, costs: NDArray[np.float64], lower: NDArray[np.float64] | None = None,
        upper: NDArray[np.float64] | None = None,
    ) -> bool:  # fmt: skip
        lower = self._lower if lower is None else lower
        upper = self._upper if upper is None else upper
        self._model.bounds(lower, upper)
        self._model.costs(costs)
        answer = self._model.solve()
        if answer.state != OPTIMAL:
            return False
        table = np.rint(answer.values).astype(np.int64)
        if broken(self._system, table) or (table < lower).any() or (table > upper).any():
            return False
        self._found.append(table)
        self._now.append(table)
        return True


def broken(system: System, table: Table) -> bool:
    """Whether a table breaks an equation, or a count falls below its least: checked by addition alone."""
    whole = [count.value + int(moved) for count, moved in zip(system.counts, table, strict=True)]
    sums = any(sum(a * whole[index] for index, a in one.terms) for one in system.equations)
    return sums or any(
        number < count.low for number, count, moved in zip(whole, system.counts, table, strict=True) if moved
    )
