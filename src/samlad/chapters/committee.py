"""The chapter about one committee or company: its report, its duties, its outcomes beside the whole's."""

from __future__ import annotations

from samlad import swedish
from samlad.chapters.anchors import activity_anchor
from samlad.chapters.committee_outcomes import outcome_figure, outcome_table
from samlad.chapters.markup import Markup, joined, listed, paragraph, tag
from samlad.chapters.material import Row
from samlad.chapters.own import own_activity_table, own_indicator_table
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.prose import SECTION, prose
from samlad.chapters.registry import named
from samlad.chapters.reporting import all_due, not_asked
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, section, sentence
from samlad.chapters.signs import assessment_cell
from samlad.chapters.units import EVERYONE, KIND
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
    return section(scope.word("heading_unit_facts"), _anchor(scope, "svar"), [Passage(content, "Rapporten")])


@named("section", "namnd_ansvar")
def duties(scope: Scope) -> Section | None:
    """Its duties: indicators and activities by goal, then those of running text."""
    unit, anchor = scope.unit, _anchor(scope, "ansvar")
    texts = [
        row["text"]
        for row in scope.material.rows("ansvar")
        if row["responsible"] in (EVERYONE, unit["committee_id"], f"{KIND}{unit['kind']}")
    ]
    heading = scope.word("heading_duties")
    running = Passage(listed(texts), heading) if texts else None
    parts = [_duty_table(scope, f"{anchor}-tabell"), section(heading, f"{anchor}-text", [running], level=3)]
    return section(scope.word("heading_unit_duties"), anchor, parts)


def _duty_table(scope: Scope, anchor: str) -> PresentableTable | None:
    rows = []
    for goal in scope.programme.goals:
        goal_id = goal["goal_id"]
        items = (*scope.programme.goal_indicators(goal_id), *scope.programme.goal_activities(goal_id))
        own = [_item_id(row) for row in items if _answers(scope, _item_id(row))]
        if own:
            header = TableCell(scope.goal_title(goal_id), href=scope.goal_link(goal_id))
            rows.append(TableRow(header, (TableCell(", ".join(own)),)))
    kinds = ("indicator", "activity") if scope.programme.activities else ("indicator",)
    column = Column(capital(swedish.listing([scope.things(kind) for kind in kinds])), numeric=False)
    caption = f"{scope.word('heading_unit_duties')}: {scope.unit['name']}"
    return PresentableTable(anchor, caption, "Mål", (column,), tuple(rows)) if rows else None


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
    return section(scope.word("heading_own"), _anchor(scope, "egna"), [note, *tables])


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
    return section(scope.word("column_unit_assessment"), anchor, [table if rows else None])


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
    text = prose(scope, f"namnd-{scope.unit['committee_id']}", SECTION)
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


def _answered(scope: Scope, kind: str) -> str:
    rows = [row for row in all_due(scope).get(scope.subject, []) if row["item_kind"] == kind]
    done = sum(row["reported"] == "ja" for row in rows)
    things = scope.things(kind, len(rows))
    return scope.word("answered_sentence", n=done, m=len(rows), word=things) if rows else ""


def _answers(scope: Scope, item_id: str) -> bool:
    return bool({scope.subject, f"kind:{scope.unit['kind']}"} & set(scope.programme.responsible(item_id)))


def _item_id(row: Row) -> str:
    return row.get("indicator_id") or row["activity_id"]


def _item_text(scope: Scope, item_id: str) -> str:
    named_ = {
        **{row["indicator_id"]: row["short_text"] for row in scope.programme.indicators},
        **{row["activity_id"]: row["text"] for row in scope.programme.activities},
    }
    return named_.get(item_id, "")


def _own_name(scope: Scope, own_id: str) -> str:
    """What the unit calls an indicator or activity of its own."""
    rows = [row for name in ("own_indicators", "own_activities") for row in scope.now(name)]
    return next(
        (row["name"] for row in rows if (row["committee_id"], row["own_id"]) == (scope.subject, own_id)), ""
    )


def _activity_row(scope: Scope, activity: Row, answers: dict[str, Row]) -> TableRow:
    answer = answers.get(activity["activity_id"]) or answers.get(activity["same_as"])
    page = scope.goal_link(activity["goal_id"])
    href = f"{page}#{activity_anchor(activity['activity_id'])}" if page else ""
    header = TableCell(f"{activity['activity_id']} {activity['text']}", href=href)
    cells = (TableCell(_status(scope, activity, answer)),)
    return TableRow(header, cells, scope.goal_title(activity["goal_id"]))


def _status(scope: Scope, activity: Row, answer: Row | None) -> str:
    if answer is not None and answer["status"]:
        return scope.material.code("activity_status", answer["status"])["label"]
    item_id = scope.programme.answered_by(activity["activity_id"])
    return not_asked(scope, item_id, scope.subject) or "saknas"


def _comments(scope: Scope) -> list[Row]:
    return [row for row in scope.now("comments") if row["committee_id"] == scope.subject and row["text"]]


def _comment(scope: Scope, row: Row) -> Markup:
    paragraphs = [paragraph(line) for line in row["text"].splitlines() if line.strip()]
    quote = tag("blockquote", *paragraphs, class_="kommentar")
    return joined([tag("h3", _about(scope, row)), quote])


def _about(scope: Scope, row: Row) -> str:
    """What a comment is about, as its heading."""
    text = _item_text(scope, row["item_id"])
    if text:
        return f"{row['item_id']} {text}"
    if own := _own_name(scope, row["item_id"]) or row["item_id"]:
        return own
    return scope.word("chapter_mal", goal=row["goal_id"]) if row["goal_id"] else "Arbetet som helhet"
