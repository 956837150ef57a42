"""Where counts of answers about activities, own indicators and surveys come from."""

from __future__ import annotations

from samlad.chapters.activity_tables import MISSING, counts_id, status_counts, statuses
from samlad.chapters.cells import CITY
from samlad.chapters.markup import Markup, joined, tag
from samlad.chapters.material import Row
from samlad.chapters.origin_blocks import Block
from samlad.chapters.origin_links import plan_link
from samlad.chapters.origin_rows import Origins
from samlad.chapters.plans import Planned, planned_rows, state_words
from samlad.chapters.reporting import due_rows
from samlad.chapters.scope import Scope
from samlad.chapters.signs import bare, said_instead, status_cell
from samlad.chapters.wording import capital
from samlad.ids import activity_id, own_id, survey_id


def activity_block(scope: Scope, origins: Origins, activity: Row) -> Block | None:
    """The counts of an activity, and the answer of everyone who was asked."""
    item = activity["activity_id"]
    answers = {row["committee_id"]: row for row in scope.now("activities") if row["activity_id"] == item}
    asked = [row["committee_id"] for row in due_rows(scope, [item])]
    listed = scope.units.in_order({*asked, *answers})
    if not listed and not status_counts(scope, item):
        return None
    plans = {row.committee_id: row for row in planned_rows(scope) if row.activity_id == item}
    rows = [
        _beside_plan(scope, plans.get(unit), *_answer(scope, origins, unit, answers.get(unit)))
        for unit in listed
    ]
    name = counts_id(item, scope.run.year, scope.run.period)
    heading = f"{item} {activity['text']}"
    behind = joined(["Underlag:", origins.listed(rows)]) if rows else scope.word("origin_nothing_sent")
    return Block(name, heading, (_counted(scope, item), behind), 3)


def _counted(scope: Scope, item: str) -> str:
    counts = status_counts(scope, item, CITY)
    labels = {row["code"]: row["label"] for row in statuses(scope)} | {MISSING: "svar saknas"}
    said = [f"{label} {counts[code]}" for code, label in labels.items() if counts.get(code)]
    return f"Uträkning: antalet svar med varje status, av dem som skulle svara: {', '.join(said) or 'inga'}."


def _answer(scope: Scope, origins: Origins, unit: str, row: Row | None) -> tuple[str, Row | None]:
    short = scope.units.short(unit)
    if row is None:
        return f"{short}: svar saknas", None
    code = row["status"] or "saknas"
    words = (not row["status"] and said_instead(scope.material, row)) or scope.material.code(
        "activity_status", code
    )["label"]
    extra = "" if row["duty"] == "due" else ", utöver ansvaret och i ingen summa"
    behind = origins.of(activity_id(row))
    return f"{short}: {words}{extra}", behind[0] if behind else None


def _beside_plan(
    scope: Scope, plan: Planned | None, said: str, row: Row | None
) -> tuple[str | Markup, Row | None]:
    """An answer with what the plan said of it, and the way to the plan."""
    if plan is None:
        return said, row
    words = scope.word("origin_planned", word=state_words(scope, plan.state))
    href = plan_link(scope, plan.committee_id)
    return joined([said, ", ", tag("a", words, href=href) if href else words]), row


def own_block(scope: Scope, origins: Origins, row: Row) -> Block:
    """A value of what a committee follows up of its own accord."""
    name = row["name"] or scope.word("own_name_unread")
    who = scope.units.short(row["committee_id"])
    heading = joined([who, f", {row['year']}: {name}: ", _value(scope, row)])
    return Block(own_id(row), heading, (_behind(origins, own_id(row)),), 3)


def survey_block(scope: Scope, origins: Origins, row: Row) -> Block:
    """A line of a survey: how many answered, or what a part of them answered."""
    asked = row["alternative"] or "antal svar"
    who = scope.units.short(row["committee_id"])
    heading = joined([who, f", {row['year']}: {row['question']} {capital(asked)}: ", _value(scope, row)])
    return Block(survey_id(row), heading, (_behind(origins, survey_id(row)),), 3)


def _behind(origins: Origins, number_id: str) -> Markup | str:
    rows = origins.of(number_id)
    return joined(["Underlag: ", origins.place(rows[0])]) if rows else ""


def _value(scope: Scope, row: Row) -> str | Markup:
    if row["status"] == "shown":
        return bare(row["text"])
    return status_cell(scope.material, row["status"]).content()
