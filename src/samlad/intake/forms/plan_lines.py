"""The rows of a plan's form: årsmål, what is planned of each activity, and how the goals are worked with."""

from __future__ import annotations

from dataclasses import dataclass

from samlad.intake.form import FormCell
from samlad.intake.forms.asked import AskedIndicator
from samlad.intake.forms.earlier import cell_of
from samlad.intake.forms.lines import OWN_ROWS, Line, Printer

_OWN = ("plan_own_indicators", "plan_own_activities")


@dataclass(frozen=True)
class PlanPrinter(Printer):
    """Prints the rows of one plan; it asks for no outcome."""

    def tables(self) -> dict[str, list[Line]]:
        """Rows of every table of the plan but about."""
        layout = self.reference.layout
        made = {
            "plan_indicators": [self._target(one) for one in self.asked.indicators],
            "plan_activities": [self._planned(item.activity_id, item.text) for item in self.asked.activities],
            "plan_goals": self._ways(),
        }
        for key in _OWN:
            fields = frozenset(column.field for column in layout.tables[key].columns)
            made[key] = [Line({}, fields)] * OWN_ROWS
        return {key: made[key] for key in layout.tables if key != "about"}

    def _target(self, one: AskedIndicator) -> Line:
        item, split = one.indicator, one.splits[0]
        cells: dict[str, FormCell] = {"item_id": item.indicator_id, "item_text": item.text}
        if self.previous is not None:
            cells["previous_value"] = self.previous.outcome(item, split)
            cells["previous_target"] = self._targets(item)
        held: frozenset[str] = frozenset()
        if self.ils is not None:
            setters = self.reference.codelists["target_setters"]
            for setter, value in self.ils.planned_targets(item)[:1]:
                cells |= {
                    "target": cell_of(self.reference, item.kind, value),
                    "target_setter": setters.label(setter),
                }
                held = frozenset({"target", "target_setter"})
        filled = {field: cell for field, cell in cells.items() if cell != ""}
        opened = frozenset({"target", "target_setter", "comment"})
        return Line(filled, opened, item.kind, from_ils=held)

    def _planned(self, activity_id: str, text: str) -> Line:
        cells: dict[str, FormCell] = {"item_id": activity_id, "item_text": text}
        if self.previous is not None and (code := self.previous.status(activity_id)):
            cells["previous_status"] = self.reference.codelists["activity_status"].label(code)
        return Line(cells, frozenset({"planned", "planned_work"}))

    def _ways(self) -> list[Line]:
        """A row per goal; one for the whole where the committee has no goal of its own."""
        answers = frozenset({"how", "follow_up"})
        goals = self.reference.programme.goals
        if self.asked.goals:
            return [
                Line({"goal_id": goal, "goal_text": goals[goal].text}, answers) for goal in self.asked.goals
            ]
        duties = " ".join(duty.text for duty in self._duties())
        return [Line({"goal_text": self.texts.get("prompts.duties", duties=duties)}, answers)]
