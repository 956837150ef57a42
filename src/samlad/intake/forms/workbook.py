"""Writes an issued form as .xlsx: locked texts, framed cells with rules, and the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from samlad.intake.cells import cell_name
from samlad.intake.column_ids import column_id
from samlad.intake.form import FormCell, Percent
from samlad.intake.forms.cell_rules import CellRules
from samlad.intake.forms.first_sheet import first_sheet
from samlad.intake.forms.heights import LINE, OPEN_LINES, row_height
from samlad.intake.forms.issued import Issued
from samlad.intake.forms.lines import Line
from samlad.intake.forms.sheet_columns import (
    RUNNING,
    about_look,
    cell_names,
    fields_of,
    headings_of,
    is_shown,
    open_look,
    width_of,
)
from samlad.intake.forms.styles import add_formats
from samlad.intake.forms.texts import FormTexts
from samlad.intake.forms.value_lists import ValueLists, value_lists
from samlad.layout import Layout
from samlad.reference import Reference

# xlsxwriter stamps the time of writing unless it is told another.
_CREATED = datetime(2020, 1, 1, tzinfo=UTC)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_A4 = 9
_TITLE, _LEAD, _BAND, _HEADING, _COLUMN_IDS, _FIRST = range(6)
"""Rows of a sheet with a table, counted from 0; the ids of its columns are hidden."""

_ABOUT_WIDTHS = {"value": 50}
_HELD_WIDTHS = (10, 60, 26, 14, 18, 18)
_FIRST_WIDTH = 76
_UNLOCKED = {"format_columns": True, "format_rows": True, "select_locked_cells": True}


def issued_bytes(form: Issued, reference: Reference) -> bytes:
    """The form as .xlsx."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, _OPTIONS)
    words = reference.words
    workbook.set_properties(
        {
            "created": _CREATED,
            "title": f"{form.texts.get('first.title')} – {form.texts.get('first.subtitle')}",
            "author": str(words["publisher"]),
        }
    )
    lists = value_lists(reference)
    end = reference.period_end(form.asked.year, form.asked.period)
    days = (date(end.year, 1, 1), end)
    writer = _Writer(
        workbook, add_formats(workbook), form, reference.layout, CellRules(form.texts, lists, days)
    )
    writer.write(lists)
    workbook.close()
    return stream.getvalue()


