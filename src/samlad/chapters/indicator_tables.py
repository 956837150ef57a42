"""An indicator's tables: the whole by sex, age and year; and unit by unit. Each cell has its anchor here."""

from __future__ import annotations

from collections.abc import Sequence

from samlad import swedish
from samlad.chapters.anchors import cell_anchor, indicator_anchor
from samlad.chapters.caution import carried_notes, host_note, persons_note, sum_note, target_note
from samlad.chapters.cells import ALL_AGES, CITY, TOTAL, Cell
from samlad.chapters.material import Row
from samlad.chapters.occasions import (
    Occasion,
    areas,
    current_areas,
    extra_areas,
    latest,
    occasions,
    unit_by_unit,
)
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.reporting import responsible_kinds
from samlad.chapters.scope import Scope
from samlad.chapters.series import capital
from samlad.chapters.signs import legend, value_cell
from samlad.chapters.targets import outcome_words, setter_words, target, targets_now
from samlad.chapters.units import KIND
from samlad.chapters.wording import signed


def city_table(scope: Scope, indicator: Row) -> PresentableTable | None:
    """The whole: total, sexes, ages, kinds of units, base and aim, year by year."""
    slots = occasions(scope, indicator["indicator_id"])
    rows = [
        *_split_rows(scope, indicator, slots),
        *_kind_rows(scope, indicator, slots),
        *_base_rows(scope, indicator, slots),
        *_target_rows(scope, indicator, slots),
    ]
    if not rows:
        return None
    notes = [persons_note(scope, indicator), sum_note(scope, indicator), indicator["note"]]
    named = ("tabell", unit_words(indicator))
    return _table(scope, indicator, named, scope.word("city_column"), slots, rows, notes)


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
    who = scope.units.who(map(scope.units.kind, now))
    unit = unit_words(indicator)
    if indicator["kind"] == "ja_nej":
        unit = f"ja eller nej ({scope.word('city_in_text')}: {unit})"
    named = ("enheter", unit)
    return _table(scope, indicator, named, capital(who.singular), slots, rows, notes, columns)


def _table(
    scope: Scope, indicator: Row, name: tuple[str, str], stub: str, slots: Sequence[Occasion],
    rows: Sequence[TableRow], notes: Sequence[str], more: Sequence[Column] = (),
) -> PresentableTable:  # fmt: skip
    heads = [*(Column(slot.label) for slot in slots), Column(_change_heading(scope, indicator)), *more]
    columns, rows = used(heads, rows)
    return PresentableTable(
        anchor=f"{indicator_anchor(indicator['indicator_id'])}-{name[0]}",
        caption=f"{indicator['short_text']}, {name[1]}, {years_words(slots)}",
        stub=stub,
        columns=columns,
        rows=rows,
        legend=legend(scope.material, rows),
        notes=tuple(note for note in notes if note),
    )


def unit_words(indicator: Row) -> str:
    """What the numbers of an indicator are in: procent, antal, or a unit of its own."""
    return indicator["value_unit"]


def years_words(slots: Sequence[Occasion]) -> str:
    """`2021–2024`, or the only year."""
    years = sorted({slot.year for slot in slots})
    return swedish.years(years[0], years[-1]) if years else ""


def _change_heading(scope: Scope, indicator: Row) -> str:
    units = {"andel": ", procentenheter", "ja_nej": ", procentenheter"}
    changes = [scope.cells.change(cell) for cell in scope.cells.of(indicator["indicator_id"])
               if cell.year == scope.run.year]  # fmt: skip
    since = {change.since for change in changes if change is not None}
    before = since.pop() if len(since) == 1 else "året före"
    return f"Förändring sedan {before}{units.get(indicator['kind'], '')}"


def _split_rows(scope: Scope, indicator: Row, slots: Sequence[Occasion]) -> list[TableRow]:
    rows = []
    for sex in scope.material.codes("sex"):
        group = "" if sex["code"] == TOTAL else "Kön"
        rows.append(_city_row(scope, indicator, slots, sex["code"], ALL_AGES, sex["label"], group))
    for age in scope.material.codes("age_groups"):
        if age["code"] != ALL_AGES:
            rows.append(_city_row(scope, indicator, slots, TOTAL, age["code"], age["label"], "Ålder"))
    return [row for row in rows if row is not None]


