"""The independent attacker reads rounded tables as intervals, and finds nothing in them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_city import Reports, params, run_facts
from test_rounding import DISTRICTS, FIVES, STEPS, facts, protected

from samlad.disclosure.attacker import attack
from samlad.release import release

counts = st.one_of(st.integers(0, 6), st.integers(7, 60))
districts = st.fixed_dictionaries(
    dict.fromkeys(DISTRICTS, st.tuples(counts, counts, st.sampled_from((0, 0, 1, 3)), st.none() | counts))
)
FALLS_SHORT = {"berga": (1, 0, 0, 60), "nya": (2, 3, 0, 60), "ange": (0, 0, 0, 60), "oster": (3, 2, 0, None)}
"""Who takes the printed ages to add up to the total would leave one or two to the age that has none."""


def city(values: dict[str, Any]) -> Reports:
    """Women, men, of unknown sex, and how many are young; None where ages are not told."""
    reports = Reports()
    for who, (women, men, unknown, young) in values.items():
        known = {"kvinnor": (women, None), "man": (men, None)} | (
            {"okant": (unknown, None)} if unknown else {}
        )
        reports = reports.split("1.I2", who, 2024, **known)
        whole = women + men + unknown
        if young is not None:
            first = min(young, whole)
            for age, number in (("0-12", first), ("13-17", whole - first)):
                reports = reports.value("1.I2", who, 2024, value=number, age_group=age)
        reports = reports.value("1.I1", who, 2024, women, 2 * whole + 10)
    return reports


@settings(max_examples=12, deadline=None)
@example(FALLS_SHORT, FIVES)
@given(districts, st.sampled_from([STEPS, FIVES]))
def test_the_attacker_finds_nothing_in_rounded_tables(values: dict[str, Any], method: str) -> None:
    given = facts(method)
    with TemporaryDirectory() as place:
        folder = Path(place) / "released"
        release(protected(city(values), given), given, params(), folder, run_facts())
        verdict = attack(folder)
    assert verdict.contradictions == ()
    assert [one.why for one in verdict.failures] == []


def test_a_true_five_and_a_true_zero_are_protected_as_what_they_may_stand_for(tmp_path: Path) -> None:
    reports = Reports()
    for who, (n, d) in zip(DISTRICTS, ((40, 60), (5, 32), (8, 43), (0, 50)), strict=True):
        reports = reports.value("1.I1", who, 2024, n, d)
    given = facts(STEPS)
    release(protected(reports, given), given, params(), tmp_path / "released", run_facts())
    verdict = attack(tmp_path / "released")
    assert (verdict.failures, verdict.contradictions) == ((), ())
