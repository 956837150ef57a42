"""Rows of the tables about plans: planned beside done, who has planned, and what was planned of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from samlad.cells import MISSING
from samlad.outcomes.plans import Plans
from samlad.outcomes.source import Row, text


def plan_rows(
    plans: Plans | None, due: Iterable[Mapping[str, Any]], done: Iterable[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """One row per activity that is expected in the report's own period: planned, and reported.

    Args:
        due, done: rows of `due` and `activities`.
    """
    if plans is None:
        return
    answers = {
        (row["activity_id"], row["committee_id"]): row
        for row in done
        if (row["year"], row["period"]) == plans.own
    }
    for row in due:
        here = (row["year"], row["period"]) == plans.own and row["item_kind"] == "activity"
        if not here or row["expected"] != "ja":
            continue
        planned, sent = plans.of(row["item_id"], row["committee_id"])
        answer = answers.get((row["item_id"], row["committee_id"]), {})
        yield {
            "activity_id": row["item_id"],
            "goal_id": plans.reference.programme.activities[row["item_id"]].goal_id,
            **{name: row[name] for name in ("year", "period", "committee_id", "committee_kind")},
            "delivered": "ja" if sent else "nej",
            "planned": planned,
            "status": answer.get("status", ""),
            "answer": answer.get("answer", MISSING),
        }


def plan_sender_rows(plans: Plans | None) -> Iterator[dict[str, Any]]:
    """One row per committee that was to plan, or has sent a plan without having to."""
    if plans is None:
        return
    owed = plans.owed
    described = {(row["committee_id"], row["goal_id"]) for row in plan_goal_rows(plans) if row["how"] == "ja"}
    sent = {row["committee_id"]: row for row in plans.source.plan_deliveries}
    for committee in plans.reference.organisation.on(plans.reference.period_end(*plans.plan)):
        name = committee.committee_id
        if name not in owed and name not in plans.delivered:
            continue
        goals, delivery = plans.goals(name), sent.get(name, {})
        yield {
            "year": plans.plan[0],
            "period": plans.plan[1],
            "committee_id": name,
            "committee_kind": committee.kind,
            "expected": "ja" if name in owed else "nej",
            "delivered": "ja" if name in plans.delivered else "nej",
            "decision_status": plans.source.code("delivery_status", delivery.get("decision_status")),
            "n_due": len(owed.get(name, ())),
            "n_planned": sum((item_id, name) in plans.planned for item_id in owed.get(name, ())),
            "n_goals": len(goals),
            "n_described": sum((name, goal) in described for goal in goals),
            "files": delivery.get("files"),
        }


def plan_goal_rows(plans: Plans | None) -> Iterator[dict[str, Any]]:
    """One row per goal and committee that was to plan for it: whether it says how it works and follows up."""
    if plans is None:
        return
    texts = {
        (row["committee_id"], text(row, "goal_id")): (text(row, "how"), text(row, "follow_up"))
        for row in plans.source.known("plan_goals")
    }
    for committee in plans.reference.organisation.on(plans.reference.period_end(*plans.plan)):
        for goal in plans.goals(committee.committee_id):
            how, follow_up = texts.get((committee.committee_id, goal), ("", ""))
            yield {
                "goal_id": goal,
                "year": plans.plan[0],
                "period": plans.plan[1],
                "committee_id": committee.committee_id,
                "committee_kind": committee.kind,
                "how": "ja" if how else "nej",
                "follow_up": "ja" if follow_up else "nej",
            }


def plan_own_rows(
    plans: Plans | None,
    activities: Iterable[Mapping[str, Any]],
    indicators: Iterable[Mapping[str, Any]],
) -> Iterator[dict[str, Any]]:
    """One row per indicator or activity of a committee's own that was planned, and whether it came back.

    Args:
        activities, indicators: rows of `own_activities` and `own_indicators`.
    """
    if plans is None:
        return
    done = {_own(row): row for row in activities if (row["year"], row["period"]) == plans.own}
    measured = {_own(row) for row in indicators if (row["year"], row["period"]) == plans.own}
    for row in plans.source.known("plan_own_indicators"):
        yield _own_row(plans, row, "indicator") | {
            "target": row["target"],
            "reported": "ja" if _own(row) in measured else "nej",
        }
    for row in plans.source.known("plan_own_activities"):
        yield _own_row(plans, row, "activity") | {
            "planned": plans.source.code("planned", row["planned"]),
            "status": done.get(_own(row), {}).get("status", ""),
            "reported": "ja" if _own(row) in done else "nej",
        }


def _own(row: Mapping[str, Any]) -> tuple[str, str]:
    return (row["committee_id"], row["own_id"])


def _own_row(plans: Plans, row: Row, kind: str) -> dict[str, Any]:
    named = {name: row[name] for name in ("own_id", "goal_id", "committee_id", "name")}
    return {**named, "year": plans.own[0], "period": plans.own[1], "item_kind": kind}
