"""What a reader must allow: how far each count can be from its value, given what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from samlad.disclosure.solver import Matrix, Vector
from samlad.disclosure.system import NO_ROW, System

FAR = 64.0
"""As far as a count is followed upwards: a few steps are all that is asked for."""


Loose = tuple[int, int, int]
"""A count that is shown rounded: its index, and the least and greatest deviation that its reader allows."""


@dataclass(frozen=True)
class View:
    """Who looks.

    Attributes:
        known: rows that this reader knows though they are hidden: a committee's own.
        guessed: rests that this reader takes to be nothing.
        loose: counts that are shown rounded; all others that are shown are exact.
    """

    known: frozenset[int] = field(default=frozenset())
    guessed: frozenset[int] = field(default=frozenset())
    loose: tuple[Loose, ...] = ()


OUTSIDER = View()


def matrix(system: System) -> Matrix:
    """The equations over deviations: Σ coefficient × deviation = 0."""
    return [tuple((index, float(a)) for index, a in one.terms) for one in system.equations]


def reach(
    system: System, hidden: frozenset[int], view: View = OUTSIDER, far: float = FAR
) -> tuple[Vector, Vector]:
    """Least and greatest deviation of every count from its value."""
    rows = np.zeros(len(system.rows) + 1, dtype=bool)  # the last is that of counts of no row
    rows[NO_ROW] = True
    rows[sorted(hidden - view.known)] = True
    free = rows[system.row_of]
    lower = np.where(free, system.lows - system.values, 0).astype(np.float64)
    upper = np.where(free, np.minimum(far, system.highs - system.values), 0.0)
    guessed = sorted(view.guessed)
    lower[guessed] = upper[guessed] = -system.values[guessed]
    for index, least, most in view.loose:
        if system.counts[index].row not in view.known:
            lower[index], upper[index] = least, most
    return lower, upper
