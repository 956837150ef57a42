"""One unit's free texts that someone has read and approved, each under what it is about."""

from __future__ import annotations

from samlad.chapters.anchors import unit_anchor
from samlad.chapters.markup import Markup, joined, paragraph, tag
from samlad.chapters.material import Row
from samlad.chapters.registry import named
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, section, sentence

SHOWN_ELSEWHERE = ("reason", "survey", "name")
"""Kinds of text that stand beside what they are about."""


@named("section", "namnd_kommentarer")
def comments(scope: Scope) -> Section | None:
    """Its free texts that someone has read and approved."""
    entries = [_comment(scope, row) for row in read_comments(scope) if row["kind"] not in SHOWN_ELSEWHERE]
    parts = (
        [sentence(scope.word("comments_note")), Passage(joined(entries), "Kommentarer")] if entries else []
    )
    return section(scope.word("heading_comments"), unit_anchor(scope.subject, "kommentarer"), parts)


def read_comments(scope: Scope) -> list[Row]:
    """The unit's free texts that someone has read and approved."""
    return [row for row in scope.now("comments") if row["committee_id"] == scope.subject and row["text"]]


def _comment(scope: Scope, row: Row) -> Markup:
    paragraphs = [paragraph(line) for line in row["text"].splitlines() if line.strip()]
    quote = tag("blockquote", *paragraphs, class_="kommentar")
    return joined([tag("h3", _about(scope, row)), quote])


def _about(scope: Scope, row: Row) -> str:
    """What a comment is about, as its heading."""
    text = scope.programme.item_text(row["item_id"])
    if text:
        return f"{row['item_id']} {text}"
    duties = {one["ansvar_id"]: one["text"] for one in scope.material.rows("ansvar")}
    if row["item_id"] in duties:
        return duties[row["item_id"]]
    if own := _own_name(scope, row["item_id"]) or row["item_id"]:
        return own
    return scope.word("chapter_mal", goal=row["goal_id"]) if row["goal_id"] else "Arbetet som helhet"


def _own_name(scope: Scope, own_id: str) -> str:
    """What the unit calls an indicator or activity of its own."""
    rows = [row for name in ("own_indicators", "own_activities", "surveys") for row in scope.now(name)]
    mine = (row for row in rows if (row["committee_id"], row["own_id"]) == (scope.subject, own_id))
    return next((row.get("name") or row.get("question", "") for row in mine), "")
