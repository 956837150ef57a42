"""Reads the tab-separated text that ILS gives and takes, in both of its forms.

ILS is an installation of Stratsys, whose manual («Importera måttdata») has one form with names, which must
agree letter by letter (organisation, period, mått, värde), and one with codes (date, unit code, code of the
mått, code of its column, value). What a mått means is data: ils_matt.csv, where `code/column code` is a name
too. Codes of units are spellings of the committee in aliases.csv.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from samlad.catalogue import IlsMatt
from samlad.codelists import normal
from samlad.intake.cells import Cell, Sheet, as_text, cell_name
from samlad.intake.faults import FileFaults, Place, column_place
from samlad.intake.headings import SEARCHED_ROWS
from samlad.intake.periods import StatedPeriod, read_period
from samlad.intake.tables import ALL_AGES, TABLE_FORMS, TOTAL_SEX, Row
from samlad.intake.values import Values
from samlad.params import PLAN

_NAMED = {"organisation": "organisation", "period": "period", "mått": "matt", "värde": "value"}
HEADINGS = tuple(_NAMED)
_CODED = {
    "datum": "period", "enhetskod": "organisation", "måttkod": "matt", "kolumnkod": "column", "värde": "value"
}  # fmt: skip
FORMS = (_NAMED, _CODED)
"""Heading → what its column holds. All of a form's headings must be there, in any order."""

_SETTERS = {"target_kf": "kf", "target_namnd": "namnd"}

Key = tuple[str | int | None, ...]


@dataclass(frozen=True)
class IlsTable:
    """Where the table of an ILS file is: its header row, and what each column holds."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]


def find_ils(sheet: Sheet) -> IlsTable | None:
    """The table of an ILS file; None when the headings are not all there, or others are."""
    for number, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        texts = [normal(as_text(cell)) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        for form in FORMS:
            if sorted(texts) == sorted(form):
                return IlsTable(sheet, number, {form[text]: place for place, text in enumerate(texts)})
    return None


def read_ils(table: IlsTable, values: Values, faults: FileFaults) -> dict[str, list[Row]]:
    """Rows by table: one row per activity, or per indicator, sex and age, placed at its first line."""
    reader = _Reader(values, faults, table.columns)
    for number in range(table.header + 1, len(table.sheet.rows)):
        reader.read(number, list(table.sheet.rows[number]))
    if len(table.sheet.rows) <= table.header + 1:
        faults.add("intake-no-rows", Place(row=table.header + 1))
    found = {
        "indicators": reader.indicators, "activities": reader.activities, "plan_indicators": reader.plans
    }  # fmt: skip
    return {table: list(rows.values()) for table, rows in found.items()}


@dataclass
class _Reader:
    """Gathers lines into rows."""

    values: Values
    faults: FileFaults
    columns: Mapping[str, int]
    indicators: dict[Key, Row] = field(default_factory=dict)
    activities: dict[Key, Row] = field(default_factory=dict)
    plans: dict[Key, Row] = field(default_factory=dict)
    seen: set[Key] = field(default_factory=set)

    def read(self, number: int, cells: list[Cell]) -> None:
        if all(cell.kind == "blank" for cell in cells):
            return
        width = len(self.columns)
        if len(cells) < width or any(cell.kind != "blank" for cell in cells[width:]):
            self.faults.add("intake-row-length", Place(row=number + 1))
            return
        said = {name: as_text(cells[column]) for name, column in self.columns.items()}
        name = f"{said['matt']}/{said['column']}" if "column" in said else said["matt"]
        committee_id = self.values.committee_id(said["organisation"])
        stated = read_period(said["period"], self.values.codelists["periods"], self.faults.period)
        place = Place("", number + 1, column_place(self.columns["matt"], "mått"), committee_id)
        matt = self.values.matt(name)
        if matt is None:
            self.faults.add("intake-unknown-matt", place)
            return
        # Two days within a period are the same period, and two spellings the same committee.
        sender = (committee_id or normal(said["organisation"]), stated.year, normal(stated.period))
        key = (*sender, matt.item_id, matt.part, matt.sex, matt.age_group)
        if key in self.seen:
            self.faults.add("intake-matt-twice", place)
            return
        self.seen.add(key)
        base = self._location(number, said["organisation"], committee_id, stated)
        value = cells[self.columns["value"]]
        if self.faults.period == PLAN:
            if matt.part in _SETTERS:
                self._plan(base, matt, value, sender)
            else:
                self.faults.add("intake-matt-not-in-plan", place)
        elif matt.part == "status":
            self._activity(base, matt, value, sender)
        else:
            self._indicator(base, matt, value, sender)

    def _location(self, number: int, organisation: str, committee_id: str, stated: StatedPeriod) -> Row:
        return {
            "file": self.faults.file,
            "row": number + 1,
            "form": "ils",
            "year": self.faults.year,
            "period": self.faults.period,
            "stated_year": stated.year,
            "stated_period": stated.period,
            "committee_text": organisation,
            "committee_id": committee_id,
        }

    def _activity(self, base: Row, matt: IlsMatt, cell: Cell, sender: Key) -> None:
        status, mark = self.values.choice(cell, "activity_status")
        place = cell_name(base["row"] - 1, self.columns["value"])
        self.activities[*sender, matt.item_id] = {
            **base, "item_id": matt.item_id, "status": status, "status_cell": place, "status_mark": mark
        }  # fmt: skip

    def _plan(self, base: Row, matt: IlsMatt, cell: Cell, sender: Key) -> None:
        """An årsmål of a plan; KF's and the committee's own stand on a row each."""
        found = self.values.number(cell, "target", self.values.kind_of(matt.item_id))
        self.plans[*sender, matt.item_id, matt.part] = {
            **base, "item_id": matt.item_id, "target_setter": _SETTERS[matt.part], "target": found.value,
            "target_mark": found.mark, "target_sign": found.sign,
            "target_cell": cell_name(base["row"] - 1, self.columns["value"]),
        }  # fmt: skip

    def _indicator(self, base: Row, matt: IlsMatt, cell: Cell, sender: Key) -> None:
        split = (matt.sex or TOTAL_SEX, matt.age_group or ALL_AGES)
        row = self.indicators.setdefault(
            (*sender, matt.item_id, *split, ""), _empty(base, matt.item_id, split)
        )
        setter = _SETTERS.get(matt.part, "")
        if setter and row.get("target_setter") not in ("", None, setter):
            # Both KF and the committee have set an årsmål: the second stands on a row of its own.
            key = (*sender, matt.item_id, *split, setter)
            row = self.indicators.setdefault(key, _empty(base, matt.item_id, split))
        part = "target" if setter else matt.part
        found = self.values.number(cell, part, self.values.kind_of(matt.item_id))
        row[part], row[f"{part}_mark"] = found.value, found.mark
        row[f"{part}_sign"] = found.sign
        row[f"{part}_cell"] = cell_name(base["row"] - 1, self.columns["value"])
        if setter:
            row["target_setter"] = setter


def _empty(base: Row, item_id: str, split: tuple[str, str]) -> Row:
    numbers = TABLE_FORMS["indicators"].numbers
    marks = {f"{name}_mark": "blank" for name in numbers}
    return {**base, "item_id": item_id, "sex": split[0], "age_group": split[1], **marks}