@dataclass(frozen=True)
class _Writer:
    """Writes the sheets of one form, in the order that they are filled in."""

    workbook: xlsxwriter.Workbook
    formats: Mapping[str, Format]
    form: Issued
    layout: Layout
    rules: CellRules

    def write(self, lists: ValueLists) -> None:
        names = self.layout.form_sheets
        self._first(names["first"])
        self._about()
        if self.form.held:
            self._held(names["confirm"])
        for key, lines in self.form.tables.items():
            self._table(key, lines)
        self._lists(names["lists"], lists)
        stamp = self.workbook.add_worksheet(names["stamp"])
        stamp.write_string(0, 0, self.form.stamp.text())
        stamp.protect("")
        stamp.very_hidden()

    @property
    def _texts(self) -> FormTexts:
        return self.form.texts

    def _sheet(self, name: str, footer: str = "") -> Worksheet:
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        committee = self.form.asked.committee.name.replace("&", "&&")
        sheet.set_footer(f"&L{committee}, {self.form.asked.period} {self.form.asked.year}&C&A&R&P (&N)")
        sheet.hide_gridlines(2)
        sheet.protect("", _UNLOCKED)
        return sheet

    def _first(self, name: str) -> None:
        sheet = self._sheet(name)
        sheet.set_portrait()
        sheet.set_column(0, 0, _FIRST_WIDTH)
        leads = {
            self.layout.tables[key].sheet: self._texts.get(f"sheets.{key}.lead")
            for key in ("about", *self.form.tables)
        }
        if self.form.held:
            leads[self.layout.form_sheets["confirm"]] = self._texts.get("sheets.confirm.lead")
        asked = self.form.asked
        closed = [item for item in asked.activities if item.activity_id in asked.ended]
        finished = {item.activity_id: item.text for item in (*asked.finished, *closed)}
        said = first_sheet(self._texts, self.form.changes, self.form.variant, finished, leads)
        for number, (look, text) in enumerate(said):
            sheet.write_string(number, 0, text, self.formats[look])
            # The headline's letters are half as large again as the body's.
            size = 1.5 if look == "headline" else 1.0
            height = row_height([(text, _FIRST_WIDTH / size)]) or LINE
            sheet.set_row(number, height * size)
        sheet.activate()

    def _begin(
        self, name: str, key: str, headings: Sequence[str], widths: Sequence[int], fields: Sequence[str] = ()
    ) -> Worksheet:
        """A sheet with its title, what it is for, and its headings, which stay in sight."""
        sheet = self._sheet(name)
        sheet.write_string(_TITLE, 0, self._texts.get(f"sheets.{key}.title"), self.formats["title"])
        sheet.write_string(_LEAD, 0, self._texts.get(f"sheets.{key}.lead"), self.formats["lead"])
        for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.write_string(_HEADING, place, heading, self.formats["heading"])
            sheet.set_column(place, place, width)
        sheet.set_row(_HEADING, row_height(list(zip(headings, widths, strict=True))))
        for place, field in enumerate(fields):
            sheet.write_string(_COLUMN_IDS, place, column_id(key, field))
        sheet.set_row(_COLUMN_IDS, None, None, {"hidden": True})
        sheet.freeze_panes(_FIRST, 1)
        sheet.repeat_rows(_HEADING)
        return sheet

    def _about(self) -> None:
        table = self.layout.tables["about"]
        fields = fields_of(table)
        widths = [_ABOUT_WIDTHS.get(field, width_of(field)) for field in fields]
        headings = headings_of(table, fields, self.form.asked.year)
        sheet = self._begin(table.sheet, "about", headings, widths, fields)
        asked = [one for one in self.layout.about_fields if one.field != "confirmed" or self.form.held]
        rows = {column.field: number for number, column in enumerate(asked, start=_FIRST)}
        cells = {field: cell_name(row, fields.index("value")) for field, row in rows.items()}
        for number, column in enumerate(asked, start=_FIRST):
            for place, field in enumerate(fields):
                if field == "field":
                    sheet.write_string(number, place, column.heading, self.formats["printed"])
                elif field == "help":
                    text = self._texts.get(f"help.{column.field}")
                    sheet.write_string(number, place, text, self.formats["body"])
                    sheet.set_row(number, row_height([(text, widths[place])]))
                else:
                    self._about_cell(sheet, number, place, column.field, cells)

    def _about_cell(
        self, sheet: Worksheet, row: int, place: int, field: str, cells: Mapping[str, str]
    ) -> None:
        printed = self.form.about.get(field)
        if printed is not None:
            sheet.write_string(row, place, printed, self.formats["printed"])
            return
        sheet.write_blank(row, place, None, self.formats[about_look(field)])
        rule = self.rules.rule("about", field, "", cells)
        if rule is not None:
            sheet.data_validation(row, place, row, place, rule)

    def _table(self, key: str, lines: Sequence[Line]) -> None:
        table = self.layout.tables[key]
        fields = fields_of(table, lines)
        widths = [width_of(field) for field in fields]
        headings = headings_of(table, fields, self.form.asked.year)
        sheet = self._begin(table.sheet, key, headings, widths, fields)
        opened = {field for line in lines for field in line.open}
        in_ils = self._texts.names("in_ils")
        by_programme = key.removeprefix("plan_") in ("indicators", "activities")
        bands: list[str] = []
        for place, field in enumerate(fields):
            ils = "ils" if field in in_ils else "beyond"
            band = ils if by_programme else "fill"
            if field not in opened:
                band = (
                    "printed" if is_shown(field) or any(field in line.cells for line in lines) else "closed"
                )
            bands.append(self._texts.get(f"band.{band}"))
            sheet.write_string(_BAND, place, bands[-1], self.formats["band"])
        sheet.set_row(_BAND, row_height(list(zip(bands, widths, strict=True))))
        for number, line in enumerate(lines):
            self._line(sheet, key, number + _FIRST, fields, line, lines[number - line.place])

    def _line(
        self, sheet: Worksheet, key: str, row: int, fields: Sequence[str], line: Line, first: Line
    ) -> None:
        """A row; `first` is the first row of a survey's question, elsewhere the row itself."""
        printed = [(str(line.cells.get(field, "")), width_of(field)) for field in fields]
        running = bool(line.open & set(RUNNING)) and bool(line.cells)
        sheet.set_row(row, row_height(printed, OPEN_LINES if running else 1))
        cells = cell_names(fields, row, line) if key == "surveys" else cell_names(fields, row)
        parts = ("chosen", "answers") if key == "surveys" else ("numerator", "denominator")
        for place, field in enumerate(fields):
            cell = line.cells.get(field, "")
            if field not in line.open:
                self._printed(sheet, row, place, cell, empty="printed" if is_shown(field) else "closed")
                continue
            look = self.formats[open_look(field, line.kind) + ("_held" if field in line.from_ils else "")]
            computed = field in ("value", "share") and line.kind == "andel" and parts[0] in line.open
            if cell == "" and computed and set(parts) <= set(cells):
                share = _share(cells[parts[0]], cells[parts[1]])
                numbers = (line.cells.get(parts[0]), first.cells.get(parts[1]))
                sheet.write_formula(row, place, share, look, _result(*numbers))
            else:
                _write(sheet, row, place, cell, look)
            rule = self.rules.rule(key, field, line.kind, cells)
            if rule is not None:
                sheet.data_validation(row, place, row, place, rule)

    def _printed(self, sheet: Worksheet, row: int, place: int, cell: FormCell, *, empty: str) -> None:
        kinds = {Percent: "printed_percent", int: "printed_count", float: "printed_number", str: "printed"}
        look = empty if cell == "" else kinds[type(cell)]
        _write(sheet, row, place, cell, self.formats[look])

    def _held(self, name: str) -> None:
        headings = self._texts.lines("confirm_columns")
        sheet = self._begin(name, "confirm", headings, _HELD_WIDTHS)
        for number, row in enumerate(self.form.held, start=_FIRST):
            texts = [(str(cell), width) for cell, width in zip(row, _HELD_WIDTHS, strict=True)]
            sheet.set_row(number, row_height(texts[:-2]))
            for place, cell in enumerate(row):
                self._printed(sheet, number, place, cell, empty="printed")

    def _lists(self, name: str, lists: ValueLists) -> None:
        sheet = self.workbook.add_worksheet(name)
        for place, (key, texts) in enumerate(lists.lists.items()):
            for number, text in enumerate((key, *texts)):
                sheet.write_string(number, place, text)
        sheet.protect("")
        sheet.hide()


def _share(top: str, bottom: str) -> str:
    """A formula: a share that computes itself of two cells."""
    return f'=IF(AND(ISNUMBER({top}),ISNUMBER({bottom})),IF({bottom}>0,{top}/{bottom},""),"")'


def _result(over: FormCell | None, under: FormCell | None) -> float | str:
    """The formula's result, which is stored so that no reader meets one that was not computed."""
    if isinstance(over, int | float) and isinstance(under, int | float) and under > 0:
        return over / under
    # A blank, not nothing: an empty result is written as if the formula had never been calculated.
    return " "


def _write(sheet: Worksheet, row: int, column: int, cell: FormCell, look: Format) -> None:
    match cell:
        case Percent(value=value):
            # 71.4 / 100 is 0.7140000000000001 to a computer, and the cell would show it when it is chosen.
            sheet.write_number(row, column, round(value / 100, 12), look)
        case int() | float():
            sheet.write_number(row, column, cell, look)
        case "":
            sheet.write_blank(row, column, None, look)
        case _:
            sheet.write_string(row, column, cell, look)
