"""An indicator unit by unit: the whole first, then units in alphabetical order, former ones last."""

from __future__ import annotations

from collections.abc import Sequence

from samlad.chapters.caution import carried_notes, host_note, sum_note, target_note
from samlad.chapters.cells import CITY, TOTAL
from samlad.chapters.indicator_tables import answer_unit, area_cells, indicator_table, row_change, shown_cells
from samlad.chapters.material import Row
from samlad.chapters.occasions import (
    Occasion,
    areas,
    current_areas,
    extra_areas,
    has_whole,
    latest,
    occasions,
    unit_by_unit,
)
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow
from samlad.chapters.scope import Scope
from samlad.chapters.signs import nothing_cell, status_cell
from samlad.chapters.targets import outcome_cell, setter_words, target_cell, targets_now
from samlad.chapters.wording import capital


def unit_table(scope: Scope, indicator: Row) -> PresentableTable | None:
    """Unit by unit in alphabetical order, the whole first, former units last."""
    slots = occasions(scope, indicator["indicator_id"])
    now = current_areas(scope, indicator["indicator_id"])
    if not unit_by_unit(scope, indicator["indicator_id"]):
        return None
    former = [area for area in areas(scope, indicator["indicator_id"]) if area not in now]
    rows = [_row(scope, indicator, area, slots) for area in now]
    rows += [
        _row(scope, indicator, area, slots, capital(scope.word("unit_former_plural"))) for area in former
    ]
    extra = extra_areas(scope, indicator["indicator_id"])
    rows += [_row(scope, indicator, area, slots, scope.word("heading_extra")) for area in extra]
    city = _row(scope, indicator, CITY, slots, anchors=False)
    if any(cell.text for cell in city.cells):
        rows.insert(0, city)
    rows, columns = _with_sexes(scope, indicator, rows, (CITY, *now))
    rows, more = _with_targets(scope, indicator, rows, now)
    columns += more
    notes = [host_note(scope, indicator), target_note(scope, indicator), scope.word("ordering_note")]
    if former:
        notes.append(scope.word("former_units_note"))
    notes += carried_notes(scope, indicator["indicator_id"], now)
    if extra:
        notes.append(scope.word("extra_note"))
    if not has_whole(scope, indicator["indicator_id"]):
        notes += [sum_note(scope, indicator), indicator["note"]]
    who = scope.units.who(map(scope.units.kind, now))
    named = ("enheter", answer_unit(scope, indicator))
    return indicator_table(scope, indicator, named, capital(who.singular), slots, rows, notes, columns)


def _row(
    scope: Scope,
    indicator: Row,
    area: str,
    slots: Sequence[Occasion],
    group: str = "",
    *,
    anchors: bool = True,
) -> TableRow:
    cells = area_cells(scope, indicator, area, slots)
    city = area == CITY
    header = TableCell(scope.units.short(area), href="" if city else scope.unit_link(area))
    shown = shown_cells(scope, cells, anchors=anchors)
    values = [_unasked(scope, indicator, slot, area) if cell is None else told
              for slot, cell, told in zip(slots, cells, shown, strict=True)]  # fmt: skip
    return TableRow(header, (*values, row_change(scope, indicator, cells)), group, city)


def _unasked(scope: Scope, indicator: Row, slot: Occasion, area: str) -> TableCell:
    """Where there is no cell: the indicator is not measured in that period, or nothing applies."""
    measured = slot.period in indicator["periods"].split()
    ended = area != CITY and "" < scope.units.row(area)["valid_to"] < f"{slot.year}-01-01"
    return status_cell(scope.material, "not_applicable" if measured or ended else "not_measured")


def _with_sexes(
    scope: Scope, indicator: Row, rows: list[TableRow], listed: Sequence[str]
) -> tuple[list[TableRow], list[Column]]:
    """The latest value of each sex, for tables whose plan has units split by sex."""
    indicator_id = indicator["indicator_id"]
    sexes = [
        row
        for row in scope.material.codes("sex")
        if row["code"] != TOTAL
        and any(latest(scope, indicator_id, area, row["code"]) is not None for area in listed if area != CITY)
    ]
    names = {scope.units.short(area): area for area in listed}
    result = []
    for row in rows:
        area = names.get(str(row.header.text)) if not row.group else None
        found = [latest(scope, indicator_id, area, sex["code"]) if area else None for sex in sexes]
        cells = shown_cells(scope, found, anchors=area != CITY)
        result.append(TableRow(row.header, (*row.cells, *cells), row.group, row.total))
    return result, [Column(f"{capital(sex['label'])} {scope.run.year}") for sex in sexes]


def _with_targets(
    scope: Scope, indicator: Row, rows: list[TableRow], now: Sequence[str]
) -> tuple[list[TableRow], list[Column]]:
    """Aim, who set it and how it went, for tables where some row has an aim."""
    aims = {aim.area: aim for aim in targets_now(scope, indicator["indicator_id"], (CITY, *now))}
    if not aims:
        return rows, []
    names = {scope.units.short(area): aim for area, aim in aims.items()}
    result = []
    for row in rows:
        aim = names.get(str(row.header.text)) if not row.group else None
        more = [nothing_cell(scope.material)] * 3
        if aim is not None:
            more = [
                target_cell(scope, aim),
                TableCell(setter_words(scope, aim)),
                outcome_cell(scope, aim),
            ]
        result.append(TableRow(row.header, (*row.cells, *more), row.group, row.total))
    heads = [Column("Årsmål"), Column(scope.word("column_target_setter"), numeric=False)]
    return result, [*heads, Column("Utfall mot årsmål", numeric=False)]
