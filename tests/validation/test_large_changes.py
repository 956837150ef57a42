"""A large change since last year is to be confirmed: by a comment on the row, or in data/corrections."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samlad.corrections import Corrections
from samlad.corrections.entries import Correction
from samlad.files import Faults
from samlad.reference.loading import _control
from samlad.rules import LARGE_CHANGE
from samlad.validation import unconfirmed


@pytest.fixture
def two_years(sent):
    """The builder with last year's delivery beside this year's; every value is the same."""
    return sent.delivery(year=2023)


def total(sent, item_id, year=2024):
    [row] = [
        row
        for row in sent.tables["indicators"]
        if (row["item_id"], row["year"], row["sex"], row["age_group"]) == (item_id, year, "totalt", "alla")
    ]
    return row


def asked(sent, reference):
    return unconfirmed(sent.made(), reference, 2024, "VB")


def test_nothing_is_asked_where_nothing_has_moved(two_years, reference):
    assert asked(two_years, reference) == ()


def test_a_share_is_asked_about_from_the_limit_in_data_and_not_below_it(two_years, reference):
    total(two_years, "3.I1")["numerator"] = 36  # 54 to 72 per cent
    assert asked(two_years, reference) == ()
    total(two_years, "3.I1")["numerator"] = 37  # 74: twenty points
    [finding] = asked(two_years, reference)
    assert (finding.rule_id, finding.severity, finding.row) == (
        LARGE_CHANGE, "warning", total(two_years, "3.I1")["row"],
    )  # fmt: skip
    stricter = {"large_change": {**reference.control["large_change"], "share_points": {"limit": 21}}}
    assert asked(two_years, replace(reference, control=stricter)) == ()


def test_a_count_is_asked_about_where_it_doubled_and_moved_enough(two_years, reference):
    count = next(
        key
        for key, one in reference.programme.indicators.items()
        if one.kind == "antal" and any(row["item_id"] == key for row in two_years.tables["indicators"])
    )
    for row in two_years.tables["indicators"]:
        if row["item_id"] == count and row["year"] == 2024:
            row["value"] = 80 if row["sex"] == "totalt" else 40
    assert [one.rule_id for one in asked(two_years, reference)] == [LARGE_CHANGE]
    total(two_years, count)["value"] = 79
    assert asked(two_years, reference) == ()


def test_a_comment_on_the_row_confirms_it(two_years, reference):
    row = total(two_years, "3.I1")
    row["numerator"], row["comment"] = 45, "Alla skolor svarade i år."
    assert asked(two_years, reference) == ()


def test_an_entry_in_corrections_confirms_it(two_years, reference):
    row = total(two_years, "3.I1")
    row["numerator"] = 45
    where = {"committee": row["committee_id"], "table": "indicators", "item": "3.I1", "field": "numerator"}
    where |= {"expect": 45, "rule": LARGE_CHANGE}
    entry = Correction(1, "explain", 2024, "VB", "bekräftad per telefon", "Anna", where)
    received = two_years.made()
    corrections = Corrections([entry], b"", (), reference.rules)
    [told] = corrections.explained(unconfirmed(received, reference, 2024, "VB"), received)
    assert told.severity == "info"


@pytest.mark.parametrize(
    "wrong", ["format: 1\n", "format: 1\nlarge_change: {share_points: {limit: 1}}\n", "a: ["]
)
def test_limits_that_are_not_whole_are_refused(tmp_path, wrong):
    path = tmp_path / "kontroll.yaml"
    path.write_text(wrong, encoding="utf-8")
    faults = Faults()
    assert _control(path, faults) == {}
    assert faults
