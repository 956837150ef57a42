"""Who was due to report and who has: counts over the released table of duties (beslut 10-12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samlad import swedish
from samlad.chapters.material import Row
from samlad.chapters.scope import Scope
from samlad.chapters.units import EVERYONE, KIND, Who

NOT_DUE = "efterfrågas inte"
FINISHED, WITHOUT_ROLE = "avslutad_tidigare", "saknar_roll"
NOT_ASKED = {FINISHED: "avslutad tidigare", WITHOUT_ROLE: "ej tillämpligt"}


@dataclass(frozen=True)
class Reported:
    """How many of those due have reported; `who` is the word for them."""

    n: int
    m: int
    who: Who
    due: tuple[str, ...]
    missing: tuple[str, ...]


def due_rows(scope: Scope, item_ids: Iterable[str], committee_id: str = "") -> tuple[Row, ...]:
    """Rows of duties in the run's period that were expected, for some items and perhaps one unit."""
    wanted = set(item_ids)
    return tuple(
        row
        for row in scope.now("due")
        if row["expected"] == "ja"
        and row["item_id"] in wanted
        and (not committee_id or row["committee_id"] == committee_id)
    )


def reported_units(scope: Scope, item_ids: Iterable[str]) -> Reported:
    """How many of the units due for any of the items have reported at least one of them."""
    rows = due_rows(scope, item_ids)
    due = {row["committee_id"] for row in rows}
    done = {row["committee_id"] for row in rows if row["reported"] == "ja"}
    who = scope.units.who(row["committee_kind"] for row in rows)
    return Reported(len(done), len(due), who, scope.units.in_order(due), scope.units.in_order(due - done))


def reported_rows(scope: Scope, item_ids: Iterable[str], committee_id: str = "") -> tuple[int, int]:
    """How many of the rows that were expected have come in: (n, m)."""
    rows = due_rows(scope, item_ids, committee_id)
    return sum(row["reported"] == "ja" for row in rows), len(rows)


def not_asked(scope: Scope, item_id: str, committee_id: str = "") -> str:
    """Why nobody, or a unit, is asked for an item: finished before, or without the role; "" when asked."""
    rows = [
        row
        for row in scope.now("due")
        if row["item_id"] == item_id and (not committee_id or row["committee_id"] == committee_id)
    ]
    if any(row["expected"] == "ja" for row in rows):
        return ""
    reasons = {row.get("reason", "") for row in rows}
    return NOT_ASKED.get(reasons.pop() if len(reasons) == 1 else "", NOT_DUE)


def activity_ids(scope: Scope, goal_id: str = "") -> tuple[str, ...]:
    """Ids through which a goal's activities, or all, are answered; each once."""
    rows = scope.programme.goal_activities(goal_id) if goal_id else scope.programme.activities
    return tuple(dict.fromkeys(scope.programme.answered_by(row["activity_id"]) for row in rows))


def all_due(scope: Scope) -> dict[str, list[Row]]:
    """Every expected row of the run's period, by unit."""
    result: dict[str, list[Row]] = {}
    for row in scope.now("due"):
        if row["expected"] == "ja":
            result.setdefault(row["committee_id"], []).append(row)
    return result


def others(scope: Scope) -> tuple[str, ...]:
    """Units of the period from which no row is due, but which have duties of running text (beslut 18)."""
    duties = {row["responsible"] for row in scope.material.rows("ansvar")}
    due = all_due(scope)
    return scope.units.in_order(
        row["committee_id"]
        for row in scope.units.existing(scope.period_end)
        if row["committee_id"] not in due and duties & {EVERYONE, row["committee_id"], f"{KIND}{row['kind']}"}
    )


def others_sentence(scope: Scope) -> str:
    """How many of those with duties of running text alone have reported, and which; "" without such."""
    units = others(scope)
    done = [scope.units.short(unit) for unit in units if unit in scope.delivered]
    if not units:
        return ""
    if not done:
        return scope.word("others_none", m=len(units))
    return scope.word("others_sentence", n=len(done), m=len(units), names=swedish.listing(done))


def others_missing(scope: Scope) -> str:
    """Which of those with duties of running text alone have not reported; "" when all have."""
    gone = [scope.units.short(unit) for unit in others(scope) if unit not in scope.delivered]
    return scope.word("others_missing", names=swedish.listing(gone)) if gone else ""


def responsible_kinds(scope: Scope, item_id: str) -> set[str]:
    """Kinds of the units that answer for an item: who the figure is about."""
    kinds = set()
    for name in scope.programme.responsible(item_id):
        kinds.add(name.removeprefix("kind:") if name.startswith("kind:") else scope.units.kind(name))
    return kinds
