"""The layout of received tables: sheets, headings and the spellings that files use for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from samlad.codelists import normal
from samlad.files import Faults, read_yaml
from samlad.params import PLAN

TABLES = (
    "about", "indicators", "activities", "goals", "own_indicators", "own_activities", "surveys", "analysis",
)  # fmt: skip
PLAN_TABLES = (
    "plan_indicators", "plan_activities", "plan_goals", "plan_own_indicators", "plan_own_activities",
)  # fmt: skip
"""The tables of a plan; a city that does not collect plans leaves them out of its forms.yaml."""
FORM_SHEETS = ("first", "confirm", "lists", "stamp")
"""Sheets of an issued form beside the tables: instructions, what ILS holds, lists and the stamp."""


@dataclass(frozen=True)
class Column:
    """A column, or a field of the about sheet: our name, its heading, and other spellings of it."""

    field: str
    heading: str
    aliases: tuple[str, ...]

    def matches(self, text: str, year: int) -> bool:
        """Whether a heading means this column in a delivery for `year`.

        `{year}` in a spelling stands for that year: "Utfall 2023" in a delivery for 2024 is last
        year's outcome and must not be read as this year's.
        """
        spellings = (self.heading, *self.aliases)
        return normal(text) in {normal(spelling.replace("{year}", str(year))) for spelling in spellings}


@dataclass(frozen=True)
class ShownColumn:
    """A column that the form shows for reading, such as last year's outcome; intake passes it by.

    Attributes:
        heading: `{previous}` stands for the year before the delivery's.
        before: the field of the column that it stands before; "" for last.
    """

    field: str
    heading: str
    before: str

    def heading_in(self, year: int) -> str:
        """The heading in a delivery for `year`."""
        return self.heading.replace("{previous}", str(year - 1))


@dataclass(frozen=True)
class TableLayout:
    """One received table; `columns` in the order of the form, `shown` what it prints beside them."""

    key: str
    sheet: str
    columns: tuple[Column, ...]
    shown: tuple[ShownColumn, ...] = ()

    def column(self, field: str) -> Column:
        """The column of that name; KeyError if the layout has none."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)


@dataclass(frozen=True)
class Layout:
    """All received tables, and the fields of the about sheet.

    Attributes:
        form_sheets: sheets of the issued form that hold no table, by `FORM_SHEETS`.
        plan_tables: the tables of a plan, by `PLAN_TABLES`; none where plans are not collected.
        issued: year → sheet → headings of the forms that were issued for it, as forms.yaml keeps them.
    """

    version: str
    tables: Mapping[str, TableLayout]
    about_fields: tuple[Column, ...]
    form_sheets: Mapping[str, str] = field(default_factory=dict)
    plan_tables: Mapping[str, TableLayout] = field(default_factory=dict)
    issued: Mapping[int, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def in_period(self, period: str) -> Layout:
        """The layout of a period's deliveries: the tables of a plan are others than those of a report."""
        if period != PLAN:
            return self
        return replace(self, tables={"about": self.tables["about"], **self.plan_tables})

    def table(self, key: str) -> TableLayout:
        """A table of a report or a plan; KeyError if there is none."""
        return self.plan_tables[key] if key in self.plan_tables else self.tables[key]


def load_layout(path: Path, faults: Faults) -> Layout:
    """Read forms.yaml; a table or a heading that is missing or means two things becomes a fault."""
    content = read_yaml(path, faults)
    given = content.get("tables", {})
    tables: dict[str, TableLayout] = {}
    for key in (*TABLES, *(name for name in PLAN_TABLES if name in given)):
        if not isinstance(given.get(key), dict):
            faults.append(f"{path.name}: tabellen «{key}» saknas")
            continue
        columns = _columns(given[key].get("columns", []), f"{path.name}, {key}", faults)
        shown = tuple(
            ShownColumn(str(row["field"]), str(row["heading"]), str(row.get("before") or ""))
            for row in given[key].get("shown") or []
        )
        tables[key] = TableLayout(key, str(given[key].get("sheet", "")), columns, shown)
    about = content.get("about_fields", given.get("about", {}).get("about_fields", []))
    sheets = {str(key): str(name) for key, name in (content.get("form_sheets") or {}).items()}
    faults.extend(f"{path.name}: form_sheets saknar «{key}»" for key in FORM_SHEETS if key not in sheets)
    about_fields = _columns(about, f"{path.name}, about", faults)
    plan = {key: tables.pop(key) for key in PLAN_TABLES if key in tables}
    issued = {
        int(year): {str(sheet): tuple(map(str, headings)) for sheet, headings in given.items()}
        for year, given in (content.get("issued") or {}).items()
    }
    return Layout(str(content.get("version", "")), tables, about_fields, sheets, plan, issued)


def _columns(rows: Any, place: str, faults: Faults) -> tuple[Column, ...]:
    columns: list[Column] = []
    seen: set[str] = set()
    for row in rows or []:
        column = Column(str(row["field"]), str(row["heading"]), tuple(map(str, row.get("aliases") or [])))
        spellings = {normal(text) for text in (column.heading, *column.aliases)}
        faults.extend(f"{place}: rubriken «{text}» betyder två saker" for text in sorted(spellings & seen))
        seen |= spellings
        columns.append(column)
    return tuple(columns)
