"""Årsmål with the level that set them; the city's is the council's, where all agree (beslut 5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from samlad.cells import ALL_AGES, CITY, TOTAL
from samlad.outcomes.plans import plans_of
from samlad.outcomes.source import Source, place

COUNCIL = "kf"


def target_rows(source: Source) -> list[dict[str, Any]]:
    """One row per indicator, period, committee and setter, and one for the city where the council set one.

    A target whose setter is unknown is kept with setter "": it is shown, and nothing is held against it.
    In the report's own period the plan's stands where none is given; what is given in the period counts
    before it, since KF may change targets within the year. `stated_in` says which of them it is, and
    `plan_target` what the plan said.
    """
    planned = {tuple(row[name] for name in KEY): row for row in _planned(source)}
    rows = list(_given(source))
    for row in rows:
        row["plan_target"] = planned.pop(tuple(row[name] for name in KEY), {}).get("target")
    rows += [row | {"plan_target": row["target"]} for row in planned.values()]
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
        target = _percent(indicator.kind, row["target"])
        yield dict(zip(NAMES, (*key, target, row["period"]), strict=True)) | place(row)


KEY = ("indicator_id", "year", "period", "committee_id", "setter")
NAMES = (*KEY, "target", "stated_in")


def _planned(source: Source) -> Iterator[dict[str, Any]]:
    plans = plans_of(source)
    if plans is None:
        return
    day = source.reference.period_end(*plans.own)
    seen = set()
    for row in source.known("plan_indicators"):
        indicator = source.reference.programme.indicators.get(row["item_id"])
        there = source.reference.organisation.committees[row["committee_id"]].exists(day)
        setter = source.code("target_setters", row["target_setter"])
        key = (row["item_id"], *plans.own, row["committee_id"], setter)
        if indicator is None or row["target"] is None or not there or key in seen:
            continue
        seen.add(key)
        target = _percent(indicator.kind, row["target"])
        yield dict(zip(NAMES, (*key, target, plans.plan[1]), strict=True)) | place(row)


def _percent(kind: str, target: float) -> float:
    """A target of yes for a yes/no indicator is 100 per cent of the answer, as its outcome is."""
    return 100 * target if kind == "ja_nej" and target in (0.0, 1.0) else target


def _city(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    council: dict[tuple[str, int, str], dict[float, str]] = {}
    for row in rows:
        if row["setter"] == COUNCIL:
            key = (row["indicator_id"], row["year"], row["period"])
            council.setdefault(key, {}).setdefault(row["target"], row["stated_in"])
    return [
        dict(zip(NAMES, (*key, CITY, COUNCIL, *targets.popitem()), strict=True))
        for key, targets in council.items()
        if len(targets) == 1
    ]
