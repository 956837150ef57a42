"""Totals are sums, shares come from sums, what is missing stays missing, and series cross a merger."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_city import Reports, params, reference

from samlad.aims import NOT_MEASURED, NOT_REACHED, REACHED, UNDECIDED, outcome
from samlad.cells import Cell, cell_id, from_frame
from samlad.frames import records
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.stages import Measured


def measured(reports: Reports, year: int = 2024) -> Measured:
    facts = reference()
    return measure(build_outcomes(reports.validated(), facts, params(year)), facts, params(year))


def cells(reports: Reports) -> dict[str, Cell]:
    return {cell.cell_id: cell for cell in from_frame(measured(reports).cells)}


def name(item: str, area: str = "stad", year: int = 2024, sex: str = "totalt", period: str = "VB") -> str:
    return cell_id((item, area, year, period, sex, "alla"))


def numbers(cell: Cell) -> tuple[Any, ...]:
    return (cell.numerator, cell.denominator, cell.value, cell.status, cell.n_reported, cell.n_due)


def test_a_share_of_the_city_comes_from_sums_and_not_from_a_mean_of_shares() -> None:
    reports = Reports().value("1.I1", "ange", 2024, 10, 100).value("1.I1", "berga", 2024, 9, 10)
    found = cells(reports)
    assert numbers(found[name("1.I1")]) == (19, 110, pytest.approx(100 * 19 / 110), "shown", 2, 4)
    assert found[name("1.I1")].basis == "summerad"
    assert numbers(found[name("1.I1", "kind:distrikt")])[:2] == (19, 110)


def test_who_owed_and_did_not_answer_is_missing_and_not_zero() -> None:
    found = cells(Reports().value("1.I2", "ange", 2024, value=12))
    assert numbers(found[name("1.I2", "berga")]) == (None, None, None, "missing", 0, 1)
    assert numbers(found[name("1.I2")]) == (12, None, 12, "shown", 1, 4)


def test_a_total_of_nothing_is_missing() -> None:
    found = cells(Reports().value("1.I2", "ange", 2024, value="missing"))
    assert numbers(found[name("1.I2")]) == (None, None, None, "missing", 0, 4)


def test_a_sum_with_a_part_hidden_by_its_source_is_not_computed_for_that_split() -> None:
    reports = Reports().value("1.I2", "ange", 2024, value=12).value("1.I2", "berga", 2024, value=30)
    reports = reports.value("1.I2", "ange", 2024, value="suppressed_by_source", sex="kvinnor")
    found = cells(reports.value("1.I2", "berga", 2024, value=20, sex="kvinnor"))
    assert found[name("1.I2", sex="kvinnor")].status == "suppressed_by_source"
    assert found[name("1.I2")].value == 42


def test_a_committee_without_persons_counts_as_answered_and_adds_nothing() -> None:
    found = cells(Reports().value("1.I1", "ange", 2024, 0, 0).value("1.I1", "berga", 2024, 30, 60))
    assert found[name("1.I1", "ange")].status == "not_applicable"
    assert numbers(found[name("1.I1")]) == (30, 60, 50, "shown", 2, 4)


def test_a_split_covers_those_who_gave_it() -> None:
    reports = Reports().split("1.I2", "ange", 2024, kvinnor=(20, None), man=(10, None))
    found = cells(reports.value("1.I2", "berga", 2024, value=5))
    assert numbers(found[name("1.I2", sex="kvinnor")]) == (20, None, 20, "shown", 1, 4)
    assert found[name("1.I2")].value == 35


def test_yes_and_no_become_a_share_only_when_consolidated() -> None:
    reports = Reports().value("2.I2", "ange", 2024, value=1).value("2.I2", "berga", 2024, value=0)
    found = cells(reports.value("2.I2", "oster", 2024, value=1))
    assert numbers(found[name("2.I2")]) == (2, 3, pytest.approx(200 / 3), "shown", 3, 4)


def test_an_answer_beyond_ones_duty_is_there_but_in_no_total() -> None:
    found = cells(Reports().value("4.I1", "berga", 2024, value=30).value("4.I1", "ange", 2024, value=7))
    assert numbers(found[name("4.I1")]) == (30, None, 30, "shown", 1, 1)
    assert (found[name("4.I1", "ange")].value, found[name("4.I1", "ange")].duty) == (7, "extra")
    assert found[name("4.I1", "oster")].status == "not_applicable"


def test_a_share_without_parts_and_a_value_as_given_get_no_totals() -> None:
    found = cells(Reports().value("3.I1", "ange", 2024, value=54.3).value("3.I2", "ange", 2024, value=900))
    assert found[name("3.I1", "ange")].value == 54.3
    assert "Källan redovisar andelen" in found[name("3.I1", "ange")].note
    assert not [key for key in found if key.startswith(("3.I1/stad", "3.I2/stad", "3.I1/kind", "3.I2/kind"))]


def test_an_indicator_that_is_not_measured_in_the_period_says_so() -> None:
    found = cells(Reports().value("2.I1", "ange", 2024, 1, 2, period="T1"))
    assert found[name("1.I1", period="T1")].status == "not_measured"
    assert name("1.I1", "ange", period="T1") not in found


def test_persons_that_may_be_counted_twice_are_noted_in_sums_of_several() -> None:
    one = Reports().value("1.I1", "ange", 2024, 10, 100)
    assert cells(one)[name("1.I1")].note == ""
    assert "flera nämnder" in cells(one.value("1.I1", "berga", 2024, 10, 100))[name("1.I1")].note


def test_years_before_a_merger_are_the_sum_of_the_predecessors() -> None:
    reports = Reports().value("2.I1", "nya", 2024, 15, 30)
    reports = reports.value("2.I1", "dala", 2022, 5, 20).value("2.I1", "ek", 2022, 10, 12)
    found = cells(reports)
    carried = found[name("2.I1", "nya", 2022)]
    assert numbers(carried) == (15, 32, pytest.approx(100 * 15 / 32), "shown", 2, 2)
    assert (carried.basis, found[name("2.I1", "dala", 2022)].value) == ("omraknad", 25)
    assert found[name("2.I1", year=2022)].numerator == 15
    assert name("2.I1", "dala") not in found


def test_a_missing_predecessor_makes_the_carried_value_missing_and_says_which() -> None:
    reports = Reports().value("2.I1", "nya", 2024, 15, 30).value("2.I1", "dala", 2022, 5, 20)
    carried = cells(reports)[name("2.I1", "nya", 2022)]
    assert (carried.status, carried.value) == ("missing", None)
    assert carried.note.endswith("(Ek)")


def test_yes_and_no_are_not_carried_across_a_merger() -> None:
    reports = Reports().value("2.I2", "nya", 2024, value=1)
    found = cells(reports.value("2.I2", "dala", 2022, value=1).value("2.I2", "ek", 2022, value=0))
    assert found[name("2.I2", "nya", 2022)].status == "not_applicable"


def changes(reports: Reports) -> dict[str, tuple[Any, ...]]:
    return {
        row["cell_id"]: (row["previous_cell_id"], row["change"], row["change_unit"])
        for row in records(measured(reports).changes)
    }


def test_a_share_changes_in_percentage_points_and_a_count_in_number() -> None:
    reports = Reports().value("1.I1", "ange", 2023, 10, 40).value("1.I1", "ange", 2024, 20, 40)
    reports = reports.value("1.I2", "ange", 2023, value=8).value("1.I2", "ange", 2024, value=5)
    found = changes(reports)
    assert found[name("1.I1")] == (name("1.I1", year=2023), 25, "procentenheter")
    assert found[name("1.I2", "ange")] == (name("1.I2", "ange", 2023), -3, "antal")


def test_a_change_reaches_across_a_merger_and_a_yes_has_none() -> None:
    reports = Reports().value("2.I1", "dala", 2022, 5, 20).value("2.I1", "ek", 2022, 5, 20)
    reports = reports.value("2.I1", "nya", 2023, 20, 40).value("2.I2", "ange", 2022, value=0)
    found = changes(reports.value("2.I2", "ange", 2023, value=1))
    assert found[name("2.I1", "nya", 2023)] == (name("2.I1", "nya", 2022), 25, "procentenheter")
    assert name("2.I2", year=2023) in found
    assert name("2.I2", "ange", 2023) not in found


def test_nothing_changes_from_a_year_without_a_value() -> None:
    assert (
        changes(Reports().value("1.I2", "ange", 2023, value="missing").value("1.I2", "ange", 2024, value=5))
        == {}
    )


def test_a_tertial_changes_from_the_same_tertial_and_never_from_the_end_of_the_year() -> None:
    reports = Reports().value("2.I1", "ange", 2023, 10, 40, period="T1").value("2.I1", "ange", 2023, 30, 40)
    reports = reports.value("2.I1", "ange", 2024, 20, 40, period="T1")
    now, then = (name("2.I1", "ange", year, period="T1") for year in (2024, 2023))
    assert [
        (row["previous_cell_id"], row["change"])
        for row in records(measured(reports).changes)
        if row["cell_id"] == now
    ] == [(then, 25)]


def test_only_the_last_period_of_a_year_says_what_was_not_measured() -> None:
    reports = Reports().value("2.I1", "ange", 2023, 10, 40, period="T1").value("1.I2", "ange", 2023, value=9)
    found = cells(reports.value("2.I1", "ange", 2024, 20, 40, period="T1"))
    assert name("1.I2", year=2023, period="T1") not in found
    assert found[name("1.I2", year=2023)].status == "shown"
    assert found[name("1.I2", year=2024, period="T1")].status == "not_measured"


def attainment(reports: Reports, indicator_id: str = "2.I1") -> dict[str, tuple[Any, ...]]:
    rows = [row for row in records(measured(reports).attainment) if row["indicator_id"] == indicator_id]
    return {row["committee_id"]: (row["setter"], row["target"], row["outcome"]) for row in rows}


def test_a_committee_is_held_to_its_own_target_and_the_city_only_to_the_councils() -> None:
    council = {"target": 60, "target_setter": "kf"}
    reports = (
        Reports()
        .value("2.I1", "ange", 2024, 20, 40, **council)
        .value("2.I1", "berga", 2024, 36, 40, **council)
    )
    assert attainment(reports) == {
        "stad": ("kf", 60, "nar"),
        "ange": ("kf", 60, "nar_inte"),
        "berga": ("kf", 60, "nar"),
    }
    own = Reports().value("2.I1", "ange", 2024, 20, 40, target=50, target_setter="nämnd")
    assert attainment(own) == {"ange": ("namnd", 50, "nar")}


def test_what_is_missing_is_not_measured_and_an_open_direction_decides_nothing() -> None:
    council = {"target": 60, "target_setter": "kf"}
    reports = Reports().value("2.I1", "ange", 2024, "missing", "missing", **council)
    reports = reports.value("1.I2", "berga", 2024, value=70, **council)
    assert attainment(reports) == {"stad": ("kf", 60, "ej_matt"), "ange": ("kf", 60, "ej_matt")}
    assert attainment(reports, "1.I2") == {
        "stad": ("kf", 60, "ej_bestamd"),
        "berga": ("kf", 60, "ej_bestamd"),
    }


@pytest.mark.parametrize(
    ("value", "target", "direction", "expected"),
    [
        (79.96, 80.0, "hogre", "nar"),
        (79.94, 80.0, "hogre", "nar_inte"),
        (12.0, 10.0, "lagre", "nar_inte"),
        (10.04, 10.0, "lagre", "nar"),
    ],
)
def test_value_and_target_are_compared_as_they_are_printed(
    value: float, target: float, direction: str, expected: str
) -> None:
    assert outcome(value, target, direction) == expected


def test_every_outcome_against_a_target_has_a_word_in_the_code_list() -> None:
    codes = reference().codelists["attainment"].codes
    assert codes == (REACHED, NOT_REACHED, NOT_MEASURED, UNDECIDED)


def test_coverage_counts_only_those_who_owe() -> None:
    reports = Reports().value("4.I1", "berga", 2024, value=30).value("4.I1", "ange", 2024, value=7)
    rows = [row for row in records(measured(reports).coverage) if row["item_id"] in ("4.I1", "2.I1")]
    assert [(row["item_id"], row["area"], row["n_reported"], row["n_due"]) for row in rows] == [
        ("2.I1", "stad", 0, 5),
        ("2.I1", "kind:distrikt", 0, 4),
        ("2.I1", "kind:fack", 0, 1),
        ("4.I1", "stad", 1, 1),
        ("4.I1", "kind:distrikt", 1, 1),
    ]


def test_statuses_of_an_activity_add_up_to_those_who_owe_it() -> None:
    reports = Reports().activity("1.A1", "ange", 2024, "pågår").activity("1.A1", "berga", 2024, "")
    reports = reports.activity("1.A1", "skolan", 2024, "klar").activity("1.A1", "hus", 2024, "klar")
    rows = [
        (row["status"], row["n"], row["n_due"])
        for row in records(measured(reports).activity_counts)
        if (row["activity_id"], row["area"]) == ("1.A1", "stad") and row["n"]
    ]
    assert rows == [("pagar", 1, 5), ("avslutad", 1, 5), ("saknas", 3, 5)]


def test_tables_are_in_the_same_order_whatever_order_reports_came_in() -> None:
    facts = [("oster", 3), ("ange", 4), ("berga", 5)]
    one, other = Reports(), Reports()
    for (who, value), (later, larger) in zip(facts, reversed(facts), strict=True):
        one = one.value("1.I2", who, 2024, value=value)
        other = other.value("1.I2", later, 2024, value=larger)
    assert measured(one).cells.equals(measured(other).cells)
    districts = [cell.committee_id for cell in from_frame(measured(one).cells) if cell.indicator_id == "1.I2"]
    assert districts == ["stad", "kind:distrikt", "berga", "nya", "ange", "oster"]


parts = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))
sent = st.dictionaries(
    st.sampled_from(["ange", "berga", "nya", "oster"]), st.one_of(st.none(), parts), min_size=1
)


@settings(max_examples=30)
@given(sent)
def test_a_total_equals_the_sum_of_what_was_reported(values: dict[str, tuple[int, int] | None]) -> None:
    reports = Reports()
    for who, given_parts in values.items():
        n, d = given_parts or ("missing", "missing")
        reports = reports.value("1.I1", who, 2024, n, d)
    total = cells(reports)[name("1.I1")]
    given_values = [value for value in values.values() if value]
    n, d = (sum(value[part] for value in given_values) for part in (0, 1))
    assert total.n_reported == len(given_values)
    assert total.status == ("shown" if d else "not_applicable" if given_values else "missing")
    if given_values:
        assert (total.numerator, total.denominator) == (n, d)
    assert total.value == (pytest.approx(100 * n / d) if d else None)


@settings(max_examples=30)
@given(sent)
def test_zero_is_never_made_of_what_is_missing(values: dict[str, tuple[int, int] | None]) -> None:
    reports = Reports().value("2.I1", "ange", 2024, 1, 2)
    for who, given_parts in values.items():
        if given_parts:
            reports = reports.value("1.I1", who, 2024, *given_parts)
    for cell in from_frame(measured(reports).cells):
        if cell.indicator_id == "1.I1" and cell.value == 0:
            assert cell.denominator
            assert cell.denominator > 0
        if cell.committee_id in ("ange", "berga", "nya", "oster") and not values.get(cell.committee_id):
            assert cell.value is None or cell.indicator_id != "1.I1"
