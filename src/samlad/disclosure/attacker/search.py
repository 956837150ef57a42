"""Looks for whole tables that agree with all a reader knows and show a target in different values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
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


def search(solver: Solver, evidence: Evidence, wanted: Callable[[int], int]) -> None:
    """Find as many values of each target as are wanted, or prove that there are no more.

    Each table found is evidence for all targets, so the targets are first pulled all together.
    """

    def open_targets() -> list[int]:
        return [
            place
            for place in range(len(evidence.targets))
            if place not in evidence.closed and len(evidence.seen(place)) < wanted(place)
        ]

    for place in open_targets():
        low, high = ends(evidence.weights[place], evidence.problem)
        if len(evidence.seen(place)) >= high - low + 1:
            evidence.closed.add(place)
    for sweep in range(SWEEPS):
        remaining = open_targets()
        if not remaining:
            return
        gain = evidence.add(solver.least(_pull(evidence, remaining, sweep), best=False).x)
        if gain < 1 + GAIN * len(remaining):
            break
    for place in open_targets():
        if len(evidence.seen(place)) < wanted(place):
            settle(solver, evidence, place, wanted(place))


def _pull(evidence: Evidence, places: Iterable[int], sweep: int) -> Numbers:
    """Weights that pull all targets up, then down, then each its own way; the same every time."""
    pull = np.zeros(evidence.weights.shape[1])
    for place in places:
        draw = (place * 2_654_435_761 + sweep * 40_503) % 1009
        up = sweep == 0 or (sweep > 1 and draw % 2)
        pull += (1 + draw / 1009) * evidence.weights[place] * (-1 if up else 1)
    return pull


def settle(solver: Solver, evidence: Evidence, place: int, wanted: int) -> None:
    """Find values of one target until there are enough, or it is proven that there are no more."""
    weights = evidence.weights[place]
    if _nothing_left(solver, evidence, place):
        evidence.closed.add(place)
        return
    extremes = [solver.least(weights), solver.least(-weights)]
    for answer in extremes:
        evidence.add(answer.x)
    proven = all(answer.proven for answer in extremes)
    empty: set[tuple[int, int]] = set()
    while len(evidence.seen(place)) < wanted:
        gap = next((gap for gap in _gaps(evidence.seen(place)) if gap not in empty), None)
        if gap is None:
            break
        answer = solver.least(np.zeros_like(weights), between(evidence, place, gap[0] + 1, gap[1] - 1))
        proven = proven and answer.proven
        if answer.x is None:
            empty.add(gap)
        evidence.add(answer.x)
    if proven and len(evidence.seen(place)) < wanted:
        evidence.closed.add(place)


def _nothing_left(solver: Solver, evidence: Evidence, place: int) -> bool:
    """Whether every whole number between the ends was seen; the ends of tables in any numbers are quick."""
    weights = evidence.weights[place]
    constant = evidence.constant(place)
    bounds = ends(weights, evidence.problem)
    if len(evidence.seen(place)) >= bounds[1] - bounds[0] + 1:
        return True
    low, high = solver.least(weights, whole=False), solver.least(-weights, whole=False)
    if low.x is None or high.x is None or not (low.proven and high.proven):
        return False
    reach = float(weights @ low.x) + constant - NEAR, float(weights @ high.x) + constant + NEAR
    return len(evidence.seen(place)) >= floor(reach[1]) - ceil(reach[0]) + 1


def _gaps(seen: list[int]) -> list[tuple[int, int]]:
    return [(low, high) for low, high in pairwise(seen) if high - low > 1]


def between(evidence: Evidence, place: int, low: float, high: float) -> Condition:
    """The condition that a target lies between two values."""
    constant = evidence.constant(place)
    return Condition(evidence.weights[place], low - constant, high - constant)
