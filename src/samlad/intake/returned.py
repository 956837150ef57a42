"""The workbook that goes back to a committee: what it sent, with every remark at its cell.

A cell that was emptied, and one that has a remark, has a comment; the first sheet lists all remarks, so no
meaning is carried by colour alone. Text is written as text, so no formula can follow along.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from samlad.codelists import normal
from samlad.intake.cells import Cell, Sheet, as_text, column_letter
from samlad.intake.column_ids import find_ids
from samlad.intake.headings import FoundTable, choose_table, find_table
from samlad.intake.look import look
from samlad.intake.reading_process import ReadingProcess
from samlad.intake.refusals import Refused
from samlad.intake.text_reader import CSV_DELIMITER, ILS_DELIMITER, read_text
from samlad.layout import Column, Layout
from samlad.rules import Rule
from samlad.stages import Finding

LIST_SHEET = "Återkoppling"
HEADINGS = ("Fil", "Blad", "Rad", "Kolumn", "Grad", "Vad", "Gör så här", "Regel")
_CREATED = datetime(2020, 1, 1, tzinfo=UTC)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_LINE = 15
"""Height of one line of text, in points."""
_CHARACTERS, _LINES = 18, 8
"""How many characters a line of a returned cell has, and how many lines are shown at most."""
_WIDTHS = (40, 18, 8, 22, 12, 60, 60, 24)
_PLACE = re.compile(r"([A-Z]{1,3})(?: \(.*\))?")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")

Hide = Callable[[str, str], bool]
"""Whether a cell's text is to be emptied, given the text and, on «Om rapporten», its field."""


@dataclass(frozen=True)
class SentFile:
    """A file to return.

    Attributes:
        name: as findings name it.
        path: where it lies.
        rows: the rows that are the committee's own, where the file also has others'; None for all.
    """

    name: str
    path: Path
    rows: frozenset[int] | None = None


@dataclass(frozen=True)
class Returned:
    """What a returned workbook is made with.

    Attributes:
        year: the delivery's, which headings may name.
        severities: their labels.
        emptied: the rule that a cell was emptied by.
    """

    layout: Layout
    year: int
    hide: Hide
    severities: Mapping[str, str]
    emptied: Rule


def returned_workbook(
    files: Sequence[SentFile], findings: Sequence[Finding], made: Returned, process: ReadingProcess
) -> bytes:
    """The committee's files as one workbook, the same bytes each time; what cannot be read is listed."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, _OPTIONS)
    workbook.set_properties({"created": _CREATED})
    mark = {"bg_color": "#FFE8A3", "border": 2}
    formats = {
        "heading": workbook.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"}),
        "text": workbook.add_format({"text_wrap": True, "valign": "top"}),
        "percent": workbook.add_format({"num_format": "0.0 %", "valign": "top"}),
        "marked": workbook.add_format(mark | {"text_wrap": True, "valign": "top"}),
        "marked percent": workbook.add_format(mark | {"num_format": "0.0 %"}),
    }
    listing = workbook.add_worksheet(LIST_SHEET)
    names = {LIST_SHEET.casefold()}
    emptied: list[Finding] = []
    for file in files:
        for sheet in read_sheets(file, process):
            title = _title(sheet.name or Path(file.name).stem, names, made)
            writer = _SheetWriter(workbook.add_worksheet(title), sheet, file, made, formats)
            emptied += writer.write([one for one in findings if one.file == file.name])
    _write_listing(listing, [*findings, *emptied], made, formats)
    workbook.close()
    return stream.getvalue()


def read_sheets(file: SentFile, process: ReadingProcess) -> list[Sheet]:
    """A file's sheets as intake reads them; none where it is refused."""
    looked = look(file.path)
    try:
        if looked.refusal:
            return []
        if looked.form == "xlsx":
            return process.read(looked.content)
        return [read_text(looked.content, ILS_DELIMITER if looked.form == "ils" else CSV_DELIMITER)]
    except Refused:
        return []


def _title(name: str, names: set[str], made: Returned) -> str:
    """A sheet name that Excel takes, that no other sheet has, and that says nothing it should not."""
    plain = "Blad" if made.hide(name, "") else _FORBIDDEN.sub(" ", name).strip()[:28] or "Blad"
    title, number = plain, 1
    while title.casefold() in names or title.casefold() == "history":
        number += 1
        title = f"{plain[:25]} {number}"
    names.add(title.casefold())
    return title


