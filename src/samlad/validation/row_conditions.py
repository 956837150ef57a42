"""Conditions on one row at a time. Each takes columns by position and says per row whether it is right.

Numbers are float64 with NaN for none, texts are str with None for none, and yes and no are `ja` and `nej`.
A row that lacks what a condition needs is right: that something is missing is another rule's matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

Bools = pd.Series

SLACK = 1e-9
"""Room for binary fractions in a comparison of decimal numbers."""
DECIMALS = 6
"""More decimals than this are a computed value, not a rounded one."""


def expect_code_valid_on_day(columns: pd.DataFrame, *, validity: Mapping[str, Sequence[str]]) -> Bools:
    """Columns code, day: the code exists and applies on that day (`validity`: code → from, to)."""
    code, day = _split(columns)
    start = code.map(lambda value: validity[value][0] if value in validity else "9999-12-31")
    end = code.map(lambda value: (validity[value][1] if value in validity else "") or "9999-12-31")
    return code.isna() | ((start.astype(str) <= day) & (day <= end.astype(str)))


def expect_id_known_or_declared(columns: pd.DataFrame, *, ids: Sequence[str]) -> Bools:
    """Columns id, declared: the catalogue has the id, or the sender has declared it as its own."""
    item_id, declared = _split(columns)
    return item_id.isna() | item_id.isin(list(ids)) | (declared == "ja")


def expect_stated_to_agree(columns: pd.DataFrame) -> Bools:
    """Columns actual, stated: what the sender states is nothing, or the same."""
    actual, stated = _split(columns)
    return stated.isna() | (stated == actual)


def expect_numerator_not_above_denominator(columns: pd.DataFrame) -> Bools:
    """Columns numerator, denominator."""
    numerator, denominator = _split(columns)
    return ~(numerator > denominator)


def expect_numerator_and_denominator_together(columns: pd.DataFrame, *, kinds: Sequence[str]) -> Bools:
    """Columns kind, numerator, denominator, their marks: never a number beside a blank."""
    kind, numerator, denominator, numerator_mark, denominator_mark = _split(columns)
    half = (numerator.notna() & (denominator_mark == "blank")) | (
        denominator.notna() & (numerator_mark == "blank")
    )
    return ~(half & kind.isin(list(kinds)))


def expect_share_with_its_parts(columns: pd.DataFrame, *, kinds: Sequence[str]) -> Bools:
    """Columns kind, parts_required, value, marks of the parts: a share that needs its parts has them."""
    kind, required, value, numerator_mark, denominator_mark = _split(columns)
    alone = value.notna() & (numerator_mark == "blank") & (denominator_mark == "blank")
    return ~(alone & (required == "ja") & kind.isin(list(kinds)))


def expect_share_to_match_its_parts(
    columns: pd.DataFrame, *, kinds: Sequence[str], fraction_max: float
) -> Bools:
    """Columns kind, numerator, denominator, value: value is 100 × numerator / denominator as rounded.

    A value in a doubtful unit is `expect_share_in_percent`'s matter; 0 of 0 has no share but 0.
    """
    kind, numerator, denominator, value = _split(columns)
    complete = kind.isin(list(kinds)) & numerator.notna() & denominator.notna() & value.notna()
    matching = _share_matches(numerator, denominator, value)
    return ~complete | matching | _is_fraction(numerator, denominator, value, fraction_max)


def expect_share_in_percent(columns: pd.DataFrame, *, kinds: Sequence[str], fraction_max: float) -> Bools:
    """Columns kind, sign, numerator, denominator, value: not the fraction instead of per cent.

    Told by the parts where there are any. Without them a value up to `fraction_max` is doubtful where nothing
    says percent (no sign), since 0,54 may be 54 per cent as well as about half a per cent.
    """
    kind, sign, numerator, denominator, value = _split(columns)
    complete = numerator.notna() & denominator.notna()
    small = (value > 0) & (value <= fraction_max)
    doubtful = small & ~complete & sign.isna()
    doubtful |= complete & _is_fraction(numerator, denominator, value, fraction_max)
    return ~(doubtful & kind.isin(list(kinds)))


def expect_percent_not_below_one(
    columns: pd.DataFrame, *, kinds: Sequence[str], fraction_max: float
) -> Bools:
    """Columns kind, sign, value: a target or forecast in per cent is not a fraction of one, where nothing
    says percent."""
    kind, sign, value = _split(columns)
    return ~((value > 0) & (value <= fraction_max) & sign.isna() & kind.isin(list(kinds)))


def expect_number_within(
    columns: pd.DataFrame, *, kinds: Sequence[str], minimum: float, maximum: float
) -> Bools:
    """Columns kind, number: minimum ≤ number ≤ maximum for these kinds."""
    kind, number = _split(columns)
    return ~(kind.isin(list(kinds)) & ((number < minimum) | (number > maximum)))


def expect_number_not_negative(columns: pd.DataFrame, *, kinds: Sequence[str]) -> Bools:
    """Columns kind, number; unknown kinds are checked too."""
    kind, number = _split(columns)
    return ~((number < 0) & (kind.isna() | kind.isin(list(kinds))))


def expect_whole_number(columns: pd.DataFrame, *, kinds: Sequence[str]) -> Bools:
    """Columns kind, number: what is counted comes in whole numbers."""
    kind, number = _split(columns)
    return ~(kind.isin(list(kinds)) & number.notna() & (number != number.round()))


def expect_yes_or_no(columns: pd.DataFrame, *, kinds: Sequence[str]) -> Bools:
    """Columns kind, value: 1 or 0 for these kinds."""
    kind, value = _split(columns)
    return ~(kind.isin(list(kinds)) & value.notna() & ~value.isin([0.0, 1.0]))


def expect_count_to_match_numerator(columns: pd.DataFrame, *, kinds: Sequence[str]) -> Bools:
    """Columns kind, numerator, value: a count that is given twice is the same count."""
    kind, numerator, value = _split(columns)
    return ~(kind.isin(list(kinds)) & numerator.notna() & value.notna() & (numerator != value))


def expect_answer_where_due(columns: pd.DataFrame) -> Bools:
    """Columns duty, is_total, then marks: a row that is due is not blank all over."""
    duty, is_total = columns.iloc[:, 0], columns.iloc[:, 1]
    blank = (columns.iloc[:, 2:] == "blank").all(axis=1)
    return ~(blank & (duty == "due") & (is_total == "ja"))


def expect_no_answer_with_duty(columns: pd.DataFrame, *, duties: Sequence[str]) -> Bools:
    """Columns duty, answered: no answer where the sender's duty is one of `duties`."""
    duty, answered = _split(columns)
    return ~(duty.isin(list(duties)) & (answered == "ja"))


