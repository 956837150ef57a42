"""Adds cells: sums of numerators and denominators, and the share of them. Shares are never averaged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samlad.cells import NOT_APPLICABLE, SHOWN, Cell

SUMMED_KINDS = ("andel", "antal", "ja_nej")
"""Kinds of indicator that can be added; a value as given (tal) cannot."""


@dataclass(frozen=True)
class Sum:
    """Sum of cells; `status` is not_applicable when there was no part of anything (0 of 0)."""

    numerator: float
    denominator: float | None
    value: float | None
    status: str


def can_be_added(cell: Cell, kind: str) -> bool:
    """Whether a cell has what a sum needs: a count, or both parts of a share (0 of 0 too)."""
    if cell.numerator is None or cell.status not in (SHOWN, NOT_APPLICABLE):
        return False
    return kind == "antal" or cell.denominator is not None


def add(cells: Sequence[Cell], kind: str) -> Sum:
    """The sum of cells that can be added; at least one."""
    numerator = sum(cell.numerator or 0.0 for cell in cells)
    if kind == "antal":
        return Sum(numerator, None, numerator, SHOWN)
    denominator = sum(cell.denominator or 0.0 for cell in cells)
    if denominator == 0:
        return Sum(numerator, denominator, None, NOT_APPLICABLE)
    return Sum(numerator, denominator, 100 * numerator / denominator, SHOWN)
