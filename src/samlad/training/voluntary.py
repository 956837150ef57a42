"""Fills in what is voluntary in a training form: own assessments, own indicators and activities, analyses."""

from __future__ import annotations

from samlad.intake.form import FormRow, Percent
from samlad.organisation import Committee
from samlad.reference import Reference
from samlad.training.draws import chance, choose, fraction, integer
from samlad.training.figures import Figure
from samlad.training.indicator_rows import percent_of
from samlad.training.texts import ANALYSES, OWN_ACTIVITIES, OWN_INDICATORS, REASONS

_ASSESSMENTS = ("helt", "delvis", "delvis", "ej")


def goal_rows(reference: Reference, committee: Committee, goals: list[str], year: int) -> list[FormRow]:
    """A committee's own view of the goals that it works with; some committees give one."""
    if not chance(0.4, "assesses", committee.committee_id):
        return []
    texts = reference.programme.goals
    return [
        {
            "goal_id": goal_id,
            "goal_text": texts[goal_id].text,
            "assessment": reference.codelists["assessments"].label(
                choose(_ASSESSMENTS, "assessment", goal_id, committee.committee_id, year)
            ),
            "reason": choose(REASONS, "reason", goal_id, committee.committee_id, year),
        }
        for goal_id in goals
    ]


def own_indicator_rows(
    reference: Reference, committee: Committee, goals: list[str], year: int
) -> list[FormRow]:
    """An indicator of the committee's own; some have one, the same every year."""
    if not chance(0.3, "own indicator", committee.committee_id):
        return []
    name, kind, about_persons = choose(OWN_INDICATORS, "own indicator", committee.committee_id)
    label = reference.codelists["yes_no"].label(about_persons)
    row: FormRow = {
        "own_id": "E1",
        "goal_id": choose(goals, "own goal", committee.committee_id),
        "name": name,
        "kind": kind,
        "about_persons": label,
    }
    if kind == "antal":
        return [row | {"value": integer(2, 60, "own count", committee.committee_id, year)}]
    whole = integer(5, 30, "own size", committee.committee_id)
    count = round(whole * (0.4 + 0.5 * fraction("own share", committee.committee_id, year)))
    figure = Figure("", "", count, whole)
    parts: FormRow = {"numerator": count, "denominator": whole, "value": Percent(percent_of(figure))}
    return [row | parts]


def own_activity_rows(
    reference: Reference, committee: Committee, goals: list[str], year: int
) -> list[FormRow]:
    """An activity of the committee's own; always for those who have no other."""
    if goals and not chance(0.35, "own activity", committee.committee_id):
        return []
    goal_ids = goals or list(reference.programme.goals)
    status = choose(("pagar", "pagar", "avslutad"), "own status", committee.committee_id, year)
    return [
        {
            "own_id": "EA1",
            "goal_id": choose(goal_ids, "own activity goal", committee.committee_id),
            "name": choose(OWN_ACTIVITIES, "own activity", committee.committee_id),
            "status": reference.codelists["activity_status"].label(status),
            "comment": "Egen aktivitet inom programmets område.",
        }
    ]


def analysis_rows(committee: Committee, goals: list[str], year: int, period: str) -> list[FormRow]:
    """A text on the whole, and on some goals, from most committees."""
    if not chance(0.65, "analyses", committee.committee_id, year):
        return []
    rows: list[FormRow] = [
        {"goal_id": "", "text": choose(ANALYSES, "whole", committee.committee_id, year, period)}
    ]
    for goal_id in goals:
        if chance(0.25, "analysis", goal_id, committee.committee_id, year):
            rows.append(
                {"goal_id": goal_id, "text": choose(ANALYSES, "goal", goal_id, committee.committee_id)}
            )
    return rows
