"""Reads a period as people and systems write it: `VB 2024`, `Tertial 2 2022`, a year, or any day in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from samlad.codelists import Codelist

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True)
class StatedPeriod:
    """What a file says about its period: a code of periods.csv, or the text as written; None = not said."""

    year: int | None
    period: str


def read_period(text: str, periods: Codelist) -> StatedPeriod:
    """The period that a text means. A day within a period means the period, a year alone its last one.

    Ends without a start: a period holds the days after the one before it (DOMAIN decision 16).
    """
    ends = sorted((row["ends"], row["code"]) for row in periods.rows if row["ends"])
    try:
        # Systems write midnight after the day.
        day = datetime.fromisoformat(text.strip()).date()
    except ValueError:
        pass
    else:
        return StatedPeriod(
            day.year, next((code for end, code in ends if day.strftime("%m-%d") <= end), text)
        )
    years = _YEAR.findall(text)
    rest = _YEAR.sub(" ", text).strip(" ,-–/.()")
    code = periods.find(rest) if rest else None
    if len(years) > 1 or (rest and code is None):
        return StatedPeriod(None, text)
    year = int(years[0]) if years else None
    if code is None and year is not None and ends:
        return StatedPeriod(year, ends[-1][1])
    return StatedPeriod(year, code or text)
