"""Activities in tables: what is done, by whom, and how many have reported which status."""

from __future__ import annotations

from collections.abc import Sequence

from samlad.chapters.anchors import activity_anchor
from samlad.chapters.cells import CITY
from samlad.chapters.material import Row, count
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow
from samlad.chapters.reporting import FINISHED, NOT_ASKED, due_rows, not_asked, reported_rows
from samlad.chapters.scope import Scope
from samlad.chapters.signs import legend, nothing_cell
from samlad.chapters.wording import capital

MISSING = "saknas"


def statuses(scope: Scope) -> tuple[Row, ...]:
    """The activity statuses in the order of the code list."""
    return scope.material.codes("activity_status")


def status_counts(scope: Scope, activity_id: str, area: str = CITY) -> dict[str, int]:
    """How many reported each status of an activity; `saknas` for those who have not reported."""
    answered_by = scope.programme.answered_by(activity_id)
    for item_id in dict.fromkeys((activity_id, answered_by)):
        rows = [
            row
            for row in scope.now("activity_counts")
            if (row["activity_id"], row["area"]) == (item_id, area)
        ]
        if rows:
            return {row["status"]: count(row["n"]) for row in rows}
    return {}


def total_counts(scope: Scope, activity_ids: Sequence[str]) -> dict[str, int]:
    """Statuses summed over activities, each answered activity once."""
    total: dict[str, int] = {}
    for activity_id in dict.fromkeys(map(scope.programme.answered_by, activity_ids)):
        for status, n in status_counts(scope, activity_id).items():
            total[status] = total.get(status, 0) + n
    return total


def activity_table(
    scope: Scope, anchor: str, caption: str, activities: Sequence[Row], *, grouped: bool = False
) -> PresentableTable | None:
    """One row per activity: who answers for it, how many report each status, how many have reported."""
    if not activities:
        return None
    rows = [_row(scope, activity, grouped) for activity in activities]
    columns = [
        Column(scope.word("column_responsible"), numeric=False),
        *(Column(capital(status["label"])) for status in statuses(scope)),
        Column(scope.word("column_reported")),
    ]
    notes = [note for activity in activities if (note := repeat_note(scope, activity))]
    finished = [row["activity_id"] for row in activities if reported_words(scope, row) == NOT_ASKED[FINISHED]]
    notes += [f"{', '.join(finished)}: {scope.word('finished_activity_note')}"] if finished else []
    stub = capital(scope.things("activity", 1))
    notes += [note for activity in activities if (note := _said_note(scope, activity))]
    signs = legend(scope.material, rows)
    return PresentableTable(anchor, caption, stub, tuple(columns), tuple(rows), signs, tuple(notes))


def repeat_note(scope: Scope, activity: Row) -> str:
    """That an activity is followed up through another."""
    if not activity["same_as"]:
        return ""
    other = next(row for row in scope.programme.activities if row["activity_id"] == activity["same_as"])
    return f"{activity['activity_id']}: {scope.word('same_activity_note', goal=other['goal_id'])}"


def _said_note(scope: Scope, activity: Row) -> str:
    """What was answered in place of a status, which has no column: `2.A3: ej tillämpligt 1.`"""
    counts = status_counts(scope, activity["activity_id"])
    said = [(row["label"], counts.get(row["code"], 0)) for row in scope.material.codes("statuses")]
    words = ", ".join(f"{label} {n}" for label, n in said if n)
    return f"{activity['activity_id']}: {words}." if words else ""


def reported_words(scope: Scope, activity: Row) -> str:
    """`10 av 11`, or why nobody is due."""
    item_id = scope.programme.answered_by(activity["activity_id"])
    n, m = reported_rows(scope, [item_id])
    return f"{n} av {m}" if m else not_asked(scope, item_id)


def count_origin(scope: Scope, activity_id: str) -> str:
    """Link to the answers that the counts of an activity are made of."""
    item = scope.programme.answered_by(activity_id)
    goals = {row["activity_id"]: row["goal_id"] for row in scope.programme.activities}
    return scope.origin_link(counts_id(item, scope.run.year, scope.run.period), goals.get(item, ""))


def counts_id(activity_id: str, year: int, period: str) -> str:
    """What the counts of an activity over the whole are called: `1.A1/stad/2024/VB`."""
    return f"{activity_id}/{CITY}/{year}/{period}"


def _row(scope: Scope, activity: Row, grouped: bool) -> TableRow:
    counts = status_counts(scope, activity["activity_id"])
    responsible = scope.programme.responsible(activity["activity_id"])
    none = nothing_cell(scope.material)
    origin = count_origin(scope, activity["activity_id"])
    asked = bool(due_rows(scope, [scope.programme.answered_by(activity["activity_id"])]))
    cells = [
        TableCell(capital(scope.units.responsible_words(responsible))),
        *(
            TableCell(str(counts.get(row["code"], 0)), href=origin) if asked or counts else none
            for row in statuses(scope)
        ),
        TableCell(reported_words(scope, activity), href=origin if asked else ""),
    ]
    page = scope.goal_link(activity["goal_id"])
    own_page = scope.subject == activity["goal_id"]
    link = f"{page}#{activity_anchor(activity['activity_id'])}" if page and not own_page else ""
    header = TableCell(
        f"{activity['activity_id']} {activity['text']}",
        anchor=activity_anchor(activity["activity_id"]) if own_page else "",
        href=link,
    )
    return TableRow(header, tuple(cells), scope.goal_title(activity["goal_id"]) if grouped else "")
