"""The summary: one paragraph that answers, the goals as one table, who has reported, key facts."""

from __future__ import annotations

from collections import Counter

from samlad import swedish
from samlad.chapters.anchors import indicator_anchor
from samlad.chapters.assessments import assessed
from samlad.chapters.cells import CITY, Cell
from samlad.chapters.findings import in_short, moved
from samlad.chapters.markup import Markup, joined, listed, tag
from samlad.chapters.material import Row
from samlad.chapters.occasions import latest
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.prose import prose
from samlad.chapters.registry import named
from samlad.chapters.reporting import activity_ids, all_due, reported_rows
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, Sentence, section, sentence
from samlad.chapters.signs import assessment_cell
from samlad.chapters.targets import city_target
from samlad.chapters.wording import Movement


@named("sentence", "sammanfattning_svar")
def answer(scope: Scope) -> Sentence | None:
    """The answer in one paragraph: assessments, what moved, who has reported."""
    parts = [_assessed(scope), _moved(scope), _aims(scope), _reported(scope)]
    return sentence(" ".join(part for part in parts if part), class_="forsta-svar")


@named("table", "sammanfattning_mal")
def goals(scope: Scope) -> PresentableTable | None:
    """The goals, one row each: assessment, what moved, how much has been reported."""
    rows = [_goal_row(scope, row["goal_id"], row["text"]) for row in scope.programme.goals]
    heads = (
        Column("Bedömning", numeric=False),
        Column("Indikatorer och förändring", numeric=False),
        Column("Redovisade indikatorsvar"),
        Column("Redovisade aktivitetssvar"),
    )
    notes = (scope.word("summary_assessment_note"),)
    caption = f"{scope.word('heading_goals_at_a_glance')} {scope.run.year}"
    columns, kept = used(heads, rows)
    return PresentableTable("malen-i-korthet", caption, "Mål", columns, kept, notes=notes)


@named("prose", "sammanfattning")
def text(scope: Scope) -> Passage | None:
    """The utredare's summary."""
    return prose(scope, "sammanfattning")


@named("section", "sammanfattning_redovisning")
def reporting(scope: Scope) -> Section | None:
    """Who has reported: by kind of unit, and those whose duties are in running text only."""
    table = _reporting_table(scope)
    others = [unit for unit in scope.delivered if unit not in all_due(scope)]
    names = swedish.listing([scope.units.short(unit) for unit in scope.units.in_order(others)])
    more = f"{scope.word('never_reported_note')} Har rapporterat: {names}." if names else ""
    parts = [sentence(_reported(scope), more), table] if table is not None else []
    return section(scope.word("heading_coverage"), "redovisning", parts)


@named("section", "sammanfattning_nyckeltal")
def facts(scope: Scope) -> Section | None:
    """Key facts: how much stands behind the report."""
    due = all_due(scope)
    goals = [assessed(scope, row["goal_id"]) != "saknas" for row in scope.programme.goals]
    counted = (
        ("Bedömda mål", sum(goals), len(goals)),
        (_capital(scope.word("coverage_noun")), sum(unit in scope.delivered for unit in due), len(due)),
        ("Redovisade indikatorsvar", *reported_rows(scope, _ids(scope.programme.indicators, "indicator_id"))),
        ("Redovisade aktivitetssvar", *reported_rows(scope, activity_ids(scope))),
        ("Årsmål för helheten som nås", *_reached(scope)),
    )
    entries = [
        joined([tag("dt", name), tag("dd", f"{swedish.number(n, 0)} av {swedish.number(m, 0)}")])
        for name, n, m in counted
        if m
    ]
    content = Passage(tag("dl", *entries, class_="nyckeltal"), "Nyckeltal") if entries else None
    return section("Nyckeltal", "nyckeltal", [content])


def _reporting_table(scope: Scope) -> PresentableTable | None:
    due = all_due(scope)
    rows = []
    for kind in scope.material.rows("kinds"):
        expected = [unit for unit in due if scope.units.kind(unit) == kind["kind"]]
        gone = [unit for unit in expected if unit not in scope.delivered]
        names = swedish.listing([scope.units.short(unit) for unit in scope.units.in_order(gone)])
        cells = (TableCell(f"{len(expected) - len(gone)} av {len(expected)}"), TableCell(names or "ingen"))
        if expected:
            rows.append(TableRow(TableCell(_capital(kind["label_plural"])), cells))
    columns = (
        Column(scope.word("column_reported")),
        Column(scope.word("heading_missing"), numeric=False),
    )
    caption = f"{scope.word('heading_coverage')} {scope.run.year}"
    stub = scope.word("column_kind")
    return PresentableTable("redovisning-tabell", caption, stub, columns, tuple(rows)) if rows else None


