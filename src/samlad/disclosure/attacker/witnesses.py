"""Checks the proof by addition alone: no solver, no matrix, whole numbers only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from samlad.disclosure.attacker.counts import Count, Relation, Span
from samlad.disclosure.attacker.verdict import Witness


def check_witnesses(
    witnesses: Iterable[Witness], spans: Mapping[Count, Span], relations: Sequence[Relation]
) -> tuple[str, ...]:
    """Places of relations that some table breaks, or counts outside what their row allows; none if it holds.

    A table names the unknown counts of one connected part; all other counts are known from `spans`.
    """
    known = {count: low for count, (low, high) in spans.items() if low == high}
    about: dict[Count, list[Relation]] = {}
    for relation in relations:
        for count, _ in relation.terms:
            about.setdefault(count, []).append(relation)
    faults: dict[str, None] = {}
    for table in witnesses:
        for count, value in table.items():
            low, high = spans[count]
            if value < low or (high is not None and value > high):
                faults.setdefault(f"{count.cell} {count.part}")
        touched = {id(one): one for count in table for one in about.get(count, ())}
        faults.update((one.place, None) for one in touched.values() if not _holds(one, known, table))
    return tuple(faults)


def _holds(relation: Relation, known: Mapping[Count, int], table: Witness) -> bool:
    return relation.holds({count: table.get(count, known.get(count, 0)) for count, _ in relation.terms})
