"""What is to be let out is attacked on every run, and whatever is opened of the protection is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small_city import Reports, params, reference, run_facts

from samlad.attacked import attack_tables, check_pages, insiders
from samlad.cells import cell_id
from samlad.disclosure import Approved, protect
from samlad.disclosure.attacker import Verdict, attack
from samlad.errors import DisclosureError
from samlad.frames import CELLS, TEXT, build, records
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.release import release
from samlad.stages import Measured, Protected

FACTS = reference()
KEY = b"prov"
DISTRICTS = ("ange", "berga", "nya", "oster")
NUMBERS = ("numerator", "denominator", "value")
Values = dict[str, tuple[int, int, int]]


def measured(reports: Reports) -> Measured:
    return measure(build_outcomes(reports.validated(), FACTS, params()), FACTS, params())


def protected(unprotected: Measured) -> Protected:
    return protect(unprotected, FACTS, params(), Approved(), key=KEY)


def attacked(unprotected: Measured, result: Protected) -> Verdict:
    with TemporaryDirectory() as where:
        released = release(result, FACTS, params(), Path(where), run_facts())
        return attack_tables(released, [], unprotected, result, FACTS)


def city(values: Values) -> Reports:
    reports = Reports()
    for who, (women, men, rest) in values.items():
        reports = reports.split("1.I2", who, 2024, kvinnor=(women, None), man=(men, None))
        reports = reports.value("1.I1", who, 2024, women, women + men + rest)
    return reports


counts = st.integers(0, 40)
cities = st.dictionaries(st.sampled_from(DISTRICTS), st.tuples(counts, counts, counts), min_size=2)


@settings(max_examples=12, deadline=None)
@given(cities)
def test_whatever_is_opened_of_a_plan_proven_cheapest_is_found(values: Values) -> None:
    unprotected = measured(city(values))
    result = protected(unprotected)
    assume(all(row["gap"] == 0 for row in records(result.record.problems)))
    companions = [row["cell_id"] for row in records(result.record.hidden) if row["part"] == "complementary"]
    assume(companions)
    for companion in companions:
        with pytest.raises(DisclosureError):
            attacked(unprotected, opened(result, unprotected, companion))


def opened(result: Protected, unprotected: Measured, name: str) -> Protected:
    """The protected tables with the numbers of one hidden row put back."""
    before = {row["cell_id"]: row for row in records(unprotected.cells)}
    rows = [
        {**row, **{one: before[name][one] for one in NUMBERS}, "status": "shown"}
        if row["cell_id"] == name
        else row
        for row in records(result.cells)
    ]
    return replace(result, cells=build({**CELLS, "text": TEXT}, rows))


@settings(max_examples=8, deadline=None)
@given(cities)
def test_primary_suppression_alone_gives_hidden_counts_back(values: Values) -> None:
    unprotected = measured(city(values))
    result = protected(unprotected)
    companions = {row["cell_id"] for row in records(result.record.hidden) if row["part"] == "complementary"}
    assume(companions)
    for name in sorted(companions):
        result = opened(result, unprotected, name)
    with TemporaryDirectory() as where:
        verdict = attack(release(result, FACTS, params(), Path(where), run_facts()).folder)
    with pytest.raises(DisclosureError):
        attacked(unprotected, result)
    assert verdict.contradictions == ()


def name(area: str) -> str:
    return cell_id(("1.I2", area, 2024, "VB", "totalt", "alla"))


def counted(**committees: int) -> Measured:
    reports = Reports()
    for who, number in committees.items():
        reports = reports.value("1.I2", who, 2024, value=number)
    return measured(reports)


def test_the_message_says_where_and_what_to_do_and_never_a_value() -> None:
    unprotected = counted(ange=3, berga=3717, oster=5923)
    hidden = protected(unprotected)
    for who in ("berga", "oster", "stad", "kind:distrikt"):
        hidden = opened(hidden, unprotected, name(who))
    with pytest.raises(DisclosureError) as stopped:
        attacked(unprotected, hidden)
    text = str(stopped.value)
    assert stopped.value.exit_code == 15
    assert "Ingenting har släppts" in text and "cells.csv, 1.I2, ange 2024 VB" in text
    assert "Gör så här" in text
    assert not {"3717", "5923", "9643"} & set(text.split()) and " 3 " not in text


def test_a_committee_with_its_own_figures_is_an_attacker_too() -> None:
    """Two hidden rows hide one another from the public, but not from each other."""
    unprotected = counted(ange=3, berga=30, oster=40)
    result = protected(unprotected)
    for who in ("oster", "stad", "kind:distrikt"):
        result = opened(result, unprotected, name(who))
    names = {row["cell_id"]: row["status"] for row in records(result.cells)}
    assert (names[name("ange")], names[name("berga")]) == ("suppressed", "suppressed")
    assert {one.committee_id for one in insiders(unprotected, result, FACTS)} == {"berga"}
    with pytest.raises(DisclosureError, match="för den som känner uppgifterna från Berga"):
        attacked(unprotected, result)


def test_pages_that_say_more_than_the_tables_stop_the_run(tmp_path: Path) -> None:
    unprotected = counted(ange=3, berga=30, oster=40)
    released = release(protected(unprotected), FACTS, params(), tmp_path / "released", run_facts())
    pages = tmp_path / "sidor"
    pages.mkdir()
    (pages / "mal-1.html").write_text('<p id="c-1.I2-ange-2024-VB-totalt-alla">..</p>', encoding="utf-8")
    check_pages(pages, released)
    (pages / "mal-1.html").write_text('<p id="c-1.I2-ange-2024-VB-totalt-alla">3</p>', encoding="utf-8")
    with pytest.raises(DisclosureError, match="Sidorna säger något om dolda rader") as stopped:
        check_pages(pages, released)
    assert stopped.value.exit_code == 15
    assert "mal-1.html, vid c-1.I2-ange-2024-VB-totalt-alla" in str(stopped.value)