def _goal_row(scope: Scope, goal_id: str, text: str) -> TableRow:
    lines = [_fact(scope, row["indicator_id"]) for row in scope.programme.goal_indicators(goal_id)]
    items = [row["indicator_id"] for row in scope.programme.goal_indicators(goal_id)]
    title = scope.word("chapter_mal", goal=goal_id)
    cells = (
        assessment_cell(scope.material, assessed(scope, goal_id)),
        TableCell(listed(lines)),
        _counted(*reported_rows(scope, items)),
        _counted(*reported_rows(scope, activity_ids(scope, goal_id))) if activity_ids(scope) else TableCell(),
    )
    return TableRow(TableCell(f"{title}: {text}", href=scope.goal_link(goal_id)), cells)


def _counted(n: int, m: int) -> TableCell:
    return TableCell(f"{swedish.number(n, 0)} av {swedish.number(m, 0)}" if m else "inga väntade")


def _fact(scope: Scope, indicator_id: str) -> Markup:
    indicator = scope.programme.indicator(indicator_id)
    page = scope.goal_link(indicator["goal_id"])
    href = f"{page}#{indicator_anchor(indicator_id)}" if page else None
    name = tag("a", indicator["short_text"], href=href) if href else indicator["short_text"]
    short = in_short(scope, indicator)
    return joined([name, f": {short[:1].lower()}{short[1:]}" if short else ""])


def _assessed(scope: Scope) -> str:
    goals = scope.programme.goals
    counts = Counter(assessed(scope, row["goal_id"]) for row in goals)
    codes = [row for row in scope.material.codes("assessments") if counts[row["code"]]]
    total = f"{scope.word('programme_noun_genitive')} {len(goals)} mål"
    if counts["saknas"] == len(goals):
        return f"Inget av {total} är ännu bedömt."
    words = [f"{counts[row['code']]} {row['label']}" for row in codes if row["code"] != "saknas"]
    gone = f"; bedömning saknas för {counts['saknas']}" if counts["saknas"] else ""
    return f"Bedömning av {total}: {swedish.listing(words)}{gone}."


def _moved(scope: Scope) -> str:
    """How many indicators of the whole moved which way; better or worse only where a direction is set."""
    indicators = scope.programme.indicators
    cells = [latest(scope, row["indicator_id"], CITY) for row in indicators]
    if not any(cell is not None for cell in cells):
        known = sum(any(cell.shown for cell in _now(scope, row["indicator_id"])) for row in indicators)
        return f"{known} av {len(indicators)} indikatorer har värden för {scope.run.year}."
    shown = sum(cell is not None and cell.shown for cell in cells)
    whole = scope.word("city_in_text")
    first = f"{shown} av {len(indicators)} indikatorer har ett värde för {whole} {scope.run.year}."
    changes = [change for row in indicators if (change := moved(scope, row)) is not None]
    return f"{first} {_tally(changes)}".rstrip()


def _tally(changes: list[Movement]) -> str:
    if not changes:
        return ""
    up = sum(change.rounded > 0 for change in changes)
    down = sum(change.rounded < 0 for change in changes)
    since = {change.change.since for change in changes}
    when = f"Sedan {since.pop()}" if len(since) == 1 else "Sedan året före"
    words = f"{when} har {up} av {len(changes)} jämförbara värden ökat och {down or 'inget'} minskat."
    better = sum(change.verdict == "bättre" for change in changes)
    judged = sum(change.verdict != "" for change in changes)
    if not judged:
        return words
    return f"{words} {better} av {judged} förändringar med bestämd riktning är till det bättre."


def _now(scope: Scope, indicator_id: str) -> list[Cell]:
    now = (scope.run.year, scope.run.period)
    return [cell for cell in scope.cells.of(indicator_id) if (cell.year, cell.period) == now]


def _reached(scope: Scope) -> tuple[int, int]:
    """How many of the whole's aims are reached, of those that could be told."""
    aims = [city_target(scope, row["indicator_id"]) for row in scope.programme.indicators]
    told = [aim.outcome for aim in aims if aim is not None and aim.outcome in ("nar", "nar_inte")]
    return told.count("nar"), len(told)


def _aims(scope: Scope) -> str:
    reached, told = _reached(scope)
    whole = scope.word("city_in_text")
    return f"{reached} av {told} indikatorer med årsmål för {whole} når det." if told else ""


def _ids(rows: tuple[Row, ...], column: str) -> list[str]:
    return [row[column] for row in rows]


def _reported(scope: Scope) -> str:
    due = all_due(scope)
    done = [unit for unit in due if unit in scope.delivered]
    return scope.word("coverage_sentence", n=len(done), m=len(due)) if due else ""


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
