"""Rules of arithmetic hold for every table, not only for the examples (hypothesis)."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.validation import group_conditions, row_conditions

SHARES = {"kinds": ["andel"], "fraction_max": 1}
PARTS = st.integers(0, 500).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
"""A numerator that is part of its denominator."""


def shares(parts, decimals):
    """A table of shares that are rightly computed and rounded, blank where there is nothing to divide."""
    return pd.DataFrame(
        {
            "kind": "andel",
            "value_sign": None,
            "numerator": [float(part) for part, _ in parts],
            "denominator": [float(whole) for _, whole in parts],
            "value": [
                round(100 * part / whole, decimals) if whole else float("nan") for part, whole in parts
            ],
        }
    )


@given(st.lists(PARTS, min_size=1, max_size=30), st.integers(0, 8))
def test_a_share_that_is_computed_and_rounded_always_passes(parts, decimals):
    frame = shares(parts, decimals)
    without_sign = frame.drop(columns="value_sign")
    assert row_conditions.expect_share_to_match_its_parts(without_sign, **SHARES).all()
    assert row_conditions.expect_share_in_percent(frame, **SHARES).all()
    assert row_conditions.expect_numerator_not_above_denominator(frame[["numerator", "denominator"]]).all()
    assert row_conditions.expect_number_within(
        frame[["kind", "value"]], kinds=["andel"], minimum=0, maximum=100
    ).all()


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=30))
def test_a_numerator_above_its_denominator_always_fails(rows):
    frame = pd.DataFrame(
        {"numerator": [low + more for low, more in rows], "denominator": [low for low, _ in rows]}
    )
    assert not row_conditions.expect_numerator_not_above_denominator(frame.astype("float64")).any()


@given(st.integers(2, 500), st.data())
def test_a_share_written_as_a_fraction_always_fails_as_a_doubtful_unit_and_as_nothing_else(whole, data):
    part = data.draw(st.integers(max(1, whole // 50), whole))
    frame = shares([(part, whole)], 3).assign(value=round(part / whole, 3))
    assert not row_conditions.expect_share_in_percent(frame, **SHARES).any()
    assert row_conditions.expect_share_to_match_its_parts(frame.drop(columns="value_sign"), **SHARES).all()


@given(st.integers(1, 500), st.data(), st.floats(1.01, 40))
def test_a_share_that_is_off_by_more_than_rounding_always_fails(whole, data, off):
    part = data.draw(st.integers(0, whole))
    frame = shares([(part, whole)], 1)
    frame["value"] = (frame["value"] + off).round(1)
    assert not row_conditions.expect_share_to_match_its_parts(
        frame.drop(columns="value_sign"), kinds=["andel"], fraction_max=0
    ).any()


@pytest.mark.parametrize(
    ("numerator", "denominator", "value", "right"),
    [
        (1, 3, 33, True), (1, 3, 33.3, True), (1, 3, 33.33, True), (1, 3, 33.4, False), (2, 3, 66, False),
        (1, 8, 12.5, True), (1, 8, 13, True), (1, 8, 12, True), (0, 0, 0, True), (0, 0, 5, False),
        (1, 100, 1, True), (1, 200, 0.5, True), (54, 100, 54.0, True),
    ],
)  # fmt: skip
def test_rounding_is_judged_by_the_decimals_that_are_written(numerator, denominator, value, right):
    frame = pd.DataFrame([["andel", float(numerator), float(denominator), float(value)]])
    assert row_conditions.expect_share_to_match_its_parts(frame, **SHARES).tolist() == [right]


KEYS = {"committee_id": "a", "year": 2024, "period": "VB", "item_id": "i"}
LIMITS = {
    "kinds": ["antal"],
    "sexes": ["kvinnor", "man", "okant"],
    "age_groups": ["0-12", "13-17", "okand"],
}


def split(numbers):
    """A table of counts by sex and age, with the totals that the parts give."""
    rows = [(sex, age, number) for (sex, age), number in numbers.items()]
    for sex in LIMITS["sexes"]:
        rows.append((sex, "alla", sum(number for (one, _), number in numbers.items() if one == sex)))
    for age in LIMITS["age_groups"]:
        rows.append(("totalt", age, sum(number for (_, one), number in numbers.items() if one == age)))
    rows.append(("totalt", "alla", sum(numbers.values())))
    frame = pd.DataFrame(rows, columns=["sex", "age_group", "value"]).astype({"value": "float64"})
    frame = frame.assign(kind="antal", **KEYS)
    return frame[["kind", *KEYS, "sex", "age_group", "value"]]


NUMBERS = st.fixed_dictionaries(
    {(sex, age): st.integers(0, 60) for sex in LIMITS["sexes"] for age in LIMITS["age_groups"]}
)


@settings(max_examples=40)
@given(NUMBERS, st.integers(0, 50), st.randoms(use_true_random=False))
def test_totals_at_least_the_sum_of_their_parts_always_pass(numbers, more, random):
    frame = split(numbers)
    frame.loc[frame.index[-1], "value"] += more
    frame = frame.iloc[random.sample(range(len(frame)), len(frame))].reset_index(drop=True)
    assert group_conditions.expect_parts_within_total(frame, **LIMITS).all()


@settings(max_examples=40)
@given(NUMBERS, st.integers(1, 50))
def test_a_total_below_the_sum_of_its_parts_always_fails_at_the_total(numbers, less):
    frame = split(numbers)
    frame.loc[frame.index[-1], "value"] -= less
    right = group_conditions.expect_parts_within_total(frame, **LIMITS)
    assert right.index[~right].tolist() == [frame.index[-1]]


@given(st.lists(st.integers(0, 30), min_size=3, max_size=3))
def test_periods_of_a_year_pass_exactly_when_they_never_fall(numbers):
    frame = pd.DataFrame({"cumulative": "ja", "period": ["VB", "T1", "T2"], "item_id": "i"})
    first, second, last = numbers
    frame["value"] = [float(last), float(first), float(second)]
    right = group_conditions.expect_not_to_fall_within_year(frame, order=["VP", "T1", "T2", "VB"])
    assert right.all() == (first <= second <= last)


def test_a_row_that_lacks_what_a_rule_needs_is_left_to_the_rules_about_missing_things():
    nothing = pd.DataFrame({"kind": [None], "numerator": [float("nan")], "denominator": [float("nan")]})
    nothing["value"] = float("nan")
    assert row_conditions.expect_share_to_match_its_parts(nothing, **SHARES).all()
    assert row_conditions.expect_numerator_not_above_denominator(nothing[["numerator", "denominator"]]).all()
    assert row_conditions.expect_number_not_negative(nothing[["kind", "value"]], kinds=["andel"]).all()
    keys = pd.DataFrame({"file": ["a", "a"], "committee_id": [None, None]})
    assert group_conditions.expect_rows_not_repeated(keys).all()
