"""What may not be shown is not there: plan, thresholds, what follows from a hidden row, and free text."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_city import DISCLOSURE, INDICATORS, Reports, indicator, params, programme, reference

from samlad.cells import cell_id
from samlad.disclosure import Approved, Entry, protect, text_hash
from samlad.errors import DisclosureError
from samlad.frames import CELLS, CHANGES, OWN_INDICATORS, records
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.reference import Reference
from samlad.stages import Measured, Protected

KEY = b"prov"
NUMBERS = ("numerator", "denominator", "value")


def measured(reports: Reports, facts: Reference | None = None) -> Measured:
    facts = facts or reference()
    return measure(build_outcomes(reports.validated(), facts, params()), facts, params())


def protected(
    reports: Reports, facts: Reference | None = None, approved: Approved | None = None
) -> Protected:
    facts = facts or reference()
    return protect(measured(reports, facts), facts, params(), approved or Approved(), key=KEY)


def texts(result: Protected) -> dict[str, str]:
    return {row["cell_id"]: row["text"] for row in records(result.cells)}


def name(item: str, area: str = "stad", year: int = 2024, sex: str = "totalt") -> str:
    return cell_id((item, area, year, "VB", sex, "alla"))


def test_only_tables_of_the_plan_come_through() -> None:
    reports = Reports().value("2.I1", "ange", 2024, 30, 60, sex="kvinnor")
    reports = reports.value("2.I1", "ange", 2024, 3, 6, sex="kvinnor", age_group="13-17")
    found = texts(protected(reports))
    assert name("2.I1", sex="kvinnor") in found
    assert name("2.I1", "ange", sex="kvinnor") not in found
    assert not [key for key in found if "13-17" in key]


@pytest.mark.parametrize(
    ("numerator", "denominator", "hidden"),
    [
        *[(0, 50, False), (1, 50, True), (4, 50, True), (5, 50, False), (46, 50, True), (45, 50, False)],
        *[(49, 50, True), (50, 50, False), (10, 20, True), (10, 21, False)],
    ],
)
def test_a_share_about_persons_is_hidden_by_the_thresholds(
    numerator: int, denominator: int, hidden: bool
) -> None:
    row = first(
        protected(Reports().value("1.I1", "ange", 2024, numerator, denominator)), name("1.I1", "ange")
    )
    assert row["status"] == ("suppressed" if hidden else "shown")
    assert [row[one] is None for one in NUMBERS] == [hidden] * 3
    assert (row["text"] == "..") is hidden


def first(result: Protected, key: str) -> dict[str, Any]:
    return next(row for row in records(result.cells) if row["cell_id"] == key)


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (1, ".."), (4, ".."), (5, "5"), (1234, "1\u00a0234")])
def test_a_small_count_about_persons_is_hidden_and_zero_is_shown(count: int, text: str) -> None:
    assert texts(protected(Reports().value("1.I2", "ange", 2024, value=count)))[name("1.I2", "ange")] == text


def test_zero_can_be_hidden_by_a_rule() -> None:
    facts = reference(disclosure={**DISCLOSURE, "show_zero": False})
    assert (
        texts(protected(Reports().value("1.I2", "ange", 2024, value=0), facts))[name("1.I2", "ange")] == ".."
    )


def test_what_is_not_about_persons_is_not_protected() -> None:
    found = texts(protected(Reports().value("2.I1", "ange", 2024, 1, 3)))
    assert found[name("2.I1", "ange")] == "33,3\u00a0%"


def test_a_share_about_persons_without_parts_is_hidden_unless_its_source_publishes_it_so() -> None:
    facts = reference()
    reports = Reports().value("1.I1", "ange", 2024, value=54.3).value("3.I1", "ange", 2024, value=54.3)
    found = texts(protected(reports, facts))
    assert (found[name("1.I1", "ange")], found[name("3.I1", "ange")]) == ("..", "54,3\u00a0%")


def test_what_the_source_hid_stays_hidden_and_is_not_ours() -> None:
    result = protected(Reports().value("1.I2", "ange", 2024, value="suppressed_by_source"))
    assert first(result, name("1.I2", "ange"))["status"] == "suppressed_by_source"
    assert records(result.record.hidden) == []


def test_what_the_source_hid_is_not_opened_by_what_stands_around_it() -> None:
    reports = Reports().value("1.I2", "ange", 2024, value=90).value("1.I2", "ange", 2024, value=50, sex="man")
    found = texts(protected(reports.value("1.I2", "ange", 2024, value="suppressed_by_source", sex="kvinnor")))
    assert [found[name("1.I2", sex=sex)] for sex in ("kvinnor", "man", "totalt")] == ["..", "..", "90"]


def test_shares_without_parts_are_no_sums_and_hide_nothing_more() -> None:
    reports = Reports().value("3.I1", "ange", 2024, value=50).value("3.I1", "berga", 2024, value=50)
    found = texts(protected(reports.value("3.I1", "oster", 2024, value="suppressed_by_source")))
    assert [found[name("3.I1", who)] for who in ("ange", "berga", "oster")] == [
        "50,0\u00a0%",
        "50,0\u00a0%",
        "..",
    ]


def test_signs_say_what_is_missing_and_what_does_not_apply() -> None:
    found = texts(protected(Reports().value("4.I1", "berga", 2024, value="not_measured")))
    assert found[name("4.I1", "berga")] == "ej mätt"
    assert found[name("4.I1", "ange")] == "."
    assert found[name("1.I2", "ange")] == "saknas"


def test_yes_and_no_are_words_and_their_share_a_number() -> None:
    found = texts(
        protected(Reports().value("2.I2", "ange", 2024, value=1).value("2.I2", "berga", 2024, value=0))
    )
    assert [found[name("2.I2", area)] for area in ("ange", "berga", "stad")] == ["Ja", "Nej", "50,0\u00a0%"]


def test_an_indicator_can_have_limits_of_its_own_with_a_reason() -> None:
    own = {**DISCLOSURE, "indicators": {"1.I2": {"count_high": 9, "reason": "få familjer"}}}
    found = texts(protected(Reports().value("1.I2", "ange", 2024, value=9), reference(disclosure=own)))
    assert found[name("1.I2", "ange")] == ".."
    for bad in (
        {"count_high": 9},
        {"count_high": 9, "reason": "x", "hight": 3},
        {"count_low": 6, "reason": "x"},
    ):
        with pytest.raises(DisclosureError) as error:
            protected(Reports(), reference(disclosure={**DISCLOSURE, "indicators": {"1.I2": bad}}))
        assert error.value.exit_code == 15


def test_there_is_no_switch_to_turn_it_off() -> None:
    for off in (
        {"applies_to": "ingen"},
        {"thresholds": {}},
        {"thresholds": {**DISCLOSURE["thresholds"], "count_low": 9}},
    ):
        with pytest.raises(DisclosureError):
            protected(Reports(), reference(disclosure={**DISCLOSURE, **off}))


def test_one_hidden_sex_takes_the_other_with_it_but_not_the_total() -> None:
    found = texts(protected(Reports().split("1.I2", "ange", 2024, kvinnor=(40, None), man=(3, None))))
    assert [found[name("1.I2", sex=sex)] for sex in ("kvinnor", "man", "totalt")] == ["..", "..", "43"]


def test_a_zero_is_never_hidden_as_company() -> None:
    reports = Reports().split("1.I2", "ange", 2024, kvinnor=(40, None), man=(3, None), okant=(0, None))
    found = texts(protected(reports))
    assert [found[name("1.I2", sex=sex)] for sex in ("kvinnor", "man", "okant")] == ["..", "..", "0"]


def districts_with(values: dict[str, int]) -> dict[str, str]:
    reports = Reports()
    for who, value in values.items():
        reports = reports.value("1.I2", who, 2024, value=value)
    return texts(protected(reports))


def test_one_hidden_committee_takes_two_with_it_so_that_neither_of_them_can_subtract_its_own() -> None:
    found = districts_with({"ange": 3, "berga": 70, "oster": 20, "nya": 50})
    hidden = [who for who in ("ange", "berga", "oster", "nya") if found[name("1.I2", who)] == ".."]
    assert (len(hidden), "ange" in hidden, found[name("1.I2")]) == (3, True, "143")


def test_two_ones_can_be_told_from_their_sum_by_the_third_who_is_hidden_so_a_fourth_is() -> None:
    found = districts_with({"ange": 1, "berga": 1, "oster": 20, "nya": 50})
    assert [found[name("1.I2", who)] for who in ("ange", "berga", "oster", "nya")] == [".."] * 4
    assert found[name("1.I2")] == "72"


def test_the_total_goes_when_no_other_part_can() -> None:
    found = texts(protected(Reports().value("1.I2", "ange", 2024, value=3)))
    assert [found[name("1.I2", area)] for area in ("stad", "kind:distrikt", "ange")] == ["..", "..", ".."]


def test_a_merged_committee_does_not_give_its_predecessor_away() -> None:
    reports = Reports().value("1.I2", "dala", 2022, value=3).value("1.I2", "ek", 2022, value=60)
    reports = reports.value("1.I2", "ange", 2022, value=30).value("1.I2", "nya", 2024, value=70)
    found = texts(protected(reports))
    hidden = [found[name("1.I2", who, 2022)] == ".." for who in ("dala", "ek", "nya")]
    assert hidden[0]
    assert sum(hidden) >= 2


def test_change_and_attainment_of_a_hidden_row_are_hidden_with_it() -> None:
    facts = reference(programme=programme((indicator("1.I1", about_persons=True), *INDICATORS[1:])))
    target = {"target": 50, "target_setter": "kf"}
    reports = Reports().value("1.I1", "ange", 2023, 3, 40).value("1.I1", "ange", 2024, 20, 40, **target)
    result = protected(reports.value("1.I1", "berga", 2024, 2, 40, **target), facts)
    change = next(row for row in records(result.changes) if row["cell_id"] == name("1.I1", "ange"))
    assert (change["change"], change["text"]) == (None, "..")
    attained = {row["committee_id"]: (row["value"], row["outcome"]) for row in records(result.attainment)}
    assert attained["berga"] == (None, "suppressed")


def test_a_change_is_said_in_the_readers_words() -> None:
    reports = Reports().value("2.I1", "ange", 2023, 20, 40).value("2.I1", "ange", 2024, 15, 40)
    reports = reports.value("1.I2", "ange", 2023, value=40).value("1.I2", "ange", 2024, value=52)
    found = {row["cell_id"]: row["text"] for row in records(protected(reports).changes)}
    assert found[name("2.I1", "ange")] == "\u221212,5\u00a0procentenheter"
    assert found[name("1.I2", "ange")] == "+12"


def own(result: Protected) -> list[tuple[Any, ...]]:
    return [(row["own_id"], row["sex"], row["value"], row["text"]) for row in records(result.own_indicators)]


def test_own_indicators_are_protected_unless_declared_not_to_be_about_persons() -> None:
    reports = Reports().own("E1", "ange", 2024, value=3).own("E2", "ange", 2024, value=3, about_persons="nej")
    reports = reports.own("E3", "ange", 2024, kind="andel", value=50.0).own(
        "E1", "ange", 2024, value=3, sex="man"
    )
    reports = reports.own("E4", "ange", 2024, kind="tal", value=4.2, denominator=9)
    assert own(protected(reports)) == [
        ("E1", "totalt", None, ".."),
        ("E2", "totalt", 3, "3"),
        ("E3", "totalt", None, ".."),
        ("E4", "totalt", None, ".."),
    ]


def approve(comment_id: str, text: str) -> Approved:
    key = b"nyckel"
    return Approved({comment_id: Entry(comment_id, text_hash(text, key), "Anna", "2025-02-01")}, key)


def test_free_text_passes_only_when_exactly_that_text_was_approved() -> None:
    reports = Reports().activity("1.A1", "ange", 2024, "pagar", "Allt går bra.")
    reports = reports.activity("1.A1", "berga", 2024, "pagar", "Inte läst.")
    read = approve("ange/2024/VB/comment/1.A1", "Allt går  bra.")
    result = protected(reports, approved=read)
    assert [row["text"] for row in records(result.comments)] == ["Allt går bra."]
    shown = {(row["activity_id"], row["committee_id"]): row["comment"] for row in records(result.activities)}
    assert shown == {
        ("1.A1", "berga"): "",
        ("1.A1", "ange"): "Allt går bra.",
        ("2.A1", "berga"): "",
        ("2.A1", "ange"): "Allt går bra.",
    }
    changed = approve("ange/2024/VB/comment/1.A1", "Allt går dåligt.")
    assert records(protected(reports, approved=changed).comments) == []


@pytest.mark.parametrize("text", ["Det gäller 3 personer.", "Tre personer berörs.", "Av 1 203 är 3,0 nya."])
def test_an_approved_text_with_a_hidden_number_stops_the_release(text: str) -> None:
    reports = Reports().value("1.I2", "ange", 2024, value=3).activity("1.A1", "ange", 2024, "pagar", text)
    read = approve("ange/2024/VB/comment/1.A1", text)
    with pytest.raises(DisclosureError) as error:
        protected(reports, approved=read)
    assert error.value.details == ("ange/2024/VB/comment/1.A1",)
    open_ = Reports().value("1.I2", "ange", 2024, value=30).activity("1.A1", "ange", 2024, "pagar", text)
    assert len(protected(open_, approved=read).comments) == 1


def test_the_name_of_an_own_indicator_is_free_text_too() -> None:
    reports = Reports().own("E1", "ange", 2024, value=40, about_persons="nej", name="Antal samtal")
    [row] = records(protected(reports).own_indicators)
    assert (row["name"], row["text"]) == ("", "40")
    read = approve("ange/2024/VB/name/E1", "Antal samtal")
    assert records(protected(reports, approved=read).own_indicators)[0]["name"] == "Antal samtal"
    changed = approve("ange/2024/VB/name/E1", "Antal samtal om en person")
    assert records(protected(reports, approved=changed).own_indicators)[0]["name"] == ""


def test_the_name_of_an_own_activity_is_free_text_too() -> None:
    row = {
        "own_id": "EA1",
        "goal_id": "1",
        "name": "Temadag",
        "status": "pagar",
        "status_cell": "",
        "comment": "",
    }
    reports = Reports().add("own_activities", "ange", 2024, row)
    assert records(protected(reports).own_activities)[0]["name"] == ""
    read = approve("ange/2024/VB/name/EA1", "Temadag")
    assert records(protected(reports, approved=read).own_activities)[0]["name"] == "Temadag"


def test_an_approved_name_with_a_hidden_number_stops_the_release() -> None:
    reports = Reports().value("1.I2", "ange", 2024, value=3)
    reports = reports.own("E1", "ange", 2024, value=40, about_persons="nej", name="De tre som fick stöd")
    read = approve("ange/2024/VB/name/E1", "De tre som fick stöd")
    with pytest.raises(DisclosureError) as error:
        protected(reports, approved=read)
    assert error.value.details == ("ange/2024/VB/name/E1",)


def test_a_text_may_not_tell_an_earlier_years_hidden_number_either() -> None:
    text = "Förra året gällde det 3 personer."
    reports = Reports().value("1.I2", "ange", 2023, value=3).value("1.I2", "ange", 2024, value=30)
    reports = reports.activity("1.A1", "ange", 2024, "pagar", text)
    with pytest.raises(DisclosureError):
        protected(reports, approved=approve("ange/2024/VB/comment/1.A1", text))


def test_the_record_says_why_and_the_counts_say_how_many() -> None:
    record = protected(Reports().split("1.I2", "ange", 2024, kvinnor=(40, None), man=(3, None))).record
    rules = {row["cell_id"]: row["rule_id"] for row in records(record.hidden)}
    assert rules[name("1.I2", sex="man")] == "litet_antal"
    assert rules[name("1.I2", sex="kvinnor")] == "foljd"
    counts = {(row["indicator_id"], row["status"]): row["count"] for row in records(record.counts)}
    assert counts["1.I2", "suppressed"] == 2


districts = ("ange", "berga", "nya", "oster")
counts = st.integers(0, 30)
city = st.dictionaries(st.sampled_from(districts), st.tuples(counts, counts, counts), min_size=1)


def of(values: dict[str, tuple[int, int, int]]) -> Reports:
    reports = Reports()
    for who, (women, men, more) in values.items():
        reports = reports.split("1.I2", who, 2024, kvinnor=(women, None), man=(men, None))
        reports = reports.value("1.I1", who, 2024, women, women + men + more)
    return reports


@settings(max_examples=20)
@given(city)
def test_nothing_hidden_can_be_had_by_plain_subtraction(values: dict[str, tuple[int, int, int]]) -> None:
    result = {row["cell_id"]: row for row in records(protected(of(values)).cells)}
    sexes = [name("1.I2", sex=sex) for sex in ("kvinnor", "man")]
    sums = [[name("1.I2"), *sexes]]
    for item in ("1.I1", "1.I2"):
        sums += [
            [name(item, area), *(name(item, who) for who in values)] for area in ("stad", "kind:distrikt")
        ]
    for members in sums:
        hidden = [one for one in members if one in result and result[one]["status"] == "suppressed"]
        assert len(hidden) != 1


@settings(max_examples=20)
@given(city)
def test_a_hidden_row_has_no_number_anywhere_and_a_shown_one_is_not_changed(
    values: dict[str, tuple[int, int, int]],
) -> None:
    before = {row["cell_id"]: row for row in records(measured(of(values)).cells)}
    for row in records(protected(of(values)).cells):
        if row["status"] == "shown":
            assert all(row[one] == before[row["cell_id"]][one] for one in CELLS)
        else:
            assert all(row[one] is None for one in NUMBERS)
            assert not any(letter.isdigit() for letter in row["text"])


@settings(max_examples=20)
@given(city)
def test_protecting_twice_is_protecting_once(values: dict[str, tuple[int, int, int]]) -> None:
    facts = reference()
    once = protected(of(values).own("E1", "ange", 2024, value=3), facts)
    again = protect(unsaid(once), facts, params(), Approved(), key=KEY)
    for field in fields(Protected):
        if field.name != "record":
            pd.testing.assert_frame_equal(getattr(once, field.name), getattr(again, field.name))


def unsaid(result: Protected) -> Measured:
    """Protected tables as if they were measures: the same without the reader's text."""
    given_frames = {field.name: getattr(result, field.name) for field in fields(Measured)}
    plain = {
        "cells": result.cells[list(CELLS)],
        "changes": result.changes[list(CHANGES)],
        "own_indicators": result.own_indicators[list(OWN_INDICATORS)],
    }
    return replace(Measured(**given_frames), **plain)
