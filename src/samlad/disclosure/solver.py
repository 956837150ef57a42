"""HiGHS, held so that a run depends on nothing but the problem: one thread, a fixed seed, limits that count.

Every status is checked: a solver that failed says so and leaves zeros behind (`threads` must be the same for
all Highs objects of a process, or it fails so).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Indices = NDArray[np.int32]
Matrix = Sequence[tuple[tuple[int, float], ...]]
"""Rows of (column, coefficient)."""

SETTINGS: dict[str, bool | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 1,
}
PRIMAL_SIMPLEX = 4
OPTIMAL, INFEASIBLE, LIMIT = "optimal", "infeasible", "limit"
_STATES = {
    highspy.HighsModelStatus.kOptimal: OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: INFEASIBLE,
    highspy.HighsModelStatus.kUnboundedOrInfeasible: INFEASIBLE,
    highspy.HighsModelStatus.kSolutionLimit: LIMIT,
    highspy.HighsModelStatus.kIterationLimit: LIMIT,
}


class SolverFault(RuntimeError):
    """The solver did not do what it was asked: a fault of ours, never a reason to release."""


@dataclass(frozen=True)
class Answer:
    """State (optimal, infeasible, limit), the value of every column, reduced costs, and the proven bound.

    Attributes:
        found: whether there is a solution; at a limit there may be none.
    """

    state: str
    values: Vector
    reduced: Vector
    bound: float
    found: bool = True


class Model:
    """A linear or integer programme to be minimised, whose costs, bounds and rows can be changed in place."""

    def __init__(
        self,
        lower: Vector,
        upper: Vector,
        rows: Matrix,
        *,
        integers: Indices | None = None,
        **options: bool | float | str,
    ) -> None:
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in {**SETTINGS, **options}.items():
            _checked(self._highs.setOptionValue(name, value))
        self._size = len(lower)
        self._columns = np.arange(self._size, dtype=np.int32)
        _checked(self._highs.passModel(_model(lower, upper, rows)))
        if integers is not None and len(integers):
            kinds = np.full(len(integers), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
            _checked(self._highs.changeColsIntegrality(len(integers), integers, kinds))

    def costs(self, costs: Vector) -> None:
        """Set what is minimised."""
        _checked(self._highs.changeColsCost(self._size, self._columns, costs))

    def bounds(self, lower: Vector, upper: Vector) -> None:
        """Set the bounds of all columns."""
        _checked(self._highs.changeColsBounds(self._size, self._columns, lower, upper))

    def gap(self, relative: float) -> None:
        """Set how far from the least an integer solution may be, in relation to its own value."""
        _checked(self._highs.setOptionValue("mip_rel_gap", relative))

    def add(self, least: float, terms: Iterable[tuple[int, float]]) -> None:
        """Add Σ coefficient × column ≥ least."""
        listed = sorted(terms)
        columns = np.array([column for column, _ in listed], dtype=np.int32)
        numbers = np.array([number for _, number in listed])
        _checked(self._highs.addRow(least, highspy.kHighsInf, len(listed), columns, numbers))

    def solve(self) -> Answer:
        """Minimise.

        Raises:
            SolverFault: the solver failed, or found the problem without end.
        """
        _checked(self._highs.run())
        status = self._highs.getModelStatus()
        if status not in _STATES:
            raise SolverFault(f"HiGHS: {status}")
        state = _STATES[status]
        solution, info = self._highs.getSolution(), self._highs.getInfo()
        if state == INFEASIBLE or not len(solution.col_value):
            empty = np.zeros(self._size)
            return Answer(state, empty, empty, info.mip_dual_bound, found=False)
        reduced = np.array(solution.col_dual) if len(solution.col_dual) else np.zeros(self._size)
        return Answer(state, np.array(solution.col_value), reduced, info.mip_dual_bound)


def _model(lower: Vector, upper: Vector, rows: Matrix) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(lower), len(rows)
    model.col_cost_, model.col_lower_, model.col_upper_ = np.zeros(len(lower)), lower, upper
    model.row_lower_ = model.row_upper_ = np.zeros(len(rows))
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    model.a_matrix_.index_ = np.array([column for row in rows for column, _ in row], dtype=np.int32)
    model.a_matrix_.value_ = np.array([number for row in rows for _, number in row], dtype=np.float64)
    return model


def _checked(status: highspy.HighsStatus) -> None:
    if status == highspy.HighsStatus.kError:
        raise SolverFault("HiGHS refused")
