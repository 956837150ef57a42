"""The ways to round: what is printed, what still has to be hidden, and that no sum gives a count back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_city import DISCLOSURE, Reports, params, reference

from samlad.disclosure import Approved, Entry, protect, text_hash
from samlad.disclosure.method import method_of
from samlad.errors import DisclosureError
from samlad.frames import records
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.reference import Reference
from samlad.stages import Protected

STEPS, FIVES = "steg", "femtal"
DISTRICTS = ("ange", "berga", "nya", "oster")


def facts(method: str, **more: Any) -> Reference:
    return reference(disclosure={**DISCLOSURE, "method": method, **more})


def protected(reports: Reports, given: Reference) -> Protected:
    outcomes = build_outcomes(reports.validated(), given, params())
    return protect(measure(outcomes, given, params()), given, params(), Approved(), key=b"prov")


def texts(result: Protected) -> dict[str, str]:
    return {row["cell_id"]: row["text"] for row in records(result.cells)}


def name(item: str, area: str = "stad", sex: str = "totalt", year: int = 2024) -> str:
    return f"{item}/{area}/{year}/VB/{sex}/alla"


def four(*counts: int) -> Reports:
    reports = Reports()
    for who, count in zip(DISTRICTS, counts, strict=False):
        reports = reports.value("1.I2", who, 2024, value=count)
    return reports


@pytest.mark.parametrize(
    ("count", "steps", "fives"),
    [(0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 5, 5), (4, 5, 5), (5, 5, 5), (7, 7, 5), (8, 8, 10), (57, 57, 55)],
)
def test_counts_are_printed_as_the_method_says(count: int, steps: int, fives: int) -> None:
    printed = [method_of(facts(one), params()).printed(count) for one in (STEPS, FIVES)]
    assert printed == [steps, fives]


@given(st.integers(0, 500), st.sampled_from([STEPS, FIVES]))
def test_what_can_stand_behind_a_printed_count_is_every_count_that_is_printed_so(
    count: int, one: str
) -> None:
    method = method_of(facts(one), params())
    low, high = method.behind(method.printed(count))
    behind = [other for other in range(600) if method.printed(other) == method.printed(count)]
    assert (low, high) == (behind[0], behind[-1])


def test_base_five_rounds_every_count_about_persons_and_nothing_else() -> None:
    reports = four(13, 28, 44, 61).value("2.I1", "ange", 2024, 13, 29)
    found = texts(protected(reports, facts(FIVES)))
    assert [found[name("1.I2", who)] for who in (*DISTRICTS, "stad")] == ["15", "30", "45", "60", "145"]
    assert found[name("2.I1", "ange")] == "44,8\u00a0%"


def test_a_share_is_that_of_its_printed_parts_and_hidden_below_the_least_base() -> None:
    reports = Reports().value("1.I1", "ange", 2024, 13, 48).value("1.I1", "berga", 2024, 13, 20)
    reports = reports.value("1.I1", "nya", 2024, 33, 90).value("1.I1", "oster", 2024, 24, 71)
    rows = {row["cell_id"]: row for row in records(protected(reports, facts(FIVES)).cells)}
    ange = rows[name("1.I1", "ange")]
    assert (ange["numerator"], ange["denominator"], ange["value"]) == (15, 50, 30)
    assert rows[name("1.I1", "berga")]["status"] == "suppressed"


def test_city_rounding_prints_a_small_count_only_where_its_sum_does_not_give_it_back() -> None:
    alone = texts(protected(four(3, 28, 44, 61), facts(STEPS)))
    assert alone[name("1.I2", "ange")] in ("5", "..")
    # The whole is exact, so beside three exact parts a rounded one would be no secret.
    shown = [alone[name("1.I2", who)] != ".." for who in (*DISTRICTS, "stad")]
    assert not all(shown)


def test_change_and_attainment_are_of_the_printed_values() -> None:
    reports = four(13, 28, 44, 61)
    for who, count in zip(DISTRICTS, (22, 31, 47, 66), strict=True):
        reports = reports.value("1.I2", who, 2023, value=count)
    changes = {row["cell_id"]: row["change"] for row in records(protected(reports, facts(FIVES)).changes)}
    assert changes[name("1.I2", "ange")] == 15 - 20


def test_own_indicators_about_persons_are_rounded_and_others_are_not() -> None:
    reports = four(13, 28, 44, 61).own("E1", "ange", 2024, value=3)
    reports = reports.own("E2", "ange", 2024, value=3, about_persons="nej")
    reports = reports.own("E3", "ange", 2024, kind="tal", value=4.2, denominator=9)
    own = {row["own_id"]: row["text"] for row in records(protected(reports, facts(FIVES)).own_indicators)}
    assert own == {"E1": "5", "E2": "3", "E3": ".."}


def test_a_year_can_choose_another_method_than_the_file() -> None:
    chosen = params_with(FIVES)
    given = facts("doljs")
    outcomes = build_outcomes(four(13, 28, 44, 61).validated(), given, chosen)
    result = protect(measure(outcomes, given, chosen), given, chosen, Approved(), key=b"prov")
    assert result.record.public["method"]["name"] == FIVES
    assert texts(result)[name("1.I2", "ange")] == "15"


def params_with(method: str) -> Any:
    return params().model_copy(update={"disclosure_method": method})


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ({}, "ska ha en benämning"),
        ({"label": "x", "base": 4, "note": "x"}, "udda heltal"),
        ({"label": "x", "base": 5}, "anmärkning till läsaren"),
        ({"label": "x", "round": [{"from": 3, "to": 1, "as": 0}], "note": "x"}, "from, to och as"),
        ({"label": "x", "rond": 1}, "«rond» är okänd"),
    ],
)
def test_a_method_that_is_not_whole_is_refused(method: Any, said: str) -> None:
    with pytest.raises(DisclosureError, match=said):
        method_of(facts("ny", methods={"ny": method}), params())


def test_the_note_goes_out_with_the_tables() -> None:
    record = protected(four(13, 28, 44, 61), facts(FIVES)).record
    assert record.public["method"]["note"] == "Avrundat till femtal."
    assert record.public["solver"]["problems"] == 0


def test_an_approved_text_may_not_tell_what_was_rounded() -> None:
    text, key = "Det gäller 13 personer.", b"nyckel"
    reports = four(13, 28, 44, 61).activity("1.A1", "ange", 2024, "pagar", text)
    name_of = "ange/2024/VB/comment/1.A1"
    read = Approved({name_of: Entry(name_of, text_hash(text, key), "Anna", "2025-02-01")}, key)
    given = facts(FIVES)
    outcomes = build_outcomes(reports.validated(), given, params())
    with pytest.raises(DisclosureError, match="ett tal som är dolt"):
        protect(measure(outcomes, given, params()), given, params(), read, key=b"prov")


def test_an_exception_is_printed_as_it_is_also_where_others_are_rounded() -> None:
    entry = {"cell": name("1.I2", "ange"), "reason": "x", "by": "y", "on": date(2025, 3, 1), "dnr": "z"}
    found = texts(protected(four(3, 28, 44, 61), facts(FIVES, exceptions=[entry])))
    assert found[name("1.I2", "ange")] == "3"
