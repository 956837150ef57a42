"""What has to stay unknown: published counts, and those that a reader derives by subtraction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from samlad.disclosure.attacker.counts import COMPLEMENT, DENOMINATOR, INCREASE, NUMERATOR, Count, Row, Terms


@dataclass(frozen=True)
class Target:
    """A published or derived count as a sum of counts; `row` is the row that it belongs to."""

    name: Count
    row: Row
    terms: Terms

    @property
    def derived(self) -> bool:
        """Whether it is printed nowhere."""
        return self.name.part not in (NUMERATOR, DENOMINATOR)


def targets(rows: Iterable[Row], increases: Sequence[tuple[Row, Row]]) -> Iterator[Target]:
    """Every count of every row, the complement of every share, and every increase within a year.

    Args:
        rows: all rows that have or hide a number.
        increases: (earlier, later) rows of indicators that are reckoned from the beginning of the year.
    """
    for row in rows:
        for part in row.spans:
            yield Target(row.count(part), row, ((row.count(part), 1),))
        if NUMERATOR in row.spans and DENOMINATOR in row.spans:
            terms = ((row.count(DENOMINATOR), 1), (row.count(NUMERATOR), -1))
            yield Target(row.count(COMPLEMENT), row, terms)
    for earlier, later in increases:
        for part in sorted(earlier.spans.keys() & later.spans.keys()):
            name = later.count(f"{INCREASE} {part} {earlier.period}")
            terms = ((later.count(part), 1), (earlier.count(part), -1))
            # It is known beforehand only where both ends are.
            yield Target(name, later if later.judged else earlier, terms)
