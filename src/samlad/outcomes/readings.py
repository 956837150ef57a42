"""What one reported row says: its numbers, or the status that stands in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samlad.cells import MISSING, NOT_APPLICABLE, SHOWN, SOURCE

MARKS = (SOURCE, "discontinued", "not_measured", NOT_APPLICABLE, MISSING)
"""Which mark stands for the row when its fields carry several: the first of these."""


@dataclass(frozen=True)
class Reading:
    """Numbers of a row, None where unknown, and its status; `fault` says what cannot be true of it."""

    numerator: float | None
    denominator: float | None
    value: float | None
    status: str
    fault: str = ""


def read(kind: str, row: Mapping[str, Any]) -> Reading:
    """The numbers of a received row.

    A share is computed from its parts where both are there, else taken as given; a count is its own
    numerator; yes and no are 1 and 0 of 1. A source's protection of any part is protection of the row. No
    part of nothing is no share: 0 of 0 is `not_applicable`, with its zeros kept for the sums.
    """
    if _marks(row) & {SOURCE}:
        return _none(SOURCE)
    reading = READERS[kind](row)
    return reading if reading is not None else _none(_status(row))


def _share(row: Mapping[str, Any]) -> Reading | None:
    numerator, denominator, value = _numbers(row)
    if numerator is None or denominator is None:
        return None if value is None else Reading(None, None, value, SHOWN)
    if numerator > denominator or numerator < 0:
        return Reading(None, None, None, MISSING, "täljaren är större än nämnaren eller under noll")
    if denominator == 0:
        return Reading(0.0, 0.0, None, NOT_APPLICABLE)
    return Reading(numerator, denominator, 100 * numerator / denominator, SHOWN)


def _count(row: Mapping[str, Any]) -> Reading | None:
    numerator, _, value = _numbers(row)
    count = value if value is not None else numerator
    if count is None:
        return None
    if count < 0 or count != int(count):
        return Reading(None, None, None, MISSING, "antalet är inte ett helt tal från noll och uppåt")
    return Reading(count, None, count, SHOWN)


def _yes_no(row: Mapping[str, Any]) -> Reading | None:
    numerator, _, value = _numbers(row)
    answer = value if value is not None else numerator
    if answer is None:
        return None
    if answer not in (0.0, 1.0):
        return Reading(None, None, None, MISSING, "svaret är varken ja eller nej")
    return Reading(answer, 1.0, 100 * answer, SHOWN)


def _as_given(row: Mapping[str, Any]) -> Reading | None:
    _, denominator, value = _numbers(row)
    return None if value is None else Reading(None, denominator, value, SHOWN)


READERS = {"andel": _share, "antal": _count, "ja_nej": _yes_no, "tal": _as_given}


def _numbers(row: Mapping[str, Any]) -> tuple[float | None, float | None, float | None]:
    first, second, third = (row.get(name) for name in ("numerator", "denominator", "value"))
    return first, second, third


def _marks(row: Mapping[str, Any]) -> set[str]:
    return {str(row.get(f"{name}_mark") or "") for name in ("numerator", "denominator", "value")}


def _status(row: Mapping[str, Any]) -> str:
    marks = _marks(row)
    return next((mark for mark in MARKS if mark in marks), MISSING)


def _none(status: str) -> Reading:
    return Reading(None, None, None, status)