def _city_row(
    scope: Scope, indicator: Row, slots: Sequence[Occasion], sex: str, age: str, label: str, group: str
) -> TableRow | None:
    cells = _cells(scope, indicator, CITY, slots, sex, age)
    if not any(cell is not None for cell in cells):
        return None
    return TableRow(
        TableCell(capital(label)), (*_shown(scope, cells), _change(scope, indicator, cells)), group, not group
    )


def _kind_rows(scope: Scope, indicator: Row, slots: Sequence[Occasion]) -> list[TableRow]:
    kinds = responsible_kinds(scope, indicator["indicator_id"])
    if len(kinds) < 2:
        return []
    rows = []
    for kind in scope.material.rows("kinds"):
        cells = _cells(scope, indicator, f"{KIND}{kind['kind']}", slots)
        if any(cell is not None for cell in cells):
            header = TableCell(capital(kind["label_definite_plural"]))
            values = (*_shown(scope, cells), _change(scope, indicator, cells))
            rows.append(TableRow(header, values, scope.word("column_kind")))
    return rows


def _base_rows(scope: Scope, indicator: Row, slots: Sequence[Occasion]) -> list[TableRow]:
    cells = _cells(scope, indicator, CITY, slots)
    if not any(cell is not None and cell.denominator is not None for cell in cells):
        return []
    rows = []
    for name, column in (("Täljare", "numerator"), ("Nämnare", "denominator")):
        values = [_part(scope, cell, column) for cell in cells]
        rows.append(TableRow(TableCell(f"{name}, antal"), (*values, TableCell()), "Underlag"))
    return rows


def _part(scope: Scope, cell: Cell | None, column: str) -> TableCell:
    if cell is None or not cell.shown:
        return value_cell(scope.material, cell)
    part = cell.numerator if column == "numerator" else cell.denominator
    return TableCell(swedish.number(part)) if part is not None else TableCell()


def _target_rows(scope: Scope, indicator: Row, slots: Sequence[Occasion]) -> list[TableRow]:
    aims = [target(scope, indicator["indicator_id"], CITY, slot.year, slot.period) for slot in slots]
    setters = {setter_words(scope, aim): None for aim in aims if aim is not None}
    if not setters:
        return []
    cells = [TableCell(aim.text if aim is not None else "inget") for aim in aims]
    header = TableCell(f"Satt av {' och '.join(setters)}")
    return [TableRow(header, (*cells, TableCell()), "Årsmål")]


def _row(
    scope: Scope,
    indicator: Row,
    area: str,
    slots: Sequence[Occasion],
    group: str = "",
    *,
    anchors: bool = True,
) -> TableRow:
    cells = _cells(scope, indicator, area, slots)
    city = area == CITY
    header = TableCell(scope.units.short(area), href="" if city else scope.unit_link(area))
    values = (*_shown(scope, cells, anchors=anchors), _change(scope, indicator, cells))
    return TableRow(header, values, group, city)


def _cells(
    scope: Scope, indicator: Row, area: str, slots: Sequence[Occasion], sex: str = TOTAL, age: str = ALL_AGES
) -> list[Cell | None]:
    get = scope.cells.get
    return [get(indicator["indicator_id"], area, slot.year, slot.period, sex, age) for slot in slots]


def _shown(scope: Scope, cells: Sequence[Cell | None], *, anchors: bool = True) -> list[TableCell]:
    return [
        value_cell(scope.material, cell, cell_anchor(cell.cell_id) if anchors and cell is not None else "")
        for cell in cells
    ]


def _change(scope: Scope, indicator: Row, cells: Sequence[Cell | None]) -> TableCell:
    now = next((cell for cell in cells if cell is not None and cell.year == scope.run.year), None)
    change = scope.cells.change(now)
    return TableCell(signed(change, indicator["kind"])) if change is not None else TableCell()


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
        cells = _shown(scope, found, anchors=area != CITY)
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
        more = [TableCell(), TableCell(), TableCell()]
        if aim is not None:
            more = [
                TableCell(aim.text),
                TableCell(setter_words(scope, aim)),
                TableCell(outcome_words(scope, aim)),
            ]
        result.append(TableRow(row.header, (*row.cells, *more), row.group, row.total))
    heads = [Column("Årsmål"), Column(scope.word("column_target_setter"), numeric=False)]
    return result, [*heads, Column("Utfall mot årsmål", numeric=False)]
