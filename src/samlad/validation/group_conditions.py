"""Conditions that hold over several rows: repeated rows, parts and whole, periods of a year.

They take columns by name and position as in `row_conditions`, and say per row whether it is right.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from samlad.validation.row_conditions import SLACK, Bools

DELIVERY = ["committee_id", "year", "period"]


def expect_rows_not_repeated(columns: pd.DataFrame) -> Bools:
    """Any columns: no two rows have all of them alike; a row that lacks one of them is not compared."""
    return ~(columns.duplicated(keep=False) & columns.notna().all(axis=1))


def expect_one_file_per_delivery(columns: pd.DataFrame) -> Bools:
    """Columns file, committee_id, year, period: one committee's table for a period comes in one file."""
    files = columns.groupby(DELIVERY, dropna=False)["file"].transform("nunique")
    return columns["committee_id"].isna() | (files <= 1)


def expect_training_files_alone(columns: pd.DataFrame) -> Bools:
    """Columns synthetic, file: where one file is training data, all are; the others are at fault."""
    synthetic = columns.iloc[:, 0] == "ja"
    return synthetic | (not synthetic.any())


def expect_parts_within_total(
    columns: pd.DataFrame, *, kinds: Sequence[str], sexes: Sequence[str], age_groups: Sequence[str]
) -> Bools:
    """Columns kind, keys…, sex, age_group, number: a total is at least the sum of its parts.

    Sexes add up to `totalt` and age groups to `alla`, each within the other; the row of the total is at
    fault. A total may exceed its parts (beslut 6 and 7). Repeated rows count once here.
    """
    keys, number = list(columns.columns[1:-3]), str(columns.columns[-1])
    first = columns.drop_duplicates([*keys, "sex", "age_group"])
    kind, total = columns.iloc[:, 0], columns.iloc[:, -1]
    by_sex = _sum_of(first[first["sex"].isin(list(sexes))], [*keys, "age_group"], number, columns)
    by_age = _sum_of(first[first["age_group"].isin(list(age_groups))], [*keys, "sex"], number, columns)
    too_small = (columns["sex"] == "totalt") & (total < by_sex - SLACK)
    too_small |= (columns["age_group"] == "alla") & (total < by_age - SLACK)
    return ~(too_small & kind.isin(list(kinds)))


def _sum_of(parts: pd.DataFrame, keys: list[str], number: str, columns: pd.DataFrame) -> pd.Series:
    sums = parts.groupby(keys, dropna=False)[number].sum(min_count=1).rename("sum_of_parts").reset_index()
    joined = columns[keys].merge(sums, on=keys, how="left")
    return joined["sum_of_parts"].set_axis(columns.index)


def expect_not_to_fall_within_year(columns: pd.DataFrame, *, order: Sequence[str]) -> Bools:
    """Columns cumulative, period, keys…, number: what is counted from January never falls in a year."""
    cumulative, number = columns.iloc[:, 0] == "ja", str(columns.columns[-1])
    keys = list(columns.columns[2:-1])
    position = {period: place for place, period in enumerate(order)}
    ordered = columns.assign(_place=columns["period"].map(position)).sort_values("_place", kind="stable")
    highest = ordered.groupby(keys, dropna=False)[number].cummax()
    fallen = ordered[number] < highest - SLACK
    return ~(fallen.reindex(columns.index) & cumulative)


def expect_same_target_from(columns: pd.DataFrame, *, setter: str) -> Bools:
    """Columns target_setter, keys…, target: one setter's targets agree; those unlike most are at fault."""
    rows = columns[(columns.iloc[:, 0] == setter) & columns.iloc[:, -1].notna()]
    keys, target = list(columns.columns[1:-1]), str(columns.columns[-1])
    usual = rows.groupby(keys, dropna=False)[target].transform(lambda targets: targets.mode().iloc[0])
    different = (rows[target] != usual).reindex(columns.index, fill_value=False)
    return ~different.astype(bool)
