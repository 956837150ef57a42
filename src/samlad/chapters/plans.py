"""What was planned, beside what is reported: rows, counts and words that several chapters use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samlad import swedish
from samlad.chapters.material import Row
from samlad.chapters.scope import Scope

YES, NO = "ja", "nej"
SILENT, WITHOUT = "inget", "ingen plan"
"""What stands in place of a planned state: a plan that says nothing of it, and no plan at all."""


@dataclass(frozen=True)
class Planned:
    """One activity at one unit.

    Attributes:
        state: code of planned.csv, `SILENT` or `WITHOUT`.
        planned: whether it was planned; "" without a plan.
        done: whether anything was done; "" without an answer.
    """

    activity_id: str
    goal_id: str
    committee_id: str
    state: str
    planned: str
    done: str


def plan_period(scope: Scope) -> str:
    """The code of the period that has no end, the plan; "" where the city has no plans."""
    return next((row["code"] for row in scope.material.codes("periods") if not row["ends"]), "")


def plan_senders(scope: Scope) -> tuple[Row, ...]:
    """Who was to plan for the run's year; none where plans were not collected."""
    year = str(scope.run.year)
    return tuple(row for row in scope.material.rows("plan_senders") if row["year"] == year)


def planned_rows(scope: Scope, goal_id: str = "", committee_id: str = "") -> tuple[Planned, ...]:
    """Everything expected in the period, planned beside done; what is answered elsewhere only there.

    Args:
        goal_id, committee_id: of that goal or unit alone, repeated activities with them.
    """
    kept = [
        row
        for row in scope.now("plans")
        if goal_id in ("", row["goal_id"]) and committee_id in ("", row["committee_id"])
    ]
    if not goal_id and not committee_id:
        kept = [row for row in kept if scope.programme.answered_by(row["activity_id"]) == row["activity_id"]]
    return tuple(_planned(scope, row) for row in kept)


def _planned(scope: Scope, row: Row) -> Planned:
    started = scope.material.code("activity_status", row["status"]).get("started", "")
    sent = row["delivered"] == YES
    plans = scope.material.code("planned", row["planned"]).get("plans", NO)
    return Planned(
        row["activity_id"],
        row["goal_id"],
        row["committee_id"],
        (row["planned"] or SILENT) if sent else WITHOUT,
        plans if sent else "",
        started,
    )


def state_words(scope: Scope, state: str) -> str:
    """A planned state as the reader meets it."""
    words = {SILENT: "planen säger inget", WITHOUT: "ingen plan"}
    return words.get(state) or scope.material.code("planned", state)["label"]


def plan_sentence(scope: Scope, rows: Sequence[Planned]) -> str:
    """How much of what was planned is done, what is not, and what is done without having been planned."""
    planned = [row for row in rows if row.planned == YES]
    if not planned:
        return ""
    counts = Counter(row.done for row in planned)
    unplanned = sum(row.planned == NO and row.done == YES for row in rows)
    if len(planned) == 1:
        said = [
            scope.word(
                {YES: "plan_counted_done", NO: "plan_counted_not_done"}.get(
                    planned[0].done, "plan_counted_unknown"
                )
            )
        ]
    else:
        said = [scope.word("plan_counted", n=_number(counts[YES]), m=_number(len(planned)))]
        said += [scope.word("plan_not_done", n=_number(counts[NO]))] if counts[NO] else []
        said += [scope.word("plan_unknown", n=_number(counts[""]))] if counts[""] else []
    said += [scope.word("plan_unplanned", n=_number(unplanned))] if unplanned else []
    return " ".join(said)


def without_plan(scope: Scope, rows: Iterable[Planned]) -> str:
    """Whose activities are in no count, since they have sent no plan; "" where all have."""
    names = short_names(scope, (row.committee_id for row in rows if row.state == WITHOUT))
    return scope.word("plan_without_note", names=names) if names else ""


def short_names(scope: Scope, committee_ids: Iterable[str]) -> str:
    """Units by their short names, in order."""
    return swedish.listing([scope.units.short(one) for one in scope.units.in_order(committee_ids)])


def _number(n: int) -> str:
    return swedish.number(n, 0)
