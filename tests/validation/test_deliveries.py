"""Rules about who sends, for which period, in which file, and what of the expected came."""

from __future__ import annotations

import pytest

from samlad.stages import FileRecord, Finding
from samlad.validation import GateClosedError, validate

FEW = ("deliveries", "expected", "goals", "own_activities")
"""Tables that are quick to ask and show what the others would."""


def rules(findings):
    return {finding.rule_id for finding in findings}


def test_an_unknown_sender_is_said_once_for_a_workbook_where_it_says_who_sends(sent, new_findings):
    for rows in sent.tables.values():
        for row in rows:
            row["committee_id"] = ""
    sent.deliveries.clear()
    at_fault = [finding for finding in new_findings(sent, FEW) if finding.rule_id == "avsandare-okand"]
    assert [(one.sheet, one.row, one.column) for one in at_fault] == [("Om rapporten", 2, "Nämnd")]


def test_an_unknown_sender_in_a_csv_file_is_said_at_each_of_its_rows(nothing_sent, new_findings):
    sent = nothing_sent.copied().delivery(form="csv")
    base = sent.row("indicators", "3.I1") | {"file": "2024/VB/ovning_fel.csv", "committee_id": ""}
    for item_id in ("3.I1", "3.I2"):
        sent.add("indicators", base=base, item_id=item_id, numerator=1, denominator=2)
    at_fault = [
        finding for finding in new_findings(sent, ("indicators",)) if finding.rule_id == "avsandare-okand"
    ]
    assert [(one.file, one.row, one.column) for one in at_fault] == [
        ("2024/VB/ovning_fel.csv", 2, "Nämnd"),
        ("2024/VB/ovning_fel.csv", 3, "Nämnd"),
    ]


def test_a_committee_that_has_been_merged_is_refused_and_told_who_answers_now(nothing_sent, new_findings):
    found = new_findings(nothing_sent.copied().delivery("norrmalm", 2024), FEW)
    at_fault = [finding for finding in found if finding.rule_id == "avsandare-fanns-inte"]
    assert len(at_fault) == 1 and at_fault[0].severity == "critical"
    assert "2023-06-30" in at_fault[0].message
    assert "Norra innerstadens stadsdelsnämnd" in at_fault[0].remedy


def test_a_committee_may_report_for_a_period_that_it_lived_through(nothing_sent, ask_gate):
    findings = ask_gate(nothing_sent.copied().delivery("norrmalm", 2023, "T1"), FEW)
    assert not [finding for finding in findings if finding.committee_id == "norrmalm"]


@pytest.mark.parametrize("stated", [{"stated_year": 2023}, {"stated_period": "T2"}])
def test_a_file_in_another_periods_folder_is_refused_where_it_states_its_period(sent, new_findings, stated):
    for rows in sent.tables.values():
        for row in rows:
            row.update(stated)
    findings = new_findings(sent, FEW)
    assert [(one.rule_id, one.sheet, one.row, one.column) for one in findings] == [
        ("period-fel", "Om rapporten", 3, "Period")
    ]


def test_two_files_for_one_committee_and_period_are_both_named(sent, new_findings):
    sent.delivery(name="2024/VB/ovning_sodermalm_ny.xlsx")
    found = [
        finding for finding in new_findings(sent, ("activities",)) if finding.rule_id == "leverans-dubblett"
    ]
    assert [(one.file, one.row) for one in found] == [
        ("2024/VB/ovning_sodermalm.xlsx", None),
        ("2024/VB/ovning_sodermalm_ny.xlsx", None),
    ]


def test_one_table_per_file_is_one_delivery_in_several_files(nothing_sent, new_findings):
    sent = nothing_sent.copied().delivery(form="csv")
    for row in sent.tables["activities"]:
        row["file"] = "2024/VB/ovning_sodermalm_aktiviteter.csv"
    assert new_findings(sent, ("indicators", "activities")) == []


def test_a_real_file_beside_training_files_is_refused_and_named(sent, new_findings):
    sent.files.append(FileRecord("2023/VB/farsta.xlsx", "0" * 64, 1, "xlsx", 2023, "VB", synthetic=False))
    found = [finding for finding in new_findings(sent, ("files",)) if finding.severity == "critical"]
    assert [(one.rule_id, one.file) for one in found] == [("ovning-blandad", "2023/VB/farsta.xlsx")]


