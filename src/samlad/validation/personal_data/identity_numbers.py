"""Finds personnummer and samordningsnummer in running text; date and checksum are the library's matter.

A found number is dropped only where it is far more likely to be a span of dates or a time: ten in a
hundred of those pass the checksum by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from personnummer import personnummer

_NUMBER = re.compile(
    r"(?<!\d)(?=(?P<century>18|19|20)?(?P<year>\d\d)[ ./-]?(?P<month>\d\d)[ ./-]?(?P<day>\d\d)"
    r" {0,3}(?P<mark>[-+./_:]?)-? {0,3}(?P<last>\d\d ?\d\d)(?!\d))"
)
"""Looks ahead only, so that a number that begins within another is found too."""
COORDINATION = 60
"""What is added to the day in a samordningsnummer."""
RECENT = timedelta(days=366)
"""Nobody writes reports about the newborn: so near the period, MMDD or HHMM is a date or a time."""


def has_identity_number(text: str, period_end: date) -> bool:
    """Whether a plain text (see `plain`) holds a personnummer or samordningsnummer.

    Args:
        period_end: the last day that the text is about; no clock is asked.
    """
    return any(_is_number(match, period_end) for match in _NUMBER.finditer(text))


def _is_number(match: re.Match[str], period_end: date) -> bool:
    last = match["last"].replace(" ", "")
    for year in _years(match, period_end):
        number = f"{year:04}{match['month']}{match['day']}-{last}"
        if personnummer.valid(number):
            born = _born(year, int(match["month"]), int(match["day"]))
            return born is None or not (born > period_end - RECENT and _is_date_or_time(last))
    return False


def _years(match: re.Match[str], period_end: date) -> Iterator[int]:
    """The year of birth that is meant: as written, else the latest there has been; `+` is a century more."""
    if match["century"]:
        yield int(match["century"] + match["year"])
        return
    latest = period_end.year + 1
    year = latest - (latest - int(match["year"])) % 100
    yield year - 100 if match["mark"] == "+" else year


def _born(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day - COORDINATION if day > COORDINATION else day)
    except ValueError:
        return None


def _is_date_or_time(four: str) -> bool:
    first, second = int(four[:2]), int(four[2:])
    is_day = 1 <= first <= 12 and 1 <= second <= 31
    return is_day or (first <= 24 and second <= 59)
