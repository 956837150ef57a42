"""The summary: one paragraph that answers, the goals as one table, who has reported, key facts."""

from __future__ import annotations

from collections import Counter

from samlad import swedish
from samlad.chapters.activity_words import activities_reported, status_sentence
from samlad.chapters.anchors import indicator_anchor
from samlad.chapters.assessments import NONE, assessed
from samlad.chapters.cells import CITY, Cell
from samlad.chapters.findings import in_short, moved
from samlad.chapters.markup import Markup, joined, listed, paragraph, tag
from samlad.chapters.material import Row
from samlad.chapters.occasions import latest
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.prose import prose
from samlad.chapters.registry import named
from samlad.chapters.reporting import NOT_DUE, activity_ids, all_due, others_sentence, reported_rows
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, section, sentence
from samlad.chapters.signs import assessment_cell
from samlad.chapters.tally import tally, units_tally
from samlad.chapters.targets import city_target
from samlad.chapters.wording import capital


@named("sentence", "sammanfattning_svar")
def answer(scope: Scope) -> Passage:
    """The answer in one paragraph: assessments, what moved, who has reported; and for which period."""
    parts = [_moved(scope), _aims(scope), _reported(scope)]
    # Where nobody has assessed anything, that is not what the reader came for.
    parts.insert(0 if _any_assessed(scope) else len(parts), _assessed(scope))
    said = tag("p", " ".join(part for part in parts if part), class_="forsta-svar")
    return Passage(joined([said, paragraph(scope.word("report_sentence"))]), "Svaret")


