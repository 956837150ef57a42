"""One question to HiGHS at a time; counts the questions, and says when an answer is not proven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import csr_array, vstack  # type: ignore[import-untyped]

from samlad.disclosure.attacker.system import Numbers, Problem

NODES = 2000
"""Nodes of branch and bound for one question. What is not settled within them is not taken as safe."""

ANY_GAP = 0.5
"""How far from the best a table may be where any table will do; only its difference from others counts."""

NEAR = 3
"""How far around a table another is looked for where any that differs from it will do."""

OPTIMAL, INFEASIBLE = 0, 2
ROUNDING = 1e-4


@dataclass(frozen=True)
class Answer:
    """`x` is None where there is no such table, or none was found; `proven` says which, and whether
    an optimum is one."""

    x: Numbers | None
    proven: bool


@dataclass(frozen=True)
class Condition:
    """low ≤ weights · x ≤ high, added to one question."""

    weights: Numbers
    low: float
    high: float


class Solver:
    """Answers questions about one problem."""

    def __init__(self, problem: Problem, nodes: int = NODES) -> None:
        self._problem = problem
        self._nodes = nodes
        self._bounds = Bounds(problem.lower, problem.upper)
        self.calls = 0

    def least(
        self,
        weights: Numbers,
        condition: Condition | None = None,
        *,
        whole: bool = True,
        best: bool = True,
        around: Numbers | None = None,
    ) -> Answer:
        """A table in which weights · x is least; whole numbers, or any numbers where `whole` is false.

        Where `best` is false, one in which it is small will do, and nothing is proven of the optimum. Nor is
        anything where the table is looked for around another, which is quicker.
        """
        self.calls += 1
        problem = self._problem
        options: dict[str, Any] = {"node_limit": self._nodes, "mip_rel_gap": 0.0 if best else ANY_GAP}
        result = milp(
            weights,
            integrality=np.full(len(problem.counts), 1 if whole else 0),
            bounds=self._bounds if around is None else self._near(around),
            constraints=self._constraints(condition),
            options=options,
        )
        settled = around is None
        if result.status == INFEASIBLE:
            return Answer(None, proven=settled)
        x = None if result.x is None else np.asarray(result.x, dtype=float)
        return Answer(
            _whole(x) if whole and x is not None else x, proven=settled and result.status == OPTIMAL
        )

    def _near(self, table: Numbers) -> Bounds:
        lower, upper = self._problem.lower, self._problem.upper
        return Bounds(np.maximum(lower, table - NEAR), np.minimum(upper, table + NEAR))

    def _constraints(self, condition: Condition | None) -> list[Any]:
        problem = self._problem
        matrix, low, high = problem.matrix, problem.low, problem.high
        if condition is not None:
            matrix = vstack([matrix, csr_array(condition.weights.reshape(1, -1))], format="csr")
            low, high = np.append(low, condition.low), np.append(high, condition.high)
        return [LinearConstraint(matrix, low, high)] if matrix.shape[0] else []


def _whole(x: Numbers) -> Numbers | None:
    """Whole numbers where the solver's are within its tolerance of them; None else, so never a witness."""
    rounded = np.round(x)
    return rounded if bool(np.all(np.abs(x - rounded) < ROUNDING)) else None
