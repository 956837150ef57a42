"""Few rows in which every two values of different factors meet: greedy, and the same each time."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence

Row = dict[str, str]
TRIES = 60


def all_pairs(factors: Mapping[str, Sequence[str]]) -> list[Row]:
    """Rows with a value for every factor; the first row has every factor's first value."""
    chance = random.Random(0)
    first = {name: values[0] for name, values in factors.items()}
    rows, left = [first], _pairs_of(factors) - covered([first])
    while left:
        row = max(
            (_try(factors, left, chance) for _ in range(TRIES)), key=lambda one: len(covered([one]) & left)
        )
        rows.append(row)
        left -= covered([row])
    return rows


def until_each(rows: Sequence[Row], factors: Mapping[str, Sequence[str]]) -> list[Row]:
    """The first rows that are needed for every value to be in one."""
    kept: list[Row] = []
    left = {(name, value) for name, values in factors.items() for value in values}
    for row in rows:
        if left & row.items():
            kept.append(row)
            left -= row.items()
    return kept


def covered(rows: Sequence[Row]) -> set[frozenset[tuple[str, str]]]:
    """The pairs of values that meet in some row."""
    return {frozenset(pair) for row in rows for pair in itertools.combinations(row.items(), 2)}


def _pairs_of(factors: Mapping[str, Sequence[str]]) -> set[frozenset[tuple[str, str]]]:
    return {
        frozenset(((one, a), (other, b)))
        for one, other in itertools.combinations(factors, 2)
        for a in factors[one]
        for b in factors[other]
    }


def _try(
    factors: Mapping[str, Sequence[str]], left: set[frozenset[tuple[str, str]]], chance: random.Random
) -> Row:
    """A row that begins with a pair that is left, and takes of each factor what meets most of the others."""
    row = dict(chance.choice(sorted(tuple(sorted(pair)) for pair in left)))
    for name in chance.sample(sorted(factors), len(factors)):
        if name not in row:
            row[name] = max(
                chance.sample(list(factors[name]), len(factors[name])),
                key=lambda value: sum(frozenset((item, (name, value))) in left for item in row.items()),
            )
    return {name: row[name] for name in factors}
