"""The rules that a cell of an issued form keeps while it is filled in, with their Swedish words.

They hold what can be known in the cell; the gate asks everything again of what comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samlad.intake.forms.texts import FormTexts
from samlad.intake.forms.value_lists import ValueLists

TEXT_MAX = 4_000
"""Characters of free text: two pages, far below what a cell can hold."""
SHORT_MAX = 120
"""Characters of a name or a case number."""

_LISTS: Mapping[tuple[str, str], str] = {
    ("indicators", "target_setter"): "target_setters",
    ("activities", "status"): "status_or_mark",
    ("goals", "assessment"): "assessments",
    ("own_indicators", "kind"): "kinds",
    ("own_indicators", "about_persons"): "yes_no",
    ("own_indicators", "sex"): "sex",
    ("own_indicators", "age_group"): "age_groups",
    ("own_indicators", "goal_id"): "goals",
    ("own_activities", "goal_id"): "goals",
    ("own_activities", "status"): "activity_status",
    ("surveys", "goal_id"): "goals",
    ("surveys", "method"): "survey_methods",
    ("surveys", "about_persons"): "yes_no",
    ("surveys", "multiple"): "yes_no",
    ("plan_indicators", "target_setter"): "target_setters",
    ("plan_activities", "planned"): "planned",
    ("plan_own_indicators", "kind"): "kinds",
    ("plan_own_indicators", "about_persons"): "yes_no",
    ("plan_own_indicators", "goal_id"): "goals",
    ("plan_own_activities", "goal_id"): "goals",
    ("plan_own_activities", "planned"): "planned",
    ("about", "confirmed"): "yes_no",
}
_SHORT = ("reporter", "manager", "decision_dnr")
_NUMBERS = ("numerator", "denominator", "value", "target", "forecast")
_TEXTS = (
    "comment", "reason", "text", "name", "question", "respondents", "conducted", "alternative",
    "planned_work", "how", "follow_up",
)  # fmt: skip

Validation = dict[str, Any]


@dataclass(frozen=True)
class CellRules:
    """Rules for the cells of one form; `days` are the first and the last of its period."""

    texts: FormTexts
    lists: ValueLists
    days: tuple[date, date]

    def rule(self, table: str, field: str, kind: str, cells: Mapping[str, str]) -> Validation | None:
        """The rule of a cell, as xlsxwriter takes it; None where anything may stand.

        Args:
            table: the table's key in the layout.
            kind: the indicator's kind; "" on a row that says its kind itself.
            cells: the names of the row's cells by field, such as `G7`.
        """
        if (table, field) in _LISTS:
            return self._list(_LISTS[table, field])
        if table == "about":
            return self._about(field, cells)
        if field in _TEXTS:
            return self._worded("text", validate="length", criteria="<=", value=TEXT_MAX)
        if field in ("answers", "chosen", "share"):
            return self._survey(field, cells)
        if field in _NUMBERS:
            return self._number(field, kind, cells)
        return None

    def _number(self, field: str, kind: str, cells: Mapping[str, str]) -> Validation:
        cell = cells[field]
        if field in ("numerator", "denominator"):
            return self._part(field, cells)
        if kind == "ja_nej":
            return self._list("yes_no_or_mark")
        if kind == "antal":
            return self._custom("count", cell, f"AND({cell}>=0,{cell}=INT({cell}))")
        if kind == "andel":
            name = "computed" if field == "value" else "share"
            return self._custom(name, cell, f"AND({cell}>=0,{cell}<=1)")
        answer = "" if kind else self.lists.holds("yes_no", cell)
        return self._custom("number", cell, "TRUE", answer)

    def _part(self, field: str, cells: Mapping[str, str]) -> Validation:
        cell, top, bottom = cells[field], cells["numerator"], cells["denominator"]
        within = f"OR(NOT(ISNUMBER({top})),NOT(ISNUMBER({bottom})),{top}<={bottom})"
        return self._custom(field, cell, f"AND({cell}>=0,{cell}=INT({cell}),{within})")

    def _about(self, field: str, cells: Mapping[str, str]) -> Validation | None:
        """Rules of Om rapporten; a decision has its date, on or after the period's last day."""
        if field == "decision_status":
            source = f"={self.lists.range('delivery_status')}"
            return self._worded("decision", validate="list", source=source)
        if field == "reported_on":
            return self._worded(field, validate="date", criteria=">=", value=self.days[0])
        if field == "decision_date":
            decided, cell = self.lists.lists["delivery_status"][0], cells[field]
            wanted = f"AND(ISNUMBER({cell}),{cell}>=DATE({self.days[1]:%Y,%m,%d}))"
            rule = f'=IF({cells["decision_status"]}="{decided}",{wanted},FALSE)'
            return self._worded(field, validate="custom", value=rule, ignore_blank=True)
        if field in _SHORT:
            return self._worded("short_text", validate="length", criteria="<=", value=SHORT_MAX)
        return None

    def _survey(self, field: str, cells: Mapping[str, str]) -> Validation:
        """Rules of a survey's numbers; `answers`, `multiple` and `all_chosen` are its question's."""
        cell, answers = cells[field], cells["answers"]
        if field == "share":
            return self._custom("survey_share", cell, f"AND({cell}>=0,{cell}<=1)")
        within = f"{cell}>=0,{cell}=INT({cell})"
        if field == "chosen":
            yes = self.lists.lists["yes_no"][0]
            most = f'IF({cells["multiple"]}="{yes}",{cell},SUM({cells["all_chosen"]}))'
            within += f",OR(NOT(ISNUMBER({answers})),{most}<={answers})"
        return self._custom(field, cell, f"AND({within})")

    def _custom(self, name: str, cell: str, number: str, other: str = "") -> Validation:
        # AND would ask INT of a text too, and an error counts as a no.
        mark = self.lists.holds("marks", cell)
        text = f"OR({mark},{other})" if other else mark
        return self._worded(name, validate="custom", value=f"=IF(ISNUMBER({cell}),{number},{text})")

    def _list(self, name: str) -> Validation:
        return self._worded("list", validate="list", source=f"={self.lists.range(name)}")

    def _worded(self, name: str, **rule: Any) -> Validation:
        def said(part: str) -> str:
            words: dict[str, Any] = {"text_max": TEXT_MAX, "short_max": SHORT_MAX}
            words |= {"period_start": self.days[0].isoformat(), "period_end": self.days[1].isoformat()}
            return self.texts.get(f"rules.{name}.{part}", **words)

        return {
            **rule,
            "input_title": said("title"),
            "input_message": said("input"),
            "error_title": said("error_title"),
            "error_message": said("error"),
            "error_type": "stop",
        }
