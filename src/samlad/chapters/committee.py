"""The chapter about one committee or company: its report, its duties, its outcomes beside the whole's."""

from __future__ import annotations

from samlad import swedish
from samlad.chapters.anchors import activity_anchor
from samlad.chapters.committee_outcomes import outcome_figure, outcome_table
from samlad.chapters.markup import Markup, joined, listed, paragraph, tag
from samlad.chapters.material import Row
from samlad.chapters.own import own_activity_table, own_indicator_table
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.prose import prose
from samlad.chapters.registry import named
from samlad.chapters.reporting import all_due, not_asked
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, section, sentence
from samlad.chapters.signs import assessment_cell


@named("section", "namnd_svar")
def answer(scope: Scope) -> Section | None:
    """The first screen: whether the figures are decided, and how much of what was due has come in."""
    lines = [
        _answered(scope, "indicator", "indikatorer"),
        _answered(scope, "activity", "aktiviteter"),
    ]
    content = tag("div", paragraph(_decision(scope)), listed([line for line in lines if line], "underlag"),
                  class_="forsta-svar")  # fmt: skip
    return section(scope.word("heading_unit_facts"), _anchor(scope, "svar"), [Passage(content, "Rapporten")])


@named("section", "namnd_ansvar")
def duties(scope: Scope) -> Section | None:
    """Its duties: indicators and activities by goal, then those of running text."""
    unit = scope.unit
    rows = []
    for goal in scope.programme.goals:
        items = [
            *scope.programme.goal_indicators(goal["goal_id"]),
            *scope.programme.goal_activities(goal["goal_id"]),
        ]
        own = [_item_id(row) for row in items if _answers(scope, _item_id(row))]
        if own:
            title = scope.word("chapter_mal", goal=goal["goal_id"])
            header = TableCell(f"{title}: {goal['text']}", href=scope.goal_link(goal["goal_id"]))
            rows.append(TableRow(header, (TableCell(", ".join(own)),)))
    columns = (Column("Indikatorer och aktiviteter", numeric=False),)
    table = PresentableTable(f"{_anchor(scope, 'ansvar')}-tabell", f"Ansvar: {unit['name']}", "Mål", columns,
                             tuple(rows))  # fmt: skip
    texts = [
        row["text"]
        for row in scope.material.rows("ansvar")
        if row["responsible"] in ("alla", unit["committee_id"], f"kind:{unit['kind']}")
    ]
    running = Passage(listed(texts), "Ansvar i löpande text") if texts else None
    return section("Ansvar", _anchor(scope, "ansvar"), [table if rows else None, running])


@named("section", "namnd_utfall")
def outcomes(scope: Scope) -> Section | None:
    """Its outcomes beside the whole's."""
    anchor = _anchor(scope, "utfall")
    parts = [outcome_figure(scope, f"{anchor}-diagram"), outcome_table(scope, f"{anchor}-tabell")]
    return section(scope.word("heading_indicators"), anchor, parts)


@named("section", "namnd_aktiviteter")
def activities(scope: Scope) -> Section | None:
    """Its activities and their status."""
    answers = {row["activity_id"]: row for row in scope.now("activities")
               if row["committee_id"] == scope.subject}  # fmt: skip
    rows = [_activity_row(scope, row, answers) for row in scope.programme.activities
            if _answers(scope, row["activity_id"]) or row["activity_id"] in answers]  # fmt: skip
    columns = (Column(f"Status {scope.run.year}", numeric=False),)
    anchor = _anchor(scope, "aktiviteter")
    heading = scope.word("heading_activities")
    extra = any(answer.get("duty") == "extra" for answer in answers.values())
    notes = (scope.word("extra_note"),) if extra else ()
    caption = f"{heading}: {scope.unit['short_name']}"
    table = PresentableTable(f"{anchor}-tabell", caption, "Aktivitet", columns, tuple(rows), notes=notes)
    return section(heading, anchor, [table if rows else None])


@named("section", "namnd_egna")
def own(scope: Scope) -> Section | None:
    """What it follows up of its own accord."""
    tables = [
        own_indicator_table(scope, committee_id=scope.subject),
        own_activity_table(scope, committee_id=scope.subject),
    ]
    note = sentence(scope.word("own_note")) if any(tables) else None
    return section("Egna indikatorer och aktiviteter", _anchor(scope, "egna"), [note, *tables])


@named("section", "namnd_bortfall")
def missing(scope: Scope) -> Section | None:
    """What was due and has not come in."""
    rows = [row["item_id"] for row in all_due(scope).get(scope.subject, []) if row["reported"] != "ja"]
    items = [f"{item_id} {_item_text(scope, item_id)}" for item_id in rows]
    content = Passage(listed(items, "kolumner"), "Bortfall") if items else None
    return section(scope.word("heading_missing"), _anchor(scope, "bortfall"), [content])


