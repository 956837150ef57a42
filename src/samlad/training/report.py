"""Fills in one committee's training form for one period."""

from __future__ import annotations

from dataclasses import replace

from samlad.intake.form import Form, FormRow, empty_form, is_due
from samlad.reference import Reference
from samlad.training.activity_rows import activity_row
from samlad.training.draws import chance, integer
from samlad.training.indicator_rows import indicator_rows
from samlad.training.plan import Plan, Sender
from samlad.training.surveys import survey_rows
from samlad.training.texts import FORMULA, MARKUP
from samlad.training.voluntary import analysis_rows, goal_rows, own_activity_rows, own_indicator_rows

SPECIAL = (2024, "VB")
"""The period with the odd cases: markup, a leading equals sign, and an answer beyond a committee's duty."""

_MONTHS = {"T1": (0, "05", "05"), "T2": (0, "09", "09"), "VB": (1, "01", "02")}


def fill_report(reference: Reference, plan: Plan, sender: Sender, year: int, period: str) -> Form:
    """The committee's form, filled in."""
    committee = sender.committee
    form = empty_form(reference, committee, year, period)
    programme = reference.programme
    asked = [str(row["item_id"]) for row in form.tables["indicators"]]
    indicators = [programme.indicators[item_id] for item_id in asked]
    activities = [programme.activities[str(row["item_id"])] for row in form.tables["activities"]]
    goals = sorted({item.goal_id for item in indicators} | {item.goal_id for item in activities})
    rows = [row for item in indicators for row in indicator_rows(reference, item, committee, year, period)]
    done = [activity_row(reference, plan, item, committee, year, period) for item in activities]
    tables: dict[str, list[FormRow]] = {
        **form.tables,
        "indicators": rows,
        "activities": [row for row in done if row is not None],
        "analysis": analysis_rows(committee, goals, year, period) if sender.due else [],
        "own_activities": own_activity_rows(reference, committee, goals, year),
    }
    if period == "VB" and sender.due:
        tables["goals"] = goal_rows(reference, committee, goals, year)
        tables["own_indicators"] = own_indicator_rows(reference, committee, goals, year)
    if period == "VB":
        tables["surveys"] = survey_rows(reference, committee, goals, year)
    form = replace(form, about=_about(form, year, period), tables=tables)
    if (year, period) == SPECIAL:
        _add_odd_cases(reference, plan, form)
    return form


def _about(form: Form, year: int, period: str) -> dict[str, str]:
    name = form.committee.committee_id
    later, reported, decided = _MONTHS[period]
    dated = year + later
    is_decided = chance(0.75, "decided", name, year, period)
    decision = {
        "decision_status": "beslutad",
        "decision_date": f"{dated}-{decided}-{integer(24, 28, 'decided on', name, year, period)}",
        "decision_dnr": f"Övning {year}/{integer(1, 900, 'dnr', name, year, period)}",
    }
    return {
        **form.about,
        "reporter": "Uppgiftslämnare Övning",
        "manager": "Chef Övning",
        "reported_on": f"{dated}-{reported}-{integer(10, 22, 'reported on', name, year, period)}",
        **(decision if is_decided else {"decision_status": "preliminär"}),
    }


def _add_odd_cases(reference: Reference, plan: Plan, form: Form) -> None:
    senders = plan.senders(form.year, form.period)
    by_form = {
        kind: [one.committee.committee_id for one in senders if one.form == kind and one.due]
        for kind in ("xlsx", "csv")
    }
    name = form.committee.committee_id
    rows, texts = form.tables["indicators"], form.tables["analysis"]
    if name in by_form["xlsx"][:1]:
        rows[0]["comment"] = MARKUP
        texts.append({"goal_id": "1", "text": MARKUP})
    if name in (*by_form["xlsx"][1:2], *by_form["csv"][:1]):
        rows[0]["comment"] = FORMULA
    if name in by_form["xlsx"][-1:]:
        _answer_beyond_duty(reference, form)


def _answer_beyond_duty(reference: Reference, form: Form) -> None:
    """Someone answers for an indicator that others answer for: shown apart, never in a total."""
    for item in reversed(tuple(reference.programme.indicators.values())):
        plain = item.kind == "andel" and not item.about_persons
        if plain and not is_due(reference, item.indicator_id, form.committee, form.year, form.period):
            form.tables["indicators"] += indicator_rows(
                reference, item, form.committee, form.year, form.period
            )[:1]
            return
