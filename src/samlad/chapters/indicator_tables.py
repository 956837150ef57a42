"""An indicator's table of the whole, and what its tables share; each cell has its anchor here."""

from __future__ import annotations

from collections.abc import Sequence

from samlad import swedish
from samlad.chapters.anchors import cell_anchor, indicator_anchor
from samlad.chapters.caution import persons_note, sum_note
from samlad.chapters.cells import ALL_AGES, CITY, TOTAL, Cell
from samlad.chapters.disclosure_record import rounding_note
from samlad.chapters.material import Row
from samlad.chapters.occasions import Occasion, has_whole, occasions
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.reporting import responsible_kinds
from samlad.chapters.scope import Scope
from samlad.chapters.signs import legend, nothing_cell, status_cell, value_cell
from samlad.chapters.targets import setter_words, target, target_cell
from samlad.chapters.units import KIND
from samlad.chapters.wording import capital, signed


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
    return indicator_table(scope, indicator, named, scope.word("city_column"), slots, rows, notes)


def indicator_table(
    scope: Scope, indicator: Row, name: tuple[str, str], stub: str, slots: Sequence[Occasion],
    rows: Sequence[TableRow], notes: Sequence[str], more: Sequence[Column] = (),
) -> PresentableTable:  # fmt: skip
    """A table about an indicator; `name` is the end of its anchor, and the unit its caption says."""
    heads = [*(Column(slot.label) for slot in slots), Column(_change_heading(scope, indicator)), *more]
    columns, rows = used(heads, rows)
    return PresentableTable(
        anchor=f"{indicator_anchor(indicator['indicator_id'])}-{name[0]}",
        caption=f"{indicator['short_text']}, {name[1]}, {years_words(slots)}",
        stub=stub,
        columns=columns,
        rows=rows,
        legend=legend(scope.material, rows),
        notes=tuple(note for note in (*notes, _rounding(scope, indicator)) if note),
    )


def _rounding(scope: Scope, indicator: Row) -> str:
    return rounding_note(scope, about_persons=indicator["about_persons"])


def unit_words(indicator: Row) -> str:
    """What the numbers of an indicator are in: procent, antal, or a unit of its own."""
    return indicator["value_unit"]


def answer_unit(scope: Scope, indicator: Row) -> str:
    """What units give: what the numbers are in, or yes and no, of which the whole becomes a share."""
    unit = unit_words(indicator)
    if indicator["kind"] != "ja_nej":
        return unit
    whole = f" ({scope.word('city_in_text')}: {unit})" if has_whole(scope, indicator["indicator_id"]) else ""
    return f"ja eller nej{whole}"


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
    cells = area_cells(scope, indicator, CITY, slots, sex, age)
    if not any(cell is not None for cell in cells):
        return None
    return TableRow(
        TableCell(capital(label)),
        (*shown_cells(scope, cells), row_change(scope, indicator, cells)),
        group,
        not group,
    )


def _kind_rows(scope: Scope, indicator: Row, slots: Sequence[Occasion]) -> list[TableRow]:
    kinds = responsible_kinds(scope, indicator["indicator_id"])
    if len(kinds) < 2:
        return []
    rows = []
    for kind in scope.material.rows("kinds"):
        cells = area_cells(scope, indicator, f"{KIND}{kind['kind']}", slots)
        if any(cell is not None for cell in cells):
            header = TableCell(capital(kind["label_definite_plural"]))
            values = (*shown_cells(scope, cells), row_change(scope, indicator, cells))
            rows.append(TableRow(header, values, scope.word("column_kind")))
    return rows


def _base_rows(scope: Scope, indicator: Row, slots: Sequence[Occasion]) -> list[TableRow]:
    cells = area_cells(scope, indicator, CITY, slots)
    if not any(cell is not None and cell.denominator is not None for cell in cells):
        return []
    rows = []
    for name, column in (("Täljare", "numerator"), ("Nämnare", "denominator")):
        values = [_part(scope, cell, column) for cell in cells]
        rows.append(
            TableRow(TableCell(f"{name}, antal"), (*values, nothing_cell(scope.material)), "Underlag")
        )
    return rows


def _part(scope: Scope, cell: Cell | None, column: str) -> TableCell:
    if cell is None or not cell.shown:
        return value_cell(scope, cell)
    part = cell.numerator if column == "numerator" else cell.denominator
    if part is None:
        return nothing_cell(scope.material)
    return TableCell(swedish.number(part), href=scope.origin(cell))


def _target_rows(scope: Scope, indicator: Row, slots: Sequence[Occasion]) -> list[TableRow]:
    aims = [target(scope, indicator["indicator_id"], CITY, slot.year, slot.period) for slot in slots]
    setters = {setter_words(scope, aim): None for aim in aims if aim is not None}
    if not setters:
        return []
    cells = [target_cell(scope, aim) if aim is not None else TableCell("inget") for aim in aims]
    header = TableCell(f"Satt av {' och '.join(setters)}")
    return [TableRow(header, (*cells, nothing_cell(scope.material)), "Årsmål")]


def area_cells(
    scope: Scope, indicator: Row, area: str, slots: Sequence[Occasion], sex: str = TOTAL, age: str = ALL_AGES
) -> list[Cell | None]:
    """An area's cells over the occasions; None where the table plan has none."""
    get = scope.cells.get
    return [get(indicator["indicator_id"], area, slot.year, slot.period, sex, age) for slot in slots]


def shown_cells(scope: Scope, cells: Sequence[Cell | None], *, anchors: bool = True) -> list[TableCell]:
    """Cells as a table shows them, each with its lasting address."""
    return [
        value_cell(scope, cell, cell_anchor(cell.cell_id) if anchors and cell is not None else "")
        for cell in cells
    ]


def row_change(scope: Scope, indicator: Row, cells: Sequence[Cell | None]) -> TableCell:
    """The change to the latest of a row's cells."""
    now = next((cell for cell in cells if cell is not None and cell.year == scope.run.year), None)
    return change_cell(scope, indicator, now)


def change_cell(scope: Scope, indicator: Row, now: Cell | None) -> TableCell:
    """The change that led to a cell; its own sign when it has no number, `.` when nothing can be compared."""
    change = scope.cells.change(now)
    if change is not None:
        return TableCell(signed(change, indicator["kind"]), href=scope.origin(now))
    if now is not None and not now.shown and now.status != "not_measured":
        return status_cell(scope.material, now.status, href=scope.origin(now))
    if now is not None and scope.cells.hides_change(now):
        return status_cell(scope.material, "suppressed", href=scope.origin(now))
    return nothing_cell(scope.material)
