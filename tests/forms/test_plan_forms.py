"""The form of a plan: årsmål, planned activities and ways of working go out, and come back as written."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from samlad.intake.form import FormCell, Percent
from samlad.intake.forms.issued import Issued
from samlad.intake.forms.issuing import Issuer, received_from_ils
from samlad.intake.forms.lines import Line
from samlad.intake.forms.workbook import issued_bytes
from samlad.params import ReportParams
from samlad.paths import Folders
from samlad.reference import Reference
from samlad.stages import Received
from samlad.validation import validate

Inbox = Callable[..., Received]
Save = Callable[[Mapping[str, bytes], str], dict[str, bytes]]
ABOUT = {
    "reporter": "Ann-Sofi Övning",
    "manager": "Chef Övning",
    "reported_on": "2024-01-20",
    "decision_status": "beslutad",
    "decision_date": "2023-12-14",
    "decision_dnr": "Övning 2023/17",
}


@pytest.fixture(scope="module")
def planner(issuer: Issuer) -> Issuer:
    """The training year's plan forms, with nothing received before."""
    return replace(issuer, period="VP", previous=None, earlier=None, current=None)


@pytest.fixture(scope="module")
def plans(planner: Issuer) -> dict[str, bytes]:
    """A plan of every committee, filled in."""
    reference = replace(planner.reference, layout=planner.reference.layout.in_period("VP"))
    return {
        f"{one.committee_id}.xlsx": issued_bytes(_filled(planner.form(one)), reference)
        for one in planner.committees()
    }


@pytest.fixture(scope="module")
def planned(
    plans: dict[str, bytes], reading: Callable[..., Inbox], tmp_path_factory: pytest.TempPathFactory
) -> Received:
    """What is received of those plans."""
    return reading(tmp_path_factory.mktemp("planer"), "VP")(plans)


def _filled(form: Issued) -> Issued:
    tables = {key: [_line(key, n, line) for n, line in enumerate(rows)] for key, rows in form.tables.items()}
    return replace(form, tables=tables, about={**form.about, **ABOUT})


def _line(key: str, number: int, line: Line) -> Line:
    if "own" in key and number:
        return line
    target: FormCell = {"andel": Percent(60), "ja_nej": "ja"}.get(line.kind, 100)
    answers: dict[str, FormCell] = {
        "target": target,
        "target_setter": "nämnden",
        "comment": "= ett mål",
        "planned": ("planeras i år", "löpande", "planeras inte i år")[number % 3],
        "planned_work": f"Insats {number}, å ä ö",
        "how": "Så här.\nOch så här.",
        "follow_up": "I ledningsgruppen.",
        "own_id": "E1",
        "goal_id": "1",
        "name": "Eget",
        "kind": "antal",
        "about_persons": "nej",
    }
    return replace(line, cells={**line.cells, **{f: c for f, c in answers.items() if f in line.open}})


def test_a_plan_asks_for_targets_activities_and_goals_but_no_outcome(planner: Issuer) -> None:
    form = planner.form(planner.reference.organisation.committees["farsta"])
    assert list(form.tables) == [
        "plan_indicators",
        "plan_activities",
        "plan_goals",
        "plan_own_indicators",
        "plan_own_activities",
    ]
    opened = {field for lines in form.tables.values() for line in lines for field in line.open}
    assert not {"value", "numerator", "denominator", "status", "forecast"} & opened
    assert {line.open for line in form.tables["plan_indicators"]} == {
        frozenset({"target", "target_setter", "comment"})
    }
    assert {line.open for line in form.tables["plan_activities"]} == {frozenset({"planned", "planned_work"})}
    asked = planner.reference.programme.activities
    assert all(str(line.cells["item_id"]) in asked for line in form.tables["plan_activities"])
    assert [line.cells["goal_id"] for line in form.tables["plan_goals"]] == list(form.asked.goals)


