"""Reads «Om rapporten»: who sends, for which period, and whether the committee has decided."""

from __future__ import annotations

from samlad.intake.faults import FileFaults, Place
from samlad.intake.periods import read_period
from samlad.intake.rows import Sender
from samlad.intake.tables import Row
from samlad.intake.values import Values
from samlad.layout import Column, Layout


def name_fields(rows: list[Row], layout: Layout, faults: FileFaults, values: Values) -> None:
    """Turn the labels of about rows into our field names, in place; unknown and repeated are findings."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        column = _field(row["field"], layout, faults.year)
        place = Place(row["sheet"], row["row"], committee_id=row["committee_id"])
        if column is None:
            faults.add("intake-unknown-field", place)
            continue
        key = (row["committee_text"], column.field)
        if key in seen:
            faults.add("intake-field-twice", place, heading=column.heading)
        seen.add(key)
        row["field"] = column.field
        if column.field == "decision_status":
            row["value"] = values.code(row["value"], "delivery_status")


def _field(text: str, layout: Layout, year: int) -> Column | None:
    return next((column for column in layout.about_fields if column.matches(text, year)), None)


def read_sender(rows: list[Row], values: Values, delivery: str = "") -> Sender:
    """Who sends a workbook, from its named about rows; the first of repeated fields counts.

    Args:
        delivery: the period whose folder it was found in.
    """
    fields: dict[str, str] = {}
    for row in rows:
        fields.setdefault(row["field"], row["value"])
    stated = read_period(fields.get("period", ""), values.codelists["periods"], delivery)
    year = fields.get("year", "")
    text = fields.get("committee", "")
    return Sender(
        committee_text=text,
        committee_id=values.committee_id(text),
        stated_year=int(year) if year.isdecimal() and len(year) == 4 else stated.year,
        stated_period=stated.period,
    )


def sign(rows: list[Row], sender: Sender) -> None:
    """Give about rows, which were read before the sender was known, their sender, in place."""
    for row in rows:
        row["committee_text"], row["committee_id"] = (sender.committee_text, sender.committee_id)
        row["stated_year"], row["stated_period"] = (sender.stated_year, sender.stated_period)
