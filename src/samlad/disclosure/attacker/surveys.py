"""Surveys: how many answered a question, and how many chose each alternative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from samlad.disclosure.attacker.counts import DENOMINATOR, HIDDEN, NUMERATOR, SHOWN, Relation, Row, Span
from samlad.disclosure.attacker.files import Folder, Line, whole
from samlad.disclosure.attacker.rules import Published

TABLE = "surveys"
ROUNDED = Decimal("0.5")
"""Half of a per cent: a share that was given without its count may be rounded to whole per cent."""

Question = tuple[str, ...]


def survey_rows(folder: Folder) -> Iterator[Row]:
    """The question's own row has the number of answers, each alternative the number that chose it."""
    rules = Published(folder.rules)
    lines = folder.lines(TABLE)
    answers = {_question(line): whole(line["answers"]) for line in lines if not _alternative(line)}
    for line in lines:
        span = _span(line, answers.get(_question(line)))
        if span is None:
            continue
        limits = rules.limits("", about_persons=line["about_persons"] != "nej", survey=True)
        cell = "/".join(("enkat", *_question(line), line["position"]))
        yield Row(
            cell=cell, table=TABLE, item="/".join(_question(line)), area=line["committee_id"], area_kind="",
            year=int(line["year"]), period=line["period"], sex=line["position"], age="", limits=limits,
            status=line["status"], spans={NUMERATOR if _alternative(line) else DENOMINATOR: span},
            edition=folder.name, judged=cell not in rules.exceptions,
        )  # fmt: skip


def survey_relations(folder: Folder, rows: Sequence[Row]) -> Iterator[Relation]:
    """An alternative has no more than all answers, and where one only could be chosen they add up to them.

    Not everyone answers everything, so both are guesses. That one alternative is all of them nobody guesses.
    """
    several = {_question(line) for line in folder.lines(TABLE) if line["multiple"] != "nej"}
    by_question: dict[str, list[Row]] = {}
    for row in rows:
        if row.table == TABLE:
            by_question.setdefault(row.item, []).append(row)
    for item, members in by_question.items():
        question = next((row for row in members if DENOMINATOR in row.spans), None)
        chosen = [row for row in members if NUMERATOR in row.spans]
        if question is None:
            continue
        place = f"surveys.csv, {item}: svaren på frågan"
        whole_ = (question.count(DENOMINATOR), 1)
        for row in chosen:
            terms = (whole_, (row.count(NUMERATOR), -1))
            yield Relation(terms, 0, None, place, certain=False)
        if len(chosen) > 1 and tuple(item.split("/")) not in several:
            parts = tuple((row.count(NUMERATOR), -1) for row in chosen)
            yield Relation((whole_, *parts), 0, 0, place, certain=False)


def _question(line: Line) -> Question:
    return (line["committee_id"], line["year"], line["period"], line["own_id"])


def _alternative(line: Line) -> bool:
    return line["position"] not in ("", "0")


def _span(line: Line, answers: int | None) -> Span | None:
    """What a row says of its count; a share without its count leaves those that round to it."""
    if line["status"] in HIDDEN:
        return 0, None
    if line["status"] != SHOWN:
        return None
    known = whole(line["chosen"] if _alternative(line) else line["answers"])
    if known is not None:
        return known, known
    if not _alternative(line) or answers is None or not line["share"]:
        return None
    share = Decimal(line["share"])
    low, high = ((share + step) * answers / 100 for step in (-ROUNDED, ROUNDED))
    return max(0, -int(-low // 1)), min(answers, int(high // 1))
