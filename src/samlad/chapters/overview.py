"""The summary: one paragraph that answers, the goals as one table, who has reported, key facts."""

from __future__ import annotations

from samlad import swedish
from samlad.chapters.anchors import indicator_anchor
from samlad.chapters.answer import (
    aims_reached,
    answer_words,
    assessed_goals,
    indicators_reported,
    reported_sentence,
)
from samlad.chapters.assessments import assessed
from samlad.chapters.findings import in_short
from samlad.chapters.markup import Markup, joined, listed, paragraph, tag
from samlad.chapters.origin_links import counted_link
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.prose import prose
from samlad.chapters.references import followed
from samlad.chapters.registry import named
from samlad.chapters.reporting import NOT_DUE, activity_ids, all_due, others_sentence, reported_rows
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, section, sentence
from samlad.chapters.signs import assessment_cell
from samlad.chapters.wording import capital


@named("sentence", "sammanfattning_svar")
def answer(scope: Scope) -> Passage:
    """The answer in one paragraph: assessments, what moved, who has reported; and for which period."""
    said = tag("p", answer_words(scope), class_="forsta-svar")
    return Passage(joined([said, paragraph(scope.word("report_sentence"))]), "Svaret")


@named("table", "sammanfattning_mal")
def goals(scope: Scope) -> PresentableTable | None:
    """The goals, one row each: assessment, what moved, how much has been reported."""
    rows = [_goal_row(scope, row["goal_id"]) for row in scope.programme.goals]
    heads = (
        Column("Bedömning", numeric=False),
        Column(f"{capital(scope.things('indicator'))} och förändring", numeric=False),
        Column(scope.word("column_indicator_answers")),
        Column(scope.word("column_activity_answers")),
    )
    notes = (scope.word("summary_assessment_note"),)
    caption = f"{scope.word('heading_goals_at_a_glance')} {scope.run.year}"
    columns, kept = used(heads, rows)
    return PresentableTable("malen-i-korthet", caption, "Mål", columns, kept, notes=notes, stacks=True)


@named("prose", "sammanfattning")
def text(scope: Scope) -> Passage | None:
    """The utredare's summary."""
    return prose(scope, "sammanfattning")


@named("section", "sammanfattning_redovisning")
def reporting(scope: Scope) -> Section | None:
    """Who has reported: by kind of unit, and those whose duties are in running text only."""
    table = _reporting_table(scope)
    parts = [sentence(reported_sentence(scope), others_sentence(scope)), table] if table is not None else []
    return section(scope.word("heading_coverage"), "redovisning", parts)


@named("section", "sammanfattning_nyckeltal")
def facts(scope: Scope) -> Section | None:
    """Key facts: how much stands behind the report."""
    due = all_due(scope)
    done, goals = assessed_goals(scope), len(scope.programme.goals)
    came, items = counted_link(scope, "redovisning"), counted_link(scope, "svar")
    counted = (
        ("Bedömda mål", done, goals if done else 0, ""),
        (scope.word("fact_units_reported"), sum(unit in scope.delivered for unit in due), len(due), came),
        (scope.word("column_indicator_answers"), *indicators_reported(scope), items),
        (scope.word("column_activity_answers"), *reported_rows(scope, activity_ids(scope)), items),
        (f"Årsmål för {scope.word('city_in_text')} som nås", *aims_reached(scope), ""),
    )
    entries = [
        joined([tag("dt", name), tag("dd", _counted(n, m, origin).content())])
        for name, n, m, origin in counted
        if m
    ]
    heading = scope.word("heading_key_facts")
    content = Passage(tag("dl", *entries, class_="nyckeltal"), heading) if entries else None
    return section(heading, "nyckeltal", [content])


def _reporting_table(scope: Scope) -> PresentableTable | None:
    due = all_due(scope)
    rows = []
    for kind in scope.material.rows("kinds"):
        expected = [unit for unit in due if scope.units.kind(unit) == kind["kind"]]
        gone = [unit for unit in expected if unit not in scope.delivered]
        names = swedish.listing([scope.units.short(unit) for unit in scope.units.in_order(gone)])
        said = f"{len(expected) - len(gone)} av {len(expected)}"
        cells = (TableCell(said, href=counted_link(scope, "redovisning")), TableCell(names or "ingen"))
        if expected:
            rows.append(TableRow(TableCell(capital(kind["label_plural"])), cells))
    columns = (
        Column(scope.word("column_reported")),
        Column(scope.word("heading_missing"), numeric=False),
    )
    caption = f"{scope.word('heading_coverage')} {scope.run.year}"
    stub = scope.word("column_kind")
    return PresentableTable("redovisning-tabell", caption, stub, columns, tuple(rows)) if rows else None


def _goal_row(scope: Scope, goal_id: str) -> TableRow:
    lines = [_fact(scope, row["indicator_id"]) for row in scope.programme.goal_indicators(goal_id)]
    items = [row["indicator_id"] for row in scope.programme.goal_indicators(goal_id)]
    origin = counted_link(scope, f"svar-{goal_id}")
    cells = (
        assessment_cell(scope.material, assessed(scope, goal_id)),
        TableCell(listed(lines)),
        _counted(*reported_rows(scope, items), origin),
        _counted(*reported_rows(scope, activity_ids(scope, goal_id)), origin)
        if activity_ids(scope)
        else TableCell(),
    )
    return TableRow(TableCell(scope.goal_title(goal_id), href=scope.goal_link(goal_id)), cells)


def _counted(n: int, m: int, origin: str) -> TableCell:
    said = f"{swedish.number(n, 0)} av {swedish.number(m, 0)}"
    return TableCell(said, href=origin) if m else TableCell(NOT_DUE)


def _fact(scope: Scope, indicator_id: str) -> Markup:
    indicator = scope.programme.indicator(indicator_id)
    page = scope.goal_link(indicator["goal_id"])
    href = f"{page}#{indicator_anchor(indicator_id)}" if page else None
    name = tag("a", indicator["short_text"], href=href) if href else indicator["short_text"]
    short = in_short(scope, indicator)
    return joined([name, ": ", followed(scope, indicator_id, short)]) if short else joined([name])
