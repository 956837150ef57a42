"""Looks for whole tables that agree with all a reader knows and show a target in different values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from math import ceil, floor

import numpy as np

from samlad.disclosure.attacker.bounds import ends
from samlad.disclosure.attacker.evidence import Evidence
from samlad.disclosure.attacker.solver import Condition, Solver
from samlad.disclosure.attacker.system import Numbers

SWEEPS = 40
NEAR = 1e-5
GAIN = 0.02
"""A sweep that shows fewer new values than this part of the open targets is the last one."""
FAR = 2**20
"""Between the ends of a target that are further apart than this no value is looked for one by one."""
TRIED = 3
"""How many values of one target are tried one by one before its least and greatest are looked for."""


def search(solver: Solver, evidence: Evidence) -> None:
    """Find as many values of each target as are wanted, or prove that there are no more.

    Each table found is evidence for all targets, so the targets are first pulled all together.
    """
    evidence.close()
    for near in (True, False):
        _sweep(solver, evidence, near=near)
    for place in evidence.open:
        if evidence.lacks(place):
            settle(solver, evidence, place)


def _sweep(solver: Solver, evidence: Evidence, *, near: bool) -> None:
    """Pull all open targets together until that gives too little: near the first table, or anywhere."""
    for sweep in range(SWEEPS):
        remaining = evidence.open
        middle = evidence.tables[0] if near and evidence.tables else None
        if not remaining:
            return
        gain = evidence.add(solver.least(_pull(evidence, sweep), best=False, around=middle).x)
        if gain < 1 + GAIN * len(remaining):
            return


def _pull(evidence: Evidence, sweep: int) -> Numbers:
    """Weights that pull all targets up, then down, then each its own way; the same every time."""
    signs = {}
    for place in evidence.open:
        draw = (place * 2_654_435_761 + sweep * 40_503) % 1009
        up = sweep == 0 or (sweep > 1 and draw % 2)
        signs[place] = (1 + draw / 1009) * (-1 if up else 1)
    return evidence.pull(signs)


def settle(solver: Solver, evidence: Evidence, place: int) -> None:
    """Find values of one target until there are enough, or it is proven that there are no more."""
    reach = _reach(solver, evidence, place)
    if reach is not None:
        impossible = 0
        for value in islice(_unseen(evidence.seen(place), *reach), TRIED):
            answer = solver.least(_nothing(evidence), between(evidence, place, value, value))
            evidence.add(answer.x)
            impossible += answer.x is None and answer.proven
            if not evidence.lacks(place):
                return
        if reach[1] - reach[0] + 1 == len(evidence.seen(place)) + impossible:
            evidence.closed.add(place)
            return
    _settle_from_ends(solver, evidence, place)


def _settle_from_ends(solver: Solver, evidence: Evidence, place: int) -> None:
    """The same from the least and the greatest value, and what lies between those that are seen."""
    weights = evidence.weights(place)
    extremes = [solver.least(weights), solver.least(-weights)]
    for answer in extremes:
        evidence.add(answer.x)
    proven = all(answer.proven for answer in extremes)
    empty: set[tuple[int, int]] = set()
    while evidence.lacks(place):
        gap = next((gap for gap in _gaps(evidence.seen(place)) if gap not in empty), None)
        if gap is None:
            break
        answer = solver.least(_nothing(evidence), between(evidence, place, gap[0] + 1, gap[1] - 1))
        proven = proven and answer.proven
        if answer.x is None:
            empty.add(gap)
        evidence.add(answer.x)
    if proven and evidence.lacks(place):
        evidence.closed.add(place)


def _reach(solver: Solver, evidence: Evidence, place: int) -> tuple[int, int] | None:
    """Whole ends of a target, as tables in any numbers have it; None where that could not be settled."""
    weights, constant = evidence.weights(place), evidence.constant(place)
    quick = ends(weights, evidence.problem)
    if len(evidence.seen(place)) >= quick[1] - quick[0] + 1:
        return ceil(quick[0] + constant - NEAR), floor(quick[1] + constant + NEAR)
    low, high = solver.least(weights, whole=False), solver.least(-weights, whole=False)
    if low.x is None or high.x is None or not (low.proven and high.proven):
        return None
    return ceil(float(weights @ low.x) + constant - NEAR), floor(float(weights @ high.x) + constant + NEAR)


def _unseen(seen: list[int], low: int, high: int) -> Iterator[int]:
    """Values that were not seen, those nearest to what was seen first; none where there are too many."""
    if high - low > FAR or not seen:
        return
    for step in range(1, TRIED + 1):
        for value in (seen[-1] + step, seen[0] - step):
            if low <= value <= high:
                yield value
    yield from (value for one, other in pairwise(seen) for value in range(one + 1, other))


def _nothing(evidence: Evidence) -> Numbers:
    return np.zeros(len(evidence.problem.counts))


def _gaps(seen: list[int]) -> list[tuple[int, int]]:
    return [(low, high) for low, high in pairwise(seen) if high - low > 1]


def between(evidence: Evidence, place: int, low: float, high: float) -> Condition:
    """The condition that a target lies between two values."""
    constant = evidence.constant(place)
    return Condition(evidence.weights(place), low - constant, high - constant)
