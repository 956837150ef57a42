"""The chapter about all activities: how far they have come, and who does what."""

from __future__ import annotations

import re

from samlad import swedish
from samlad.chapters.activity_tables import (
    MISSING,
    activity_table,
    count_origin,
    reported_words,
    status_counts,
    statuses,
    total_counts,
)
from samlad.chapters.activity_words import activities_reported, status_sentence
from samlad.chapters.anchors import activity_anchor
from samlad.chapters.charts import Bar, BarChart, scale
from samlad.chapters.figure import Figure
from samlad.chapters.figure_data import bar_table
from samlad.chapters.indicator_figures import source_words
from samlad.chapters.material import Row
from samlad.chapters.occasions import Occasion
from samlad.chapters.origin_links import counted_link
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow
from samlad.chapters.prose import prose
from samlad.chapters.registry import named
from samlad.chapters.reporting import not_asked, reported_rows
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, Sentence, section, sentence
from samlad.chapters.signs import said_instead
from samlad.chapters.wording import capital


@named("sentence", "aktiviteter_svar")
def answer(scope: Scope) -> Sentence | None:
    """How much has been reported, and how it is spread over the statuses."""
    rows = scope.programme.activities
    subject = capital(scope.word("programme_noun"))
    if not rows:
        return sentence(f"{subject} har inga {scope.things('activity')}.")
    asked = f"{subject} har {len(rows)} {scope.things('activity', len(rows))}."
    parts = [asked, _left_out(scope), activities_reported(scope, rows), status_sentence(scope, rows)]
    return sentence(" ".join(part for part in parts if part), class_="forsta-svar")


@named("prose", "aktiviteter")
def text(scope: Scope) -> Passage | None:
    """The utredare's text about the activities."""
    return prose(scope, "aktiviteter")


@named("section", "aktiviteter_status")
def status(scope: Scope) -> Section | None:
    """How far every activity has come, goal by goal."""
    return section(scope.word("heading_activity_status"), "status", [_status_table(scope)])


@named("section", "aktiviteter_ansvar")
def who_does_what(scope: Scope) -> Section | None:
    """Every activity against those who answer for it."""
    return section(scope.word("heading_who_does_what"), "ansvar-for-aktiviteter", [_matrix(scope)])


def _left_out(scope: Scope) -> str:
    """How many are not asked for in the period, such as those that were finished before."""
    rows = scope.programme.activities
    asked = [
        row for row in rows if reported_rows(scope, [scope.programme.answered_by(row["activity_id"])])[1]
    ]
    if not asked or len(asked) == len(rows):
        return ""
    return f"{len(asked)} av dem efterfrågas för perioden."


@named("figure", "aktiviteter_status")
def figure(scope: Scope) -> Figure | None:
    """Reported answers by status."""
    counts = total_counts(scope, [row["activity_id"] for row in scope.programme.activities])
    labels = {row["code"]: row["label"] for row in statuses(scope)}
    origin = counted_link(scope, "aktiviteter")
    bars = [
        Bar(capital(label), float(counts.get(code, 0)), swedish.number(counts.get(code, 0), 0), href=origin)
        for code, label in {**labels, MISSING: "svar saknas"}.items()
    ]
    if not any(counts.values()):
        return None
    values = [bar.value for bar in bars if bar.value is not None]
    chart = BarChart(tuple(bars), scale(values, "antal"), "antal svar")
    total = sum(counts.get(code, 0) for code in labels)
    top = max(labels, key=lambda code: counts.get(code, 0))
    now = Occasion(scope.run.year, scope.run.period, "")
    most, of = swedish.number(counts.get(top, 0), 0), swedish.number(total, 0)
    return Figure(
        anchor="aktiviteter-status",
        title=f"{most} av {of} svar är ”{labels[top]}”",
        subtitle=f"Antal svar efter status, alla {scope.things('activity')}, {scope.run.year}",
        chart=chart,
        data=bar_table("aktiviteter-status-data", f"Antal svar efter status {scope.run.year}", chart),
        details_label=scope.word("figure_data_label"),
        source=source_words(scope, [now]),
        synthetic=scope.synthetic,
    )


def _status_table(scope: Scope) -> PresentableTable | None:
    """Every activity with its counts, goal by goal."""
    caption = f"{scope.word('heading_activities')} {scope.run.year}, antal svar efter status"
    return activity_table(scope, "alla-aktiviteter", caption, scope.programme.activities, grouped=True)


def _matrix(scope: Scope) -> PresentableTable | None:
    """The status that one has told, n av m for several."""
    activities = scope.programme.activities
    if not activities:
        return None
    named_ = {name: None for row in activities for name in scope.programme.responsible(row["activity_id"])}
    several = [name for name in named_ if name.startswith("kind:")]
    parties = [*several, *scope.units.in_order(name for name in named_ if name not in several)]
    rows = [_matrix_row(scope, row, parties) for row in activities]
    caption = f"{scope.word('heading_who_does_what')} {scope.run.year}"
    notes = ("Tom ruta: inget ansvar.",)
    columns = tuple(Column(capital(scope.units.short(name)), numeric=False) for name in parties)
    stub = capital(scope.things("activity", 1))
    return PresentableTable("vem-gor-vad", caption, stub, columns, tuple(rows), notes=notes)


def _matrix_row(scope: Scope, activity: Row, parties: list[str]) -> TableRow:
    responsible = scope.programme.responsible(activity["activity_id"])
    origin = count_origin(scope, activity["activity_id"])
    cells = [
        TableCell(said, href=origin if re.search(r"\d", said) else "")
        for name in parties
        for said in [_party(scope, activity, name) if name in responsible else ""]
    ]
    page = scope.goal_link(activity["goal_id"])
    href = f"{page}#{activity_anchor(activity['activity_id'])}" if page else ""
    return TableRow(TableCell(f"{activity['activity_id']} {activity['text']}", href=href), tuple(cells))


def _party(scope: Scope, activity: Row, name: str) -> str:
    item_id = scope.programme.answered_by(activity["activity_id"])
    if name.startswith("kind:"):
        return _several(scope, activity, name)
    for row in scope.now("activities"):
        if (row["activity_id"], row["committee_id"]) == (item_id, name):
            if row["status"]:
                return scope.material.code("activity_status", row["status"])["label"]
            if words := said_instead(scope.material, row):
                return words
    return not_asked(scope, item_id, name) or "svar saknas"


def _several(scope: Scope, activity: Row, kind: str) -> str:
    counts = status_counts(scope, activity["activity_id"], kind)
    answered = sum(n for status, n in counts.items() if status != MISSING)
    if not counts or not sum(counts.values()):
        return reported_words(scope, activity)
    return f"{answered} av {sum(counts.values())} har svarat"