def test_a_plan_form_says_that_it_is_a_plan(plans: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(plans["farsta.xlsx"]))
    assert book.sheetnames[:7] == [
        "Läs först", "Om rapporten", "Indikatorer", "Aktiviteter", "Mål", "Egna indikatorer",
        "Egna aktiviteter",
    ]  # fmt: skip
    said = " ".join(str(row[0].value) for row in book["Läs först"].iter_rows(max_col=1))
    assert "Verksamhetsplan 2024" in said
    assert "31 januari 2024" in said
    assert "utfall lämnas här" in said
    headings = [cell.value for cell in book["Aktiviteter"][4]]
    assert headings == ["Aktivitet-id", "Aktivitet", "Status 2023", "Planerad", "Planerade insatser"]
    assert [cell.value for cell in book["Mål"][4]] == ["Mål-id", "Mål", "Så arbetar vi", "Så följer vi upp"]
    choice = next(one for one in book["Aktiviteter"].data_validations.dataValidation if "D6" in one.sqref)
    listed = choice.formula1.split("!")[1].replace("$", "")
    words = [row[0].value for row in book["Listor"][listed]]
    assert words == ["planeras i år", "löpande", "planeras inte i år"]
    assert book["Aktiviteter"].protection.sheet and book["Aktiviteter"]["B6"].protection.locked
    assert not book["Aktiviteter"]["D6"].protection.locked


def test_someone_without_a_part_in_the_programme_gets_a_short_plan(planner: Issuer) -> None:
    form = planner.form(planner.reference.organisation.committees["valnamnden"])
    assert form.variant == "short"
    (whole,) = form.tables["plan_goals"]
    assert "goal_id" not in whole.cells and whole.open == {"how", "follow_up"}


def test_a_plan_form_is_the_same_when_it_is_written_again(planner: Issuer) -> None:
    assert planner.files() == planner.files()


def test_what_is_planned_is_what_is_received(planned: Received, planner: Issuer) -> None:
    found = planned
    assert found.faults == ()
    rows = found.tables["plan_indicators"]
    target = rows[(rows["committee_id"] == "farsta") & (rows["item_id"] == "3.I1")].iloc[0]
    assert (target["target"], target["target_setter"], target["comment"]) == (60, "namnd", "= ett mål")
    assert set(found.tables["plan_activities"]["planned"]) == {"planeras", "lopande", "inte_i_ar"}
    assert set(found.tables["plan_goals"]["how"]) == {"Så här.\nOch så här."}
    asked = sum(len(planner.form(one).asked.activities) for one in planner.committees())
    assert len(found.tables["plan_activities"]) == asked
    assert found.tables["indicators"].empty and found.tables["activities"].empty
    assert len(found.deliveries) == len(planner.committees())


def test_an_empty_plan_of_everyone_is_read_without_a_fault(planner: Issuer, plan_inbox: Inbox) -> None:
    found = plan_inbox(planner.files())
    assert found.faults == ()
    assert set(found.tables["plan_activities"]["planned"]) == {""}
    assert found.tables["plan_own_activities"].empty


def test_last_years_outcome_stands_beside_and_what_is_finished_is_not_planned_again(issuer: Issuer) -> None:
    planner = replace(issuer, period="VP", previous=None, current=None)
    forms = [planner.form(one) for one in planner.committees()]
    shown = [line for form in forms for line in form.tables.get("plan_indicators", [])]
    assert any("previous_value" in line.cells for line in shown)
    assert any(
        "previous_status" in line.cells for form in forms for line in form.tables.get("plan_activities", [])
    )
    finished = next(form for form in forms if form.asked.finished)
    gone = {item.activity_id for item in finished.asked.finished}
    assert not gone & {line.cells["item_id"] for line in finished.tables["plan_activities"]}


def test_filled_plans_open_the_gate_without_a_remark(
    planned: Received, reference: Reference, params: ReportParams, folders: Folders
) -> None:
    validated = validate(planned, reference, folders.expectations, params)
    assert validated.record.findings == ()


def test_an_empty_plan_is_told_what_is_missing_at_its_cells(
    planner: Issuer, plan_inbox: Inbox, reference: Reference, params: ReportParams, folders: Folders
) -> None:
    farsta = planner.form(planner.reference.organisation.committees["farsta"])
    issued = replace(reference, layout=reference.layout.in_period("VP"))
    found = plan_inbox({"farsta.xlsx": issued_bytes(farsta, issued)})
    findings = validate(found, reference, folders.expectations, params).record.findings
    own = [one for one in findings if one.committee_id == "farsta"]
    assert {one.rule_id for one in own} >= {"plan-tom", "plan-arbetssatt-saknas"}
    first = next(one for one in own if one.rule_id == "plan-tom")
    assert (first.sheet, first.row, first.column, first.severity) == (
        "Aktiviteter", 6, "D (Planerad)", "warning",
    )  # fmt: skip
    silent = {one.committee_id for one in findings if one.rule_id == "leverans-saknas"}
    assert "bromma" in silent and "farsta" not in silent
    assert not [one for one in findings if one.severity == "critical"]


