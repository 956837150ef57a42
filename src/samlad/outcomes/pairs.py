"""Which years and periods the report has material from, oldest first."""

from __future__ import annotations

from samlad.outcomes.source import Source

Pair = tuple[int, str]


def reporting_pairs(source: Source) -> tuple[Pair, ...]:
    """The (year, period) pairs that anything was received for, in order of time.

    A year without a single file has no pair: nothing is then said to be missing from it.
    """
    order = source.reference.codelists["periods"].codes
    found = {*source.files}
    found |= {(row["year"], row["period"]) for rows in source.tables.values() for row in rows}
    found |= {(row["year"], row["period"]) for row in source.deliveries}
    return tuple(sorted(found, key=lambda pair: (pair[0], order.index(pair[1]))))
