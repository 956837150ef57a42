"""Finds numbers typed by hand in prose, where only references may stand (ARCHITECTURE §4).

A typed number can be wrong, grow old, or tell what is hidden. Left alone are what is no outcome: references,
links, dates and years, ids and goal numbers, ages, paragraphs of law, case numbers and list numbers, and
numbers that the text's front matter gives a source for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from samlad.reference import Reference
from samlad.swedish import MONTHS

_MONTH = "|".join(MONTHS)
_DASH = "[-\u2010-\u2015\u2212]"
LEFT_ALONE = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"\{[^{}\n]*\}",  # a reference
        r"\]\([^)\s]*\)|https?://\S+",  # where a link goes
        r"^\s{0,3}\d{1,2}[.)]\s",  # a numbered list
        r"\b(?:19|20)\d\d-\d\d-\d\d\b",
        rf"\b\d{{1,2}}(?:\s*{_DASH}\s*\d{{1,2}})?\s+(?:{_MONTH})\b",
        r"\bdnr\.?\s+[\w ./:-]*\d[\w./:-]*",
        r"\b\d{4}:\d+\b",  # a statute
        r"\b\d+\s*(?:kap\.|kapitlet|§+)|§+\s*\d+",
        rf"\b\d{{1,3}}(?:\s*(?:{_DASH}|till|och|eller)\s*\d{{0,3}})?\s*(?:år\b|års\b|-?åring)",  # ages
        rf"\b(?:mål|målen|tertial|T|avsnitt|kapitel|artikel|bilaga|del|steg|nivå)\s?\d{{1,2}}"
        rf"(?:\s*(?:{_DASH}|,|och|till)\s*\d{{1,2}})*\b",
        rf"\b(?:19|20)\d\d(?:\s*{_DASH}\s*(?:(?:19|20)\d\d|\d\d))?\b",
    )
)
NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?(?:[\s\u00a0]?%)?")


def typed_numbers(text: str, reference: Reference, allowed: Iterable[str] = ()) -> Iterator[tuple[int, str]]:
    """Line (from 1) and text of every number typed by hand.

    Args:
        text: Markdown.
        reference: its catalogue's ids are no numbers.
        allowed: typed texts that have a source, such as `40 miljoner`.
    """
    masked = _mask_all(text, reference, allowed)
    for number, line in enumerate(masked.splitlines(), start=1):
        for match in NUMBER.finditer(line):
            yield number, match.group()


def _mask_all(text: str, reference: Reference, allowed: Iterable[str]) -> str:
    programme = reference.programme
    ids = [*programme.indicators, *programme.activities, *programme.conditions]
    exact = [rf"(?<![\w.]){re.escape(one)}(?!\w)" for one in sorted([*ids, *allowed], key=len, reverse=True)]
    for pattern in (*map(re.compile, exact), *LEFT_ALONE):
        text = pattern.sub(_mask, text)
    return text


def _mask(match: re.Match[str]) -> str:
    return re.sub(r"\d", "x", match.group())
