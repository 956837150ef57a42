"""Surveys, user surveys and focus groups that units have made, beside what they follow up on their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from samlad import swedish
from samlad.chapters.anchors import unit_anchor
from samlad.chapters.material import Row, number
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow
from samlad.chapters.registry import named
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Section, section, sentence
from samlad.chapters.signs import bare, legend, status_cell
from samlad.ids import survey_id

SHOWN = "shown"


@named("section", "mal_enkater")
def of_goal(scope: Scope) -> Section | None:
    """What units have asked about a goal."""
    goal_id = scope.goal["goal_id"]
    rows = [row for row in scope.now("surveys") if row["goal_id"] == goal_id]
    return _section(scope, f"mal-{goal_id}-enkater", rows)


@named("section", "namnd_enkater")
def of_unit(scope: Scope) -> Section | None:
    """What a unit has asked."""
    rows = [row for row in scope.now("surveys") if row["committee_id"] == scope.subject]
    return _section(scope, unit_anchor(scope.subject, "enkater"), rows, own=True)


def _section(scope: Scope, anchor: str, rows: Sequence[Row], *, own: bool = False) -> Section | None:
    heading = scope.word("heading_surveys")
    if not rows:
        return section(heading, anchor, [])
    lines = [line for row in _questions(rows) for line in _lines(scope, row, own=own)]
    columns = (Column("Antal"), Column("Andel, procent"))
    caption = f"{heading} {scope.run.year}"
    signs = legend(scope.material, lines)
    table = PresentableTable(f"{anchor}-tabell", caption, "Svar", columns, tuple(lines), signs)
    return section(heading, anchor, [sentence(_note(scope)), table])


def _note(scope: Scope) -> str:
    least = scope.material.document("disclosure")["thresholds"]["survey_answers_min"]
    return scope.word("surveys_note", answers_min=least)


def _questions(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows by question, in the order released: the question's own row first."""
    return [list(found) for _, found in groupby(rows, key=lambda row: (row["committee_id"], row["own_id"]))]


def _lines(scope: Scope, rows: Sequence[Row], *, own: bool) -> Iterator[TableRow]:
    first, *parts = rows
    group = _told(scope, first, own=own)
    answers = (_count(scope, first, "answers"), _nothing(scope))
    yield TableRow(TableCell("Antal svar"), answers, group, total=True)
    for row in parts:
        header = TableCell(row["alternative"] or "ej angivet")
        yield TableRow(header, (_count(scope, row, "chosen"), _share(scope, row)), group)


def _told(scope: Scope, row: Row, *, own: bool) -> str:
    """Who asked what of whom, and when; where several may be chosen, that the shares exceed the whole."""
    who = "" if own else f"{scope.units.short(row['committee_id'])}: "
    method = scope.material.code("survey_methods", row["method"])["label"] if row["method"] else ""
    several = "flera svar får väljas" if row["multiple"] == "ja" else ""
    about = ", ".join(said for said in (method, row["respondents"], row["conducted"], several) if said)
    return f"{who}{row['question']}" + (f" ({about})" if about else "")


def _count(scope: Scope, row: Row, name: str) -> TableCell:
    href = _origin(scope, row)
    if row["status"] != SHOWN:
        return status_cell(scope.material, row["status"], href=href)
    count = number(row[name])
    return _nothing(scope) if count is None else TableCell(swedish.number(count, 0), href=href)


def _share(scope: Scope, row: Row) -> TableCell:
    href = _origin(scope, row)
    if row["status"] != SHOWN:
        return status_cell(scope.material, row["status"], href=href)
    return TableCell(bare(row["text"]), href=href)


def _origin(scope: Scope, row: Row) -> str:
    return scope.origin_link(survey_id(row), row["goal_id"])


def _nothing(scope: Scope) -> TableCell:
    return status_cell(scope.material, "not_applicable")
