"""Attacks one connected part of the tables: with all that a reader guesses, then with what is certain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from samlad.disclosure.attacker.bounds import tightened
from samlad.disclosure.attacker.counts import Count, Relation
from samlad.disclosure.attacker.evidence import Evidence
from samlad.disclosure.attacker.guesses import with_guesses, without_guesses
from samlad.disclosure.attacker.judging import Demands, judged
from samlad.disclosure.attacker.search import search
from samlad.disclosure.attacker.solver import Solver
from samlad.disclosure.attacker.system import Numbers, Problem, empty
from samlad.disclosure.attacker.targets import Target
from samlad.disclosure.attacker.verdict import Judged, Witness

Proof = tuple[tuple[Witness, ...], tuple[Relation, ...]]
"""Tables, and the relations that they all agree with."""


@dataclass(frozen=True)
class Tried:
    """What came of attacking one part.

    Attributes:
        proofs: the tables that prove it, with the relations that they agree with.
    """

    judged: tuple[Judged, ...] = ()
    proofs: tuple[Proof, ...] = ()
    contradictions: tuple[str, ...] = ()
    given_up: tuple[str, ...] = ()
    questions: int = 0


def attack_known(targets: Sequence[Target], known: Mapping[Count, int], demands: Demands) -> Tried:
    """Counts that are printed, or follow from what is printed: each has one value."""
    nothing = empty()
    evidence = Evidence(nothing, targets, known, demands.wanted)
    evidence.add(np.zeros(0))
    evidence.closed.update(range(len(targets)))
    return Tried(judged=tuple(judged(evidence, demands, Solver(nothing))))


def attack_part(
    problem: Problem, targets: Sequence[Target], known: Mapping[Count, int], demands: Demands, nodes: int
) -> Tried:
    """Counts of one connected part.

    A count that stays unknown under the guesses stays unknown without them, but may then be one that nobody
    can rule out as sensitive: so those with few values are tried again.
    """
    if demands.only is not None and not any(map(demands.wanted, targets)):
        return Tried()  # nothing here that this insider may not learn; any reader tries it all
    solver = Solver(tightened(problem), nodes)
    guessed, table, given_up = with_guesses(problem, solver)
    if guessed is None or table is None:
        return _without_table(problem, targets, demands, nodes)
    first = _run(guessed, targets, known, demands, nodes, [table])
    certain = without_guesses(problem)
    again = [] if len(certain.relations) == len(guessed.relations) else first.few(demands)
    second = _run(certain, [targets[place] for place in again], known, demands, nodes, first.evidence.tables)
    worst = list(first.judged)
    for place, one in zip(again, second.judged, strict=True):
        worst[place] = one if worst[place].safe else worst[place]
    questions = solver.calls + first.solver.calls + second.solver.calls
    return Tried(
        tuple(worst), (first.proof, second.proof), (), tuple(one.place for one in given_up), questions
    )


def _without_table(problem: Problem, targets: Sequence[Target], demands: Demands, nodes: int) -> Tried:
    """No table was found: either the numbers contradict themselves, or nothing is proven of any count."""
    certain = without_guesses(problem)
    solver = Solver(certain, nodes)
    answer = solver.least(np.zeros(len(certain.counts)))
    if answer.x is None and answer.proven:
        places = tuple(one.place for one in _conflict(certain, nodes))
        return Tried(contradictions=places, questions=solver.calls)
    unproven = (Judged(one.name, (), demands.wanted(one), exact=False) for one in targets)
    return Tried(tuple(unproven), questions=solver.calls)


@dataclass
class _Run:
    """One search over one version of a problem."""

    problem: Problem
    evidence: Evidence
    solver: Solver
    judged: list[Judged] = field(default_factory=list)

    def few(self, demands: Demands) -> list[int]:
        """Targets that hold, but with fewer values than a sensitive count must take."""
        return [
            place
            for place, one in enumerate(self.judged)
            if one.safe
            and len(one.values) < demands.sensitive == demands.wanted(self.evidence.targets[place])
        ]

    @property
    def proof(self) -> Proof:
        """The tables as whole numbers, with what they agree with."""
        counts = self.problem.counts
        tables = (map(int, table.tolist()) for table in self.evidence.tables)
        return tuple(dict(zip(counts, table, strict=True)) for table in tables), self.problem.relations


def _run(
    problem: Problem, targets: Sequence[Target], known: Mapping[Count, int], demands: Demands, nodes: int,
    tables: Sequence[Numbers],
) -> _Run:  # fmt: skip
    problem = tightened(problem) if targets else problem
    run = _Run(problem, Evidence(problem, targets, known, demands.wanted), Solver(problem, nodes))
    if not targets:
        return run
    for table in tables:
        run.evidence.add(table)
    search(run.solver, run.evidence)
    run.judged += judged(run.evidence, demands, run.solver)
    return run


def _conflict(certain: Problem, nodes: int) -> list[Relation]:
    """Relations that contradict one another: none of them can be left out without the rest holding."""
    kept = list(range(len(certain.relations)))
    for place in list(kept):
        fewer = [one for one in kept if one != place]
        if Solver(certain.only(fewer), nodes).least(np.zeros(len(certain.counts))).x is None:
            kept = fewer
    return [certain.relations[place] for place in kept]
