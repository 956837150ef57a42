"""Turns a failed row into a finding: file, sheet, row and column, and the rule's words about it.

No received value is put into words: what a sentence can name is the catalogue's or the organisation's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from samlad.layout import Column
from samlad.reference import Reference
from samlad.rules import Rule
from samlad.stages import Finding
from samlad.validation.suites import FIELDS, PLACEHOLDER, Expectation

CELL_NAME = re.compile(r"([A-Z]{1,3})([0-9]+)")
FILES, CELLS, SHEET = "files", "cells", "sheet"
"""Sources of texts that stand in no table: files' names, and cells by their letter; and the sheet's name."""
CODES = "_codes"
"""How a suite's name of a code list's codes ends: `activity_status_codes`."""

TEXTS = "texts"
"""The table of free texts of all the others."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Placer:
    """Places findings for one run.

    Attributes:
        about: the rows of «Om rapporten», typed: where a workbook says who sends it, and for when.
    """

    reference: Reference
    about: pd.DataFrame

    def findings(self, table: str, expectation: Expectation, rows: pd.DataFrame) -> Iterator[Finding]:
        """One finding per failed row; rows that share a place give the same finding several times."""
        rule = expectation.rule
        for record in rows.to_dict("records"):
            row = {str(key): value for key, value in record.items()}
            source, field = _source(table, expectation, row)
            words = self._words(source, field, row) | {"choices": self._choices(expectation, row)}
            yield Finding(
                rule_id=rule.rule_id,
                severity=rule.severity,
                message=fill(rule.fault, words),
                remedy=fill(rule.remedy, words),
                year=int(row["year"]),
                period=str(row["period"]),
                committee_id=_text(row.get("committee_id")),
                **self._place(source, _near(source, field, expectation.place), field, row),
            )

    def placeless(self, rule: Rule, title: str, year: int, period: str) -> Finding:
        """A finding about a table as a whole, which no file has a place for."""
        words = self._words("files", "", {"year": year, "period": period, "sheet": title})
        message, remedy = fill(rule.fault, words), fill(rule.remedy, words)
        return Finding(rule.rule_id, rule.severity, message, remedy, year, period)

    def _words(self, table: str, field: str, row: Row) -> dict[str, Any]:
        """What a rule's braces can name: `FIELDS` and the words of words.yaml."""
        committees = self.reference.organisation.committees
        committee = committees.get(_text(row.get("committee_id")))
        end = committee.valid_to if committee else None
        successor = committees.get(committee.successor) if committee else None
        heading = self._heading(table, field)
        values = (
            f"kolumn {heading}" if table == CELLS and field != SHEET else heading,
            committee.name if committee else "Avsändaren",
            self._known_item(row),
            f"{row['period']} {row['year']}",
            f"till och med {end}" if end else f"från och med {committee.valid_from}" if committee else "",
            f" ({successor.name})" if successor else "",
            _text(row.get("sheet")),
            "",
        )
        return {**self.reference.words, **dict(zip(FIELDS, values, strict=True))}

    def _choices(self, expectation: Expectation, row: Row) -> str:
        """The labels of the code list that a column is held against, as they are on the row's last day."""
        asked = [one[PLACEHOLDER] for one in expectation.kwargs.values() if isinstance(one, dict)]
        lists = self.reference.codelists
        found = [lists[name] for one in asked if (name := str(one).removesuffix(CODES)) in lists]
        day = self.reference.period_end(int(row["year"]), str(row["period"])).isoformat()
        return ", ".join(label for codelist in found for label in codelist.labels_on(day))

    def _known_item(self, row: Row) -> str:
        item_id = _text(row.get("item_id")) or _text(row.get("indicator_id"))
        programme = self.reference.programme
        return item_id if item_id in programme.indicators or item_id in programme.activities else ""

    def _heading(self, table: str, field: str) -> str:
        """The form's heading of a column, as `Täljare`, or its letter; "" for a column that no form has."""
        if table == CELLS:
            return "bladets namn" if field == SHEET else field
        layout = self.reference.layout
        columns: tuple[Column, ...] = layout.about_fields
        if table == "about":
            columns = (*layout.about_fields, *layout.tables["about"].columns)
        elif table != "deliveries":
            key = "indicators" if table == "consolidated" else table
            columns = layout.table(key).columns if key in {**layout.tables, **layout.plan_tables} else ()
        return next((column.heading for column in columns if column.field == field), "")

    def _place(self, table: str, near: str, field: str, row: Row) -> dict[str, Any]:
        if near == "none":
            return {}
        if near == "file":
            return {"file": _text(row.get("file"))}
        place = {"file": _text(row.get("file")), "sheet": _text(row.get("sheet"))}
        if near == "sheet":
            return place
        if near == "sender" and (table == "deliveries" or row.get("form") == "xlsx"):
            return self._about_place(table, field, row)
        number = int(row["row"]) if pd.notna(row.get("row")) else None
        if near == "row":
            return {**place, "row": number}
        return {**place, **self._column_place(table, field, row, number)}

    def _column_place(self, table: str, field: str, row: Row, number: int | None) -> dict[str, Any]:
        """`G (Täljare)` where the cell's name is known, else the heading; the cell's own row counts."""
        heading = self._heading(table, field)
        cell = CELL_NAME.fullmatch(_text(row.get(f"{field}_cell")))
        if cell is None:
            return {"column": heading, "row": number}
        return {"column": f"{cell[1]} ({heading})" if heading else cell[1], "row": int(cell[2])}

    def _about_place(self, table: str, field: str, row: Row) -> dict[str, Any]:
        """The row of «Om rapporten» that says it, or the file where there is no such row."""
        file = _text(row.get("file"))
        if table == "deliveries":
            found = self._about_rows.get((_text(row["committee_id"]), row["year"], row["period"], field))
        else:
            found = self._about_rows.get((file, field))
        return {**found, "column": self._heading("deliveries", field)} if found else {"file": file}

    @cached_property
    def _about_rows(self) -> dict[tuple[Any, ...], dict[str, Any]]:
        """Places by file and field, and by committee, year, period and field; the first of several counts."""
        places: dict[tuple[Any, ...], dict[str, Any]] = {}
        for row in self.about.to_dict("records"):
            place = {"file": row["file"], "sheet": _text(row["sheet"]), "row": int(row["row"])}
            places.setdefault((_text(row["committee_id"]), row["year"], row["period"], row["field"]), place)
            if row["form"] == "xlsx":
                places.setdefault((row["file"], row["field"]), place)
        return places


def _source(table: str, expectation: Expectation, row: Row) -> tuple[str, str]:
    """The received table and field that a row is about; a row of free text says it itself."""
    return (str(row["source"]), str(row["field"])) if table == TEXTS else (table, expectation.field)


def _near(source: str, field: str, near: str) -> str:
    """How near a fault can be placed where the text stands in a name and not in a cell."""
    if source == FILES and near != "none":
        return "file"
    return "sheet" if source == CELLS and field == SHEET else near


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def fill(template: str, words: Mapping[str, Any]) -> str:
    """A template with its braces filled from `words`."""
    return template.format_map(words)