def test_a_committee_that_sends_nothing_is_a_warning_for_each_period(usual):
    bromma = [finding for finding in usual if finding.committee_id == "bromma"]
    assert [(one.rule_id, one.severity, one.year, one.period, one.file) for one in bromma] == [
        ("leverans-saknas", "warning", 2024, "VB", "")
    ]


def test_a_row_removed_from_an_issued_form_means_that_it_is_cut_short(sent, new_findings):
    sent.tables["indicators"].remove(sent.row("indicators", "3.I1"))
    (finding,) = new_findings(sent, ("expected",))
    assert (finding.rule_id, finding.severity, finding.sheet) == (
        "tabell-avkortad",
        "critical",
        "Indikatorer",
    )
    assert "3.I1" in finding.message


def test_a_row_missing_from_a_csv_file_is_bortfall(nothing_sent, ask_gate, usual):
    sent = nothing_sent.copied().delivery(form="csv")
    sent.deliveries[0]["form_version"] = ""
    sent.tables["indicators"].remove(sent.row("indicators", "3.I1"))
    (finding,) = [one for one in ask_gate(sent, ("expected",)) if one not in usual]
    assert (finding.rule_id, finding.severity) == ("rad-saknas", "warning")


def test_parts_without_their_total_mean_that_the_table_is_cut_short_whatever_its_form(
    nothing_sent, new_findings
):
    sent = nothing_sent.copied().delivery(form="csv")
    sent.tables["indicators"].remove(sent.row("indicators", "2.I2"))
    assert [(one.rule_id, one.severity) for one in new_findings(sent, ("expected",))] == [
        ("tabell-avkortad", "critical")
    ]


def test_an_activity_reported_finished_before_is_not_asked_for_again(nothing_sent, ask_gate, change_row):
    sent = nothing_sent.copied().delivery(year=2023).delivery(year=2024)
    change_row(next(row for row in sent.tables["activities"] if row["item_id"] == "4.A7"), status="avslutad")
    again = [row for row in sent.tables["activities"] if row["item_id"] == "4.A7" and row["year"] == 2024]
    sent.tables["activities"].remove(*again)
    findings = ask_gate(sent, ("expected", "activities"))
    assert not [one for one in findings if one.committee_id == "sodermalm"]


def without(sent, item_id, year):
    rows = sent.tables["activities"]
    rows.remove(next(row for row in rows if (row["item_id"], row["year"]) == (item_id, year)))
    return sent


@pytest.mark.parametrize(
    ("item_id", "years", "rule_id"),
    [
        ("4.A7", (2024,), "rad-saknas"),  # it may have been finished in a year that was not read
        ("4.A7", (2022, 2024), "rad-saknas"),
        ("4.A7", (2023, 2024), "tabell-avkortad"),
        ("4.A7", (2021,), "tabell-avkortad"),  # the programme's first year: nothing came before
        ("1.A1", (2024,), "tabell-avkortad"),  # lopande: asked for every year
    ],
)
def test_an_activity_left_out_is_only_missing_where_the_year_before_was_not_read(
    nothing_sent, ask_gate, item_id, years, rule_id
):
    sent = nothing_sent.copied()
    for year in years:
        sent.delivery(year=year)
    findings = ask_gate(without(sent, item_id, years[-1]), ("expected",))
    found = [one for one in findings if one.committee_id == "sodermalm"]
    assert [(one.rule_id, one.year) for one in found] == [(rule_id, years[-1])]


def test_a_merged_committee_is_not_asked_for_what_all_that_it_was_made_of_have_finished(
    nothing_sent, ask_gate, change_row
):
    sent = nothing_sent.copied()
    for one in ("norrmalm", "ostermalm"):
        sent.delivery(one, 2022)
    finished = [row for row in sent.tables["activities"] if row["item_id"] == "4.A7"]
    for row in finished:
        change_row(row, status="avslutad")
    without(sent.delivery("norra-innerstaden", 2023), "4.A7", 2023)
    assert not [one for one in ask_gate(sent, ("expected",)) if one.committee_id == "norra-innerstaden"]
    change_row(finished[0], status="pagar")
    found = [one for one in ask_gate(sent, ("expected",)) if one.committee_id == "norra-innerstaden"]
    assert [one.rule_id for one in found] == ["tabell-avkortad"]


def test_what_is_counted_from_january_may_not_fall_from_one_period_to_the_next(nothing_sent, new_findings):
    sent = nothing_sent.copied().delivery(period="T1").delivery(period="VB")
    base = next(row for row in sent.tables["indicators"] + sent.tables["activities"] if row["period"] == "T1")
    sent.add("indicators", base=base, item_id="2.I2", value=41)
    (finding,) = [one for one in new_findings(sent, ("indicators",)) if one.severity == "critical"]
    assert (finding.rule_id, finding.period, finding.column) == ("minskar-under-aret", "VB", "G (Utfall)")