@named("table", "sammanfattning_mal")
def goals(scope: Scope) -> PresentableTable | None:
    """The goals, one row each: assessment, what moved, how much has been reported."""
    rows = [_goal_row(scope, row["goal_id"]) for row in scope.programme.goals]
    heads = (
        Column("Bedömning", numeric=False),
        Column(f"{capital(scope.things('indicator'))} och förändring", numeric=False),
        Column(scope.word("column_indicator_answers")),
        Column(scope.word("column_activity_answers")),
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
    parts = [sentence(_reported(scope), others_sentence(scope)), table] if table is not None else []
    return section(scope.word("heading_coverage"), "redovisning", parts)


@named("section", "sammanfattning_nyckeltal")
def facts(scope: Scope) -> Section | None:
    """Key facts: how much stands behind the report."""
    due = all_due(scope)
    goals = [assessed(scope, row["goal_id"]) != NONE for row in scope.programme.goals]
    items = _ids(scope.programme.indicators, "indicator_id")
    counted = (
        ("Bedömda mål", sum(goals), len(goals) if any(goals) else 0),
        (scope.word("fact_units_reported"), sum(unit in scope.delivered for unit in due), len(due)),
        (scope.word("column_indicator_answers"), *reported_rows(scope, items)),
        (scope.word("column_activity_answers"), *reported_rows(scope, activity_ids(scope))),
        (f"Årsmål för {scope.word('city_in_text')} som nås", *_reached(scope)),
    )
    entries = [
        joined([tag("dt", name), tag("dd", f"{swedish.number(n, 0)} av {swedish.number(m, 0)}")])
        for name, n, m in counted
        if m
    ]
    heading = scope.word("heading_key_facts")
    content = Passage(tag("dl", *entries, class_="nyckeltal"), heading) if entries else None
    return section(heading, "nyckeltal", [content])


def _reporting_table(scope: Scope) -> PresentableTable | None:
    due = all_due(scope)
    rows = []
    for kind in scope.material.rows("kinds"):
        expected = [unit for unit in due if scope.units.kind(unit) == kind["kind"]]
        gone = [unit for unit in expected if unit not in scope.delivered]
        names = swedish.listing([scope.units.short(unit) for unit in scope.units.in_order(gone)])
        cells = (TableCell(f"{len(expected) - len(gone)} av {len(expected)}"), TableCell(names or "ingen"))
        if expected:
            rows.append(TableRow(TableCell(capital(kind["label_plural"])), cells))
    columns = (
        Column(scope.word("column_reported")),
        Column(scope.word("heading_missing"), numeric=False),
    )
    caption = f"{scope.word('heading_coverage')} {scope.run.year}"
    stub = scope.word("column_kind")
    return PresentableTable("redovisning-tabell", caption, stub, columns, tuple(rows)) if rows else None


def _goal_row(scope: Scope, goal_id: str) -> TableRow:
    lines = [_fact(scope, row["indicator_id"]) for row in scope.programme.goal_indicators(goal_id)]
    items = [row["indicator_id"] for row in scope.programme.goal_indicators(goal_id)]
    cells = (
        assessment_cell(scope.material, assessed(scope, goal_id)),
        TableCell(listed(lines)),
        _counted(*reported_rows(scope, items)),
        _counted(*reported_rows(scope, activity_ids(scope, goal_id))) if activity_ids(scope) else TableCell(),
    )
    return TableRow(TableCell(scope.goal_title(goal_id), href=scope.goal_link(goal_id)), cells)


def _counted(n: int, m: int) -> TableCell:
    return TableCell(f"{swedish.number(n, 0)} av {swedish.number(m, 0)}" if m else NOT_DUE)


def _fact(scope: Scope, indicator_id: str) -> Markup:
    indicator = scope.programme.indicator(indicator_id)
    page = scope.goal_link(indicator["goal_id"])
    href = f"{page}#{indicator_anchor(indicator_id)}" if page else None
    name = tag("a", indicator["short_text"], href=href) if href else indicator["short_text"]
    short = in_short(scope, indicator)
    return joined([name, f": {short}" if short else ""])


def _any_assessed(scope: Scope) -> bool:
    return any(assessed(scope, row["goal_id"]) != NONE for row in scope.programme.goals)


def _assessed(scope: Scope) -> str:
    """`1 av programmets 7 mål uppfylls helt och 3 uppfylls delvis, enligt …. 2 mål är inte bedömda.`"""
    goals = scope.programme.goals
    if not _any_assessed(scope):
        return scope.word("goals_none_assessed", m=len(goals))
    counts = Counter(assessed(scope, row["goal_id"]) for row in goals)
    codes = [row for row in scope.material.codes("assessments") if counts[row["code"]]]
    (n, label), *others = [(counts[row["code"]], row["label"]) for row in codes if row["code"] != NONE]
    first = f"{n} av {scope.word('programme_noun_genitive')} {len(goals)} mål {label}"
    words = swedish.listing([first, *(f"{number} {label}" for number, label in others)])
    gone = counts[NONE]
    rest = f" {gone} mål är inte {'bedömt' if gone == 1 else 'bedömda'}." if gone else ""
    return f"{words}, {scope.word('goals_assessed_by')}.{rest}"


def _moved(scope: Scope) -> str:
    """How many indicators of the whole moved which way; better or worse only where a direction is set."""
    indicators = scope.programme.indicators
    if not reported_rows(scope, _ids(indicators, "indicator_id"))[1]:
        return _activities(scope)
    many = f"{len(indicators)} {scope.things('indicator', len(indicators))}"
    cells = [latest(scope, row["indicator_id"], CITY) for row in indicators]
    if not any(cell is not None for cell in cells):
        known = sum(any(cell.shown for cell in _now(scope, row["indicator_id"])) for row in indicators)
        return units_tally(scope) or f"{known} av {many} har värden för {scope.run.year}."
    changes = [change for row in indicators if (change := moved(scope, row)) is not None]
    if changes:
        return tally(changes, scope.things("indicator", len(changes)), len(indicators))
    shown = sum(cell is not None and cell.shown for cell in cells)
    return f"{shown} av {many} har ett värde för {scope.word('city_in_text')} {scope.run.year}."


def _activities(scope: Scope) -> str:
    """What there is to tell of a period for which no indicator is due."""
    rows = scope.programme.activities
    nothing = f"Inga {scope.things('indicator')} mäts för perioden."
    parts = [activities_reported(scope, rows), status_sentence(scope, rows), nothing]
    return " ".join(part for part in parts if part)


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
    return f"{reached} av {told} årsmål för {scope.word('city_in_text')} nås." if told else ""


def _ids(rows: tuple[Row, ...], column: str) -> list[str]:
    return [row[column] for row in rows]


def _reported(scope: Scope) -> str:
    due = all_due(scope)
    done = [unit for unit in due if unit in scope.delivered]
    return scope.word("coverage_sentence", n=len(done), m=len(due)) if due else ""
