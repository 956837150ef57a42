"""The readers that a plan must hold against: anyone, a committee with its own, one who guesses at sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import InitVar, dataclass, field
from itertools import combinations

import numpy as np

from samlad.disclosure.attack_lp import Attack, Demand
from samlad.disclosure.cuts import Cut
from samlad.disclosure.integers import Table, Witnesses
from samlad.disclosure.needs import OTHERS, demands, exposed, held
from samlad.disclosure.space import OUTSIDER, View
from samlad.disclosure.system import NO_ROW, System, sensitive

FEW = 4
"""Guesses of which every combination is tried."""


@dataclass
class Reader:
    """One reader: what it knows, how wide each count must be for it, and its attacks.

    Attributes:
        secrets: the only counts that this reader must not learn; None for all that are hidden.
        attack: None for one who guesses: the data themselves are not among what it holds possible.
    """

    system: System
    view: View
    k: int
    demands: dict[int, Demand] = field(default_factory=dict)
    secrets: frozenset[int] | None = None
    attack: Attack | None = None
    pool: InitVar[list[Table] | None] = None

    def __post_init__(self, pool: list[Table] | None) -> None:
        self.witnesses = Witnesses(self.system, self.view, [] if pool is None else pool)

    def looks_at(self, hidden: frozenset[int]) -> bool:
        """Whether this reader sees anything else than others: an own row is hidden, or a guess possible."""
        if self.view.known and not self.view.known & hidden:
            return False
        return self.witnesses.on(hidden)

    def cuts(self, hidden: frozenset[int]) -> list[Cut]:
        """A cut for each demand that linear programmes show not to be met."""
        asked = [one for one in self.demands.values() if held(one, self.system, hidden)]
        return self.cuts_for(hidden, asked)

    def cuts_for(self, hidden: frozenset[int], asked: Sequence[Demand]) -> list[Cut]:
        """A cut for each of some demands that linear programmes show not to be met."""
        if self.attack is None or not self.witnesses.on(hidden):
            return []
        return list(self.attack.cuts(hidden, asked, self.witnesses))

    def unmet(self, hidden: frozenset[int]) -> list[Demand]:
        """The demands that linear programmes show not to be met."""
        if self.attack is None or not self.looks_at(hidden):
            return []
        asked = [one for one in self.demands.values() if held(one, self.system, hidden)]
        return [demand for demand, _ in self.attack.unmet(hidden, asked, self.witnesses)]

    def exposed(self, hidden: frozenset[int]) -> Iterator[int]:
        """The counts with too few values in whole tables; the plan must have been looked at."""
        yield from self.among(hidden, self.secrets)

    def among(self, hidden: frozenset[int], counts: frozenset[int] | None) -> Iterator[int]:
        """Of some counts those that are exposed."""
        if self.secrets is None:
            yield from exposed(self.system, hidden, self.witnesses, self.k, counts)
            return
        asked = [at for at in sorted(counts or ()) if self.system.counts[at].row in hidden]
        self.witnesses.broaden(asked, OTHERS)
        yield from (at for at in asked if len(self.witnesses.values(at, OTHERS)) < OTHERS)


def all_readers(system: System, k: int, *, insiders_too: bool = True) -> list[Reader]:
    """All readers of a problem, first the one who knows nothing else; each finds witnesses for all."""
    pool = [np.zeros(len(system.counts), dtype=np.int64)]
    inside = _insiders(system, k, pool) if insiders_too else ()
    return [_outsider(system, k, pool), *inside, *_guessers(system, k, pool)]


def _outsider(system: System, k: int, pool: list[Table]) -> Reader:
    """Anyone who reads what is published."""
    asked = {one.count: one for one in demands(system, k)}
    return Reader(system, OUTSIDER, k, asked, attack=Attack(system), pool=pool)


def _insiders(system: System, k: int, pool: list[Table]) -> Iterator[Reader]:
    """The committees that have rows in a problem where another has something sensitive.

    A committee some of whose numbers we don't know ourselves is left out: what it knows can't be computed.
    """
    for committee in sorted({row.committee for row in system.rows} - {""}):
        own = frozenset(i for i, row in enumerate(system.rows) if row.committee == committee)
        secrets = {one.count: one for one in _secrets(system, committee)}
        if secrets and all(system.rows[index].known for index in own):
            view = View(known=own)
            yield Reader(system, view, k, secrets, frozenset(secrets), Attack(system, view), pool)


def _secrets(system: System, committee: str) -> Iterator[Demand]:
    for index, count in enumerate(system.counts):
        if count.row == NO_ROW or not count.watched or not sensitive(system, index):
            continue
        row = system.rows[count.row]
        if row.known and row.committee not in ("", committee):
            yield Demand(index, OTHERS - 1, row.hidden is True)


def _guessers(system: System, k: int, pool: list[Table]) -> Iterator[Reader]:
    """Those who take sums that don't add up in the data to hold: some of them, or all.

    Where ages or sexes are unknown for some, the parts fall short of the whole. That the whole is at least
    its parts is in the system. A guess that agrees with nothing that is shown is dropped, as its reader
    would drop it; so what is left of many guesses is tried too.
    """
    for guessed in _guesses(system.guesses):
        yield Reader(system, View(guessed=guessed), k, pool=pool)


def _guesses(rests: Sequence[int]) -> Iterator[frozenset[int]]:
    """Every combination of a few guesses; of many: all, all but one, and each alone."""
    sizes = range(len(rests), 0, -1) if len(rests) <= FEW else (len(rests), len(rests) - 1, 1)
    for size in sizes:
        yield from map(frozenset, combinations(rests, size))
