"""Reads the rows of a found table into rows of its frame, each value with the place it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from samlad.intake.cells import Cell, as_text, cell_name
from samlad.intake.faults import FileFaults, Place, column_place
from samlad.intake.headings import REPEATED, FoundTable
from samlad.intake.numbers import PERCENT_SIGN
from samlad.intake.periods import read_period
from samlad.intake.tables import TABLE_FORMS, Row
from samlad.intake.values import Values


@dataclass(frozen=True)
class Sender:
    """Who sends and for when, as stated once in a workbook; empty where every row says it.

    Attributes:
        from_ils: whether the workbook was issued with what ILS held, so that it stands for those lines.
    """

    committee_text: str = ""
    committee_id: str = ""
    stated_year: int | None = None
    stated_period: str = ""
    from_ils: bool = False


@dataclass(frozen=True)
class RowReader:
    """Reads tables of one file."""

    values: Values
    faults: FileFaults
    form: str

    def read(self, table: FoundTable, sender: Sender) -> list[Row]:
        """The rows of a table; faults in it become findings."""
        if not self._usable(table):
            return []
        rows = [self._row(table, number, sender) for number in self._filled(table)]
        # A workbook has sheets that are voluntary; a text file with headings alone is a slip.
        if not rows and self.form != "xlsx":
            self.faults.add("intake-no-rows", Place(table.sheet.name, table.header + 1))
        return rows

    def _usable(self, table: FoundTable) -> bool:
        place = Place(table.sheet.name, table.header + 1)
        for column in table.twice:
            self.faults.add("intake-heading-twice", place, heading=column.heading)
        optional = TABLE_FORMS[table.layout.key].optional
        for column in table.missing:
            if column in table.lacks_required or column.field in REPEATED:
                self.faults.add("intake-missing-heading", place, heading=column.heading)
            elif not column.field.endswith("_text") and column.field not in optional:
                self.faults.add("intake-missing-column", place, heading=column.heading)
        for number, changed in table.renamed:
            where = replace(place, column=column_place(number, changed.heading))
            self.faults.add("intake-heading-renamed", where, heading=changed.heading)
        for number, by_id in table.contradicted:
            said = by_id.heading.replace("{previous}", str(self.faults.year - 1))
            where = replace(place, column=column_place(number))
            self.faults.add("intake-heading-contradicts", where, heading=said)
        for number in table.unknown:
            self.faults.add("intake-unknown-heading", replace(place, column=column_place(number)))
        repeated_missing = any(column.field in REPEATED for column in table.missing)
        return not (table.twice or table.contradicted or table.lacks_required or repeated_missing)

    def _filled(self, table: FoundTable) -> Iterator[int]:
        """Rows below the header that hold something in a column of ours; stray cells become findings."""
        known = set(table.columns.values())
        passed = known | set(table.unknown) | set(table.shown)
        for number in range(table.header + 1, len(table.sheet.rows)):
            if number in table.id_rows:
                continue
            cells = table.sheet.rows[number]
            filled = {place for place, cell in enumerate(cells) if cell.kind != "blank"}
            if not filled:
                continue
            place = Place(table.sheet.name, number + 1)
            if self.form != "xlsx" and (len(cells) < table.width or max(filled) >= table.width):
                self.faults.add("intake-row-length", place)
            elif filled - passed:
                stray = column_place(min(filled - passed))
                self.faults.add("intake-outside-table", replace(place, column=stray))
            if filled & known and self._answered(table, filled):
                yield number

    def _answered(self, table: FoundTable, filled: set[int]) -> bool:
        """Whether a row says something: the form prints goals, and one that is left empty is no answer."""
        answers = TABLE_FORMS[table.layout.key].answers if self.form == "xlsx" else ()
        return not answers or any(table.columns.get(field) in filled for field in answers)

    def _row(self, table: FoundTable, number: int, sender: Sender) -> Row:
        row = self._location(table, number, sender)
        form = TABLE_FORMS[table.layout.key]
        for field in form.texts:
            row[field] = self._text(table, number, field)
        if "item_id" in row:
            row["item_id"] = self.values.item_id(row["item_id"])
        if "kind" in row:
            row["kind"] = self.values.kind(row["kind"])
        for field, codelist in form.codes.items():
            if field in form.placed:
                cell = self._cell(table, number, field)
                row[field], row[f"{field}_mark"] = self.values.choice(cell, codelist)
            else:
                text = self._text(table, number, field)
                row[field] = self.values.code(text, codelist) or form.defaults.get(field, "")
        for field in (*form.placed, *form.numbers):
            row[f"{field}_cell"] = cell_name(number, table.columns[field]) if field in table.columns else ""
        kind = row.get("kind") or self.values.kind_of(row.get("item_id", ""))
        for field in form.numbers:
            found = self.values.number(self._cell(table, number, field), field, kind)
            row[field], row[f"{field}_mark"] = found.value, found.mark
            row[f"{field}_sign"] = found.sign or self._sign(table, field, found.value)
        return row

    def _sign(self, table: FoundTable, field: str, value: float | None) -> str:
        """What a heading such as `Utfall (procent)` says of a number below it."""
        if value is None or field not in table.columns:
            return ""
        heading = as_text(table.sheet.cell(table.header, table.columns[field])).casefold()
        return PERCENT_SIGN if "%" in heading or PERCENT_SIGN in heading else ""

    def _location(self, table: FoundTable, number: int, sender: Sender) -> Row:
        text, period = sender.committee_text, None
        if "committee" in table.columns:
            text = self._text(table, number, "committee")
        if "period" in table.columns:
            said = self._text(table, number, "period")
            period = read_period(said, self.values.codelists["periods"], self.faults.period)
        return {
            "file": self.faults.file,
            "sheet": table.sheet.name,
            "row": number + 1,
            "form": self.form,
            "year": self.faults.year,
            "period": self.faults.period,
            "stated_year": period.year if period else sender.stated_year,
            "stated_period": period.period if period else sender.stated_period,
            "committee_text": text,
            "committee_id": sender.committee_id or self.values.committee_id(text),
        }

    def _cell(self, table: FoundTable, number: int, field: str) -> Cell:
        if field not in table.columns:
            return Cell("blank")
        return table.sheet.merged_cell(number, table.columns[field], table.header)

    def _text(self, table: FoundTable, number: int, field: str) -> str:
        cell = self._cell(table, number, field)
        if cell.kind in ("error", "uncalculated"):
            column = column_place(table.columns[field], table.heading(field))
            self.faults.add("intake-text-error", Place(table.sheet.name, number + 1, column))
        return as_text(cell)
