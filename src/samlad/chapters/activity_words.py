"""Activities in sentences: counts first, then what they are of."""

from __future__ import annotations

from collections.abc import Sequence

from samlad import swedish
from samlad.chapters.activity_tables import MISSING, status_counts, statuses, total_counts
from samlad.chapters.material import Row
from samlad.chapters.reporting import reported_rows
from samlad.chapters.scope import Scope

NOT_BEGUN, LATE, ON_COURSE = "ej_paborjad", "forsenad", "pagar"


def activities_reported(scope: Scope, activities: Sequence[Row]) -> str:
    """`8 av 8 aktiviteter har minst ett svar, och 97 av 110 väntade svar har kommit in.`"""
    if not activities:
        return ""
    answered = {row["activity_id"]: scope.programme.answered_by(row["activity_id"]) for row in activities}
    asked = [item for item in answered.values() if reported_rows(scope, [item])[1]]
    told = sum(reported_rows(scope, [item])[0] > 0 for item in asked)
    n, m = reported_rows(scope, dict.fromkeys(answered.values()))
    if not m:
        return ""
    things = scope.things("activity", len(asked))
    answers = "väntat svar" if m == 1 else "väntade svar"
    return (
        f"{told} av {len(asked)} {things} har minst ett svar, och "
        f"{swedish.number(n, 0)} av {swedish.number(m, 0)} {answers} har kommit in."
    )


def status_sentence(scope: Scope, activities: Sequence[Row]) -> str:
    """How the answers are spread over the statuses, in their order: `pågår enligt plan 48, försenad 4`."""
    counts = total_counts(scope, [row["activity_id"] for row in activities])
    said = [(status["label"], counts.get(status["code"], 0)) for status in statuses(scope)]
    words = [f"{label} {swedish.number(n, 0)}" for label, n in said if n]
    return f"Så fördelar sig svaren: {swedish.listing(words)}." if words else ""


def remaining(scope: Scope, activity: Row) -> int:
    """How many answers say that something is left to do, or are not there.

    An activity that goes on for ever remains where it is not begun, late or not reported; one with an end
    remains until it is finished.
    """
    left = {NOT_BEGUN, LATE, MISSING, *([ON_COURSE] if activity["slag"] == "avgransad" else [])}
    return sum(n for status, n in status_counts(scope, activity["activity_id"]).items() if status in left)
