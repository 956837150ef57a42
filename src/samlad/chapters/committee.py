"""The chapter about one committee or company: its report, its duties, its outcomes beside the whole's."""

from __future__ import annotations

from samlad import swedish
from samlad.chapters.anchors import activity_anchor, unit_anchor
from samlad.chapters.committee_comments import read_comments
from samlad.chapters.committee_duties import answers_for
from samlad.chapters.committee_outcomes import outcome_figure, outcome_table
from samlad.chapters.markup import listed, paragraph, tag
from samlad.chapters.material import Row
from samlad.chapters.own import own_activity_table, own_indicator_table
from samlad.chapters.plans import Planned, planned_rows, state_words
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.prose import SECTION, prose
from samlad.chapters.registry import named
from samlad.chapters.reporting import all_due, not_asked
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, section, sentence
from samlad.chapters.signs import assessment_cell, said_instead
from samlad.chapters.wording import capital


@named("section", "namnd_svar")
def answer(scope: Scope) -> Section | None:
    """The first screen: whether the figures are decided, and how much of what was due has come in."""
    lines = [
        _answered(scope, "indicator"),
        _answered(scope, "activity"),
    ]
    content = tag("div", paragraph(_decision(scope)), listed([line for line in lines if line], "underlag"),
                  class_="forsta-svar")  # fmt: skip
    return section(
        scope.word("heading_unit_facts"), unit_anchor(scope.subject, "svar"), [Passage(content, "Rapporten")]
    )


@named("section", "namnd_utfall")
def outcomes(scope: Scope) -> Section | None:
    """Its outcomes beside the whole's."""
    anchor = unit_anchor(scope.subject, "utfall")
    parts = [outcome_figure(scope, f"{anchor}-diagram"), outcome_table(scope, f"{anchor}-tabell")]
    return section(scope.word("heading_indicators"), anchor, parts)


@named("section", "namnd_aktiviteter")
def activities(scope: Scope) -> Section | None:
    """Its activities and their status."""
    answers = {row["activity_id"]: row for row in scope.now("activities")
               if row["committee_id"] == scope.subject}  # fmt: skip
    plans = {row.activity_id: row for row in planned_rows(scope, "", scope.subject)}
    columns = (*([Column(f"I planen {scope.run.year}", numeric=False)] if plans else ()),
               Column(f"Status {scope.run.year}", numeric=False))  # fmt: skip
    rows = [_activity_row(scope, row, answers, plans) for row in scope.programme.activities
            if answers_for(scope, row["activity_id"]) or row["activity_id"] in answers]  # fmt: skip
    anchor = unit_anchor(scope.subject, "aktiviteter")
    heading = scope.word("heading_activities")
    extra = any(answer.get("duty") == "extra" for answer in answers.values())
    notes = (scope.word("extra_note"),) if extra else ()
    caption = f"{heading}: {scope.unit['short_name']}"
    stub = capital(scope.things("activity", 1))
    table = PresentableTable(f"{anchor}-tabell", caption, stub, columns, tuple(rows), notes=notes)
    return section(heading, anchor, [table if rows else None])


@named("section", "namnd_egna")
def own(scope: Scope) -> Section | None:
    """What it follows up of its own accord."""
    tables = [
        own_indicator_table(scope, committee_id=scope.subject),
        own_activity_table(scope, committee_id=scope.subject),
    ]
    note = sentence(scope.word("own_note")) if any(tables) else None
    return section(scope.word("heading_own"), unit_anchor(scope.subject, "egna"), [note, *tables])


@named("section", "namnd_bortfall")
def missing(scope: Scope) -> Section | None:
    """What was due and has not come in."""
    rows = [row["item_id"] for row in all_due(scope).get(scope.subject, []) if row["reported"] != "ja"]
    items = [f"{item_id} {scope.programme.item_text(item_id)}" for item_id in rows]
    content = Passage(listed(items, "kolumner"), "Bortfall") if items else None
    return section(scope.word("heading_missing"), unit_anchor(scope.subject, "bortfall"), [content])


@named("section", "namnd_bedomning")
def assessments(scope: Scope) -> Section | None:
    """Its own assessments of the goals, with reasons that are approved for publication."""
    reasons = {row["goal_id"]: row["text"] for row in read_comments(scope) if row["kind"] == "reason"}
    rows = [
        TableRow(
            TableCell(scope.word("chapter_mal", goal=row["goal_id"]), href=scope.goal_link(row["goal_id"])),
            (_assessment(scope, row), TableCell(reasons.get(row["goal_id"], ""))),
        )
        for row in scope.now("assessments")
        if row["committee_id"] == scope.subject
    ]
    anchor = unit_anchor(scope.subject, "bedomning")
    heads = (Column(scope.word("column_unit_assessment"), numeric=False), Column("Skäl", numeric=False))
    columns, kept = used(heads, rows)
    caption = f"{scope.word('column_unit_assessment')} {scope.run.year}"
    table = PresentableTable(f"{anchor}-tabell", caption, "Mål", columns, kept)
    return section(scope.word("column_unit_assessment"), anchor, [table if rows else None])


@named("section", "namnd_analys")
def analysis(scope: Scope) -> Section | None:
    """The utredare's text about it."""
    text = prose(scope, f"namnd-{scope.unit['committee_id']}", SECTION)
    return section(scope.word("heading_analysis"), unit_anchor(scope.subject, "analys"), [text])


def _assessment(scope: Scope, row: Row) -> TableCell:
    words = said_instead(scope.material, row)
    return TableCell(words) if words else assessment_cell(scope.material, row["assessment"])


def _decision(scope: Scope) -> str:
    for row in scope.now("deliveries"):
        if row["committee_id"] == scope.subject:
            if row["decision_status"] == "beslutad":
                when = swedish.day(row["decision_date"])
                return scope.word("decision_decided", date=when, dnr=row["decision_dnr"])
            known = row["decision_status"] == "preliminar"
            return scope.word("decision_preliminary" if known else "decision_unknown")
    return scope.word("missing_units_sentence", names=scope.unit["name"])


def _answered(scope: Scope, kind: str) -> str:
    rows = [row for row in all_due(scope).get(scope.subject, []) if row["item_kind"] == kind]
    done = sum(row["reported"] == "ja" for row in rows)
    things = scope.things(kind, len(rows))
    return scope.word("answered_sentence", n=done, m=len(rows), word=things) if rows else ""


def _activity_row(
    scope: Scope, activity: Row, answers: dict[str, Row], plans: dict[str, Planned]
) -> TableRow:
    answer = answers.get(activity["activity_id"]) or answers.get(activity["same_as"])
    page = scope.goal_link(activity["goal_id"])
    href = f"{page}#{activity_anchor(activity['activity_id'])}" if page else ""
    header = TableCell(f"{activity['activity_id']} {activity['text']}", href=href)
    plan = plans.get(activity["activity_id"])
    planned = [TableCell(state_words(scope, plan.state) if plan else "")] if plans else []
    cells = (*planned, TableCell(_status(scope, activity, answer)))
    return TableRow(header, cells, scope.goal_title(activity["goal_id"]))


def _status(scope: Scope, activity: Row, answer: Row | None) -> str:
    if answer is not None and answer["status"]:
        return scope.material.code("activity_status", answer["status"])["label"]
    if answer is not None and (words := said_instead(scope.material, answer)):
        return words
    item_id = scope.programme.answered_by(activity["activity_id"])
    return not_asked(scope, item_id, scope.subject) or "saknas"
