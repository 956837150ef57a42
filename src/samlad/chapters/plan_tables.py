"""Planned beside done in tables: for the whole, for a goal, and unit by unit."""

from __future__ import annotations

from collections.abc import Sequence

from samlad import swedish
from samlad.chapters.activity_tables import count_origin
from samlad.chapters.anchors import activity_anchor
from samlad.chapters.origin_links import counted_link, plan_link
from samlad.chapters.plans import (
    NO,
    SILENT,
    WITHOUT,
    YES,
    Planned,
    plan_senders,
    planned_rows,
    short_names,
    state_words,
    without_plan,
)
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow
from samlad.chapters.scope import Scope
from samlad.chapters.wording import capital

_DONE = ((YES, "Påbörjat eller avslutat"), (NO, "Inte påbörjat eller utgår"), ("", "Svar saknas"))


def states_table(scope: Scope) -> PresentableTable | None:
    """What the plans said against what became of it, for the whole."""
    rows = planned_rows(scope)
    if not rows:
        return None
    states = [*(row["code"] for row in scope.material.codes("planned")), SILENT, WITHOUT]
    origin = counted_link(scope, "planer")
    lines = [_state_row("Alla", rows, origin, total=True)]
    for state in states:
        own = [row for row in rows if row.state == state]
        if own:
            lines.append(_state_row(capital(state_words(scope, state)), own, origin))
    columns = (*(Column(words) for _, words in _DONE), Column("Alla"))
    caption = f"{scope.word('heading_plan')} {scope.run.year}, antal insatser"
    notes = (scope.word("plan_unit_note"),)
    return PresentableTable("planerat-och-gjort", caption, "I planen", columns, tuple(lines), notes=notes)


def _state_row(name: str, rows: Sequence[Planned], href: str, *, total: bool = False) -> TableRow:
    counts = [sum(row.done == done for row in rows) for done, _ in _DONE]
    cells = tuple(TableCell(swedish.number(n, 0), href=href) for n in (*counts, len(rows)))
    return TableRow(TableCell(name), cells, total=total)


def goals_table(scope: Scope) -> PresentableTable | None:
    """Planned and done, goal by goal."""
    rows, origin = planned_rows(scope), counted_link(scope, "planer")
    lines = [
        TableRow(
            TableCell(scope.goal_title(goal["goal_id"]), href=scope.goal_link(goal["goal_id"])),
            tuple(TableCell(swedish.number(n, 0), href=origin) for n in _counts(own)),
        )
        for goal in scope.programme.goals
        if (own := [row for row in rows if row.goal_id == goal["goal_id"]])
    ]
    if not lines:
        return None
    heads = ("Planerat", "varav gjort", "Planerat men inte gjort", "Gjort utan att vara planerat")
    caption = f"{scope.word('heading_plan')} {scope.run.year}, antal insatser per mål"
    notes = tuple(note for note in (scope.word("plan_unit_note"), without_plan(scope, rows)) if note)
    columns = tuple(Column(head) for head in heads)
    return PresentableTable("planerat-per-mal", caption, "Mål", columns, tuple(lines), notes=notes)


def _counts(rows: Sequence[Planned]) -> tuple[int, int, int, int]:
    planned = [row for row in rows if row.planned == YES]
    return (
        len(planned),
        sum(row.done == YES for row in planned),
        sum(row.done == NO for row in planned),
        sum(row.planned == NO and row.done == YES for row in rows),
    )


def activities_table(scope: Scope, goal_id: str, anchor: str) -> PresentableTable | None:
    """The activities of a goal: how many planned them, how many did, and where the two part."""
    rows = planned_rows(scope, goal_id)
    lines = []
    for activity in scope.programme.goal_activities(goal_id):
        own = [row for row in rows if row.activity_id == activity["activity_id"]]
        told = [row for row in own if row.state != WITHOUT]
        if not own:
            continue
        planned = [row for row in told if row.planned == YES]
        origin = count_origin(scope, activity["activity_id"])
        done = sum(row.done == YES for row in planned)
        cells = (
            TableCell(f"{len(planned)} av {len(told)}", href=origin),
            TableCell(f"{done} av {len(planned)}" if planned else "inga", href=origin),
            TableCell(_names(scope, [row for row in planned if row.done == NO])),
            TableCell(_names(scope, [row for row in told if row.planned == NO and row.done == YES])),
        )
        words = f"{activity['activity_id']} {activity['text']}"
        header = TableCell(words, href=f"#{activity_anchor(activity['activity_id'])}")
        lines.append(TableRow(header, cells))
    if not lines:
        return None
    columns = (
        Column("Har planerat"),
        Column("varav gjort"),
        Column("Planerat men inte gjort", numeric=False),
        Column("Gjort utan att vara planerat", numeric=False),
    )
    caption = f"{scope.word('heading_plan')} {scope.run.year}"
    stub = capital(scope.things("activity", 1))
    note = without_plan(scope, rows)
    return PresentableTable(anchor, caption, stub, columns, tuple(lines), notes=(note,) if note else ())


def _names(scope: Scope, rows: Sequence[Planned]) -> str:
    return short_names(scope, (row.committee_id for row in rows)) or "ingen"


def senders_table(scope: Scope) -> PresentableTable | None:
    """Who has planned, unit by unit: counts, never texts."""
    rows = {row["committee_id"]: row for row in plan_senders(scope)}
    lines = []
    for unit in scope.units.in_order(rows):
        row = rows[unit]
        sent = row["delivered"] == YES
        label = scope.material.code("delivery_status", row["decision_status"])["label"]
        plan = (label if row["decision_status"] else "lämnad") if sent else "har inte lämnat någon plan"
        due, origin = row["expected"] == YES, plan_link(scope, unit)
        cells = (
            TableCell(plan),
            TableCell(f"{row['n_planned']} av {row['n_due']}" if due else "inga", href=origin),
            TableCell(f"{row['n_described']} av {row['n_goals']}" if due else "inga", href=origin),
        )
        lines.append(TableRow(TableCell(scope.units.short(unit), href=scope.unit_link(unit)), cells))
    if not lines:
        return None
    columns = (
        Column("Plan", numeric=False),
        Column(f"{capital(scope.things('activity'))} med svar"),
        Column("Mål med arbetssätt"),
    )
    caption = f"Planer {scope.run.year}"
    stub = scope.word("column_unit_or_board")
    return PresentableTable("planer-tabell", caption, stub, columns, tuple(lines))
