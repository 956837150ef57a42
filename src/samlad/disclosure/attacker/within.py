"""What holds within a row and within a year: no part over its whole, nothing that shrinks during the year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from samlad.disclosure.attacker.counts import DENOMINATOR, NUMERATOR, Relation, Row
from samlad.disclosure.attacker.sums import Lists, place


def shares(rows: Iterable[Row]) -> Iterator[Relation]:
    """The numerator is no more than the denominator."""
    for row in rows:
        if NUMERATOR in row.spans and DENOMINATOR in row.spans:
            terms = ((row.count(DENOMINATOR), 1), (row.count(NUMERATOR), -1))
            yield Relation(terms, 0, None, place(row, "täljaren är större än nämnaren"))


def successive(rows: Iterable[Row], lists: Lists) -> list[tuple[Row, Row]]:
    """(earlier, later) rows of one year for what is reckoned from its beginning; earlier editions too.

    A row that stands in several editions is taken from each of them.
    """
    order = {period: place for place, period in enumerate(lists.periods)}
    groups: dict[object, dict[str, list[Row]]] = {}
    for row in rows:
        if row.cumulative and row.period in order:
            key = (row.table, row.item, row.area, row.year, row.sex, row.age)
            groups.setdefault(key, {}).setdefault(row.period, []).append(row)
    pairs = []
    for by_period in groups.values():
        periods = sorted(by_period, key=order.__getitem__)
        for earlier, later in pairwise(periods):
            pairs += [(one, other) for one in by_period[earlier] for other in by_period[later]]
    return pairs


def growth(pairs: Sequence[tuple[Row, Row]]) -> Iterator[Relation]:
    """The later is no less than the earlier; between editions a value may have been revised downwards."""
    for earlier, later in pairs:
        for part in sorted(earlier.spans.keys() & later.spans.keys()):
            terms = ((later.count(part), 1), (earlier.count(part), -1))
            where = place(later, f"mindre än {earlier.period}")
            yield Relation(terms, 0, None, where, certain=earlier.edition == later.edition)
