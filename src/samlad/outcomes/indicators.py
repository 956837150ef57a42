"""Rows of the outcomes table from the committees' indicator sheets."""

from __future__ import annotations

from typing import Any

from samlad.cells import SHOWN, SOURCE
from samlad.outcomes.duties import DutyBook
from samlad.outcomes.readings import read
from samlad.outcomes.source import Row, Source, place


def outcome_rows(source: Source, book: DutyBook) -> list[dict[str, Any]]:
    """One row per reported value; a value given twice is a fault.

    A row that nobody asked for and nothing is written on, such as that of an indicator not measured in the
    period, is no answer and becomes no outcome.
    """
    rows = [_row(source, book, row) for row in source.known("indicators") if _usable(source, row)]
    rows = [row for row in rows if row["duty"] != "extra" or _says_something(row)]
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        key = tuple(row[name] for name in KEY)
        if key in seen:
            source.fault(row, f"{row['indicator_id']} är lämnad två gånger för samma grupp")
        seen.add(key)
    return rows


def _says_something(row: Row) -> bool:
    return row["status"] in (SHOWN, SOURCE)


KEY = ("indicator_id", "committee_id", "year", "period", "sex", "age_group")


def _usable(source: Source, row: Row) -> bool:
    codelists = source.reference.codelists
    wrong = [
        what
        for name, known, what in (
            ("item_id", source.reference.programme.indicators, "indikatorns id är okänt"),
            ("sex", codelists["sex"].by_code, "kön är inte en känd kod"),
            ("age_group", codelists["age_groups"].by_code, "åldersgruppen är inte en känd kod"),
        )
        if row[name] not in known
    ]
    for what in wrong:
        source.fault(row, what)
    return not wrong


def _row(source: Source, book: DutyBook, row: Row) -> dict[str, Any]:
    indicator = source.reference.programme.indicators[row["item_id"]]
    reading = read(indicator.kind, row)
    if reading.fault:
        source.fault(row, reading.fault)
    committee = source.reference.organisation.committees[row["committee_id"]]
    return {
        "indicator_id": indicator.indicator_id,
        "year": row["year"],
        "period": row["period"],
        "committee_id": committee.committee_id,
        "committee_kind": committee.kind,
        "sex": row["sex"],
        "age_group": row["age_group"],
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "value": reading.value,
        "unit": indicator.value_unit,
        "status": reading.status,
        "duty": book.kind_of_answer(row["item_id"], row["year"], row["period"], committee.committee_id),
        **place(row),
    }
