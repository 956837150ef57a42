"""Numbers in Swedish text, and those that say nothing of a value: years, ids, ages, counts of units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

NUMBER = re.compile(
    r"(?<![\w.,])[-+−]?(\d{1,3}(?:[\u00a0\u202f]\d{3})+|\d+)(?:,(\d+)|\.(\d+)(?!\d|[.\w]))?(?![\w])"
)
ITEM = re.compile(r"(?<!\w)\d+\.[AIV]\d+(?!\w)")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)(?:[-–](?:(?:19|20)\d\d|\d\d)(?!\d))*")
AGE = re.compile(r"(?<!\d)\d{1,2}[-–]\d{1,2}\s+år|(?<!\d)\d{1,2}\s+år(?:\s+och\s+äldre)?(?!\w)")

AXIS = re.compile(r"axeln går från \S+ till \S+", re.IGNORECASE)
"""What a figure says of its axis; the drawing itself is held against the values."""

GOAL = re.compile(r"(?<!\w)mål\s+\d+(?![\d,])", re.IGNORECASE)
"""`Mål 2`: which goal, not how many."""

WORDS = ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
"""Number words from two; *en* and *ett* are articles and say nothing."""

WORD = re.compile(rf"(?<!\w)(?:{'|'.join(WORDS)})(?!\w)", re.IGNORECASE)

DIGIT = re.compile(rf"\d|{WORD.pattern}", re.IGNORECASE)
"""What no place that is a hidden row's may hold."""

OF = re.compile(r"(?<![\w,])(\d+)\s+av\s+(\d+)(?![\w,])")
"""`3 av 4`."""


def in_digits(text: str) -> str:
    """The text with its number words as digits."""
    return WORD.sub(lambda found: str(2 + WORDS.index(found[0].casefold())), text)


def numbers(text: str) -> Iterator[str]:
    """Every number as `1234` or `54.3`, without its sign: 4 persons is not 4,0 per cent."""
    for match in NUMBER.finditer(in_digits(text)):
        whole = re.sub(r"[\u00a0\u202f]", "", match[1])
        decimals = match[2] or match[3]
        yield f"{whole}.{decimals}" if decimals else whole


class Plain:
    """Takes away what is no value: ids, years, ages, and counts of committees, answers and the like.

    Args:
        units: words that are counted beside the values: `nämnder`, `indikatorer`, `svar`.
    """

    def __init__(self, units: Iterable[str]) -> None:
        words = "|".join(sorted(map(re.escape, units), key=len, reverse=True))
        self._counted = re.compile(
            rf"\d+(?:\s+av)?(?:\s+\d+)?\s+(?:\w+\s+){{0,2}}(?:{words})(?!\w)", re.IGNORECASE
        )

    def __call__(self, text: str) -> str:
        """The text without them."""
        text = in_digits(text)
        for pattern in (ITEM, GOAL, AGE, YEAR, AXIS, self._counted):
            text = pattern.sub(" ", text)
        return text
