"""What the attacker reasons about: counts, rows of counts, and relations between counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

NUMERATOR, DENOMINATOR = "n", "d"
COMPLEMENT = "d-n"
INCREASE = "ökning"
"""The name of a derived count: how much a count that is reckoned from the beginning of the year has grown."""

HIDDEN = ("suppressed", "suppressed_by_source")
SHOWN = "shown"
TOTAL, ALL_AGES = "totalt", "alla"
CITY, KIND = "stad", "kind:"

Span = tuple[int, int | None]
"""Least and greatest value that the row itself allows; None where it sets no upper end."""


class Count(NamedTuple):
    """One whole number of a published row.

    Attributes:
        cell: the row's id.
        part: `n` or `d`; a derived count has another name and no variable of its own.
        edition: "" for the tables under attack, else the earlier edition that the row stands in.
    """

    cell: str
    part: str
    edition: str = ""


@dataclass(frozen=True)
class Limits:
    """What the published rules say of a row about persons; `protected` is false for rows about none.

    Attributes:
        low, high: counts from the one to the other are sensitive.
        least_base: a share of fewer makes its numerator sensitive.
        zeros_shown: whether a hidden count of persons is known to be more than none.
    """

    low: int
    high: int
    least_base: int
    zeros_shown: bool
    protected: bool = True


@dataclass(frozen=True)
class Row:
    """One published row that has, or hides, a number.

    Attributes:
        table: `cells`, `own_indicators` or `surveys`; sums hold within a table alone.
        item: what is counted. Rows of different items are in no sum together.
        spans: what the row itself says of its counts.
        judged: false where the record says that the row is shown by a decision, as an exception.
    """

    cell: str
    table: str
    item: str
    area: str
    area_kind: str
    year: int
    period: str
    sex: str
    age: str
    status: str
    limits: Limits
    spans: Mapping[str, Span]
    basis: str = ""
    duty: str = "due"
    n_reported: int = 0
    edition: str = ""
    cumulative: bool = False
    judged: bool = True

    @property
    def hidden(self) -> bool:
        """Whether its numbers are hidden, by us or by the source."""
        return self.status in HIDDEN

    @property
    def slot(self) -> tuple[str, str, int, str, str, str]:
        """The key without the area."""
        return (self.table, self.item, self.year, self.period, self.sex, self.age)

    def count(self, part: str) -> Count:
        """One of its counts."""
        return Count(self.cell, part, self.edition)


Terms = tuple[tuple[Count, int], ...]


@dataclass(frozen=True)
class Relation:
    """low ≤ Σ coefficient × count ≤ high, in whole numbers; None where there is no such end.

    Attributes:
        place: where it comes from, in Swedish: table, indicator, area, year, and which sum.
        certain: false for what a reader guesses and gives up where it cannot hold.
    """

    terms: Terms
    low: int | None
    high: int | None
    place: str = field(compare=False)
    certain: bool = True

    def holds(self, values: Mapping[Count, int]) -> bool:
        """Whether whole numbers agree with it."""
        total = sum(factor * values[count] for count, factor in self.terms)
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)