def test_an_answer_in_a_period_without_measurement_is_information(nothing_sent, new_findings):
    sent = nothing_sent.copied().delivery(period="T1")
    sent.add("indicators", item_id="3.I1", numerator=1, denominator=2)
    found = [one for one in new_findings(sent, ("indicators",)) if one.committee_id == "sodermalm"]
    assert [(one.rule_id, one.severity) for one in found] == [("utanfor-matperiod", "info")]


def test_targets_of_two_setters_may_stand_on_two_rows(sent, new_findings, change_row):
    change_row(sent.row("indicators", "3.I1"), target=60, target_setter="kf")
    sent.add("indicators", item_id="3.I1", target=55, target_setter="namnd")
    assert new_findings(sent, ("indicators",)) == []


@pytest.mark.parametrize(
    ("fields", "rule_id", "column"),
    [
        ({"decision_status": ""}, "beslut-oklart", "Nämndens beslut"),
        ({"decision_status": "kanske", "decision_date": ""}, "beslut-oklart", "Nämndens beslut"),
        (
            {"decision_date": "2025-02-20", "decision_status": "preliminar"},
            "beslut-datum-utan-beslut",
            "Beslutsdatum",
        ),
        ({"decision_date": ""}, "beslut-utan-datum", "Beslutsdatum"),
        ({"decision_dnr": ""}, "beslut-utan-datum", "Diarienummer"),
        ({"decision_date": "2025-02-30"}, "datum-olasligt", "Beslutsdatum"),
        ({"reported_on": "i januari"}, "datum-olasligt", "Datum"),
        ({"decision_date": "2024-11-30"}, "beslut-fore-periodens-slut", "Beslutsdatum"),
        ({"reporter": ""}, "uppgiftslamnare-saknas", "Uppgiftslämnare"),
        ({"manager": ""}, "uppgiftslamnare-saknas", "Ansvarig chef"),
        ({"form_version": "0"}, "formular-annan-version", "Formulärversion"),
    ],
)
def test_what_the_report_says_of_itself_is_a_remark_at_its_field(sent, new_findings, fields, rule_id, column):
    sent.deliveries[0].update(fields)
    (finding,) = new_findings(sent, ("deliveries",))
    assert (finding.rule_id, finding.sheet, finding.column) == (rule_id, "Om rapporten", column)
    assert finding.severity != "critical"
    assert finding.row == 2 + [row["field"] for row in sent.tables["about"]].index(next(iter(fields)))


def unreadable(name: str) -> Finding:
    return Finding(
        "intake-unreadable-file", "critical", "Filen är tom.", "Skicka den igen.", 2024, "VB", file=name
    )


def test_files_that_cannot_be_read_close_the_gate_with_exit_11(sent, reference, suites, params):
    sent.faults.append(unreadable("2024/VB/ovning_farsta.xlsx"))
    with pytest.raises(GateClosedError) as closed:
        validate(sent.made(), reference, suites, params)
    assert closed.value.exit_code == 11
    assert "Filen är tom." in str(closed.value)


def test_exit_is_11_even_where_not_one_file_can_be_read(nothing_sent, reference, suites, params):
    sent = nothing_sent.copied()
    sent.files.append(FileRecord("2024/VB/ovning_farsta.xlsx", "0" * 64, 0, "", 2024, "VB", synthetic=True))
    sent.faults.append(unreadable("2024/VB/ovning_farsta.xlsx"))
    with pytest.raises(GateClosedError) as closed:
        validate(sent.made(), reference, suites, params)
    assert closed.value.exit_code == 11


def test_exit_is_12_where_something_else_is_wrong_too(sent, reference, suites, params, change_row):
    sent.faults.append(unreadable("2024/VB/ovning_farsta.xlsx"))
    change_row(sent.row("indicators", "3.I1"), value=12)
    with pytest.raises(GateClosedError) as closed:
        validate(sent.made(), reference, suites, params)
    assert closed.value.exit_code == 12


def test_what_was_received_goes_through_unchanged(whole, reference, suites, params):
    received = whole.made()
    validated = validate(received, reference, suites, params)
    assert validated.received is received
    assert all(received.tables[key].equals(frame) for key, frame in whole.made().tables.items())
