"""Reads the tab-separated text that ILS gives and takes: organisation, period, mått, värde.

The four columns, their order and that names must agree letter by letter are Stratsys's own import form
(its manual, «Importera måttdata»). What a mått means is data: ils_matt.csv.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from samlad.catalogue import IlsMatt
from samlad.codelists import normal
from samlad.intake.cells import Cell, Sheet, as_text, cell_name
from samlad.intake.faults import FileFaults, Place, column_place
from samlad.intake.periods import read_period
from samlad.intake.rules import UNREADABLE
from samlad.intake.tables import ALL_AGES, TABLE_FORMS, TOTAL_SEX, Row
from samlad.intake.values import Values

HEADINGS = ("organisation", "period", "mått", "värde")
_SETTERS = {"target_kf": "kf", "target_namnd": "namnd"}
_VALUE_COLUMN = 3

Key = tuple[str, ...]


def read_ils(sheet: Sheet, values: Values, faults: FileFaults) -> dict[str, list[Row]]:
    """Rows by table: one row per activity, or per indicator, sex and age, placed at its first line."""
    header = tuple(normal(as_text(cell)) for cell in sheet.rows[0][: len(HEADINGS)]) if sheet.rows else ()
    if header != HEADINGS:
        faults.add(f"{UNREADABLE}-table", Place(row=1))
        return {}
    reader = _Reader(values, faults)
    for number in range(1, len(sheet.rows)):
        reader.read(number, list(sheet.rows[number]))
    if len(sheet.rows) < 2:
        faults.add("intake-no-rows", Place(row=1))
    return {"indicators": list(reader.indicators.values()), "activities": list(reader.activities.values())}


@dataclass
class _Reader:
    """Gathers lines into rows."""

    values: Values
    faults: FileFaults
    indicators: dict[Key, Row] = field(default_factory=dict)
    activities: dict[Key, Row] = field(default_factory=dict)
    seen: set[Key] = field(default_factory=set)

    def read(self, number: int, cells: list[Cell]) -> None:
        if all(cell.kind == "blank" for cell in cells):
            return
        if len(cells) != len(HEADINGS):
            self.faults.add("intake-row-length", Place(row=number + 1))
            return
        organisation, period, name = (as_text(cell) for cell in cells[:_VALUE_COLUMN])
        matt = self.values.matt(name)
        column = column_place(_VALUE_COLUMN - 1, HEADINGS[_VALUE_COLUMN - 1])
        place = Place("", number + 1, column, self.values.committee_id(organisation))
        if matt is None:
            self.faults.add("intake-unknown-matt", place)
            return
        key = (normal(organisation), normal(period), matt.matt)
        if key in self.seen:
            self.faults.add("intake-matt-twice", place)
            return
        self.seen.add(key)
        base = self._location(number, organisation, period)
        if matt.part == "status":
            self._activity(base, matt, cells[_VALUE_COLUMN], key[:2])
        else:
            self._indicator(base, matt, cells[_VALUE_COLUMN], key[:2])

    def _location(self, number: int, organisation: str, period: str) -> Row:
        stated = read_period(period, self.values.codelists["periods"])
        return {
            "file": self.faults.file,
            "row": number + 1,
            "form": "ils",
            "year": self.faults.year,
            "period": self.faults.period,
            "stated_year": stated.year,
            "stated_period": stated.period,
            "committee_text": organisation,
            "committee_id": self.values.committee_id(organisation),
        }

    def _activity(self, base: Row, matt: IlsMatt, cell: Cell, sender: Key) -> None:
        status = self.values.code(as_text(cell), "activity_status")
        place = cell_name(base["row"] - 1, _VALUE_COLUMN)
        self.activities[*sender, matt.item_id] = {
            **base, "item_id": matt.item_id, "status": status, "status_cell": place
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
        row[f"{part}_cell"] = cell_name(base["row"] - 1, _VALUE_COLUMN)
        if setter:
            row["target_setter"] = setter


def _empty(base: Row, item_id: str, split: tuple[str, str]) -> Row:
    numbers = TABLE_FORMS["indicators"].numbers
    marks = {f"{name}_mark": "blank" for name in numbers}
    return {**base, "item_id": item_id, "sex": split[0], "age_group": split[1], **marks}
