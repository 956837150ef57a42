"""Cuts: what every plan that protects a count must hide some of (Fischetti and Salazar 2001).

From the reduced costs of the two extreme values of a count follows a bound on its width for any plan:
Σ reach × (whether the row is hidden) + a constant. The bound must be as wide as is asked for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samlad.disclosure.solver import Answer, Vector
from samlad.disclosure.space import View
from samlad.disclosure.system import NO_ROW, System

TINY = 1e-7


@dataclass(frozen=True)
class Cut:
    """Σ coefficient × (1 if the row is hidden) ≥ least, by row."""

    terms: tuple[tuple[int, float], ...]
    least: float

    def met_by(self, hidden: frozenset[int]) -> bool:
        """Whether a plan keeps to it."""
        return sum(number for row, number in self.terms if row in hidden) >= self.least - TINY


def width_cut(
    system: System, view: View, at: int, width: int, always: bool, ends: Sequence[Answer]
) -> Cut | None:
    """The cut that follows from the least and the greatest value; None where it says nothing.

    Args:
        always: whether the count must be this wide in every plan, or only where its row is hidden.
    """
    rooms = sum((_rooms(end.reduced, system) for end in ends), np.zeros(len(system.counts)))
    constant = float(rooms[system.row_of == NO_ROW].sum())
    reaches = dict[int, float]()
    for index in np.flatnonzero(rooms):
        row = int(system.row_of[index])
        if row != NO_ROW and row not in view.known and system.rows[row].hidden is not False:
            reaches[row] = reaches.get(row, 0.0) + float(rooms[index])
    wanted = width - constant
    if not math.isfinite(constant) or wanted <= TINY:
        return None
    terms = {row: _rounded(min(room, wanted) / wanted) for row, room in reaches.items()}
    own = system.counts[at].row
    if always or own == NO_ROW:
        return Cut(tuple(sorted(terms.items())), 1.0)
    terms[own] = terms.get(own, 0.0) - 1.0
    return Cut(tuple(sorted(terms.items())), 0.0)


def some_of(rows: Sequence[int], own: int | None) -> Cut:
    """At least one of the rows must be hidden, or the count's own row must not."""
    terms = dict.fromkeys(rows, 1.0)
    if own is None:
        return Cut(tuple(sorted(terms.items())), 1.0)
    terms[own] = terms.get(own, 0.0) - 1.0
    return Cut(tuple(sorted(terms.items())), 0.0)


def _rooms(reduced: Vector, system: System) -> Vector:
    """What each count adds to the bound: upwards mostly without end, downwards to its least value."""
    steps = np.where(reduced < 0, system.highs - system.values, system.values - system.lows)
    rooms = np.zeros(len(steps))
    np.multiply(np.abs(reduced), steps, out=rooms, where=np.abs(reduced) >= TINY)
    return rooms


def _rounded(number: float) -> float:
    return 1.0 if number > 1.0 - TINY else number
