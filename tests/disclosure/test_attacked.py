"""Random cities, protected, released, and attacked by the independent attacker: it finds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from small_city import Reports, params, reference, run_facts

from samlad.disclosure import Approved, protect
from samlad.disclosure.attacker import Count, Verdict, attack
from samlad.frames import CELLS, TEXT, build, records
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.release import release
from samlad.stages import Measured, Protected

NOW, THEN = ("ange", "berga", "nya", "oster"), ("ange", "berga", "dala", "ek", "oster")
AGES = ("13-17", "18-25", "26-64")
count = st.one_of(st.integers(0, 6), st.integers(7, 60))
numbers = st.tuples(count, count, count)
SOURCE = "suppressed_by_source"


@st.composite
def cities(draw: st.DrawFn) -> Reports:
    """Sexes that may not be known for all, ages from some, a source that hides, and a merger."""
    reports = Reports()
    for year, districts in ((2022, THEN), (2024, NOW)):
        for who in draw(st.lists(st.sampled_from(districts), min_size=1, unique=True)):
            reports = _reported(draw, reports, who, year)
    return reports


def _reported(draw: st.DrawFn, reports: Reports, who: str, year: int) -> Reports:
    women, men, rest = draw(numbers)
    whole = women + men + (rest if draw(st.booleans()) else 0)
    reports = reports.value("1.I1", who, year, women, women + men + rest + 1)
    if draw(st.integers(0, 9)) == 0:
        return reports.value("1.I2", who, year, value=SOURCE)
    reports = reports.value("1.I2", who, year, value=whole)
    hides = draw(st.integers(0, 9)) == 0
    for sex, number in (("kvinnor", women), ("man", SOURCE if hides else men)):
        reports = reports.value("1.I2", who, year, value=number, sex=sex)
    if draw(st.booleans()):
        young, old = sorted((draw(st.integers(0, whole)), draw(st.integers(0, whole))))
        for age, number in zip(AGES, (young, old - young, whole - old), strict=True):
            reports = reports.value("1.I2", who, year, value=number, age_group=age)
    return reports


def measured(reports: Reports) -> Measured:
    facts = reference()
    return measure(build_outcomes(reports.validated(), facts, params()), facts, params())


def attacked(found: Measured, known: Any = None, sensitive: Any = None) -> Verdict:
    facts = reference()
    with TemporaryDirectory() as place:
        folder = Path(place) / "released"
        result = protect(found, facts, params(), Approved(), key=b"prov")
        release(result, facts, params(), folder, run_facts())
        return attack(folder, known=known, sensitive=sensitive)


@settings(max_examples=15, deadline=None)
@given(cities())
def test_the_attacker_finds_nothing(reports: Reports) -> None:
    verdict = attacked(measured(reports))
    assert verdict.contradictions == ()
    assert [f"{one.place}: {one.why}" for one in verdict.failures] == []


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(count, count), min_size=4, max_size=4))
def test_every_row_hidden_for_anothers_sake_would_be_found_if_it_were_opened(
    values: list[tuple[int, int]],
) -> None:
    reports = Reports()
    for who, (women, men) in zip(NOW, values, strict=True):
        reports = reports.split("1.I2", who, 2024, kvinnor=(women, None), man=(men, None))
    found = measured(reports)
    facts = reference()
    result = protect(found, facts, params(), Approved(), key=b"prov")
    assert (result.record.problems["gap"] == 0).all()
    for row in records(result.record.hidden):
        if row["part"] == "complementary":
            opened = _opened(result, found, row["cell_id"])
            assert any(_finds(opened, *reader) for reader in ((None, None), *_insiders(found)))


def _opened(result: Protected, found: Measured, cell_id: str) -> Protected:
    """The protected tables with one hidden row shown again."""
    number = next(row for row in records(found.cells) if row["cell_id"] == cell_id)
    rows = [
        {**number, "text": str(int(number["value"]))} if row["cell_id"] == cell_id else row
        for row in records(result.cells)
    ]
    return replace(result, cells=build({**CELLS, "text": TEXT}, rows))


def _finds(tables: Protected, known: Any, sensitive: Any) -> bool:
    with TemporaryDirectory() as place:
        folder = Path(place) / "released"
        release(tables, reference(), params(), folder, run_facts())
        return bool(attack(folder, known=known, sensitive=sensitive).failures)


def _insiders(found: Measured) -> Iterator[tuple[Any, Any]]:
    rows = [row for row in records(found.cells) if row["indicator_id"] == "1.I2" and row["status"] == "shown"]
    for who in NOW:
        own = {row["cell_id"]: (int(row["numerator"]), None) for row in rows if row["committee_id"] == who}
        others = [row for row in rows if row["committee_id"] in set(NOW) - {who}]
        yield own, {name for row in others for name in _sensitive(row)}


@settings(max_examples=8, deadline=None)
@given(cities(), st.sampled_from(NOW))
def test_a_committee_that_knows_its_own_learns_no_sensitive_count_of_another(
    reports: Reports, who: str
) -> None:
    found = measured(reports)
    rows = [row for row in records(found.cells) if row["indicator_id"] in ("1.I1", "1.I2")]
    shown = [row for row in rows if row["status"] == "shown" and row["duty"] == "due"]
    own = {
        row["cell_id"]: (int(row["numerator"]), _whole(row["denominator"]))
        for row in shown
        if row["committee_id"] == who
    }
    others = [row for row in shown if row["committee_id"] not in (who, "stad", "kind:distrikt")]
    sensitive = {name for row in others for name in _sensitive(row)}
    hides_something = any(row["committee_id"] == who and row["status"] == SOURCE for row in rows)
    if own and sensitive and not hides_something:
        verdict = attacked(found, own, sensitive)
        assert [f"{one.place}: {one.why}" for one in verdict.failures] == []


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def _sensitive(row: Mapping[str, Any]) -> list[Count]:
    n, d = row["numerator"], row["denominator"]
    if d is None:
        return [Count(row["cell_id"], "n")] if 1 <= n <= 4 else []
    values = {"n": 1 if d < 21 else n, "d": d, "d-n": d - n}
    return [Count(row["cell_id"], part) for part, value in values.items() if 1 <= value <= 4]
