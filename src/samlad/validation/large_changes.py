"""Totals that moved much since the year before: to be confirmed by the sender, or explained by the utredare.

The limits are data (data/kontroll.yaml), each with its reason. A comment on the row confirms it; so does an
entry `explain` in data/corrections, which `samlad.corrections` makes of the finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from samlad.reference import Reference
from samlad.rules import LARGE_CHANGE
from samlad.stages import Finding, Received, RuleResult
from samlad.validation.frames import prepared

KINDS = ("andel", "antal")


@dataclass(frozen=True)
class LargeChange:
    """A total that moved much.

    Attributes:
        confirmed: whether the sender has written a comment on its row.
        field, stated: where its number stands, and the number there.
    """

    item_id: str
    before: float
    now: float
    confirmed: bool
    finding: Finding
    field: str
    stated: float


@dataclass(frozen=True)
class _Total:
    kind: str
    value: float
    row: Mapping[str, Any]


def large_changes(
    frame: pd.DataFrame, reference: Reference, year: int, period: str
) -> dict[str, list[LargeChange]]:
    """Every large change since the year before, by committee.

    Args:
        frame: indicators, as `samlad.validation.frames.prepared` makes them.
    """
    before, now = _totals(frame, year - 1, period), _totals(frame, year, period)
    found: dict[str, list[LargeChange]] = {}
    for key, total in now.items():
        committee_id, item_id = key
        known = item_id in reference.programme.indicators and key in before
        if known and _is_large(total.kind, before[key].value, total.value, reference.control):
            field = "value" if pd.notna(total.row["value"]) else "numerator"
            confirmed = bool(str(total.row.get("comment") or "").strip())
            finding = _finding(total.row, field, reference)
            change = LargeChange(
                item_id, before[key].value, total.value, confirmed, finding, field, float(total.row[field])
            )
            found.setdefault(committee_id, []).append(change)
    return found


def unconfirmed(received: Received, reference: Reference, year: int, period: str) -> tuple[Finding, ...]:
    """The findings about large changes that nobody has confirmed in a comment."""
    frame = prepared(received, reference)["indicators"]
    by_committee = large_changes(frame, reference, year, period).values()
    return tuple(one.finding for changes in by_committee for one in changes if not one.confirmed)


def asked_result(findings: Iterable[Finding], reference: Reference) -> RuleResult:
    """How the rule fell out, for the page that lists all rules."""
    rule = reference.rules[LARGE_CHANGE]
    count = sum(one.rule_id == LARGE_CHANGE for one in findings)
    return RuleResult(rule.rule_id, "rules", "indicators", rule.severity, not count, count, rule.text)


def _is_large(kind: str, before: float, now: float, control: Mapping[str, Any]) -> bool:
    limits = {name: float(entry["limit"]) for name, entry in control["large_change"].items()}
    moved, low, high = abs(now - before), min(now, before), max(now, before)
    if kind == "andel":
        return moved >= limits["share_points"]
    return moved >= limits["count_least"] and high >= limits["count_ratio"] * low


def _totals(frame: pd.DataFrame, year: int, period: str) -> dict[tuple[str, str], _Total]:
    """The total of each committee's indicators; a share from its parts where it has them."""
    own = frame[(frame["year"] == year) & (frame["period"] == period) & (frame["is_total"] == "ja")]
    found = {}
    for record in own.to_dict("records"):
        row = {str(name): given for name, given in record.items()}
        value = row["value"]
        if row["kind"] == "andel" and row["denominator"] > 0:
            value = 100 * row["numerator"] / row["denominator"]
        if row["kind"] == "antal" and pd.isna(value):
            value = row["numerator"]
        if pd.notna(value) and row["kind"] in KINDS:
            found[str(row["committee_id"]), str(row["item_id"])] = _Total(row["kind"], float(value), row)
    return found


def _finding(row: Mapping[str, Any], field: str, reference: Reference) -> Finding:
    rule = reference.rules[LARGE_CHANGE]
    headings = {one.field: one.heading for one in reference.layout.tables["indicators"].columns}
    return Finding(
        rule_id=rule.rule_id,
        severity=rule.severity,
        message=rule.fault.format(item=row["item_id"]),
        remedy=rule.remedy.format(comment=headings["comment"]),
        year=int(row["year"]),
        period=str(row["period"]),
        committee_id=str(row["committee_id"]),
        file=str(row["file"]),
        sheet=str(row["sheet"] or ""),
        row=int(row["row"]),
        column=headings[field],
    )
