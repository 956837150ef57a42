"""Makes the plans of the training set: who plans, what is planned, and what came of it another way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from samlad.catalogue import Activity, Indicator
from samlad.intake.form import Form, FormCell, FormRow, Percent, is_due
from samlad.intake.form_writer import form_bytes
from samlad.params import PLAN
from samlad.reference import Reference
from samlad.training.activity_rows import activity_row
from samlad.training.draws import chance, choose, fraction, integer
from samlad.training.figures import figures
from samlad.training.indicator_rows import target_of
from samlad.training.plan import Plan, Sender
from samlad.training.text_files import csv_files, ils_file
from samlad.training.texts import FOLLOW_UPS, PLANNED_WORKS, WAYS
from samlad.training.voluntary import own_activity_rows, own_indicator_rows

PLAN_YEARS = (2024,)
"""The years that the set has plans for."""

_NO_PLAN = 0.15
_CHANGED = 0.12


def plan_files(reference: Reference, plan: Plan, year: int) -> dict[str, bytes]:
    """The plans of a year by file name; ILS holds the årsmål of some, and a form the rest of theirs."""
    reference = replace(reference, layout=reference.layout.in_period(PLAN))
    files: dict[str, bytes] = {}
    in_ils: list[Form] = []
    for sender in _planners(plan, year):
        form = _form(reference, plan, sender, year)
        name = sender.committee.committee_id
        if sender.form == "csv":
            files |= {f"{name}_{table}.csv": content for table, content in csv_files(form, reference).items()}
            continue
        if sender.form == "ils":
            in_ils.append(form)
            form = replace(form, tables={**form.tables, "plan_indicators": []})
        files[f"{name}.xlsx"] = form_bytes(form, reference.layout)
    if in_ils:
        files["ils_1.txt"] = ils_file(in_ils, reference, dated=True, encoding="utf-8-sig")
    return files


def _planners(plan: Plan, year: int) -> Iterator[Sender]:
    """Those who plan; some who report at the year's end have not planned."""
    for sender in plan.senders(year, PLAN):
        if not chance(_NO_PLAN, "no plan", sender.committee.committee_id, year):
            yield sender


def _form(reference: Reference, plan: Plan, sender: Sender, year: int) -> Form:
    committee, programme = sender.committee, reference.programme
    name = committee.committee_id
    activities = [
        item
        for item in programme.activities.values()
        if not item.same_as
        and is_due(reference, item.activity_id, committee, year, PLAN)
        and activity_row(reference, plan, item, committee, year, PLAN) is not None
    ]
    indicators = [
        item for item in programme.indicators.values()
        if is_due(reference, item.indicator_id, committee, year, PLAN)
    ]  # fmt: skip
    goals = sorted({item.goal_id for item in indicators} | {item.goal_id for item in activities})
    tables: dict[str, list[FormRow]] = {
        "plan_indicators": [_target(reference, item, name, year) for item in indicators],
        "plan_activities": [_planned(reference, item, name, year) for item in activities],
        "plan_goals": [_way(reference, goal, name, year) for goal in goals],
        "plan_own_indicators": [],
        "plan_own_activities": [],
    }
    if sender.due:
        own = own_indicator_rows(reference, committee, goals, year)
        fields = ("own_id", "goal_id", "name", "kind", "about_persons")
        tables["plan_own_indicators"] = [{field: row[field] for field in fields} for row in own]
    tables["plan_own_activities"] = [
        {
            **{field: row[field] for field in ("own_id", "goal_id", "name")},
            "planned": _label(reference, "planeras"),
        }
        for row in own_activity_rows(reference, committee, goals, year)
    ]
    return Form(committee, year, PLAN, _about(reference, sender, year), tables)


def _target(reference: Reference, item: Indicator, name: str, year: int) -> FormRow:
    """The årsmål: the one reported later, another one, or one that is not repeated when the year is over."""
    row: FormRow = {"item_id": item.indicator_id, "item_text": item.text}
    committee = reference.organisation.committees[name]
    total = figures(reference.organisation, item, name, year)[0]
    later = target_of(reference, item, committee, total, year)
    setters = reference.codelists["target_setters"]
    if later and setters.find(str(later["target_setter"])) == "namnd":
        if chance(_CHANGED, "changed target", item.indicator_id, name, year):
            return row | later | {"target": _lower(later["target"])}
        return row | later
    if not later and item.kind == "andel" and chance(0.5, "plan target", item.indicator_id, name, year):
        value = float(5 * integer(11, 18, "plan target", item.indicator_id, name, year))
        return row | {"target": Percent(value), "target_setter": setters.label("namnd")}
    return row | later


def _lower(target: FormCell) -> FormCell:
    value = target.value if isinstance(target, Percent) else float(target)
    return Percent(value - 5) if isinstance(target, Percent) else value - 5


def _planned(reference: Reference, item: Activity, name: str, year: int) -> FormRow:
    row: FormRow = {"item_id": item.activity_id, "item_text": item.text}
    drawn = fraction("planned", item.activity_id, name, year)
    if drawn < 0.04:
        return row
    always = 0.5 if item.slag == "lopande" else 0.1
    code = "inte_i_ar" if drawn < 0.12 else "lopande" if drawn < 0.12 + always else "planeras"
    row["planned"] = _label(reference, code)
    if code == "planeras" and chance(0.7, "planned work", item.activity_id, name, year):
        row["planned_work"] = choose(PLANNED_WORKS, "planned work", item.activity_id, name)
    return row


def _way(reference: Reference, goal_id: str, name: str, year: int) -> FormRow:
    row: FormRow = {"goal_id": goal_id, "goal_text": reference.programme.goals[goal_id].text}
    if chance(0.9, "way", goal_id, name, year):
        row["how"] = choose(WAYS, "way", goal_id, name)
        if chance(0.9, "follow up", goal_id, name, year):
            row["follow_up"] = choose(FOLLOW_UPS, "follow up", goal_id, name)
    return row


def _about(reference: Reference, sender: Sender, year: int) -> dict[str, str]:
    name = sender.committee.committee_id
    decided = chance(0.8, "plan decided", name, year)
    decision = {
        "decision_status": "beslutad",
        "decision_date": f"{year - 1}-12-{integer(10, 20, 'plan decided on', name, year)}",
        "decision_dnr": f"Övning {year - 1}/{integer(1, 900, 'plan dnr', name, year)}",
    }
    return {
        **{column.field: "" for column in reference.layout.about_fields},
        "committee": sender.committee.name,
        "period": reference.codelists["periods"].label(PLAN),
        "year": str(year),
        "form_version": reference.layout.version,
        "reporter": "Uppgiftslämnare Övning",
        "manager": "Chef Övning",
        "reported_on": f"{year}-01-{integer(10, 26, 'plan reported on', name, year)}",
        **(decision if decided else {"decision_status": "preliminär"}),
    }


def _label(reference: Reference, code: str) -> str:
    return reference.codelists["planned"].label(code)
