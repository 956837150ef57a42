"""The attacker's answer: what it could tell of every hidden or derived count, and where that is too much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samlad.disclosure.attacker.counts import Count

Witness = Mapping[Count, int]
"""Whole numbers for the unknown counts of one connected part of the tables."""


@dataclass(frozen=True)
class Judged:
    """What is known of one count after the attack.

    Attributes:
        values: values that it was seen to take, least first; never the whole list where there are many.
        demanded: how many it has to take; 0 for a derived count that need not stay unknown.
        exact: whether `values` are proven to be all.
    """

    count: Count
    values: tuple[int, ...]
    demanded: int
    exact: bool

    @property
    def safe(self) -> bool:
        """Whether enough values were seen."""
        return len(self.values) >= self.demanded


@dataclass(frozen=True)
class Failure:
    """A place that gives something away, and how; never a value.

    Attributes:
        place: file or page, indicator, area, year: enough to find it.
        why: what could be told there.
        cell: the row's id, or "" where it is about none.
    """

    place: str
    why: str
    cell: str = ""


@dataclass(frozen=True)
class Verdict:
    """The outcome of an attack.

    Attributes:
        judged: every hidden count and every derived count that had to be looked at.
        failures: counts that could be told; empty when the protection held.
        contradictions: sums that the published numbers break: a fault in the data, never safe.
        witnesses: the tables that prove it, checked by addition alone.
        given_up: guesses that could not hold (`delarna är hela summan`).
        questions: how many times the solver was asked.
        editions: how many earlier editions were taken as known.
    """

    judged: tuple[Judged, ...]
    failures: tuple[Failure, ...]
    contradictions: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    given_up: tuple[str, ...] = ()
    questions: int = 0
    editions: int = 0

    @property
    def held(self) -> bool:
        """Whether the tables may be let out."""
        return not self.failures and not self.contradictions

    def public(self) -> dict[str, int | bool]:
        """Totals that may be printed: no ids, no values."""
        hidden = sum(one.count.part in ("n", "d") for one in self.judged)
        return {
            "held": self.held,
            "hidden_counts": hidden,
            "derived_counts": len(self.judged) - hidden,
            "tables": len(self.witnesses),
            "editions": self.editions,
        }
