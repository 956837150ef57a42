"""One unit's outcomes beside the whole's: a table of all its indicators, and its shares over time."""

from __future__ import annotations

from samlad import swedish
from samlad.chapters.caution import merger_notes
from samlad.chapters.cells import ALL_AGES, CITY, TOTAL, Cell
from samlad.chapters.charts import Panel, Panels, numbers, scale
from samlad.chapters.figure import Figure
from samlad.chapters.figure_data import line_table
from samlad.chapters.findings import moved
from samlad.chapters.indicator_figures import formed_slot, source_words
from samlad.chapters.indicator_tables import answer_unit, change_cell
from samlad.chapters.material import Row
from samlad.chapters.occasions import latest
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.references import cell_link
from samlad.chapters.reporting import all_due
from samlad.chapters.scope import Scope
from samlad.chapters.series import has_values, line, series
from samlad.chapters.signs import legend, nothing_cell, value_cell
from samlad.chapters.targets import (
    outcome_cell,
    plan_target_notes,
    setter_words,
    target,
    target_cell,
)
from samlad.chapters.wording import capital


def outcome_table(scope: Scope, anchor: str) -> PresentableTable | None:
    """Every published outcome of the unit for the run's period: value, change, the whole, aim."""
    rows = tuple(row for indicator in scope.programme.indicators for row in _rows(scope, indicator))
    if not rows:
        return None
    short = scope.unit["short_name"]
    heads = (
        Column("Enhet", numeric=False),
        Column(f"{short} {scope.run.year}"),
        Column("Förändring från året före (andelar i procentenheter)"),
        Column(f"{scope.word('city_column')} {scope.run.year}"),
        Column("Årsmål"),
        Column(scope.word("column_target_setter"), numeric=False),
        Column("Utfall mot årsmål", numeric=False),
    )
    columns, rows = used(heads, rows)
    notes = [*merger_notes(scope, [scope.subject]), *_whole_only(scope), *plan_target_notes(scope)]
    if any(row.group for row in rows):
        notes.append(scope.word("extra_note"))
    caption = f"{scope.word('heading_indicators')} {scope.run.year}: {short}"
    stub = capital(scope.things("indicator", 1))
    return PresentableTable(anchor, caption, stub, columns, rows, legend(scope.material, rows), tuple(notes))


def _whole_only(scope: Scope) -> list[str]:
    """Which of its answers are published for the whole alone, and so have no row here."""
    answered = {row["item_id"] for row in all_due(scope).get(scope.subject, []) if row["reported"] == "ja"}
    names = [
        f"{row['indicator_id']} {row['short_text']}"
        for row in scope.programme.indicators
        if row["indicator_id"] in answered and not _rows(scope, row)
    ]
    return [scope.word("whole_only_note", names=swedish.listing(names))] if names else []


def outcome_figure(scope: Scope, anchor: str) -> Figure | None:
    """Small multiples of the unit's shares, one per indicator, with the whole's line in each."""
    indicators = [row for row in scope.programme.indicators if row["kind"] == "andel"]
    drawn = [row for row in indicators if _line_of(scope, row) is not None]
    if not drawn:
        return None
    longest = max((series(scope, row["indicator_id"]) for row in drawn), key=len)
    slots = tuple(slot.label for slot in longest)
    panels = [
        panel
        for row in drawn
        if (panel := _panel(scope, row)) is not None and len(panel.line.points) == len(slots)
    ]
    lines = [one for panel in panels for one in (panel.line, panel.behind) if one is not None]
    chart = Panels(slots, tuple(panels), scale(numbers(lines), "procent"), "procent")
    short = scope.unit["short_name"]
    city = scope.word("city_in_text") if any(panel.behind is not None for panel in panels) else ""
    reading = f"Tjock linje: {short}. Tunn linje: {city}." if city else ""
    notes = [chart.scale.said, reading, *merger_notes(scope, [scope.subject])]
    return Figure(
        anchor=anchor,
        title=_title(scope, drawn),
        subtitle=f"Procent, {short} och {city}" if city else f"Procent, {short}",
        chart=chart,
        data=line_table(f"{anchor}-data", f"{short}, procent", chart),
        details_label=scope.word("figure_data_label"),
        source=source_words(scope, longest),
        notes=tuple(note for note in notes if note),
        synthetic=scope.synthetic,
    )


