"""Årsmål with the level that set them; the city's is the council's, where all agree (DOMAIN decision 5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from samlad.cells import ALL_AGES, CITY, TOTAL
from samlad.outcomes.source import Source

COUNCIL = "kf"


def target_rows(source: Source) -> list[dict[str, Any]]:
    """One row per indicator, period, committee and setter, and one for the city where the council set one.

    A target whose setter is unknown is kept with setter "": it is shown, and nothing is held against it.
    """
    rows = list(_given(source))
    return rows + _city(rows)


def _given(source: Source) -> Iterator[dict[str, Any]]:
    seen = set()
    for row in source.known("indicators"):
        indicator = source.reference.programme.indicators.get(row["item_id"])
        whole = row["sex"] == TOTAL and row["age_group"] == ALL_AGES
        if indicator is None or row["target"] is None or not whole:
            continue
        setter = source.code("target_setters", row["target_setter"])
        key = (row["item_id"], row["year"], row["period"], row["committee_id"], setter)
        if key in seen:
            continue
        seen.add(key)
        yield dict(zip(NAMES, (*key, _percent(indicator.kind, row["target"])), strict=True))


NAMES = ("indicator_id", "year", "period", "committee_id", "setter", "target")


def _percent(kind: str, target: float) -> float:
    """A target of yes for a yes/no indicator is 100 per cent of the answer, as its outcome is."""
    return 100 * target if kind == "ja_nej" and target in (0.0, 1.0) else target


def _city(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    council: dict[tuple[str, int, str], set[float]] = {}
    for row in rows:
        if row["setter"] == COUNCIL:
            council.setdefault((row["indicator_id"], row["year"], row["period"]), set()).add(row["target"])
    return [
        dict(zip(NAMES, (*key, CITY, COUNCIL, targets.pop()), strict=True))
        for key, targets in council.items()
        if len(targets) == 1
    ]
