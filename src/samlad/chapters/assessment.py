"""The joint assessment: the utredare's text, with its grounds in tables beside it."""

from __future__ import annotations

from samlad import swedish
from samlad.chapters.activity_tables import MISSING, count_origin, status_counts, statuses
from samlad.chapters.activity_words import LATE, NOT_BEGUN, ON_COURSE, remaining
from samlad.chapters.anchors import activity_anchor, indicator_anchor
from samlad.chapters.assessments import assessed, assessment_words, unit_counts
from samlad.chapters.cells import CITY, Cell
from samlad.chapters.findings import moved
from samlad.chapters.indicator_tables import unit_words
from samlad.chapters.material import Row
from samlad.chapters.occasions import current_areas, latest
from samlad.chapters.origin_links import counted_link
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.prose import prose
from samlad.chapters.registry import named
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, section, sentence
from samlad.chapters.signs import assessment_cell, bare, legend, nothing_cell, value_cell
from samlad.chapters.targets import city_target, outcome_words
from samlad.chapters.wording import Movement, capital


@named("prose", "samlad_bedomning")
def text(scope: Scope) -> Passage | None:
    """The utredare's joint assessment with proposals."""
    return prose(scope, "samlad-bedomning")


@named("section", "samlad_underlag")
def grounds(scope: Scope) -> Section | None:
    """Per goal: the utredare's assessment, the units' own, what moved and which aims are reached."""
    rows = [_goal_row(scope, row) for row in scope.programme.goals]
    columns = (
        Column("Bedömning", numeric=False),
        Column(scope.word("heading_unit_assessments"), numeric=False),
        Column(f"{capital(scope.things('indicator'))}: förändring", numeric=False),
        Column("Årsmål", numeric=False),
    )
    caption = f"{scope.word('heading_attainment')} {scope.run.year}"
    table = PresentableTable("maluppfyllelse", caption, "Mål", columns, tuple(rows))
    return section(scope.word("heading_grounds"), "underlag", [table])


@named("section", "samlad_aterstar")
def remains(scope: Scope) -> Section | None:
    """What remains: activities not begun, late, unfinished though they have an end, or unreported."""
    left = [row for row in scope.programme.activities if not row["same_as"] and remaining(scope, row)]
    labels = {row["code"]: row["label"] for row in statuses(scope)}
    codes = [code for code in (NOT_BEGUN, LATE, ON_COURSE) if code in labels]
    columns = [Column(capital(labels[code])) for code in codes]
    rows = [_remaining_row(scope, row, [*codes, MISSING]) for row in left]
    caption = f"{scope.word('heading_remaining')} Antal svar efter status {scope.run.year}"
    stub = capital(scope.things("activity", 1))
    table = PresentableTable("aterstar-tabell", caption, stub, (*columns, Column("Svar saknas")), tuple(rows))
    return section(scope.word("heading_remaining"), "aterstar", [table if rows else None])


@named("section", "samlad_skillnader")
def differences(scope: Scope) -> Section | None:
    """Differences between units of the same kind: how far apart, on what base; nobody is ranked."""
    rows = [
        row
        for kind in scope.material.rows("kinds")
        for indicator in scope.programme.indicators
        if (row := _kind_row(scope, indicator, kind)) is not None
    ]
    heads = (
        Column("Enhet", numeric=False),
        Column("Har ett värde"),
        Column("Lägsta"),
        Column("Högsta"),
        Column("Minsta underlag"),
        Column(scope.word("column_city")),
    )
    note = "Ett litet underlag gör att ett enda fall ändrar andelen mycket. Ingen rangordning görs."
    title = scope.word("heading_differences")
    caption = f"{title} {scope.run.year}"
    columns, kept = used(heads, rows)
    signs = legend(scope.material, kept)
    stub = capital(scope.things("indicator", 1))
    table = PresentableTable("skillnader-tabell", caption, stub, columns, kept, signs, (note,))
    return section(title, "skillnader", [table if rows else None])


@named("sentence", "samlad_inledning")
def introduction(scope: Scope) -> Passage | None:
    """Whose text it is, and what stands beside it."""
    said = sentence(scope.word("overall_intro"), scope.word("assessment_is_human"))
    return Passage(said.html(), said.plain()) if said is not None else None


