"""Checks the proof by addition alone: no solver, no matrix, whole numbers only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from samlad.disclosure.attacker.counts import Count, Relation, Span
from samlad.disclosure.attacker.verdict import Witness


def check_witnesses(
    witnesses: Iterable[Witness], spans: Mapping[Count, Span], relations: Sequence[Relation]
) -> tuple[str, ...]:
    """Places of relations that some table breaks, or counts outside what their row allows; none if it holds.

    A table names the unknown counts of one connected part; all other counts are known from `spans`.
    """
    known = {count: low for count, (low, high) in spans.items() if low == high}
    about: dict[Count, list[_Sum]] = {}
    for relation in relations:
        one = _Sum.of(relation, known)
        for count, _ in one.unknown:
            about.setdefault(count, []).append(one)
    faults: dict[str, None] = {}
    touched: dict[tuple[Count, ...], list[_Sum]] = {}
    for table in witnesses:
        for count, value in table.items():
            low, high = spans[count]
            if value < low or (high is not None and value > high):
                faults.setdefault(f"{count.cell} {count.part}")
        counts = tuple(table)
        if counts not in touched:
            touched[counts] = list(
                {id(one): one for count in counts for one in about.get(count, ())}.values()
            )
        faults.update((one.relation.place, None) for one in touched[counts] if not one.holds(table))
    return tuple(faults)


@dataclass(frozen=True)
class _Sum:
    """A relation with what its known counts come to."""

    relation: Relation
    fixed: int
    unknown: tuple[tuple[Count, int], ...]

    @classmethod
    def of(cls, relation: Relation, known: Mapping[Count, int]) -> _Sum:
        fixed = sum(factor * known[count] for count, factor in relation.terms if count in known)
        return cls(relation, fixed, tuple(term for term in relation.terms if term[0] not in known))

    def holds(self, table: Witness) -> bool:
        total = self.fixed
        for count, factor in self.unknown:
            total += factor * table.get(count, 0)
        low, high = self.relation.low, self.relation.high
        return (low is None or total >= low) and (high is None or total <= high)
