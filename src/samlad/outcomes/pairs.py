"""Which of the years and periods that were read are told of: in full, or for an indicator's series alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Pair = tuple[int, str]
"""Year and period."""


@dataclass(frozen=True)
class Pairs:
    """The years and periods that the report tells of.

    Attributes:
        told: all of them, in order of time, the report's own last.
        in_full: the last of each year, whose every table is told of. Of another, a tertial of a year
            before, only the indicators measured then are: the tertial report's series has no use for more.
    """

    told: tuple[Pair, ...]
    in_full: frozenset[Pair]

    @classmethod
    def of(cls, read: Iterable[Pair], order: tuple[str, ...]) -> Pairs:
        """Sort out what was read.

        An earlier period of the report's own year is left out: the gate has used it to hold T1 ≤ T2 ≤ VB,
        and it has a report of its own. A year without a single file is in neither, so that nothing is said
        to be missing from it.

        Args:
            read: pairs that anything was received for; the last in time is the report's own.
            order: the periods of a year in order of time.
        """
        found = sorted(set(read), key=lambda pair: (pair[0], order.index(pair[1])))
        last = {year: (year, period) for year, period in found}
        own = found[-1:]
        return cls(
            tuple(pair for pair in found if pair[0] != own[0][0] or pair == own[0]), frozenset(last.values())
        )
