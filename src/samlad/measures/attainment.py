"""Outcome against årsmål, only where the level that set it is the level that is held to it (beslut 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from samlad.aims import outcome
from samlad.cells import ALL_AGES, TOTAL, Cell, Key
from samlad.measures.material import Material, Row

SETTERS = ("namnd", "kf")
"""A committee is held to its own target, else to the council's."""


def attainment_rows(
    material: Material, by_key: Mapping[Key, Cell], targets: Sequence[Row]
) -> Iterator[dict[str, Any]]:
    """One row per area that has a target of its own or of the council's; the city has only the council's."""
    for target in _in_force(targets):
        key: Key = (
            target["indicator_id"], target["committee_id"], target["year"], target["period"], TOTAL, ALL_AGES
        )  # fmt: skip
        cell = by_key.get(key)
        if cell is None or cell.duty == "extra":
            continue
        direction = material.reference.programme.indicators[cell.indicator_id].direction
        yield {**target, "value": cell.value, "outcome": outcome(cell.value, target["target"], direction)}


def _in_force(targets: Sequence[Row]) -> Iterator[Row]:
    """One target per indicator, period and area: its own before the council's; no one's is not used."""
    chosen: dict[tuple[Any, ...], Row] = {}
    for target in targets:
        key = tuple(target[name] for name in ("indicator_id", "year", "period", "committee_id"))
        if target["setter"] not in SETTERS:
            continue
        other = chosen.get(key)
        if other is None or SETTERS.index(target["setter"]) < SETTERS.index(other["setter"]):
            chosen[key] = target
    yield from chosen.values()
