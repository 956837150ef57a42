"""Columns and types of the tables that stages hand over, and how a table becomes CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from samlad.formula_guard import guarded

Columns = Mapping[str, str]
TEXT, WHOLE, NUMBER = "str", "Int64", "Float64"
DECIMALS = 6
"""How many decimals a number keeps in a file; more would only be the noise of floating point."""

_KEY = {"year": WHOLE, "period": TEXT}
_PARTS = {"numerator": NUMBER, "denominator": NUMBER, "value": NUMBER, "unit": TEXT, "status": TEXT}
PLACE: Columns = {"file": TEXT, "sheet": TEXT, "row": WHOLE}
"""Where a row was found: these stay in the house; what leaves of them is in `ORIGINS` alone."""

OUTCOMES: Columns = {
    "indicator_id": TEXT, **_KEY, "committee_id": TEXT, "committee_kind": TEXT, "sex": TEXT,
    "age_group": TEXT, **_PARTS, "duty": TEXT, **PLACE,
}  # fmt: skip
DUE: Columns = {
    "item_id": TEXT, "item_kind": TEXT, **_KEY, "committee_id": TEXT, "committee_kind": TEXT,
    "expected": TEXT, "reported": TEXT, "reason": TEXT,
}  # fmt: skip
TARGETS: Columns = {
    "indicator_id": TEXT, **_KEY, "committee_id": TEXT, "setter": TEXT, "target": NUMBER, "stated_in": TEXT,
    "plan_target": NUMBER, **PLACE,
}  # fmt: skip
ACTIVITIES: Columns = {
    "activity_id": TEXT, **_KEY, "committee_id": TEXT, "committee_kind": TEXT, "status": TEXT,
    "answer": TEXT, "duty": TEXT, "comment": TEXT, **PLACE,
}  # fmt: skip
ASSESSMENTS: Columns = {
    "goal_id": TEXT, **_KEY, "committee_id": TEXT, "assessment": TEXT, "answer": TEXT,
    "reason": TEXT,
}  # fmt: skip
OWN_INDICATORS: Columns = {
    "own_id": TEXT, "goal_id": TEXT, **_KEY, "committee_id": TEXT, "name": TEXT, "kind": TEXT,
    "about_persons": TEXT, "sex": TEXT, "age_group": TEXT, **_PARTS, **PLACE,
}  # fmt: skip
OWN_ACTIVITIES: Columns = {
    "own_id": TEXT, "goal_id": TEXT, **_KEY, "committee_id": TEXT, "name": TEXT, "status": TEXT,
    "answer": TEXT, "comment": TEXT,
}  # fmt: skip
SURVEYS: Columns = {
    "own_id": TEXT, "goal_id": TEXT, **_KEY, "committee_id": TEXT, "question": TEXT, "method": TEXT,
    "respondents": TEXT, "conducted": TEXT, "about_persons": TEXT, "multiple": TEXT, "position": WHOLE,
    "alternative": TEXT, "answers": NUMBER, "chosen": NUMBER, "share": NUMBER, "status": TEXT, **PLACE,
}  # fmt: skip
PLANS: Columns = {
    "activity_id": TEXT, "goal_id": TEXT, **_KEY, "committee_id": TEXT, "committee_kind": TEXT,
    "delivered": TEXT, "planned": TEXT, "status": TEXT, "answer": TEXT,
}  # fmt: skip
PLAN_SENDERS: Columns = {
    **_KEY, "committee_id": TEXT, "committee_kind": TEXT, "expected": TEXT, "delivered": TEXT,
    "decision_status": TEXT, "n_due": WHOLE, "n_planned": WHOLE, "n_goals": WHOLE, "n_described": WHOLE,
    "files": TEXT,
}  # fmt: skip
PLAN_GOALS: Columns = {
    "goal_id": TEXT, **_KEY, "committee_id": TEXT, "committee_kind": TEXT, "how": TEXT, "follow_up": TEXT,
}  # fmt: skip
PLAN_OWN: Columns = {
    "own_id": TEXT, "goal_id": TEXT, **_KEY, "committee_id": TEXT, "item_kind": TEXT, "name": TEXT,
    "planned": TEXT, "target": NUMBER, "status": TEXT, "reported": TEXT,
}  # fmt: skip
COMMENTS: Columns = {
    "comment_id": TEXT, "committee_id": TEXT, **_KEY, "goal_id": TEXT, "item_id": TEXT, "kind": TEXT,
    "text": TEXT,
}  # fmt: skip
DELIVERIES: Columns = {
    **_KEY, "committee_id": TEXT, "form": TEXT, "files": TEXT, "reporter": TEXT, "manager": TEXT,
    "reported_on": TEXT, "decision_status": TEXT, "decision_date": TEXT, "decision_dnr": TEXT,
    "form_version": TEXT, "received_on": TEXT, "sender": TEXT, "document_number": TEXT,
}  # fmt: skip
FINDINGS: Columns = {
    "rule_id": TEXT, "severity": TEXT, "committee_id": TEXT, **_KEY, "count": WHOLE, "text": TEXT,
}  # fmt: skip
CORRECTIONS: Columns = {
    **_KEY, "committee_id": TEXT, "rule_id": TEXT, "action": TEXT, "count": WHOLE, "text": TEXT,
}  # fmt: skip
CELLS: Columns = {
    "cell_id": TEXT, "indicator_id": TEXT, **_KEY, "committee_id": TEXT, "committee_kind": TEXT,
    "sex": TEXT, "age_group": TEXT, **_PARTS, "basis": TEXT, "n_reported": WHOLE, "n_due": WHOLE,
    "duty": TEXT, "note": TEXT,
}  # fmt: skip
ORIGINS: Columns = {"cell_id": TEXT, "committee_id": TEXT, **PLACE}
CHANGES: Columns = {"cell_id": TEXT, "previous_cell_id": TEXT, "change": NUMBER, "change_unit": TEXT}
ATTAINMENT: Columns = {
    "indicator_id": TEXT, **_KEY, "committee_id": TEXT, "setter": TEXT, "target": NUMBER, "value": NUMBER,
    "outcome": TEXT,
}  # fmt: skip
COVERAGE: Columns = {
    "item_id": TEXT, "item_kind": TEXT, **_KEY, "area": TEXT, "n_reported": WHOLE, "n_due": WHOLE,
}  # fmt: skip
ACTIVITY_COUNTS: Columns = {
    "activity_id": TEXT, **_KEY, "area": TEXT, "status": TEXT, "n": WHOLE, "n_due": WHOLE,
}  # fmt: skip


def build(columns: Columns, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A frame with exactly these columns and types; an unknown number is NA, an unknown text is ""."""
    listed = list(rows)
    arrays = {name: _array([row.get(name) for row in listed], kind) for name, kind in columns.items()}
    return pd.DataFrame(arrays)


