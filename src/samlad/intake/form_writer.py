"""Writes a form as an Excel workbook, byte for byte the same each time it is written.

Text is written as text: a comment that begins with = is no formula, and an address no link.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from samlad.intake.form import Form, FormCell, FormRow, Percent
from samlad.intake.headings import REPEATED
from samlad.layout import Column, Layout, TableLayout

# xlsxwriter stamps the time of writing unless it is told another.
_CREATED = datetime(2020, 1, 1, tzinfo=UTC)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_WIDTHS = {"item_text": 60, "goal_text": 60, "comment": 60, "reason": 60, "text": 100, "name": 50}
_WIDTH = 16


def form_bytes(form: Form, layout: Layout) -> bytes:
    """The form as .xlsx, one sheet per table of the layout, «Om rapporten» first."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, _OPTIONS)
    workbook.set_properties({"created": _CREATED})
    formats = {
        "heading": workbook.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"}),
        "text": workbook.add_format({"text_wrap": True, "valign": "top"}),
        "count": workbook.add_format({"num_format": "#,##0", "valign": "top"}),
        "number": workbook.add_format({"num_format": "General", "valign": "top"}),
        "percent": workbook.add_format({"num_format": "0.0 %", "valign": "top"}),
    }
    for key, table in layout.tables.items():
        sheet = workbook.add_worksheet(table.sheet)
        columns = [column for column in table.columns if column.field not in REPEATED]
        _write_headings(sheet, columns, formats["heading"])
        _write_rows(sheet, columns, _rows(form, layout, table, key), formats)
    workbook.close()
    return stream.getvalue()


def _rows(form: Form, layout: Layout, table: TableLayout, key: str) -> list[FormRow]:
    if key != "about":
        return form.tables.get(key, [])
    label, value = (column.field for column in table.columns if column.field not in REPEATED)
    return [
        {label: field.heading, value: form.about.get(field.field, "")}
        for field in layout.about_fields
        if field.field in form.about
    ]


def _write_headings(sheet: Worksheet, columns: list[Column], heading: Format) -> None:
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.heading, heading)
        sheet.set_column(place, place, _WIDTHS.get(column.field, _WIDTH))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()


def _write_rows(
    sheet: Worksheet, columns: list[Column], rows: list[FormRow], formats: dict[str, Format]
) -> None:
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            _write_cell(sheet, number, place, row.get(column.field, ""), formats)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: FormCell, formats: dict[str, Format]) -> None:
    match cell:
        case Percent(value=value):
            sheet.write_number(row, column, value / 100, formats["percent"])
        case int():
            sheet.write_number(row, column, cell, formats["count"])
        case float():
            sheet.write_number(row, column, cell, formats["number"])
        case "":
            sheet.write_blank(row, column, None, formats["text"])
        case _:
            sheet.write_string(row, column, cell, formats["text"])
