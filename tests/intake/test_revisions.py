"""A file sent again, with a number last in its name, replaces the former; both are kept."""

from __future__ import annotations

from samlad.revisions import replaced


def test_the_highest_number_counts_and_the_others_are_replaced():
    assert replaced(["a.xlsx", "a_r2.xlsx", "a_r10.ods", "b.csv"]) == {"a.xlsx", "a_r2.xlsx"}


def test_files_of_other_names_are_not_touched():
    assert replaced(["a_indikatorer.csv", "a_aktiviteter_r2.csv"]) == set()


def test_two_files_of_the_same_number_have_no_order():
    assert replaced(["a.xlsx", "a.csv", "A_R2.xlsx", "a_r2.csv"]) == {"a.xlsx", "a.csv"}
