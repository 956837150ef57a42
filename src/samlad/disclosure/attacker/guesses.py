"""What a reader guesses: sums that may hold. Of those that cannot hold together the fewest are given up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import block_array, csr_array, diags_array  # type: ignore[import-untyped]

from samlad.disclosure.attacker.counts import Count, Relation
from samlad.disclosure.attacker.solver import Solver
from samlad.disclosure.attacker.system import Numbers, Problem


def without_guesses(problem: Problem) -> Problem:
    """The problem with what a reader knows for certain, and no more."""
    return problem.only([place for place, one in enumerate(problem.relations) if one.certain])


def with_guesses(
    problem: Problem, solver: Solver
) -> tuple[Problem | None, Numbers | None, Sequence[Relation]]:
    """The problem with the guesses that can hold together, a table of it, and the guesses that are given up.

    (None, None, ()) when not even what is certain can hold, or no table was found within the limits.

    Args:
        solver: for this problem with all its guesses.
    """
    answer = solver.least(np.zeros(len(problem.counts)))
    if answer.x is not None or not any(not one.certain for one in problem.relations):
        return (problem if answer.x is not None else None), answer.x, ()
    given_up = _fewest(problem, solver)
    if given_up is None:
        return None, None, ()
    kept = problem.only([place for place in range(len(problem.relations)) if place not in given_up])
    table = Solver(kept).least(np.zeros(len(kept.counts))).x
    return kept, table, [problem.relations[place] for place in sorted(given_up)]


def _fewest(problem: Problem, solver: Solver) -> set[int] | None:
    """Places of the fewest guesses without which the rest can hold."""
    guesses = [place for place, one in enumerate(problem.relations) if not one.certain]
    loose = Solver(_loosened(problem, guesses))
    unknowns = len(problem.counts)
    answer = loose.least(np.append(np.zeros(unknowns), np.ones(len(guesses))))
    solver.calls += loose.calls
    if answer.x is None:
        return None
    return {place for place, off in zip(guesses, answer.x[unknowns:], strict=True) if off}


def _loosened(problem: Problem, guesses: Sequence[int]) -> Problem:
    """One switch more for each guess; switched on it lets the guess be passed, upwards or downwards."""
    held = [place for place in range(len(problem.relations)) if place not in set(guesses)]
    chosen = problem.matrix[list(guesses)]
    room = np.abs(chosen) @ problem.upper + 1
    low, high = problem.low[guesses], problem.high[guesses]
    room += np.maximum(np.abs(np.nan_to_num(low, neginf=0)), np.abs(np.nan_to_num(high, posinf=0)))
    switch = diags_array(room, format="csr")
    none = csr_array((len(held), len(guesses)))
    matrix = block_array([[problem.matrix[held], none], [chosen, -switch], [chosen, switch]], format="csr")
    open_end = np.full(len(guesses), np.inf)
    return replace(
        problem,
        counts=(*problem.counts, *(Count(str(place), "giss") for place in guesses)),
        lower=np.append(problem.lower, np.zeros(len(guesses))),
        upper=np.append(problem.upper, np.ones(len(guesses))),
        matrix=matrix,
        low=np.concatenate([problem.low[held], -open_end, low]),
        high=np.concatenate([problem.high[held], high, open_end]),
    )
