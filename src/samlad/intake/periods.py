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


def read_period(text: str, periods: Codelist, delivery: str = "") -> StatedPeriod:
    """The period that a text means. A day within a period means the period, a year alone its last one.

    Ends without a start: a period holds the days after the one before it (beslut 16). A plan has no
    end and is about the whole year: in a delivery of plans any day of the year, and the year alone, means
    the plan. A day of the year before, when it was decided, does not: that is a day of another year.

    Args:
        delivery: the period whose folder the text was found in.
    """
    plan = delivery if delivery in periods.by_code and not periods.by_code[delivery]["ends"] else ""
    ends = sorted((row["ends"], row["code"]) for row in periods.rows if row["ends"])
    try:
        # Systems write midnight after the day.
        day = datetime.fromisoformat(text.strip()).date()
    except ValueError:
        pass
    else:
        found = next((code for end, code in ends if day.strftime("%m-%d") <= end), text)
        return StatedPeriod(day.year, plan or found)
    years = _YEAR.findall(text)
    rest = _YEAR.sub(" ", text).strip(" ,-–/.()")
    code = periods.find(rest) if rest else None
    if len(years) > 1 or (rest and code is None):
        return StatedPeriod(None, text)
    year = int(years[0]) if years else None
    if code is None and year is not None and ends:
        return StatedPeriod(year, plan or ends[-1][1])
    return StatedPeriod(year, code or text)
