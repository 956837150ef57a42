"""Finds telephone numbers, e-mail addresses, street addresses with number and case numbers in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PHONE = re.compile(
    r"(?<![\w/.-])(?:(?:\+|00)46 ?-?(?:\(0\))?[ -]?|0)(?=[1-9])"
    r"(?P<rest>\d(?:[ /-]{0,3}\d){6,9})(?![\d/]|[.,:-]\d)"
)
_ABROAD = re.compile(r"(?<![\w.-])\+(?!46)[1-9]\d{0,2}(?:[ -]?\d){6,12}(?!\d)")
_BRACKETED = re.compile(r"\(0[1-9]\d{0,2}\) ?-? ?\d(?:[ -]{0,3}\d){4,7}(?![\d/]|[.,:-]\d)")
_SPAN_OF_TIMES = re.compile(r"(?:[01]\d|2[0-4])[0-5]\d ?- ?(?:[01]\d|2[0-4])[0-5]\d")
_DATE = re.compile(r"[0-3]?\d[ /-][01]?\d[ /-](?:19|20)\d\d")
_EMAIL = re.compile(r"[\w.+%-]+ ?(?:@|\(at\)|\[at\]|\(a\)|\[a\]) ?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_ENDINGS = (
    "gatan|gata|vägen|väg|gränd|gränden|stigen|stig|torget|torg|allén|allé|backen|slingan|stråket|"
    "kajen|esplanaden|ringen|terrassen|svängen|brinken"
)
_ADDRESS = re.compile(
    rf"(?:\b\w\w+(?i:{_ENDINGS})|\b[A-ZÅÄÖ][\w:]+ (?i:gata|gatan|väg|vägen|gränd|gränden|stig|stigen|torg"
    r"|torget|allé|plan|plats|backe|gård))"
    r",? (?:nr\.? ?)?\d{1,3}(?!\d|[.,/]\d| ?%| ?(?:procent|personer|st\b|stycken|år|kronor|kr\b))"
)
_ABSTRACT = re.compile(
    r"(?:motvägen|utväg|utvägen|omväg|omvägen|genvägen|stödvägen|kontaktvägen)", re.IGNORECASE
)
_CASES = (
    re.compile(r"\b(?:dnr|diarienr|diarienummer|ärendenr|ärendenummer|ärende nr|målnr|målnummer|mål nr)"
               r"[.: ]{0,3}(?:[A-ZÅÄÖa-zåäö]{1,6}[ -]?)?\d[\d./: -]*\d", re.IGNORECASE),
    re.compile(r"\b\d{1,2}\.\d{1,2}(?:\.\d{1,2})?-\d{1,6}/(?:19|20)\d\d\b"),
    re.compile(r"(?<![\d/-])(?:19|20)\d\d[/-](?!(?:19|20)\d\d\b)\d{3,6}(?![\d/-])"),
    re.compile(r"(?<![\d/.-])(?!(?:19|20)\d\d/)\d{3,6}/(?:19|20)\d\d\b"),
    re.compile(r"\b[05]\d{3}-?K\d{3,7}-\d\d\b", re.IGNORECASE),
    re.compile(r"\b[BTÖÄFPM] ?\d{2,6}-\d\d\b(?!-)"),
)  # fmt: skip


def phones(text: str) -> Iterator[str]:
    """Telephone numbers as written, Swedish or with a country code."""
    for match in _PHONE.finditer(text):
        digits = sum(letter.isdigit() for letter in match["rest"])
        plain = match[0]
        if 7 <= digits <= 9 and not _SPAN_OF_TIMES.fullmatch(plain) and not _DATE.fullmatch(plain):
            yield plain
    for pattern in (_ABROAD, _BRACKETED):
        yield from (match[0] for match in pattern.finditer(text))


def emails(text: str) -> Iterator[str]:
    """E-mail addresses as written."""
    yield from (match[0] for match in _EMAIL.finditer(text))


def addresses(text: str) -> Iterator[str]:
    """Street addresses with a number."""
    yield from (match[0] for match in _ADDRESS.finditer(text) if not _ABSTRACT.search(match[0]))


def cases(text: str) -> Iterator[str]:
    """Case numbers: of a register, the police or a court."""
    yield from (match[0] for pattern in _CASES for match in pattern.finditer(text))
