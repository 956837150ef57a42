"""Assessments belong to people: the utredare's, with reason, name and date, and the units' own, counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samlad import swedish
from samlad.chapters.markup import Markup, joined, paragraph, sign, tag
from samlad.chapters.prose import inline, written
from samlad.chapters.scope import Scope

NONE = "saknas"


def goal_stem(goal_id: str) -> str:
    """The name of the text about a goal."""
    return f"mal-{goal_id}"


def assessed(scope: Scope, goal_id: str) -> str:
    """The utredare's assessment of a goal as a code; `saknas` where nobody has made one."""
    return str(written(scope, goal_stem(goal_id)).get("assessment") or NONE)


def goal_assessment(scope: Scope, goal_id: str) -> Markup:
    """The assessment in a sentence with its sign, then its reason, and who made it when."""
    stem = goal_stem(goal_id)
    facts = written(scope, stem)
    row = scope.material.code("assessments", assessed(scope, goal_id))
    words = row.get("sentence") or row["label"]
    mark = [sign(row["sign"]), " "] if row.get("sign") else []
    reason = str(facts.get("reason") or "")
    missing = scope.word("assessment_missing_note") if assessed(scope, goal_id) == NONE else ""
    return joined(
        [
            tag("p", *mark, words, class_="bedomning"),
            paragraph(inline(scope, stem, reason)) if reason else paragraph(missing),
            paragraph(_signed(scope, facts, made=assessed(scope, goal_id) != NONE), "anm"),
        ]
    )


def condition_assessments(scope: Scope, goal_id: str) -> Mapping[str, Mapping[str, Any]]:
    """The utredare's assessment and reason per condition."""
    conditions = written(scope, goal_stem(goal_id)).get("conditions") or {}
    return {str(key): dict(value or {}) for key, value in conditions.items()}


def unit_counts(scope: Scope, goal_id: str) -> dict[str, int]:
    """How many units assess a goal in which way, in the order of the code list; not those without one."""
    rows = [row["assessment"] for row in scope.now("assessments") if row["goal_id"] == goal_id]
    codes = [row["code"] for row in scope.material.codes("assessments") if row["code"] != NONE]
    return {code: rows.count(code) for code in codes if code in rows}


def units_sentence(scope: Scope, goal_id: str) -> str:
    """How many units assess the goal in which way, as one sentence; "" when none does.

    `1 av 5 … som har gjort en egen bedömning anser att målet uppfylls helt och 4 att det inte uppfylls.`
    """
    counts = unit_counts(scope, goal_id)
    if not counts:
        return ""
    (first, n), *others = counts.items()
    clauses = [f"{number} att det {_clause(scope, code)}" for code, number in others]
    total = sum(counts.values())
    who = scope.units.who(
        scope.units.kind(row["committee_id"])
        for row in scope.now("assessments")
        if row["goal_id"] == goal_id and row["assessment"] in counts
    )
    words = swedish.listing([_clause(scope, first), *clauses])
    return scope.word("unit_assessments_sentence", n=n, m=total, who=who.counted(total), word=words)


def assessment_words(scope: Scope, counts: Mapping[str, int]) -> str:
    """`2 uppfylls helt, 4 uppfylls delvis` …, for a table."""
    return swedish.listing(
        [f"{n} {scope.material.code('assessments', code)['label']}" for code, n in counts.items()]
    )


def _clause(scope: Scope, code: str) -> str:
    """The assessment's words where `att målet` stands before them."""
    row = scope.material.code("assessments", code)
    return row.get("clause") or row["label"]


def _signed(scope: Scope, facts: Mapping[str, Any], *, made: bool) -> str:
    """Who made the assessment, or decided that none is made."""
    name, day = facts.get("assessed_by"), facts.get("assessed_on")
    if not name:
        return ""
    key = "assessment_by_analyst" if made else "assessment_left_by_analyst"
    return scope.word(key, names=str(name), date=swedish.day(str(day or "")))
