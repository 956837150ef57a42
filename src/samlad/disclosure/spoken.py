"""Free text at the door: only what was approved passes, and not with a hidden number in it (beslut 14)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from samlad.cells import Cell
from samlad.disclosure.approved import Approved
from samlad.errors import DisclosureError
from samlad.frames import records
from samlad.params import PLAN
from samlad.stages import Measured

NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?")
WORDS = ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
"""Number words from two; en and ett are articles and say nothing."""

Numbers = Sequence[float | None]


def only_approved(
    frame: pd.DataFrame, column: str, comments: pd.DataFrame, approved: Approved
) -> pd.DataFrame:
    """The frame with its free text left out where nobody has approved that text."""
    names = ("committee_id", "year", "period")
    read = {(*(row[name] for name in names), row["text"]) for row in records(approved.of(comments))}
    kept = [
        row[column] if (*(row[name] for name in names), row[column]) in read else "" for row in records(frame)
    ]
    return frame.assign(**{column: pd.array(kept, dtype="str")})


def only_approved_names(frame: pd.DataFrame, comments: pd.DataFrame, approved: Approved) -> pd.DataFrame:
    """What committees have planned of their own, named where the name was approved: in the plan or later."""
    later = only_approved(frame, "name", comments, approved)["name"]
    planned = only_approved(
        frame.assign(period=pd.array([PLAN] * len(frame), dtype="str")), "name", comments, approved
    )["name"]
    return frame.assign(name=later.where(later != "", planned))


def check_words(
    measured: Measured, hidden: Iterable[Cell], hidden_own: Iterable[Mapping[str, Any]], approved: Approved
) -> None:
    """Stop when an approved text holds a number that is hidden for the committee that wrote it, of any year.

    A text may tell last year's hidden number as well as this year's.

    Raises:
        DisclosureError: names the texts, never the number.
    """
    secrets = _secrets(hidden, hidden_own)
    telling = [
        row["comment_id"]
        for row in records(approved.of(measured.comments))
        if numbers_in(_spoken(row)) & secrets.get(row["committee_id"], set())
    ]
    if telling:
        raise DisclosureError(
            f"{len(telling)} godkända texter innehåller ett tal som är dolt för den som skrev dem.",
            details=telling,
            remedy="ta bort godkännandet i godkand.yaml, eller be den som skrev texten att skriva om den.",
        )


def _spoken(row: Mapping[str, Any]) -> str:
    """What a text says; the alternatives of a survey's question may be a scale of numbers."""
    return str(row["text"]).partition("\n\n")[0] if row["kind"] == "survey" else str(row["text"])


def numbers_in(text: str) -> set[float]:
    """The numbers of a text, in digits or as words up to twelve."""
    found = {
        float(re.sub(r"[ \u00a0\u202f]", "", match.group()).replace(",", "."))
        for match in NUMBER.finditer(text)
    }
    words = set(re.findall(r"\w+", text.casefold()))
    return found | {float(number) for number, word in enumerate(WORDS, start=2) if word in words}


def _secrets(hidden: Iterable[Cell], own: Iterable[Mapping[str, Any]]) -> dict[str, set[float]]:
    result: dict[str, set[float]] = {}
    for cell in hidden:
        numbers = _telling((cell.numerator, cell.denominator, cell.value))
        result.setdefault(cell.committee_id, set()).update(numbers)
    for row in own:
        numbers = _telling((row["numerator"], row["denominator"], row["value"]))
        result.setdefault(row["committee_id"], set()).update(numbers)
    return result


def _telling(numbers: Numbers) -> set[float]:
    """The numbers that would tell a row: its parts, its complement, and its value as it may be written."""
    numerator, denominator, value = numbers
    found = {one for one in (numerator, denominator) if one}
    if numerator is not None and denominator is not None:
        found |= {denominator - numerator} - {0.0}
    return found | ({round(value, 1), float(round(value))} - {0.0, 100.0} if value is not None else set())
