"""How many values a hidden count must be able to have (definition 5), and which counts have too few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from samlad.disclosure.attack_lp import Demand
from samlad.disclosure.integers import Witnesses
from samlad.disclosure.system import NO_ROW, System, in_sensitive_row, sensitive

OTHERS = 2
"""A hidden count that nobody can take to be sensitive, and for an insider every other: not known exactly."""


def demands(system: System, k: int) -> list[Demand]:
    """The widths that every plan must give: what integers need at the least."""
    return [
        Demand(index, (k if in_sensitive_row(system, index) else OTHERS) - 1, _always(system, index))
        for index, count in enumerate(system.counts)
        if count.watched and not count.printed and (count.row != NO_ROW or _closed(system, index))
    ]


def _always(system: System, index: int) -> bool:
    row = system.counts[index].row
    return row == NO_ROW or system.rows[row].hidden is True


def held(demand: Demand, system: System, hidden: frozenset[int]) -> bool:
    """Whether a plan must meet the demand: the count is hidden, or may not be shown."""
    row = system.counts[demand.count].row
    return row in hidden if row != NO_ROW else True


def exposed(
    system: System, hidden: frozenset[int], witnesses: Witnesses, k: int, among: Iterable[int] | None = None
) -> Iterator[int]:
    """The counts with too few values, as far as witnesses go; the plan must be the one looked at."""
    found = list(watched(system, hidden)) if among is None else list(among)
    witnesses.broaden(found, k)
    for at in found:
        seen = witnesses.values(at, k)
        if len(seen) < k and (
            (len(seen) < OTHERS and not system.counts[at].printed) or maybe_sensitive(system, at, witnesses)
        ):
            yield at


def watched(system: System, hidden: frozenset[int]) -> Iterator[int]:
    """The hidden counts, published or derived, and differences that may not be shown though both ends are."""
    for index, count in enumerate(system.counts):
        if not count.watched:
            continue
        if count.row != NO_ROW:
            if count.row in hidden:
                yield index
        elif _closed(system, index) or hidden.intersection(system.crossing[index]):
            yield index


def _closed(system: System, index: int) -> bool:
    """Whether a difference may not be known: it is sensitive, and one of its ends need not be known."""
    ends = (system.rows[row] for row in system.crossing[index])
    return sensitive(system, index) and any(row.hidden is not False for row in ends)


def rows_of(system: System, at: int) -> Iterable[int]:
    """The row of a count, or those that a difference is between."""
    row = system.counts[at].row
    return (row,) if row != NO_ROW else system.crossing[at]


def maybe_sensitive(system: System, at: int, witnesses: Witnesses) -> bool:
    """Whether a reader cannot rule out that a count of the row is sensitive."""
    row = system.counts[at].row
    for index in (at,) if row == NO_ROW else system.by_row[row]:
        count = system.counts[index]
        limit = max(count.small, count.base - 1)
        if not limit or count.value + witnesses.extreme(index, 1.0) > limit:
            continue
        # None at all is no person, unless that too is hidden.
        if count.value + witnesses.extreme(index, -1.0) >= (0 if count.zero else 1):
            return True
    return False
