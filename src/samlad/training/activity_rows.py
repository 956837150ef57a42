"""Fills in the activity rows of a training form, with a course of events over the years."""

from __future__ import annotations

from samlad.catalogue import Activity
from samlad.intake.form import FormRow
from samlad.organisation import Committee
from samlad.reference import Reference
from samlad.training.draws import chance, choose, fraction, integer
from samlad.training.figures import root
from samlad.training.plan import PERIODS, Plan
from samlad.training.profiles import FIRST_YEAR
from samlad.training.texts import ACTIVITY_COMMENTS

WHOLE_YEAR = "VB"
_NEVER = 9999


def activity_row(
    reference: Reference, plan: Plan, activity: Activity, committee: Committee, year: int, period: str
) -> FormRow | None:
    """One activity's row; None for one that the committee has reported as finished in an earlier year."""
    finished = _finish_year(reference, activity, committee)
    if any(
        finished <= earlier < year and plan.sends(committee.committee_id, earlier, WHOLE_YEAR)
        for earlier, sent in PERIODS
        if sent == WHOLE_YEAR
    ):
        return None
    status = _status(activity, root(reference.organisation, committee.committee_id), year, period, finished)
    row: FormRow = {
        "item_id": activity.activity_id,
        "item_text": activity.text,
        "status": reference.codelists["activity_status"].label(status),
    }
    if chance(0.12, "comment", activity.activity_id, committee.committee_id, year, period):
        row["comment"] = choose(ACTIVITY_COMMENTS, "comment", activity.activity_id, year, period)
    return row


def _finish_year(reference: Reference, activity: Activity, committee: Committee) -> int:
    if activity.slag != "avgransad":
        return _NEVER
    if activity.end_date:
        return int(activity.end_date[:4])
    last = PERIODS[-1][0]
    name = root(reference.organisation, committee.committee_id)
    drawn = integer(FIRST_YEAR + 1, last + 1, "finish", activity.activity_id, name)
    return drawn if drawn <= last else _NEVER


def _status(activity: Activity, name: str, year: int, period: str, finished: int) -> str:
    if year > finished or (year == finished and period == WHOLE_YEAR):
        return "avslutad"
    if (
        activity.slag == "lopande"
        and chance(0.02, "dropped", activity.activity_id, name)
        and year > FIRST_YEAR + 1
    ):
        return "utgar"
    drawn = fraction("status", activity.activity_id, name, year, period)
    waiting = 0.25 if year == FIRST_YEAR else 0.04
    if drawn < waiting:
        return "ej_paborjad"
    return "forsenad" if drawn > 0.9 else "pagar"