def _array(values: list[Any], kind: str) -> Any:
    if kind == TEXT:
        return _texts("" if value is None or value is pd.NA else str(value) for value in values)
    numbers = [pd.NA if value is None or value != value else value for value in values]
    return pd.array(numbers, dtype=kind)  # type: ignore[call-overload]


def _texts(values: Iterable[str]) -> Any:
    return pd.array(list(values), dtype="str")


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain dicts; NA becomes None, whole numbers int, others float, all else as it is."""
    columns = {str(name): _plain(frame[name]) for name in frame.columns}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _plain(series: pd.Series[Any]) -> list[Any]:
    missing = series.isna().tolist()
    return [None if gone else value for value, gone in zip(series.tolist(), missing, strict=True)]


def csv_text(frame: pd.DataFrame) -> str:
    """The frame as our CSV: comma, line feed, decimal point, nothing where there is no number, and no text
    that a spreadsheet program would run (`formula_guard`)."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(str(name) for name in frame.columns)
    columns = [_plain(frame[name]) for name in frame.columns]
    writer.writerows([_cell(value) for value in row] for row in zip(*columns, strict=True))
    return stream.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        whole = round(value, DECIMALS)
        return str(int(whole)) if whole == int(whole) else repr(whole)
    return guarded(one_line(str(value)))


def one_line(text: str) -> str:
    """Text without odd line breaks and control characters: what `str.splitlines` splits at becomes `\\n`."""
    return "\n".join(text.splitlines()).replace("\x00", "").strip()