def expect_no_mark_where_due(columns: pd.DataFrame, *, marks: Sequence[str]) -> Bools:
    """Columns duty, mark: none of these marks stands where an answer is due."""
    duty, mark = _split(columns)
    return ~((duty == "due") & mark.isin(list(marks)))


def expect_second_where_first_is_given(columns: pd.DataFrame) -> Bools:
    """Columns first, second."""
    first, second = _split(columns)
    return first.isna() | second.notna()


def expect_equal_where_both_are_given(columns: pd.DataFrame) -> Bools:
    """Columns number, number: the same, as far as decimal numbers can be in binary."""
    first, second = _split(columns)
    return first.isna() | second.isna() | ((first - second).abs() <= SLACK)


def expect_second_where_first_is(columns: pd.DataFrame, *, value: str) -> Bools:
    """Columns first, second: the second is given where the first is `value`."""
    first, second = _split(columns)
    return (first != value) | second.notna()


def expect_second_only_where_first_is(columns: pd.DataFrame, *, value: str) -> Bools:
    """Columns first, second: the second is given only where the first is `value`, or is not given."""
    first, second = _split(columns)
    return first.isna() | (first == value) | second.isna()


def expect_iso_date(columns: pd.DataFrame) -> Bools:
    """Column day, and any other (the engine wants two): nothing, or a date as ÅÅÅÅ-MM-DD."""
    day = columns.iloc[:, 0]
    return day.map(lambda value: value is None or _is_date(value)).astype(bool)


def expect_day_not_before(columns: pd.DataFrame) -> Bools:
    """Columns day, limit, ISO dates; a day that is no date is another rule's matter."""
    day, limit = _split(columns)
    readable = day.map(lambda value: value is not None and _is_date(value)).astype(bool)
    return ~readable | (day.fillna("").astype(str) >= limit)


def expect_number_only_where_shown(columns: pd.DataFrame, *, shown: str) -> Bools:
    """Columns status, number: a number stands where the status is `shown` and nowhere else."""
    status, number = _split(columns)
    return (status == shown) | number.isna()


def expect_number_where_shown(columns: pd.DataFrame, *, shown: str) -> Bools:
    """Columns status, denominator, value: what is shown has a value, unless it is a share of nothing."""
    status, denominator, value = _split(columns)
    return (status != shown) | value.notna() | (denominator == 0)


def _split(columns: pd.DataFrame) -> list[pd.Series]:
    return [columns.iloc[:, position] for position in range(columns.shape[1])]


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _rounding(value: pd.Series) -> np.ndarray:
    """Half a unit in the last decimal that a value was written with."""
    written = value.to_numpy(dtype="float64")
    result = np.full(len(written), 0.5 * 10.0**-DECIMALS)
    for decimals in reversed(range(DECIMALS)):
        scaled = written * 10.0**decimals
        result = np.where(np.abs(scaled - np.round(scaled)) < 1e-6, 0.5 * 10.0**-decimals, result)
    return result


def _share(numerator: pd.Series, denominator: pd.Series) -> pd.Series:
    return 100 * numerator / denominator.where(denominator > 0)


def _share_matches(numerator: pd.Series, denominator: pd.Series, value: pd.Series) -> pd.Series:
    close = (value - _share(numerator, denominator)).abs() <= _rounding(value) + SLACK
    return close | ((denominator == 0) & (value == 0))


def _is_fraction(
    numerator: pd.Series, denominator: pd.Series, value: pd.Series, fraction_max: float
) -> pd.Series:
    as_percent = (100 * value - _share(numerator, denominator)).abs() <= 100 * _rounding(value) + SLACK
    small = (value > 0) & (value <= fraction_max)
    return small & as_percent & ~_share_matches(numerator, denominator, value)
