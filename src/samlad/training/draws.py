"""Chance without a generator's state: each draw follows from a fixed seed and its own name alone.

So a new committee or year changes no other figure, and neither locale, time nor hash seed matters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

SEED = "samlad-ovning-529"

Key = str | int
Option = TypeVar("Option")


def fraction(*keys: Key) -> float:
    """A number from 0 up to 1, the same for the same keys."""
    name = "|".join([SEED, *map(str, keys)])
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:7], "big") / 2**56


def chance(probability: float, *keys: Key) -> bool:
    """True in that share of all keys."""
    return fraction(*keys) < probability


def integer(low: int, high: int, *keys: Key) -> int:
    """A whole number from low to high, both included."""
    return low + int(fraction(*keys) * (high - low + 1))


def choose(options: Sequence[Option], *keys: Key) -> Option:
    """One of the options."""
    return options[integer(0, len(options) - 1, *keys)]
