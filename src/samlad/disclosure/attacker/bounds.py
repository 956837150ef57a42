"""What each sum alone says of its counts: ends drawn together until nothing more follows; quick and exact."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from samlad.disclosure.attacker.system import Numbers, Problem

PASSES = 50
NEAR = 1e-6


def tightened(problem: Problem) -> Problem:
    """The same tables with narrower ends for their counts; none of them is lost."""
    entries = problem.matrix.tocoo()
    rows, columns = entries.coords
    factors = entries.data
    lower, upper = problem.lower.copy(), problem.upper.copy()
    for _ in range(PASSES):
        before = lower.copy(), upper.copy()
        least, most = _ends(factors, lower[columns], upper[columns])
        size = len(problem.relations)
        row_least, row_most = (np.bincount(rows, part, size) for part in (least, most))
        # What is left for one count when all others in the sum are as small, or as large, as they can be.
        room = problem.high[rows] - (row_least[rows] - least)
        need = problem.low[rows] - (row_most[rows] - most)
        up, down = np.where(factors > 0, room, need) / factors, np.where(factors > 0, need, room) / factors
        np.minimum.at(upper, columns, np.floor(up + NEAR))
        np.maximum.at(lower, columns, np.ceil(down - NEAR))
        if np.array_equal(before[0], lower) and np.array_equal(before[1], upper):
            break
    if np.any(lower > upper):
        return problem
    return replace(problem, lower=lower, upper=upper)


def _ends(factors: Numbers, lower: Numbers, upper: Numbers) -> tuple[Numbers, Numbers]:
    """The least and the greatest that each product can be."""
    one, other = factors * lower, factors * upper
    return np.minimum(one, other), np.maximum(one, other)


def ends(weights: Numbers, problem: Problem) -> tuple[float, float]:
    """Between which values a sum of counts lies, by the ends of each."""
    least, most = _ends(weights, problem.lower, problem.upper)
    return float(least.sum()), float(most.sum())
