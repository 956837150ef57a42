"""Surveys that a committee has made: one row for the question and one per alternative (beslut 8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from samlad.outcomes.source import Row, Source, place, text

KEY = ("committee_id", "year", "period", "own_id")
SAID = ("goal_id", "question", "respondents", "conducted")
CODED = {"method": "survey_methods", "about_persons": "yes_no", "multiple": "yes_no"}
BLANK = "blank"


def survey_rows(source: Source) -> Iterator[dict[str, Any]]:
    """The question's own row (position 0) with the number of answers, then its alternatives from 1.

    An alternative has `chosen` where its count is known, and `share` in per cent: of the answers where both
    are known, else as given. `about_persons` and `multiple` are "" where they were not declared.
    """
    questions: dict[tuple[Any, ...], list[Row]] = {}
    for row in source.known("surveys"):
        questions.setdefault(tuple(row[name] for name in KEY), []).append(row)
    for key, rows in questions.items():
        about = dict(zip(KEY, key, strict=True)) | _about(source, rows)
        answers, status = _answers(rows)
        first = {"position": 0, "alternative": "", "answers": answers, "status": status}
        yield {**about, **first, **place(rows[0])}
        listed = [row for row in rows if text(row, "alternative") or _mark(row) != BLANK]
        for position, row in enumerate(listed, start=1):
            yield {**about, "position": position, **_alternative(row, answers), **place(row)}


def survey_text(row: Row, alternatives: Sequence[str]) -> str:
    """The committee's own words in a survey, as one text that someone reads and approves.

    The alternatives stand last, after a blank line: a scale from 1 to 5 tells nobody's number.
    """
    said = "\n".join(str(row[name]) for name in ("question", "respondents", "conducted") if row[name])
    return f"{said}\n\n{' / '.join(alternatives)}" if alternatives else said


def _about(source: Source, rows: Sequence[Row]) -> dict[str, Any]:
    said = {name: _first(rows, name) for name in SAID}
    return said | {name: source.code(codes, _first(rows, name)) for name, codes in CODED.items()}


def _first(rows: Sequence[Row], name: str) -> str:
    return next((found for row in rows if (found := text(row, name))), "")


def _answers(rows: Sequence[Row]) -> tuple[float | None, str]:
    given = next((row for row in rows if row["answers_mark"] != BLANK), rows[0])
    return given["answers"], _status(given["answers"], given["answers_mark"])


def _mark(row: Row) -> str:
    """The mark of whichever of the two numbers is filled in."""
    return str(row["chosen_mark"] if row["chosen_mark"] != BLANK else row["share_mark"])


def _alternative(row: Row, answers: float | None) -> dict[str, Any]:
    chosen, share = row["chosen"], row["share"]
    if chosen is not None and answers:
        share = 100 * chosen / answers
    number = chosen if chosen is not None else share
    said = {"alternative": text(row, "alternative"), "chosen": chosen, "share": share}
    return said | {"status": _status(number, _mark(row))}


def _status(number: float | None, mark: str) -> str:
    if number is not None:
        return "shown"
    return "missing" if mark in ("", BLANK) else mark
