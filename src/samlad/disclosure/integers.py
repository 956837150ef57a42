"""The proof: whole tables of integers (witnesses) in which a hidden count has different values.

An interval of width 2 need not hold three integers that a table can have, so nothing is taken as safe that no
witness shows. A witness is checked by addition alone (`broken`), whoever found it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from samlad.disclosure.solver import INFEASIBLE, Model, Vector
from samlad.disclosure.space import FAR, View, matrix, reach
from samlad.disclosure.system import NO_ROW, System

STEP = 8.0
"""Most counts are moved within this: it is enough for a few values, and smaller numbers solve faster."""
BATCHES = 40
WHOLE = 1e-4
ROUGH = 0.5
"""Where many counts are moved at once any table that moves them will do."""
NODES = 2_000
"""Nodes for one table; one that is not found within them is no witness."""
Table = NDArray[np.int64]
"""How far every count of a witness is from its value."""


class Witnesses:
    """One reader's witnesses: found when asked for, and kept for the next plan.

    Args:
        pool: the tables of all readers of a problem; each takes those that agree with what it knows.
    """

    def __init__(self, system: System, view: View, pool: list[Table]) -> None:
        size = len(system.counts)
        self._system, self._view, self._pool = system, view, pool
        whole = np.array([i for i, one in enumerate(system.counts) if one.row != NO_ROW], dtype=np.int32)
        self._model = Model(
            np.zeros(size),
            np.zeros(size),
            matrix(system),
            integers=whole,
            mip_rel_gap=0.0,
            mip_max_nodes=NODES,
        )
        # No count need be more than this above its value to let another fall as far as it can.
        self._far = FAR + max(system.values.max(initial=0), 0)
        self._now: list[Table] = []
        self._seen: dict[int, set[int]] = {}

    def on(self, hidden: frozenset[int]) -> bool:
        """Look at a plan; false where no table at all agrees with it (a guess that cannot be)."""
        self._lower, self._upper = reach(self._system, hidden, self._view, self._far)
        self._now, self._seen = [one for one in self._pool if self._agrees(one)], {}
        return bool(self._now) or self._solve(np.zeros(len(self._system.counts)), near=False)

    @property
    def tables(self) -> Sequence[Table]:
        """The witnesses that agree with the plan that is looked at."""
        return self._now

    def ends(self) -> tuple[Vector, Vector]:
        """Least and greatest deviation of every count that the witnesses of the plan show."""
        if not self._now:
            return np.zeros(len(self._system.counts)), np.zeros(len(self._system.counts))
        tables = np.array(self._now, dtype=np.float64)
        return tables.min(axis=0), tables.max(axis=0)

    def offer(self, values: Vector) -> bool:
        """Take a solution as a witness, where it is one: whole numbers that agree with the plan."""
        table = np.rint(values).astype(np.int64)
        if np.abs(values - table).max() > WHOLE or broken(self._system, table) or not self._agrees(table):
            return False
        self._pool.append(table)
        self._now.append(table)
        for at, seen in self._seen.items():
            seen.add(int(table[at]))
        return True

    def broaden(self, counts: Iterable[int], enough: int) -> None:
        """Move many counts at once, as long as that gives new values."""
        short = [at for at in counts if len(self.seen(at)) < enough]
        for turn in range(BATCHES):
            if len(short) < 2:
                return
            costs = np.zeros(len(self._system.counts))
            costs[short] = [
                1.0 if (place >> (turn // 2)) % 2 == turn % 2 else -1.0 for place in range(len(short))
            ]
            before = sum(len(self.seen(at)) for at in short)
            self._model.gap(ROUGH)
            self._solve(costs)
            self._model.gap(0.0)
            if turn % 2 and sum(len(self.seen(at)) for at in short) == before:
                return
            short = [at for at in short if len(self.seen(at)) < enough]

    def seen(self, at: int) -> set[int]:
        """The deviations of a count that witnesses show."""
        if at not in self._seen:
            self._seen[at] = {int(table[at]) for table in self._now}
        return self._seen[at]

    def values(self, at: int, enough: int) -> set[int]:
        """Different deviations of a count: at least `enough` of them, or all that there are."""
        for near in (True, False):
            for sign in (-1.0, 1.0):
                if len(self.seen(at)) < enough:
                    self.extreme(at, sign, near=near)
        seen = self.seen(at)
        while len(seen) < enough and self._between(at, sorted(seen)):
            seen = self.seen(at)
        return seen

    def extreme(self, at: int, sign: float, *, near: bool = False) -> int:
        """The least (1) or greatest (-1) deviation of a count; `near` looks only a few steps around."""
        costs = np.zeros(len(self._system.counts))
        costs[at] = sign
        self._solve(costs, near=near)
        return min(self.seen(at)) if sign > 0 else max(self.seen(at))

    def _between(self, at: int, seen: list[int]) -> bool:
        """Look for a value between two that are known."""
        nothing = np.zeros(len(self._system.counts))
        for least, most in pairwise(seen):
            if most - least > 1 and self._solve(nothing, near=False, within=(at, least + 1, most - 1)):
                return True
        return False

    def _solve(self, costs: Vector, *, near: bool = True, within: tuple[int, int, int] | None = None) -> bool:
        """Look for a table that agrees with the plan, of least cost; false where none is found."""
        lower, upper = self._lower, self._upper
        if near:
            lower, upper = (
                np.maximum(lower, np.minimum(-STEP, upper)),
                np.minimum(upper, np.maximum(STEP, lower)),
            )
        if within is not None:
            lower, upper = lower.copy(), upper.copy()
            lower[within[0]], upper[within[0]] = within[1:]
        self._model.bounds(lower, upper)
        self._model.costs(costs)
        answer = self._model.solve()
        if answer.state == INFEASIBLE or not answer.found:
            return False
        return self.offer(answer.values)

    def _agrees(self, table: Table) -> bool:
        return bool(((table >= self._lower) & (table <= self._upper)).all())


def broken(system: System, table: Table) -> bool:
    """Whether a table breaks an equation, or a count falls below its least: checked by addition alone."""
    whole = system.values + table
    outside = (whole < system.lows) | (whole > system.highs)
    return bool(system.left_over(whole).any() or (outside & (table != 0)).any())
