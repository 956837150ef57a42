"""Chooses among equally cheap plans by the year's secret key, so that the choice can't be replayed."""

from __future__ import annotations

import hashlib
import hmac
import math

from samlad.disclosure.system import System

PARTS = 1 << 32
SHARE = 0.5
"""What all rows together are made dearer at the most; weights are whole numbers."""


def perturbed(system: System, key: bytes) -> list[float]:
    """The rows' weights, each a little dearer by the key, all of it together less than the least weight.

    Of two plans the cheaper one so stays the cheaper; a row that must be hidden costs nothing.
    """
    least = SHARE / max(1, len(system.rows))
    name = system.name.encode()
    return [
        row.weight + least * _drawn(key, name, row.row_id.encode()) if row.hidden is None else 0.0
        for row in system.rows
    ]


def unperturbed(bound: float) -> int:
    """The whole weight that no plan can fall below, when this is so for weights made a little dearer."""
    return max(0, math.ceil(bound - SHARE - 1e-6))


def _drawn(key: bytes, problem: bytes, row: bytes) -> float:
    digest = hmac.new(key, problem + b"\n" + row, hashlib.sha256).digest()
    return int.from_bytes(digest[:4], "big") / PARTS