@named("section", "namnd_bedomning")
def assessments(scope: Scope) -> Section | None:
    """Its own assessments of the goals, with reasons that are approved for publication."""
    reasons = {row["goal_id"]: row["text"] for row in _comments(scope) if row["kind"] == "reason"}
    rows = [
        TableRow(
            TableCell(scope.word("chapter_mal", goal=row["goal_id"]), href=scope.goal_link(row["goal_id"])),
            (assessment_cell(scope.material, row["assessment"]), TableCell(reasons.get(row["goal_id"], ""))),
        )
        for row in scope.now("assessments")
        if row["committee_id"] == scope.subject
    ]
    anchor = _anchor(scope, "bedomning")
    heads = (Column(scope.word("column_unit_assessment"), numeric=False), Column("Skäl", numeric=False))
    columns, kept = used(heads, rows)
    caption = f"{scope.word('column_unit_assessment')} {scope.run.year}"
    table = PresentableTable(f"{anchor}-tabell", caption, "Mål", columns, kept)
    return section("Egen bedömning", anchor, [table if rows else None])


@named("section", "namnd_kommentarer")
def comments(scope: Scope) -> Section | None:
    """Its free texts that someone has read and approved."""
    entries = [_comment(scope, row) for row in _comments(scope) if row["kind"] != "reason"]
    parts = (
        [sentence(scope.word("comments_note")), Passage(joined(entries), "Kommentarer")] if entries else []
    )
    return section(scope.word("heading_comments"), _anchor(scope, "kommentarer"), parts)


@named("section", "namnd_analys")
def analysis(scope: Scope) -> Section | None:
    """The utredare's text about it."""
    text = prose(scope, f"namnd-{scope.unit['committee_id']}")
    return section(scope.word("heading_analysis"), _anchor(scope, "analys"), [text])


def _anchor(scope: Scope, name: str) -> str:
    return f"namnd-{scope.unit['committee_id']}-{name}"


def _decision(scope: Scope) -> str:
    for row in scope.now("deliveries"):
        if row["committee_id"] == scope.subject:
            if row["decision_status"] == "beslutad":
                when = swedish.day(row["decision_date"])
                return scope.word("decision_decided", date=when, dnr=row["decision_dnr"])
            known = row["decision_status"] == "preliminar"
            return scope.word("decision_preliminary" if known else "decision_unknown")
    return scope.word("missing_units_sentence", names=scope.unit["name"])


def _answered(scope: Scope, kind: str, plural: str) -> str:
    rows = [row for row in all_due(scope).get(scope.subject, []) if row["item_kind"] == kind]
    done = sum(row["reported"] == "ja" for row in rows)
    return f"{done} av {len(rows)} {plural} som skulle redovisas har redovisats." if rows else ""


def _answers(scope: Scope, item_id: str) -> bool:
    return bool({scope.subject, f"kind:{scope.unit['kind']}"} & set(scope.programme.responsible(item_id)))


def _item_id(row: Row) -> str:
    return row.get("indicator_id") or row["activity_id"]


def _item_text(scope: Scope, item_id: str) -> str:
    for row in scope.programme.indicators:
        if row["indicator_id"] == item_id:
            return row["short_text"]
    return next((row["text"] for row in scope.programme.activities if row["activity_id"] == item_id), "")


def _activity_row(scope: Scope, activity: Row, answers: dict[str, Row]) -> TableRow:
    answer = answers.get(activity["activity_id"]) or answers.get(activity["same_as"])
    page = scope.goal_link(activity["goal_id"])
    href = f"{page}#{activity_anchor(activity['activity_id'])}" if page else ""
    header = TableCell(f"{activity['activity_id']} {activity['text']}", href=href)
    goal = scope.programme.goal(activity["goal_id"])
    group = f"{scope.word('chapter_mal', goal=goal['goal_id'])}: {goal['text']}"
    return TableRow(header, (TableCell(_status(scope, activity, answer)),), group)


def _status(scope: Scope, activity: Row, answer: Row | None) -> str:
    if answer is not None and answer["status"]:
        return scope.material.code("activity_status", answer["status"])["label"]
    item_id = scope.programme.answered_by(activity["activity_id"])
    return not_asked(scope, item_id, scope.subject) or "saknas"


def _comments(scope: Scope) -> list[Row]:
    return [row for row in scope.now("comments") if row["committee_id"] == scope.subject and row["text"]]


def _comment(scope: Scope, row: Row) -> Markup:
    about = " ".join(part for part in (row["item_id"], _item_text(scope, row["item_id"])) if part)
    if not about and row["goal_id"]:
        about = scope.word("chapter_mal", goal=row["goal_id"])
    paragraphs = [paragraph(line) for line in row["text"].splitlines() if line.strip()]
    quote = tag("blockquote", *paragraphs, class_="kommentar")
    return joined([tag("h3", about) if about else "", quote])
