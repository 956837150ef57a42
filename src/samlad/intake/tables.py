"""The columns of each received table: which are texts, which are codes, which are numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

LOCATION_COLUMNS = (
    "file", "sheet", "row", "form", "year", "period", "stated_year", "stated_period", "committee_text",
    "committee_id",
)  # fmt: skip
"""What every table begins with."""

TOTAL_SEX = "totalt"
ALL_AGES = "alla"

DELIVERY_FIELDS = (
    "reporter", "manager", "reported_on", "decision_status", "decision_date", "decision_dnr", "form_version",
)  # fmt: skip
NOTED_FIELDS = ("received_on", "sender", "document_number")
"""What the period's diary says of a delivery."""
DELIVERY_COLUMNS = ("year", "period", "committee_id", "form", "files", *DELIVERY_FIELDS, *NOTED_FIELDS)


@dataclass(frozen=True)
class TableForm:
    """A received table.

    Attributes:
        required: fields without which the table cannot be read.
        texts: fields kept as text.
        codes: field → code list; a code where the text is recognised, else the text as written.
        placed: coded fields that also keep the name of their cell, as `<field>_cell`, and as `<field>_mark`
            why there is no text in it: blank, error_cell or uncalculated.
        numbers: fields that become <field> (Float64), <field>_mark, <field>_cell and <field>_sign.
        defaults: coded field → code of a blank cell.
        optional: fields whose column may be missing without a word.
        answers: fields of a voluntary sheet of the form; a printed row that has none of them says nothing.
    """

    required: tuple[str, ...]
    texts: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    placed: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    optional: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the frame, in order."""
        parts = ("", "_mark", "_cell", "_sign")
        numbers = [f"{field}{part}" for field in self.numbers for part in parts]
        places = [name for field in self.placed for name in (f"{field}_cell", f"{field}_mark")]
        return (*LOCATION_COLUMNS, *self.texts, *self.codes, *places, *numbers)


_SPLIT = {"sex": "sex", "age_group": "age_groups"}
_TOTAL = {"sex": TOTAL_SEX, "age_group": ALL_AGES}

TABLE_FORMS: Mapping[str, TableForm] = {
    "about": TableForm(required=("field", "value"), texts=("field", "value")),
    "indicators": TableForm(
        required=("item_id", "value"),
        texts=("item_id", "comment"),
        codes={**_SPLIT, "target_setter": "target_setters"},
        numbers=("numerator", "denominator", "value", "target", "forecast"),
        defaults=_TOTAL,
    ),
    "activities": TableForm(
        required=("item_id", "status"),
        texts=("item_id", "comment"),
        codes={"status": "activity_status"},
        placed=("status",),
    ),
    "goals": TableForm(
        required=("goal_id", "assessment"),
        texts=("goal_id", "reason"),
        codes={"assessment": "assessments"},
        placed=("assessment",),
        answers=("assessment", "reason"),
    ),
    "own_indicators": TableForm(
        required=("own_id", "goal_id", "name", "value"),
        texts=("own_id", "goal_id", "name", "kind", "comment"),
        codes={"about_persons": "yes_no", **_SPLIT},
        numbers=("numerator", "denominator", "value"),
        defaults=_TOTAL,
    ),
    "own_activities": TableForm(
        required=("own_id", "goal_id", "name", "status"),
        texts=("own_id", "goal_id", "name", "comment"),
        codes={"status": "activity_status"},
        placed=("status",),
    ),
    "surveys": TableForm(
        required=("own_id", "question", "answers"),
        texts=("own_id", "goal_id", "question", "respondents", "conducted", "alternative", "comment"),
        codes={"method": "survey_methods", "about_persons": "yes_no", "multiple": "yes_no"},
        numbers=("answers", "chosen", "share"),
        answers=("question", "answers", "alternative", "chosen", "share", "comment"),
    ),
    "analysis": TableForm(
        required=("text",),
        texts=("goal_id", "ansvar_id", "text"),
        optional=("ansvar_id",),
        answers=("text",),
    ),
    "plan_indicators": TableForm(
        required=("item_id", "target"),
        texts=("item_id", "comment"),
        codes={"target_setter": "target_setters"},
        numbers=("target",),
    ),
    "plan_activities": TableForm(
        required=("item_id", "planned"),
        texts=("item_id", "planned_work"),
        codes={"planned": "planned"},
        placed=("planned",),
    ),
    "plan_goals": TableForm(required=("how",), texts=("goal_id", "how", "follow_up")),
    "plan_own_indicators": TableForm(
        required=("own_id", "goal_id", "name", "target"),
        texts=("own_id", "goal_id", "name", "kind", "comment"),
        codes={"about_persons": "yes_no"},
        numbers=("target",),
    ),
    "plan_own_activities": TableForm(
        required=("own_id", "goal_id", "name", "planned"),
        texts=("own_id", "goal_id", "name", "planned_work"),
        codes={"planned": "planned"},
        placed=("planned",),
    ),
}
"""Table → its form. Which cells each field comes from is the layout's matter (forms.yaml)."""

_INTEGERS = ("row", "year", "stated_year")

Row = dict[str, Any]
"""One row on its way to a frame; a column that it lacks becomes "" or NA."""


def typed_frame(rows: Iterable[Row], columns: tuple[str, ...], numbers: tuple[str, ...] = ()) -> pd.DataFrame:
    """Rows as a frame with every column present and typed: Int64, Float64 or str, empty or not."""
    listed = list(rows)
    frame = {}
    for column in columns:
        if column in _INTEGERS or column in numbers:
            dtype = "Int64" if column in _INTEGERS else "Float64"
            frame[column] = pd.Series([row.get(column) for row in listed], dtype=dtype)
        else:
            frame[column] = pd.Series([row.get(column, "") for row in listed], dtype="str")
    return pd.DataFrame(frame, columns=list(columns))
