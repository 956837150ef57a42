"""Committees' surveys: not shown with few answers, and a distribution whole or not at all (beslut 8).

Few answers are hidden whatever a survey is about: those who have answered are persons. A distribution adds up
to its answers, so one part that may not be shown takes all the others with it; nothing is left to subtract.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from samlad.cells import SHOWN, SUPPRESSED
from samlad.disclosure.approved import Approved
from samlad.disclosure.editions import Edition
from samlad.disclosure.primary import SURVEY, UNKNOWN_BASE, Numbers, sensitive
from samlad.disclosure.rules import Limits, Rules
from samlad.frames import SURVEYS, build, records
from samlad.ids import survey_id

Row = Mapping[str, Any]
KEY = ("committee_id", "year", "period", "own_id")
EMPTY = {"answers": None, "chosen": None, "share": None}
TOLD, DECIMALS = ("position", "answers", "chosen", "share"), 6
BEFORE = "tidigare_utgava"
"""The rule for what an earlier edition has hidden."""
KIND = "survey"
"""The kind of free text that a survey's question and alternatives are."""
ROUNDING = 0.5
"""A share that was given without its count may be rounded to whole per cent."""


@dataclass(frozen=True)
class SurveysProtected:
    """Surveys as they may be shown, and what was hidden: rule by id, and numbers as rows of an indicator."""

    frame: pd.DataFrame
    rules: Mapping[str, str]
    hidden: tuple[Row, ...]


def protect_surveys(
    surveys: pd.DataFrame,
    comments: pd.DataFrame,
    rules: Rules,
    approved: Approved,
    editions: Sequence[Edition] = (),
) -> SurveysProtected:
    """Surveys whose words someone has read, with what may not be shown taken out.

    What an edition has hidden stays hidden, for the new number would stand beside the old answers; what it
    has shown stays shown as long as the numbers are the same.
    """
    before = [_questions(one.surveys) for one in editions]
    read = {
        tuple(row[name] for name in ("committee_id", "year", "period", "item_id"))
        for row in records(approved.of(comments))
        if row["kind"] == KIND
    }
    kept: list[Row] = []
    applied: dict[str, str] = {}
    hidden: list[Row] = []
    for key, rows in _questions(records(surveys)).items():
        earlier = [one[key] for one in before if key in one]
        out = any(_same(rows, one) for one in earlier)
        whole, parts = ("", "") if out else _kept(*_rules(rows, rules), earlier)
        for row in rows:
            rule = whole or (parts if row["position"] else "")
            if rule and row["status"] == SHOWN:
                hidden.append(_numbers(row, rows[0]["answers"]))
            if key not in read:
                continue
            if rule and row["status"] == SHOWN:
                applied[survey_id(row)] = rule
                kept.append({**row, **EMPTY, "status": SUPPRESSED})
            else:
                kept.append(row if row["status"] == SHOWN else {**row, **EMPTY})
    return SurveysProtected(build(SURVEYS, kept), applied, tuple(hidden))


def _same(rows: Sequence[Row], earlier: Sequence[Row]) -> bool:
    """Whether an edition has shown every one of these numbers."""
    return all(row["status"] == SHOWN for row in earlier) and list(map(_told, rows)) == list(
        map(_told, earlier)
    )


def _told(row: Row) -> list[float | None]:
    """A row's numbers as they are written in a file."""
    return [None if row[name] is None else round(float(row[name]), DECIMALS) for name in TOLD]


def _kept(whole: str, parts: str, earlier: Sequence[Sequence[Row]]) -> tuple[str, str]:
    """The rules, and that of what an edition has hidden where no other does."""
    hidden = {row["position"] for rows in earlier for row in rows if row["status"] == SUPPRESSED}
    return whole or (BEFORE if 0 in hidden else ""), parts or (BEFORE if hidden else "")


def _questions(surveys: Iterable[Row]) -> dict[tuple[Any, ...], list[Row]]:
    """Rows by question, its own row first."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in surveys:
        found.setdefault(tuple(row[name] for name in KEY), []).append(row)
    return {key: sorted(rows, key=lambda row: row["position"]) for key, rows in found.items()}


def _rules(rows: Sequence[Row], rules: Rules) -> tuple[str, str]:
    """The rule that hides a whole survey, and the one that hides its distribution; "" where none does."""
    answers = rows[0]["answers"]
    if answers is None:
        return UNKNOWN_BASE, UNKNOWN_BASE
    if answers < rules.limits.survey_answers_min:
        return SURVEY, SURVEY
    limits = rules.of_own(rows[0]["about_persons"])
    if limits is None:
        return "", ""
    return "", next((rule for row in rows[1:] if (rule := _part(row, answers, limits))), "")


def _part(row: Row, answers: float, limits: Limits) -> str:
    """The rule that hides a part; of a part that is not told nobody knows, so it hides the others too."""
    if row["status"] != SHOWN:
        return UNKNOWN_BASE
    found = (
        sensitive(Numbers("andel", count, answers, row["share"]), limits) for count in _counts(row, answers)
    )
    return next((rule for rule in found if rule), "")


def _counts(row: Row, answers: float) -> list[float]:
    """The counts that a part may stand for: one, or all that a rounded share allows."""
    if row["chosen"] is not None:
        return [row["chosen"]]
    low = math.floor(answers * (row["share"] - ROUNDING) / 100)
    high = math.ceil(answers * (row["share"] + ROUNDING) / 100)
    return [float(count) for count in range(max(low, 0), high + 1)]


def _numbers(row: Row, answers: float | None) -> Row:
    """A hidden row in the terms in which free text is searched for hidden numbers."""
    numerator = row["chosen"] if row["position"] else None
    return {
        "committee_id": row["committee_id"],
        "year": row["year"],
        "numerator": numerator,
        "denominator": answers if not row["position"] else None,
        "value": row["share"],
    }
