"""Finds the cheapest plan that is safe: solve, attack, add cuts, solve again; then prove it with integers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from samlad.disclosure.attack_lp import Demand
from samlad.disclosure.cuts import Cut, some_of
from samlad.disclosure.greedy import UnprotectableError, repaired
from samlad.disclosure.integers import Table
from samlad.disclosure.master import Master
from samlad.disclosure.needs import OTHERS
from samlad.disclosure.readers import Reader, all_readers
from samlad.disclosure.system import NO_ROW, System
from samlad.disclosure.ties import perturbed, unperturbed

ROUNDS = 60
EXACT = 80
"""Up to so many rows to choose for, too few integers give an exact cut; beyond, a wider demand."""
AT_A_TIME = 12
"""Exact cuts per round."""
HUGE, STALLED, ENOUGH = 2_000, 1e-3, 0.5
"""From so many rows on, a search whose bound rises by no more than this share in a round is repaired; that
will do where the proven gap is at most so many per cent."""
WIDEST = 8
"""Wider than this no count is asked to be; then the plan itself is cut off."""


@dataclass(frozen=True)
class Plan:
    """What to hide in one problem, and how good that is.

    Attributes:
        hidden: indices of rows, those that must be hidden among them.
        objective: their weight; `bound` is the weight that no safe plan can fall below.
        tables: witnesses that together give every hidden count its values.
    """

    hidden: frozenset[int]
    objective: int
    bound: int
    rounds: int
    cuts: int
    tables: tuple[Table, ...] = field(repr=False)

    @property
    def gap(self) -> float:
        """How much cheaper another plan could be, in per cent at the most."""
        return 100.0 * max(0.0, self.objective - self.bound) / self.objective if self.objective else 0.0


class Search:
    """The search for one problem.

    Args:
        key: breaks ties between equally cheap plans.
        rounds: how many plans to try before the last is repaired instead.
        insiders_too: false only to measure what protection against committees costs.
    """

    def __init__(
        self, system: System, k: int, key: bytes, rounds: int = ROUNDS, *, insiders_too: bool = True
    ) -> None:
        self._system, self._rounds = system, rounds
        self._master = Master(system, perturbed(system, key))
        self._readers = all_readers(system, k, insiders_too=insiders_too)
        self._cuts = 0
        self._exact = True

    def run(self) -> Plan:
        """The plan, proven safe.

        Raises:
            UnprotectableError: something that is known whatever we do gives a count away.
        """
        bound, hidden, tried = 0, self._system.must, 0
        for number in range(1, self._rounds + 1):
            found, least = self._master.solve()
            if found is None:
                raise UnprotectableError(self._system.name)
            before, hidden = bound, found
            bound = max(bound, unperturbed(least) if self._exact else 0)
            cuts = self._broken_by(hidden)
            if not cuts:
                return self._plan(hidden, bound, number)
            for cut in cuts:
                self._master.add(cut)
            self._cuts += len(cuts)
            if self._stalled(before, bound) and number >= 2 * tried:
                plan, tried = self._repaired(hidden, bound, number), number
                if plan.gap <= ENOUGH:
                    return plan
        return self._repaired(hidden, bound, self._rounds)

    def _stalled(self, before: int, bound: int) -> bool:
        return len(self._system.open) > HUGE and bound - before <= STALLED * bound

    def _repaired(self, hidden: frozenset[int], bound: int, rounds: int) -> Plan:
        return self._plan(repaired(self._system, hidden, self._readers), bound, rounds)

    def _plan(self, hidden: frozenset[int], bound: int, rounds: int) -> Plan:
        tables = tuple(self._readers[0].witnesses.tables) if self._readers[0].looks_at(hidden) else ()
        objective = self._system.cost(hidden)
        return Plan(hidden, objective, min(bound, objective), rounds, self._cuts, tables)

    def _broken_by(self, hidden: frozenset[int]) -> list[Cut]:
        """Cuts that a plan breaks: of the first kind of attack that finds anything."""
        first, *others = self._readers
        cuts = first.cuts(hidden) or self._integer_cuts(first, hidden)
        if not cuts:
            for reader in others:
                if reader.looks_at(hidden):
                    cuts += reader.cuts(hidden) or self._integer_cuts(reader, hidden)
        return list(dict.fromkeys(cuts))

    def _integer_cuts(self, reader: Reader, hidden: frozenset[int]) -> list[Cut]:
        reader.looks_at(hidden)
        found: list[Cut] = []
        rows: set[int] = set()
        for at in list(reader.exposed(hidden)):
            row = self._system.counts[at].row
            if row != NO_ROW and row in rows:
                continue
            rows.add(row)
            found += self._wider(reader, hidden, at)
            if len(found) >= AT_A_TIME:
                break
        return found

    def _wider(self, reader: Reader, hidden: frozenset[int], at: int) -> list[Cut]:
        """For a count with too few integers: an exact cut, or in a large problem cuts of a wider demand."""
        free = [row for row in self._system.open if row not in hidden]
        if reader.attack is None or len(self._system.open) <= EXACT:
            return [self._largest(reader, hidden, at, free)]
        self._exact = False
        asked = reader.demands.setdefault(at, Demand(at, OTHERS - 1, always=True))
        while (asked := replace(asked, width=asked.width + 1)).width <= WIDEST:
            reader.demands[at] = asked
            cuts = reader.cuts_for(hidden, [asked])
            if cuts:
                return cuts
        return [some_of(free, None)]

    def _largest(self, reader: Reader, hidden: frozenset[int], at: int, free: list[int]) -> Cut:
        """The plan is not enough, nor is any part of the largest plan that isn't: hide one outside that.

        What is hidden in addition only gives a count more values, so cheap rows are added while it still has
        too few.
        """
        largest = hidden
        for row in sorted(free, key=lambda one: (self._system.rows[one].weight, one)):
            more = largest | {row}
            if reader.looks_at(more) and list(reader.among(more, frozenset({at}))):
                largest = more
        row = self._system.counts[at].row
        own = None if row == NO_ROW or self._system.rows[row].hidden else row
        return some_of([one for one in free if one not in largest], own)