@dataclass(frozen=True)
class _SheetWriter:
    """Writes one sheet back; its rows keep their numbers."""

    out: Worksheet
    sheet: Sheet
    file: SentFile
    made: Returned
    formats: Mapping[str, Format]

    def write(self, findings: Sequence[Finding]) -> list[Finding]:
        """Write every cell and remark; give the cells that were emptied without a finding of their own."""
        table = self._table()
        marks: dict[tuple[int, int], list[str]] = {}
        for one in findings:
            if one.row is not None and self._is_here(one):
                place = (one.row - 1, self._column(one, table))
                marks.setdefault(place, []).append(_remark(one.message, one.remedy, one.rule_id))
        emptied = []
        for row, cells in enumerate(self.sheet.rows):
            if self.file.rows is not None and row + 1 not in self.file.rows:
                continue
            for column, cell in enumerate(cells):
                hidden = self._is_hidden(cell, row, column, table)
                if hidden:
                    rule = self.made.emptied
                    said = _remark(rule.fault, rule.remedy, rule.rule_id)
                    marks[row, column] = [said, *marks.get((row, column), [])]
                    emptied.append((row, column))
                self._cell(row, column, Cell("blank") if hidden else cell, (row, column) in marks)
            self._set_height(row, cells)
        for (row, column), texts in marks.items():
            if row >= len(self.sheet.rows) or column >= len(self.sheet.rows[row]):
                self.out.write_blank(row, column, None, self.formats["marked"])
            comment = "\n\n".join(dict.fromkeys(texts))[:900]
            self.out.write_comment(row, column, comment, {"author": "Samlad", "width": 320, "height": 140})
        self.out.set_column(0, 30, 20)
        _print_on_width(self.out)
        ids = find_ids(self.sheet)
        for row in ids.rows if ids else ():
            self.out.set_row(row, None, None, {"hidden": True})
        known = {
            (one.row - 1, self._column(one, table)) for one in findings if one.row and self._is_here(one)
        }
        return [self._emptied(*place) for place in emptied if place not in known]

    def _set_height(self, row: int, cells: Sequence[Cell]) -> None:
        lines = max((-(-len(as_text(cell)) // _CHARACTERS) for cell in cells), default=1)
        if lines > 1:
            self.out.set_row(row, _LINE * min(lines, _LINES))

    def _table(self) -> FoundTable | None:
        tables = self.made.layout.tables
        ids = find_ids(self.sheet)
        for layout in tables.values():
            named = self.sheet.name and normal(layout.sheet) == normal(self.sheet.name)
            if named or (self.sheet.name and ids and ids.table == layout.key):
                return find_table(layout, self.sheet, self.made.year, repeated=False)
        if self.sheet.name or self.file.path.suffix.casefold() == ".txt":
            return None
        return choose_table(tuple(tables.values()), self.sheet, self.made.year)

    def _is_here(self, one: Finding) -> bool:
        return one.sheet == self.sheet.name or not one.sheet

    def _column(self, one: Finding, table: FoundTable | None) -> int:
        """The 0-based column of a finding, by its letter or its heading; the first where neither is known."""
        letters = _PLACE.fullmatch(one.column)
        if letters and (len(one.column) <= 3 or "(" in one.column):
            number = 0
            for letter in letters[1]:
                number = number * 26 + ord(letter) - ord("A") + 1
            return number - 1
        if table is None:
            return 0
        for column in table.layout.columns:
            if column.heading == one.column and column.field in table.columns:
                return table.columns[column.field]
        return table.columns.get("value", 0) if table.layout.key == "about" else 0

    def _is_hidden(self, cell: Cell, row: int, column: int, table: FoundTable | None) -> bool:
        text = as_text(cell)
        return bool(text) and self.made.hide(text, self._field(row, column, table))

    def _field(self, row: int, column: int, table: FoundTable | None) -> str:
        """The field of «Om rapporten» that a cell is the answer to, or ""."""
        if table is None or table.layout.key != "about" or "field" not in table.columns:
            return ""
        if column != table.columns.get("value"):
            return ""
        label = as_text(self.sheet.cell(row, table.columns["field"]))
        fields: tuple[Column, ...] = self.made.layout.about_fields
        return next((one.field for one in fields if one.matches(label, self.made.year)), "")

    def _cell(self, row: int, column: int, cell: Cell, marked: bool) -> None:
        style = self.formats["marked" if marked else "text"]
        match cell.kind:
            case "number":
                self.out.write_number(row, column, cell.number, style)
            case "percent":
                style = self.formats["marked percent" if marked else "percent"]
                self.out.write_number(row, column, cell.number, style)
            case "bool":
                self.out.write_boolean(row, column, bool(cell.number), style)
            case "error":
                self.out.write_string(row, column, "(fel i cellen)", style)
            case "uncalculated":
                self.out.write_string(row, column, "(formel som inte är uträknad)", style)
            case "text" | "date" if cell.text:
                self.out.write_string(row, column, cell.text, style)
            case _ if marked:
                self.out.write_blank(row, column, None, style)

    def _emptied(self, row: int, column: int) -> Finding:
        sheet = "" if self.made.hide(self.sheet.name, "") else self.sheet.name
        rule = self.made.emptied
        return Finding(
            rule.rule_id, rule.severity, rule.fault, rule.remedy, 0, "",
            file=self.file.name, sheet=sheet, row=row + 1, column=column_letter(column),
        )  # fmt: skip


def _print_on_width(sheet: Worksheet) -> None:
    """A4 across, all columns on one page's width, the first row again on each page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _remark(message: str, remedy: str, rule_id: str) -> str:
    return f"{message} {remedy} (Regel: {rule_id})"


def _write_listing(
    sheet: Worksheet, findings: Sequence[Finding], made: Returned, formats: Mapping[str, Format]
) -> None:
    for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
        sheet.write_string(0, column, heading, formats["heading"])
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    _print_on_width(sheet)
    for number, one in enumerate(findings, start=1):
        severity = made.severities.get(one.severity, one.severity)
        texts = (one.file, one.sheet, one.row, one.column, severity, one.message, one.remedy, one.rule_id)
        # LibreOffice does not make a row higher for text that is wrapped, and would print line upon line.
        lines = max(
            -(-len(str(text or "")) // int(width * 0.9)) for text, width in zip(texts, _WIDTHS, strict=True)
        )
        sheet.set_row(number, _LINE * max(lines, 1))
        for column, value in enumerate(texts):
            if isinstance(value, int):
                sheet.write_number(number, column, value, formats["text"])
            elif value:
                sheet.write_string(number, column, value, formats["text"])
