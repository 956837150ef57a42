"""Published series beside the city's own: which of their values a report for a year may show."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from samlad.reference import Reference

YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Comparison:
    """Series (`reference.SERIES_COLUMNS`) and values (`reference.VALUE_COLUMNS`), every cell text."""

    series: pd.DataFrame
    values: pd.DataFrame


def until(reference: Reference, year: int) -> Comparison:
    """Values about years up to and with `year`, in the order of the files, and the series that have any.

    A range of years counts by its last. A value whose source names no year stays: it says so itself. The
    vintage of a value may be later than the year that it is about.
    """
    values = reference.values
    kept = _where(values, [last_year(text) <= year for text in values["year"]])
    series = reference.series
    present = set(kept["series_id"])
    shown = _where(series, [series_id in present for series_id in series["series_id"]])
    return Comparison(shown, kept)


def _where(frame: pd.DataFrame, chosen: list[bool]) -> pd.DataFrame:
    # As a series: pandas takes an empty list for a choice of no columns.
    return frame.loc[pd.Series(chosen, index=frame.index, dtype=bool)].reset_index(drop=True)


def last_year(text: str) -> int:
    """The last year that a period text names: 2020 of `2017-2020`; 0 where it names none."""
    return max((int(year) for year in YEAR.findall(text)), default=0)
