"""Received rows become outcomes: numbers, or the status that stands in their place; and who owed what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from small_city import Reports, params, reference

from samlad.errors import OutcomesError
from samlad.frames import records
from samlad.outcomes import build_outcomes
from samlad.stages import Finding, Outcomes, RuleResult


def outcomes_of(reports: Reports, year: int = 2024) -> Outcomes:
    return build_outcomes(reports.validated(), reference(), params(year))


def only(outcomes: Outcomes) -> dict[str, object]:
    rows = records(outcomes.outcomes)
    assert len(rows) == 1
    return rows[0]


def numbers(row: dict[str, object]) -> tuple[object, ...]:
    return (row["numerator"], row["denominator"], row["value"], row["status"])


def test_a_share_is_computed_from_its_parts_even_when_a_value_was_typed() -> None:
    row = only(outcomes_of(Reports().value("1.I1", "ange", 2024, 30, 40, value=10.0)))
    assert numbers(row) == (30, 40, 75, "shown")


def test_a_share_without_parts_is_taken_as_given() -> None:
    row = only(outcomes_of(Reports().value("3.I1", "ange", 2024, value=54.3)))
    assert numbers(row) == (None, None, 54.3, "shown")


def test_a_count_is_its_own_numerator() -> None:
    row = only(outcomes_of(Reports().value("1.I2", "ange", 2024, value=12)))
    assert numbers(row) == (12, None, 12, "shown")


def test_yes_is_one_of_one() -> None:
    row = only(outcomes_of(Reports().value("2.I2", "ange", 2024, value=1)))
    assert numbers(row) == (1, 1, 100, "shown")


def test_a_part_hidden_by_the_source_hides_the_row() -> None:
    row = only(outcomes_of(Reports().value("1.I1", "ange", 2024, "suppressed_by_source", 40)))
    assert numbers(row) == (None, None, None, "suppressed_by_source")


@pytest.mark.parametrize(
    ("mark", "status"),
    [("blank", "missing"), ("invalid", "missing"), ("error_cell", "missing"), ("uncalculated", "missing")]
    + [(code, code) for code in ("missing", "not_applicable", "not_measured", "discontinued")],
)
def test_what_is_no_number_is_a_status_and_never_zero(mark: str, status: str) -> None:
    row = only(outcomes_of(Reports().value("1.I2", "ange", 2024, value=mark)))
    assert numbers(row) == (None, None, None, status)


def test_no_part_of_nothing_is_not_applicable() -> None:
    row = only(outcomes_of(Reports().value("1.I1", "ange", 2024, 0, 0)))
    assert numbers(row) == (0, 0, None, "not_applicable")


def test_where_a_value_came_from_is_kept() -> None:
    row = only(outcomes_of(Reports().value("1.I2", "ange", 2024, value=12)))
    assert (row["file"], row["sheet"], row["row"]) == ("2024/VB/ange.xlsx", "indicators", 2)


def test_a_value_given_twice_and_an_unknown_id_are_refused_with_their_places() -> None:
    reports = Reports().value("1.I2", "ange", 2024, value=1).value("1.I2", "ange", 2024, value=2)
    with pytest.raises(OutcomesError, match="går inte att föra in") as error:
        outcomes_of(reports.value("9.I9", "ange", 2024, value=2))
    assert error.value.exit_code == 13
    assert len(error.value.details) == 2
    assert "2024/VB/ange.xlsx, indicators, rad 3" in str(error.value)


def test_nothing_later_than_the_report_year_is_taken_in() -> None:
    reports = Reports().value("1.I2", "ange", 2023, value=12).value("1.I2", "ange", 2024, value=13)
    assert {row["year"] for row in records(outcomes_of(reports, 2023).outcomes)} == {2023}


@pytest.mark.parametrize("mark", ["blank", "missing", "not_measured", "not_applicable"])
def test_a_row_that_nobody_asked_for_and_nothing_is_written_on_is_no_outcome(mark: str) -> None:
    reports = Reports().value("1.I2", "ange", 2024, value=mark, period="T1", target=9, target_setter="kf")
    reports = reports.value("4.I1", "ange", 2024, value=mark, period="T1")
    outcomes = outcomes_of(reports)
    assert records(outcomes.outcomes) == []
    assert [row["target"] for row in records(outcomes.targets)] == [9, 9]


def test_an_answer_that_nobody_asked_for_is_kept_as_one_beyond_duty() -> None:
    reports = Reports().value("1.I2", "ange", 2024, value=12, period="T1")
    reports = reports.value("1.I2", "berga", 2024, value="suppressed_by_source", period="T1")
    rows = records(outcomes_of(reports).outcomes)
    assert [(row["committee_id"], row["duty"]) for row in rows] == [("ange", "extra"), ("berga", "extra")]


def occasions(rows: pd.DataFrame) -> set[tuple[int, str]]:
    return {(row["year"], row["period"]) for row in records(rows)}


def everything(year: int, period: str) -> Reports:
    reports = Reports().value("2.I1", "ange", year, 1, 2, period=period, target=60, target_setter="kf")
    reports = reports.value("1.I2", "ange", year, value=12, period=period, target=9, target_setter="kf")
    row = {"item_id": "1.A1", "status": "pagar", "status_cell": "", "comment": "Allt går bra."}
    return reports.add("activities", "ange", year, row, period)


def together(*several: Reports) -> Reports:
    tables: dict[str, list[dict[str, Any]]] = {}
    for reports in several:
        for name, rows in reports.tables.items():
            tables[name] = [*tables.get(name, []), *rows]
    finding = Finding("R1", "warning", "Texten", "Gör", 2023, "T1", "ange")
    return Reports(tables, (finding, replace(finding, year=2023, period="VB")))


def test_of_a_tertial_of_an_earlier_year_only_what_was_measured_then_is_told() -> None:
    outcomes = outcomes_of(together(everything(2023, "T1"), everything(2023, "VB"), everything(2024, "T1")))
    in_full = {(2023, "VB"), (2024, "T1")}
    assert occasions(outcomes.outcomes) == {(2023, "T1"), *in_full}
    for table, column in ((outcomes.outcomes, "indicator_id"), (outcomes.targets, "indicator_id"),
                          (outcomes.due, "item_id")):  # fmt: skip
        of_tertial = [row for row in records(table) if (row["year"], row["period"]) == (2023, "T1")]
        assert {row[column] for row in of_tertial} == {"2.I1"}
    for table in (outcomes.activities, outcomes.comments, outcomes.deliveries):
        assert occasions(table) == in_full
    assert occasions(outcomes.findings) == {(2023, "VB")}


def test_earlier_periods_of_the_reports_own_year_are_read_by_the_gate_alone() -> None:
    outcomes = outcomes_of(together(everything(2023, "VB"), everything(2024, "T1"), everything(2024, "VB")))
    told = {(2023, "VB"), (2024, "VB")}
    for table in (outcomes.outcomes, outcomes.due, outcomes.targets, outcomes.activities, outcomes.comments):
        assert occasions(table) == told


def test_a_year_that_has_only_a_tertial_is_told_in_full() -> None:
    outcomes = outcomes_of(together(everything(2023, "T1"), everything(2024, "T1")))
    assert occasions(outcomes.activities) == occasions(outcomes.deliveries) == {(2023, "T1"), (2024, "T1")}


def due(outcomes: Outcomes, item_id: str, year: int = 2024) -> dict[str, tuple[str, str, str]]:
    return {
        row["committee_id"]: (row["expected"], row["reported"], row["reason"])
        for row in records(outcomes.due)
        if row["item_id"] == item_id and row["year"] == year
    }


def test_those_who_exist_at_the_end_of_the_period_owe_and_a_missing_row_is_not_reported() -> None:
    outcomes = outcomes_of(
        Reports().value("1.I2", "ange", 2024, value=12).value("1.I2", "dala", 2022, value=3)
    )
    assert due(outcomes, "1.I2") == {
        "ange": ("ja", "ja", ""),
        "berga": ("ja", "nej", ""),
        "nya": ("ja", "nej", ""),
        "oster": ("ja", "nej", ""),
    }
    assert set(due(outcomes, "1.I2", 2022)) == {"ange", "berga", "dala", "ek", "oster"}


def test_a_row_marked_missing_is_not_reported_but_one_hidden_by_its_source_is() -> None:
    reports = Reports().value("1.I2", "ange", 2024, value="missing")
    outcomes = outcomes_of(reports.value("1.I2", "berga", 2024, value="suppressed_by_source"))
    assert due(outcomes, "1.I2")["ange"] == ("ja", "nej", "")
    assert due(outcomes, "1.I2")["berga"] == ("ja", "ja", "")


def test_only_holders_of_the_role_owe_and_others_answer_beyond_their_duty() -> None:
    reports = Reports().value("4.I1", "berga", 2024, value=30).value("4.I1", "ange", 2024, value=7)
    outcomes = outcomes_of(reports)
    assert due(outcomes, "4.I1")["berga"] == ("ja", "ja", "")
    assert due(outcomes, "4.I1")["ange"] == ("nej", "ja", "saknar_roll")
    assert {row["committee_id"]: row["duty"] for row in records(outcomes.outcomes)} == {
        "berga": "due",
        "ange": "extra",
    }


def test_an_indicator_is_owed_only_in_the_periods_when_it_is_measured() -> None:
    reports = Reports().value("2.I1", "ange", 2024, 1, 2, period="T1")
    outcomes = outcomes_of(reports)
    assert {row["item_id"] for row in records(outcomes.due) if row["item_kind"] == "indicator"} == {"2.I1"}


def test_a_finished_bounded_activity_is_not_owed_again_also_by_the_merged_committee() -> None:
    reports = Reports().activity("1.A2", "ange", 2022, "avslutad").activity("1.A2", "berga", 2022, "pagar")
    reports = reports.activity("1.A2", "dala", 2022, "avslutad").activity("1.A2", "ek", 2022, "avslutad")
    outcomes = outcomes_of(reports.activity("1.A1", "ange", 2024, "avslutad"))
    assert due(outcomes, "1.A2", 2022)["ange"] == ("ja", "ja", "")
    assert due(outcomes, "1.A2")["ange"] == ("nej", "nej", "avslutad_tidigare")
    assert due(outcomes, "1.A2")["berga"] == ("ja", "nej", "")
    assert due(outcomes, "1.A2")["nya"] == ("nej", "nej", "avslutad_tidigare")


def test_a_running_activity_is_owed_again_though_it_was_finished() -> None:
    reports = Reports().activity("1.A1", "ange", 2022, "avslutad").activity("1.A2", "ange", 2024, "pagar")
    assert due(outcomes_of(reports), "1.A1")["ange"] == ("ja", "nej", "")


def test_a_repeated_activity_is_answered_once_and_shown_in_both_places() -> None:
    reports = Reports().activity("1.A1", "ange", 2024, "pågår").activity("1.A1", "skolan", 2024, "avslutad")
    outcomes = outcomes_of(reports)
    rows = [(row["activity_id"], row["committee_id"], row["status"]) for row in records(outcomes.activities)]
    assert rows == [
        ("1.A1", "ange", "pagar"),
        ("1.A1", "skolan", "avslutad"),
        ("2.A1", "ange", "pagar"),
    ]
    assert due(outcomes, "2.A1")["ange"] == ("ja", "ja", "")
    assert "skolan" not in due(outcomes, "2.A1")


@pytest.mark.parametrize(
    ("cell", "answer", "reported"),
    [
        ("pågår", "shown", "ja"),
        ("..", "suppressed_by_source", "ja"),
        (".", "not_applicable", "ja"),
        ("-", "missing", "nej"),
        ("ej mätt", "not_measured", "nej"),
        ("", "missing", "nej"),
    ],
)
def test_a_sign_in_place_of_a_status_says_what_it_says_of_a_figure(
    cell: str, answer: str, reported: str
) -> None:
    outcomes = outcomes_of(Reports().activity("1.A1", "ange", 2024, cell))
    rows = records(outcomes.activities)
    assert {(row["answer"], bool(row["status"])) for row in rows} == {(answer, cell == "pågår")}
    assert due(outcomes, "1.A1")["ange"] == ("ja", reported, "")


def targets(outcomes: Outcomes) -> list[tuple[object, ...]]:
    names = ("committee_id", "setter", "target")
    return [tuple(row[name] for name in names) for row in records(outcomes.targets)]


def test_the_city_has_a_target_only_where_the_council_set_one_that_all_agree_on() -> None:
    own = Reports().value("2.I1", "ange", 2024, 1, 2, target=60, target_setter="nämnden")
    assert targets(outcomes_of(own)) == [("ange", "namnd", 60)]
    agree = own.value("2.I1", "berga", 2024, 1, 2, target=80, target_setter="KF:s")
    assert targets(outcomes_of(agree))[-1] == ("stad", "kf", 80)
    disagree = agree.value("2.I1", "oster", 2024, 1, 2, target=70, target_setter="kf")
    assert ("stad", "kf", 80) not in targets(outcomes_of(disagree))


def test_a_target_without_a_known_setter_is_kept_as_no_ones() -> None:
    assert targets(outcomes_of(Reports().value("2.I1", "ange", 2024, 1, 2, target=60))) == [("ange", "", 60)]


def test_free_texts_are_gathered_with_ids_and_findings_are_only_counted() -> None:
    finding = Finding("R1", "warning", "Texten", "Gör", 2024, "VB", "ange", "f.xlsx", "s", 3)
    reports = Reports(findings=(finding, finding)).activity("1.A1", "ange", 2024, "pagar", "Allt går bra.")
    reports = reports.add("analysis", "ange", 2024, {"goal_id": "", "text": " Helheten. "})
    reports = reports.add(
        "goals", "ange", 2024, {"goal_id": "1", "assessment": "delvis", "reason": "Vi är på väg."}
    )
    outcomes = outcomes_of(reports)
    assert [(row["comment_id"], row["text"]) for row in records(outcomes.comments)] == [
        ("ange/2024/VB/comment/1.A1", "Allt går bra."),
        ("ange/2024/VB/reason/1", "Vi är på väg."),
        ("ange/2024/VB/analysis/helheten", "Helheten."),
    ]
    assert records(outcomes.assessments)[0]["assessment"] == "delvis"
    assert [(row["rule_id"], row["committee_id"], row["count"]) for row in records(outcomes.findings)] == [
        ("R1", "ange", 2)
    ]


def test_findings_have_the_rules_own_words_and_never_those_of_the_finding() -> None:
    found = [
        Finding(rule_id, "warning", "Raden hos Ånge är fel.", "Gör om", 2024, "VB", "ange")
        for rule_id in ("R1", "R2")
    ]
    validated = Reports(findings=tuple(found)).value("1.I2", "ange", 2024, value=12).validated()
    result = RuleResult(
        "R1", "prov", "indicators", "warning", success=False, count=1, text="Raden ska finnas."
    )
    known = replace(validated, record=replace(validated.record, results=(result,)))
    rows = records(build_outcomes(known, reference(), params()).findings)
    assert [(row["rule_id"], row["text"]) for row in rows] == [("R1", "Raden ska finnas."), ("R2", "")]


def test_own_indicators_keep_whether_they_were_declared_to_be_about_persons() -> None:
    reports = Reports().own("E1", "ange", 2024, value=7, about_persons="Nej").own("E2", "ange", 2024, value=7)
    rows = records(outcomes_of(reports).own_indicators)
    assert [(row["own_id"], row["about_persons"], row["value"]) for row in rows] == [
        ("E1", "nej", 7),
        ("E2", "", 7),
    ]
