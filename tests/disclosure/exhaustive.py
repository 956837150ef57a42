"""Every table there is, for tables so small that they can be counted: what makes a plan safe by definition.

Shares nothing with the protector but the rows' form: a published row is a sum of leaves, and all tables of
leaves up to a bound are listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np

from samlad.cells import ALL_AGES, CITY, TOTAL
from samlad.disclosure.published import Family, Published
from samlad.disclosure.rules import Limits

HIGH, BASE = 2, 4
LIMITS = Limits(1, HIGH, BASE, 10, show_zero=True)
ROOM = 3
AREAS, SEXES = ("ange", "berga", "oster"), ("kvinnor", "man")
Hidden = frozenset[int]


@dataclass(frozen=True)
class Table:
    """Rows, which leaves each is the sum of, and every table: counts by table and leaf."""

    rows: tuple[Published, ...]
    leaves: tuple[frozenset[int], ...]
    numerators: Any
    denominators: Any

    @property
    def must(self) -> Hidden:
        """The rows that are sensitive in themselves."""
        return frozenset(at for at, row in enumerate(self.rows) if row.hidden is True)

    def safe(self, hidden: Hidden) -> bool:
        """Whether a plan is safe by definition 5, for anyone and for every committee that knows its own."""
        if not self.must <= hidden or any(self.rows[at].hidden is False for at in hidden):
            return False
        left = self._agreeing(hidden)
        if not all(self._enough(at, left) for at in hidden):
            return False
        return all(
            len(np.unique(values[self._knowing(left, area)])) >= 2
            for area in {row.committee for row in self.rows} - {""}
            for at in hidden
            for values, is_small in self._parts(at)
            if self.rows[at].committee not in ("", area) and is_small
        )

    def cheapest(self) -> int | None:
        """The least weight of any safe plan, by trying all of them."""
        free = [at for at, row in enumerate(self.rows) if row.hidden is None]
        plans = (self.must | set(more) for size in range(len(free) + 1) for more in combinations(free, size))
        return min((self.cost(frozenset(plan)) for plan in plans if self.safe(frozenset(plan))), default=None)

    def cost(self, hidden: Hidden) -> int:
        """The weight of a plan."""
        return sum(self.rows[at].weight for at in hidden)

    def _agreeing(self, hidden: Hidden) -> Any:
        """Which tables agree with what is shown and with what a reader knows of what is not."""
        left = np.ones(len(self.numerators), dtype=bool)
        for at, row in enumerate(self.rows):
            n, d = self._sums(at)
            if at in hidden:
                left &= n >= row.low[0]
                left &= True if d is None else d >= row.low[1]
            else:
                left &= n == row.numerator
                left &= True if d is None else d == row.denominator
        return left

    def _knowing(self, left: Any, area: str) -> Any:
        for at, row in enumerate(self.rows):
            if row.committee == area:
                n, d = self._sums(at)
                left = left & (n == row.numerator) & (True if d is None else d == row.denominator)
        return left

    def _sums(self, at: int) -> tuple[Any, Any]:
        inside = sorted(self.leaves[at])
        if self.denominators is None:
            return self.numerators[:, inside].sum(axis=1), None
        return self.numerators[:, inside].sum(axis=1), self.denominators[:, inside].sum(axis=1)

    def _parts(self, at: int) -> Iterator[tuple[Any, bool]]:
        """The values of each count of a row over all tables, and whether the true one is sensitive."""
        row, (n, d) = self.rows[at], self._sums(at)
        assert row.numerator is not None
        few = row.denominator is not None and 0 < row.denominator < BASE
        yield n, 1 <= row.numerator <= HIGH or few
        if row.denominator is not None:
            yield d, 1 <= row.denominator <= HIGH
            yield d - n, 1 <= row.denominator - row.numerator <= HIGH

    def _enough(self, at: int, left: Any) -> bool:
        values = [np.unique(one[left]) for one, _ in self._parts(at)]
        maybe = any(one[0] <= HIGH for one in values) or (len(values) > 1 and values[1][0] < BASE)
        return all(len(one) >= (3 if maybe else 2) for one in values)


def counts(leaves: Sequence[Sequence[int]], weights: Sequence[int]) -> Table:
    """A table of areas by sex, with all totals."""
    family = Family("1.I2", share=False, cumulative=False, limits=LIMITS)
    rows, inside = [], []
    cells = [(area, sex) for area in range(len(leaves)) for sex in range(len(leaves[0]))]
    places = [(area, sex) for area in (*range(len(leaves)), None) for sex in (*range(len(leaves[0])), None)]
    for (area, sex), weight in zip(places, weights, strict=False):
        of = frozenset(at for at, (a, s) in enumerate(cells) if area in (a, None) and sex in (s, None))
        total = sum(leaves[cells[at][0]][cells[at][1]] for at in of)
        hidden = True if 1 <= total <= HIGH else False if total == 0 else None
        rows.append(_row(family, area, sex, (total, None), hidden, weight))
        inside.append(of)
    top = max(max(one) for one in leaves) + ROOM
    return Table(tuple(rows), tuple(inside), _all([range(top)] * len(cells)), None)


def shares(leaves: Sequence[tuple[int, int]], weights: Sequence[int]) -> Table:
    """Shares (numerator, denominator) of some areas, with the city's."""
    family = Family("1.I1", share=True, cumulative=False, limits=LIMITS)
    rows, inside = [], []
    for area, weight in zip((*range(len(leaves)), None), weights, strict=False):
        of = frozenset(at for at in range(len(leaves)) if area in (at, None))
        n, d = sum(leaves[at][0] for at in of), sum(leaves[at][1] for at in of)
        small = 1 <= n <= HIGH or 1 <= d - n <= HIGH or d < BASE
        rows.append(_row(family, area, None, (n, d), True if small else None, weight))
        inside.append(of)
    top = max(d for _, d in leaves) + ROOM
    pairs = np.array([(n, d) for d in range(top) for n in range(d + 1)])
    chosen = _all([range(len(pairs))] * len(leaves))
    return Table(tuple(rows), tuple(inside), pairs[chosen, 0], pairs[chosen, 1])


def _row(
    family: Family,
    area: int | None,
    sex: int | None,
    counts: tuple[int, int | None],
    hidden: bool | None,
    weight: int,
) -> Published:
    where = CITY if area is None else AREAS[area]
    slot = (2024, "VB", TOTAL if sex is None else SEXES[sex], ALL_AGES)
    row_id = "/".join((family.name, where, *map(str, slot)))
    low = (0, 1) if family.share else (1, 0)
    return Published(
        row_id, family, where, "distrikt", slot, "rapporterad", counts[0], counts[1], low, hidden, weight
    )


def _all(choices: Sequence[range]) -> Any:
    return np.array(list(product(*choices)))