def test_a_choice_that_is_not_in_the_list_closes_the_gate_in_words(
    planner: Issuer, plan_inbox: Inbox, reference: Reference, params: ReportParams, folders: Folders
) -> None:
    from samlad.validation import GateClosedError

    farsta = planner.form(planner.reference.organisation.committees["farsta"])
    lines = farsta.tables["plan_activities"]
    wrong = replace(lines[0], cells={**lines[0].cells, "planned": "kanske"})
    changed = replace(farsta, tables={**farsta.tables, "plan_activities": [wrong, *lines[1:]]})
    issued = replace(reference, layout=reference.layout.in_period("VP"))
    with pytest.raises(GateClosedError) as closed:
        validate(
            plan_inbox({"farsta.xlsx": issued_bytes(changed, issued)}),
            reference,
            folders.expectations,
            params,
        )
    (found,) = [one for one in closed.value.record.findings if one.severity == "critical"]
    assert (found.rule_id, found.column) == ("kod-okand", "D (Planerad)")
    assert "kanske" not in found.message + found.remedy


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_plan_that_libreoffice_saves_comes_back_without_loss(
    ending: str,
    plans: dict[str, bytes],
    planned: Received,
    plan_inbox: Inbox,
    saved_by_libreoffice: Save,
) -> None:
    before = planned
    after = plan_inbox(saved_by_libreoffice(plans, ending))
    assert after.faults == ()
    assert len(after.files) == len(plans) and all(one.file.endswith(ending) for one in after.files)
    for key, table in before.tables.items():
        pd.testing.assert_frame_equal(
            table.drop(columns=["file", "form"]), after.tables[key].drop(columns=["file", "form"]), rtol=1e-12
        )
    same = ["year", "period", "committee_id", "decision_status", "decision_date", "decision_dnr"]
    pd.testing.assert_frame_equal(before.deliveries[same], after.deliveries[same])


def test_targets_that_ils_holds_are_filled_in_beforehand(
    planner: Issuer, tmp_path: Path, reference: Reference, params: ReportParams
) -> None:
    names = {
        matt.part: matt.matt
        for matt in reference.programme.ils_matt
        if matt.item_id == "3.I1" and matt.part.startswith("target")
    }
    folder = tmp_path / "2024" / "VP"
    folder.mkdir(parents=True)
    lines = ["organisation\tperiod\tmått\tvärde", f"Farsta\t2024-06-30\t{names['target_namnd']}\t72"]
    (folder / "ils.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    current = received_from_ils(tmp_path, params, "VP", reference)
    form = replace(planner, current=current).form(reference.organisation.committees["farsta"])
    filled = next(line for line in form.tables["plan_indicators"] if line.cells["item_id"] == "3.I1")
    assert filled.cells["target"] == Percent(72)
    assert filled.cells["target_setter"] == "nämnden"
    assert form.variant == "prefilled"


def test_an_outcome_in_an_ils_file_of_plans_is_not_read_but_said(
    plan_inbox: Inbox, reference: Reference
) -> None:
    matt = next(one for one in reference.programme.ils_matt if one.part == "status")
    text = f"organisation\tperiod\tmått\tvärde\nFarsta\tVP 2024\t{matt.matt}\tpågår\n"
    found = plan_inbox({"ils.txt": text.encode()})
    assert [one.rule_id for one in found.faults] == ["intake-matt-not-in-plan"]
    assert found.tables["activities"].empty


def test_a_plan_form_in_another_periods_folder_is_refused(plans: dict[str, bytes], inbox: Inbox) -> None:
    found = inbox({"farsta.xlsx": plans["farsta.xlsx"]})
    assert ("intake-stamp-period", "critical") in {(one.rule_id, one.severity) for one in found.faults}