def _goal_row(scope: Scope, goal: Row) -> TableRow:
    goal_id = goal["goal_id"]
    indicators = scope.programme.goal_indicators(goal_id)
    counts = unit_counts(scope, goal_id)
    cells = (
        assessment_cell(scope.material, assessed(scope, goal_id)),
        TableCell(assessment_words(scope, counts), href=counted_link(scope, f"bedomningar-{goal_id}"))
        if counts
        else TableCell("inga lämnade"),
        TableCell(_movements(scope, indicators)),
        TableCell(_aims(scope, indicators)),
    )
    return TableRow(TableCell(scope.goal_title(goal_id), href=scope.goal_link(goal_id)), cells)


def _movements(scope: Scope, indicators: tuple[Row, ...]) -> str:
    changes = [moved(scope, row) for row in indicators]
    words = [
        f"{row['indicator_id']} {_direction(change)}"
        for row, change in zip(indicators, changes, strict=True)
        if change is not None
    ]
    return ", ".join(words) or "ingen jämförelse"


def _direction(change: Movement) -> str:
    if not change.rounded:
        return "oförändrad"
    words = "ökade" if change.rounded > 0 else "minskade"
    return f"{words} ({change.verdict})" if change.verdict else words


def _aims(scope: Scope, indicators: tuple[Row, ...]) -> str:
    aims = [(row["indicator_id"], city_target(scope, row["indicator_id"])) for row in indicators]
    words = [f"{indicator_id} {outcome_words(scope, aim)}" for indicator_id, aim in aims if aim is not None]
    return ", ".join(words) or f"inget för {scope.word('city_in_text')}"


def _remaining_row(scope: Scope, activity: Row, codes: list[str]) -> TableRow:
    counts = status_counts(scope, activity["activity_id"])
    page = scope.goal_link(activity["goal_id"])
    href = f"{page}#{activity_anchor(activity['activity_id'])}" if page else ""
    header = TableCell(f"{activity['activity_id']} {activity['text']}", href=href)
    origin = count_origin(scope, activity["activity_id"])
    return TableRow(header, tuple(TableCell(str(counts.get(code, 0)), href=origin) for code in codes))


def _kind_row(scope: Scope, indicator: Row, kind: Row) -> TableRow | None:
    """How far apart units of a kind are, where two or more have a number; yes and no have no distance."""
    areas = [
        area
        for area in current_areas(scope, indicator["indicator_id"])
        if scope.units.kind(area) == kind["kind"]
    ]
    cells = [latest(scope, indicator["indicator_id"], area) for area in areas]
    shown = [cell for cell in cells if cell is not None and cell.shown]
    if indicator["kind"] == "ja_nej" or len(shown) < 2:
        return None
    page = scope.goal_link(indicator["goal_id"])
    href = f"{page}#{indicator_anchor(indicator['indicator_id'])}" if page else ""
    header = TableCell(f"{indicator['indicator_id']} {indicator['short_text']}", href=href)
    return TableRow(header, _distance(scope, indicator, shown, len(areas)), capital(kind["label_plural"]))


def _distance(scope: Scope, indicator: Row, shown: list[Cell], units: int) -> tuple[TableCell, ...]:
    low, high = min(shown, key=_value), max(shown, key=_value)
    item = scope.origin_link(indicator["indicator_id"], indicator["goal_id"])
    smallest = min((cell for cell in shown if cell.denominator), key=_base, default=None)
    none = nothing_cell(scope.material)
    return (
        TableCell(unit_words(indicator)),
        TableCell(f"{len(shown)} av {units}", href=item),
        TableCell(bare(low.text), href=scope.origin(low)),
        TableCell(bare(high.text), href=scope.origin(high)),
        TableCell(swedish.number(_base(smallest), 0), href=scope.origin(smallest))
        if smallest is not None and indicator["kind"] == "andel"
        else none,
        value_cell(scope, latest(scope, indicator["indicator_id"], CITY)),
    )


def _base(cell: Cell) -> float:
    return cell.denominator or 0.0


def _value(cell: Cell) -> float:
    return cell.value or 0.0
