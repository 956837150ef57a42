"""Committees' own indicators: the same rules, unless declared not to be about persons (beslut 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from samlad.cells import ALL_AGES, SHOWN, SUPPRESSED, TOTAL
from samlad.disclosure.method import HIDING, Method
from samlad.disclosure.primary import Numbers, sensitive
from samlad.disclosure.rules import Rules
from samlad.frames import OWN_INDICATORS, build, records
from samlad.ids import own_id

EMPTY = {"numerator": None, "denominator": None, "value": None}


@dataclass(frozen=True)
class OwnProtected:
    """Own indicators as they may be shown; rule by id where hidden, and the rows not shown as they are."""

    frame: pd.DataFrame
    rules: Mapping[str, str]
    hidden: tuple[Mapping[str, Any], ...]


def primary_own(own: pd.DataFrame, rules: Rules, method: Method = HIDING) -> dict[str, str]:
    """Rule by id for every row that is sensitive in itself; with rounding, even when it is rounded."""
    rows = records(own)
    return {own_id(row): rule for row in rows if (rule := _rule(row, rules, method))}


def planned_own(own: pd.DataFrame, rules: Rules) -> list[dict[str, Any]]:
    """The rows that are published: of what is about persons totals only, and nothing by both sex and age."""
    return [row for row in records(own) if _published(row, rules)]


def protect_own(
    own: pd.DataFrame, hidden: Mapping[str, str], rules: Rules, method: Method = HIDING
) -> OwnProtected:
    """Own indicators as they may be shown.

    Args:
        hidden: rule by id of all rows that may not be shown, in themselves or for another's sake.
    """
    kept: list[Mapping[str, Any]] = []
    applied: dict[str, str] = {}
    secret: list[Mapping[str, Any]] = []
    for row in records(own):
        rule = hidden.get(own_id(row), "")
        if rule:
            secret.append(row)
        if not _published(row, rules):
            continue
        if rule:
            applied[own_id(row)] = rule
            kept.append({**row, **EMPTY, "status": SUPPRESSED})
        else:
            told = _printed(row, rules, method) if row["status"] == SHOWN else {**row, **EMPTY}
            kept.append(told)
            if row["status"] == SHOWN and told["value"] != row["value"]:
                secret.append(row)
    return OwnProtected(build(OWN_INDICATORS, kept), applied, tuple(secret))


def _published(row: Mapping[str, Any], rules: Rules) -> bool:
    whole = row["sex"] == TOTAL and row["age_group"] == ALL_AGES
    crossed = row["sex"] != TOTAL and row["age_group"] != ALL_AGES
    return whole or (rules.of_own(row["about_persons"]) is None and not crossed)


def _rule(row: Mapping[str, Any], rules: Rules, method: Method) -> str:
    limits = rules.of_own(row["about_persons"])
    if limits is None or row["status"] != SHOWN:
        return ""
    return sensitive(Numbers(row["kind"], row["numerator"], row["denominator"], row["value"]), limits, method)


def _printed(row: Mapping[str, Any], rules: Rules, method: Method) -> Mapping[str, Any]:
    """A shown row about persons as the method prints it."""
    if rules.of_own(row["about_persons"]) is None or row["kind"] not in ("antal", "andel"):
        return row
    n, d = row["numerator"], row["denominator"]
    if row["kind"] == "antal":
        count = method.printed(row["value"])
        return {**row, "numerator": None if n is None else count, "value": count}
    if n is None or d is None:
        return row
    n, d = method.printed(n), method.printed(d)
    return {**row, "numerator": n, "denominator": d, "value": 100 * n / d}
