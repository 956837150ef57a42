"""What anyone may know about the protection: rules and method in force, how much is hidden; nothing per cell.

Everything here follows from disclosure.yaml, from the rows as they are published, and from the solver's
proven gap. How many rows each rule hid is left out: beside the published rows it would tell which are small.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from samlad.cells import SHOWN, SUPPRESSED, Cell
from samlad.disclosure.exceptions import Exempted
from samlad.disclosure.method import Method
from samlad.disclosure.needs import OTHERS
from samlad.disclosure.rules import Rules
from samlad.reference import Reference

RULE_KEYS = ("id", "text", "source", "reason")
COPIED = ("thresholds", "thresholds_source", "thresholds_status", "show_zero", "sign", "applies_to")


def public_facts(
    reference: Reference,
    rules: Rules,
    method: Method,
    rows: Iterable[Cell],
    other_statuses: Iterable[str],
    exceptions: Sequence[Exempted],
    gaps: Sequence[float],
) -> dict[str, Any]:
    """The content of the released disclosure.json.

    Args:
        rows: the protected rows of the table plan.
        other_statuses: statuses of the rows of other tables, such as own indicators.
        gaps: how far each problem's solution is at most from the cheapest, as a share; 0 is the cheapest.
    """
    content, published = reference.disclosure, list(rows)
    counted = Counter([cell.status for cell in published] + list(other_statuses))
    return {
        "format": 1,
        **{key: content.get(key) for key in COPIED},
        "indicators": {str(one): dict(limits) for one, limits in (content.get("indicators") or {}).items()},
        "method": _method(method),
        "k": {"sensitive": rules.k, "other": OTHERS},
        "exceptions": [asdict(one) for one in exceptions],
        "cells": dict(sorted(counted.items())),
        "lost_percent": round(lost(published, rules), 1),
        "solver": _solver(gaps),
        "rules": in_force(
            content.get("rules") or (), method.name, show_zero=content.get("show_zero") is True
        ),
    }


def in_force(rules: Iterable[Any], method: str, *, show_zero: bool) -> list[dict[str, str]]:
    """The printed rules that hold with this method: `when` may say for which, and for which `show_zero`."""
    kept = []
    for rule in rules:
        when: Mapping[str, Any] = rule.get("when") or {}
        if method in when.get("method", [method]) and when.get("show_zero", show_zero) is show_zero:
            kept.append({key: str(rule.get(key) or "") for key in RULE_KEYS})
    return kept


def lost(rows: Iterable[Cell], rules: Rules) -> float:
    """Weight of the rows that we hid, in per cent of all that have a number; no weight looks at a value."""
    weights = Counter[str]()
    for cell in rows:
        weights[cell.status] += rules.weights.of(cell.committee_id, whole=cell.whole)
    whole = weights[SHOWN] + weights[SUPPRESSED]
    return 100 * weights[SUPPRESSED] / whole if whole else 0.0


def _method(method: Method) -> dict[str, Any]:
    intervals = {str(shown): list(behind) for shown, behind in sorted(method.intervals.items())}
    return {
        "name": method.name,
        "label": method.label,
        "note": method.note,
        "intervals": intervals,
        "base": method.base,
    }


def _solver(gaps: Sequence[float]) -> dict[str, Any]:
    """The greatest gap, rounded up, so that it gives away no more than that."""
    worst = max(gaps, default=0.0)
    return {
        "problems": len(gaps),
        "optimal": sum(gap <= 0 for gap in gaps),
        "gap_percent": math.ceil(round(1000 * worst, 6)) / 10,
    }
