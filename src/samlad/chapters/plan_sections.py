"""The sections about plans: planned against done, a unit's own plan, and who has not planned."""

from __future__ import annotations

from samlad.chapters.anchors import unit_anchor
from samlad.chapters.markup import Markup, joined, paragraph, tag
from samlad.chapters.material import Row
from samlad.chapters.plan_tables import activities_table, goals_table, senders_table, states_table
from samlad.chapters.plans import YES, plan_period, plan_senders, plan_sentence, planned_rows, short_names
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.registry import named
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, Sentence, Shown, section, sentence

_WAYS = {"how": "Så arbetar vi", "follow_up": "Så följer vi upp"}


@named("section", "aktiviteter_plan")
def whole(scope: Scope) -> Section | None:
    """Planned against done, for the whole and goal by goal."""
    if not plan_senders(scope):
        return None
    parts = [sentence(plan_sentence(scope, planned_rows(scope)), _sent(scope)), states_table(scope),
             goals_table(scope)]  # fmt: skip
    return section(scope.word("heading_plan"), "plan", parts)


@named("section", "mal_plan")
def goal(scope: Scope) -> Section | None:
    """Planned against done for one goal, and how many say how they work with it."""
    if not plan_senders(scope):
        return None
    goal_id = scope.goal["goal_id"]
    anchor = f"mal-{goal_id}-plan"
    table = activities_table(scope, goal_id, f"{anchor}-tabell")
    said = sentence(plan_sentence(scope, planned_rows(scope, goal_id)), _described(scope, goal_id))
    return section(scope.word("heading_plan"), anchor, [said, table] if table else [])


@named("section", "namnd_plan")
def unit(scope: Scope) -> Section | None:
    """A unit's plan: whether it came, its texts that are approved, and what it planned of its own."""
    rows = [row for row in plan_senders(scope) if row["committee_id"] == scope.subject]
    if not rows:
        return None
    said = sentence(_own_words(scope, rows[0]), plan_sentence(scope, planned_rows(scope, "", scope.subject)))
    parts: list[Shown | None] = [said, *_texts(scope), _own_table(scope)]
    return section(scope.word("heading_plan_unit"), unit_anchor(scope.subject, "plan"), parts)


@named("section", "kvalitet_planer")
def planners(scope: Scope) -> Section | None:
    """Who has planned and who has not; a year without plans is said to be one."""
    if not plan_period(scope):
        return None
    said = _sent(scope) if plan_senders(scope) else scope.word("plan_not_collected")
    return section(scope.word("heading_planners"), "planer", [sentence(said), senders_table(scope)])


def _sent(scope: Scope) -> str:
    due = [row for row in plan_senders(scope) if row["expected"] == YES]
    missing = short_names(scope, (row["committee_id"] for row in due if row["delivered"] != YES))
    n = sum(row["delivered"] == YES for row in due)
    who = scope.units.who(row["committee_kind"] for row in due).plural
    said = scope.word("plan_sent", n=n, m=len(due), word=who)
    return f"{said} {scope.word('plan_missing', names=missing)}" if missing else said


def _described(scope: Scope, goal_id: str) -> str:
    year = str(scope.run.year)
    rows = [
        row for row in scope.material.rows("plan_goals") if (row["goal_id"], row["year"]) == (goal_id, year)
    ]
    if not rows:
        return ""
    who = scope.units.who(row["committee_kind"] for row in rows).plural
    how, follow_up = (sum(row[name] == YES for row in rows) for name in ("how", "follow_up"))
    return scope.word("plan_described", n=how, m=len(rows), word=who, names=follow_up)


def _own_words(scope: Scope, row: Row) -> str:
    name = scope.unit["name"]
    if row["delivered"] != YES:
        return scope.word("plan_own_missing", unit=name)
    decided = {"beslutad": "plan_decided", "preliminar": "plan_preliminary"}.get(row["decision_status"])
    return scope.word("plan_own_sent", unit=name, names=scope.word(decided) if decided else "").strip()


def _texts(scope: Scope) -> list[Sentence | Passage | None]:
    """The approved texts of its plan, goal by goal."""
    wanted = (scope.subject, str(scope.run.year), plan_period(scope))
    mine = [
        row
        for row in scope.material.rows("comments")
        if (row["committee_id"], row["year"], row["period"]) == wanted
    ]
    goals = ["", *(goal["goal_id"] for goal in scope.programme.goals)]
    parts = [part for goal_id in goals if (part := _goal_texts(scope, goal_id, mine))]
    return (
        [sentence(scope.word("plan_texts_note")), Passage(joined(parts), "Planens texter")] if parts else []
    )


def _goal_texts(scope: Scope, goal_id: str, texts: list[Row]) -> Markup | None:
    rows = [row for row in texts if row["goal_id"] == goal_id and row["kind"] != "name"]
    if not rows:
        return None
    heading = scope.word("chapter_mal", goal=goal_id) if goal_id else "Arbetet som helhet"
    blocks = [tag("h3", heading)]
    for kind, label in _WAYS.items():
        blocks += [_quote(label, row["text"]) for row in rows if row["kind"] == kind]
    others = [row for row in rows if row["kind"] not in _WAYS]
    blocks += [_quote(_about(scope, row), row["text"]) for row in others]
    return joined(blocks)


def _about(scope: Scope, row: Row) -> str:
    text = scope.programme.item_text(row["item_id"])
    what = "Planerade insatser" if row["kind"] == "planned_work" else "Kommentar"
    return f"{what}, {row['item_id']} {text}" if text else f"{what}, eget"


def _quote(label: str, text: str) -> Markup:
    lines = [paragraph(line) for line in text.splitlines() if line.strip()]
    return joined([paragraph(tag("strong", label)), tag("blockquote", *lines, class_="kommentar")])


def _own_table(scope: Scope) -> PresentableTable | None:
    """What it planned of its own, and whether it came back."""
    rows = [row for row in scope.now("plan_own") if row["committee_id"] == scope.subject]
    lines = [
        TableRow(
            TableCell(row["name"] or scope.word("own_name_unread")),
            (
                TableCell(scope.things(row["item_kind"], 1)),
                TableCell(scope.material.code("planned", row["planned"])["label"]),
                TableCell(_came_back(scope, row)),
            ),
        )
        for row in rows
    ]
    heads = [Column(name, numeric=False) for name in ("Slag", "I planen", f"Läge {scope.run.year}")]
    columns, kept = used(heads, lines)
    anchor = unit_anchor(scope.subject, "eget-i-planen")
    caption = f"Eget i planen {scope.run.year}"
    return PresentableTable(anchor, caption, "Eget", columns, kept) if kept else None


def _came_back(scope: Scope, row: Row) -> str:
    if row["reported"] != YES:
        return "har inte redovisats"
    return scope.material.code("activity_status", row["status"])["label"] if row["status"] else "redovisat"
