"""What the reader sees in a cell: the number in Swedish form, or the sign of its status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from samlad import swedish
from samlad.cells import CITY, KIND, SHOWN
from samlad.frames import CELLS, OWN_INDICATORS, SURVEYS, TEXT, build, records
from samlad.reference import Reference

Row = Mapping[str, Any]


def sign(reference: Reference, status: str) -> str:
    """The sign of a status in a cell, as in statuses.csv."""
    row = reference.codelists["statuses"].by_code.get(status, {})
    return row.get("sign") or row.get("label") or status


def cells_with_text(cells: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Cells with `text`: `54,3 %`, `1 234`, `Ja`, `..`, `saknas`."""
    rows = records(cells)
    kinds = {key: indicator.kind for key, indicator in reference.programme.indicators.items()}
    decimals = _decimals(rows)
    for row in rows:
        kind = kinds[row["indicator_id"]]
        area = row["committee_id"] == CITY or row["committee_id"].startswith(KIND)
        row["text"] = _text(row, "andel" if kind == "ja_nej" and area else kind, decimals, reference)
    return build({**CELLS, "text": TEXT}, rows)


def own_with_text(own: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Own indicators with `text`."""
    rows = records(own)
    for row in rows:
        row["text"] = _text(row, row["kind"], {}, reference)
    return build({**OWN_INDICATORS, "text": TEXT}, rows)


def surveys_with_text(surveys: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Surveys with `text`: the number of answers on the question's own row, else the alternative's share."""
    rows = records(surveys)
    for row in rows:
        number = row["share"] if row["position"] else row["answers"]
        if row["status"] != SHOWN or number is None:
            row["text"] = sign(reference, row["status"])
        else:
            row["text"] = swedish.percent(number) if row["position"] else swedish.number(number, 0)
    return build({**SURVEYS, "text": TEXT}, rows)


def _text(row: Row, kind: str, decimals: Mapping[str, int], reference: Reference) -> str:
    if row["status"] != SHOWN or row["value"] is None:
        return sign(reference, row["status"])
    value = row["value"]
    if kind == "ja_nej":
        return reference.codelists["yes_no"].label("ja" if value else "nej").capitalize()
    if kind == "antal":
        return swedish.number(value, 0)
    if kind == "andel" or row["unit"] == "procent":
        return swedish.percent(value)
    return swedish.number(value, decimals.get(row.get("indicator_id", "")))


def _decimals(rows: Iterable[Row]) -> dict[str, int]:
    """Decimals per indicator, for values given as they are: none where all that are shown are whole."""
    shown: dict[str, list[float]] = {}
    for row in rows:
        if row["status"] == SHOWN and row["value"] is not None:
            shown.setdefault(row["indicator_id"], []).append(row["value"])
    return {key: 0 if _whole(values) else 1 for key, values in shown.items()}


def _whole(values: Sequence[float]) -> bool:
    return all(value == int(value) for value in values)