def _title(scope: Scope, indicators: list[Row]) -> str:
    changes = [change for row in indicators if (change := moved(scope, row, scope.subject)) is not None]
    if not changes:
        return f"Utfall {scope.run.year} för {scope.unit['short_name']}"
    up = sum(change.rounded > 0 for change in changes)
    down = sum(change.rounded < 0 for change in changes)
    since = {change.change.since for change in changes}
    when = f" sedan {since.pop()}" if len(since) == 1 else ""
    noun = "andel" if len(changes) == 1 else "andelar"
    if not up and not down:
        return f"Inga andelar ändrades{when}"
    first, second = (up, "ökade") if up else (down, "minskade")
    rest = f" och {down} minskade" if up and down else ""
    return f"{first} av {len(changes)} {noun} {second}{rest}{when}"


def _line_of(scope: Scope, indicator: Row) -> Cell | None:
    slots = series(scope, indicator["indicator_id"])
    one = line(scope, indicator["indicator_id"], scope.subject, slots, "", "link")
    cell = latest(scope, indicator["indicator_id"], scope.subject)
    return cell if has_values([one], 2) and cell is not None and not cell.extra else None


def _panel(scope: Scope, indicator: Row) -> Panel | None:
    indicator_id = indicator["indicator_id"]
    slots = series(scope, indicator_id)
    name = f"{indicator_id} {indicator['short_text']}"
    city = line(scope, indicator_id, CITY, slots, scope.word("city_series"), "text")
    own = line(scope, indicator_id, scope.subject, slots, name, "link")
    return Panel(name, own, city if has_values([city]) else None, formed_slot(scope, scope.subject, slots))


def _rows(scope: Scope, indicator: Row) -> list[TableRow]:
    cells = [
        latest(scope, indicator["indicator_id"], scope.subject, sex["code"], age["code"])
        for sex in scope.material.codes("sex")
        for age in scope.material.codes("age_groups")
    ]
    return [
        _row(scope, indicator, cell) for cell in cells if cell is not None and cell.status != "not_applicable"
    ]


def _row(scope: Scope, indicator: Row, cell: Cell) -> TableRow:
    whole = cell.sex == TOTAL and cell.age_group == ALL_AGES
    city = latest(scope, indicator["indicator_id"], CITY, cell.sex, cell.age_group)
    none = nothing_cell(scope.material)
    aim = (
        target(scope, indicator["indicator_id"], scope.subject, scope.run.year, scope.run.period)
        if whole
        else None
    )
    words = f"{indicator['indicator_id']} {indicator['short_text']}{_split_words(scope, cell)}"
    cells = (
        TableCell(answer_unit(scope, indicator)),
        value_cell(scope, cell),
        change_cell(scope, indicator, cell),
        value_cell(scope, city),
        target_cell(scope, aim) if aim is not None else none,
        TableCell(setter_words(scope, aim)) if aim is not None else none,
        outcome_cell(scope, aim) if aim is not None else none,
    )
    header = TableCell(words, href=cell_link(scope, cell))
    return TableRow(header, cells, scope.word("heading_extra") if cell.extra else "")


def _split_words(scope: Scope, cell: Cell) -> str:
    words = []
    if cell.sex != TOTAL:
        words.append(scope.material.code("sex", cell.sex)["label"])
    if cell.age_group != ALL_AGES:
        words.append(scope.material.code("age_groups", cell.age_group)["label"])
    return f", {', '.join(words)}" if words else ""
