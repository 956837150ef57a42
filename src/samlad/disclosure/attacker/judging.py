"""How many values each count has to take (issue 5, point 5), and whether it was seen to take them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from samlad.disclosure.attacker.counts import COMPLEMENT, DENOMINATOR, NUMERATOR, Count
from samlad.disclosure.attacker.evidence import Evidence
from samlad.disclosure.attacker.search import between
from samlad.disclosure.attacker.solver import Solver
from samlad.disclosure.attacker.targets import Target
from samlad.disclosure.attacker.verdict import Judged

SENSITIVE, OTHER = 3, 2
"""Values that a count must be able to take: one that may be sensitive, and any other hidden one. They are the
issue's own: what is published may promise more, and is then held to it, but never fewer."""

Sensitive = frozenset[Count]


@dataclass(frozen=True)
class Demands:
    """What is demanded: of all counts, or where someone's own figures are known, of the others' sensitive
    ones alone.

    Attributes:
        only: counts that must take two values when the reader is an insider; None for any reader.
        sensitive, other: values that are promised; fewer than the issue's are not accepted.
    """

    only: Sensitive | None = None
    sensitive: int = SENSITIVE
    other: int = OTHER

    def wanted(self, target: Target) -> int:
        """How many values to look for before it is known what is demanded."""
        if self.only is not None:
            return OTHER if target.name in self.only else 0
        if not target.row.judged:
            return 0
        if not target.row.limits.protected:
            return self.other if target.row.hidden and not target.derived else 0
        return self.sensitive


def judged(evidence: Evidence, demands: Demands, solver: Solver) -> list[Judged]:
    """One judgement for each target of a problem."""
    row_places: dict[tuple[str, str], dict[str, int]] = {}
    for place, target in enumerate(evidence.targets):
        row_places.setdefault((target.name.cell, target.name.edition), {})[target.name.part] = place
    return [
        _judged(place, evidence, demands, solver, row_places[(target.name.cell, target.name.edition)])
        for place, target in enumerate(evidence.targets)
    ]


def _judged(
    place: int, evidence: Evidence, demands: Demands, solver: Solver, row: Mapping[str, int]
) -> Judged:
    target = evidence.targets[place]
    seen = tuple(evidence.seen(place))
    demanded = demands.wanted(target)
    if demands.only is None and demanded == demands.sensitive > len(seen):
        demanded = _demanded(place, evidence, demands, solver, row)
    return Judged(target.name, seen, demanded, place in evidence.closed)


def _demanded(
    place: int, evidence: Evidence, demands: Demands, solver: Solver, row: Mapping[str, int]
) -> int:
    """What a count with few values must take; its row is sensitive where one of its counts may be."""
    target = evidence.targets[place]
    if target.derived:
        return demands.sensitive if _possible(place, evidence, solver, _range(target)) else 0
    if _openly_harmless(target):
        return 0
    parts = [row[part] for part in (NUMERATOR, COMPLEMENT, DENOMINATOR) if part in row]
    may = any(_possible(part, evidence, solver, _range(evidence.targets[part])) for part in parts)
    if may:
        return demands.sensitive
    return demands.other if target.row.hidden else 0


def _openly_harmless(target: Target) -> bool:
    """Whether a count is printed exactly and need not stay unknown: a base, beside a rounded count."""
    least, most = target.row.spans[target.name.part]
    low, high = _range(target)
    return not target.row.hidden and least == most and not low <= least <= high


def _range(target: Target) -> tuple[int, int]:
    """Values that make the row sensitive; a base is too small only where there is a share of it."""
    limits = target.row.limits
    if target.name.part == DENOMINATOR and NUMERATOR in target.row.spans:
        return 1, max(limits.high, limits.least_base - 1)
    return limits.low, limits.high


def _possible(place: int, evidence: Evidence, solver: Solver, ends: tuple[int, int]) -> bool:
    """Whether a target may lie between two values; yes where that could not be settled."""
    low, high = ends
    if any(low <= value <= high for value in evidence.seen(place)):
        return True
    if place in evidence.closed:
        return False
    answer = solver.least(np.zeros(len(evidence.problem.counts)), between(evidence, place, low, high))
    evidence.add(answer.x)
    return answer.x is not None or not answer.proven
