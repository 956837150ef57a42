"""The rows of an issued form: what is printed on them, and which of their cells are to be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from samlad.catalogue import Ansvar, Indicator
from samlad.intake.form import FormCell, Percent
from samlad.intake.forms.asked import Asked, AskedIndicator, Split, whole_year
from samlad.intake.forms.earlier import Reported, cell_of
from samlad.intake.forms.texts import FormTexts
from samlad.reference import Reference
from samlad.swedish import listing, number, percent

OWN_ROWS = 15
"""Empty rows on the sheets for a committee's own indicators and activities."""
QUESTIONS, ALTERNATIVES = 6, 7
"""Questions that the sheet for surveys has room for, and rows of each; a question has its own id."""

HELD = "held"
"""The column that says what ILS holds of a row."""

_OWN = ("own_indicators", "own_activities")


@dataclass(frozen=True)
class Line:
    """One row.

    Attributes:
        cells: field → what stands there when the form is issued.
        open: fields to be filled in; the rest of the row is locked.
        kind: the indicator's kind, which decides the rules of its cells; "" elsewhere.
        place: which row of a survey's question it is, from 0.
        from_ils: fields that an ILS export has filled in.
    """

    cells: Mapping[str, FormCell]
    open: frozenset[str]
    kind: str = ""
    place: int = 0
    from_ils: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Printer:
    """Prints the rows of one form.

    Attributes:
        previous: what was reported for last year, or None.
        ils: what an ILS export already holds for the period, or None.
    """

    reference: Reference
    texts: FormTexts
    asked: Asked
    previous: Reported | None
    ils: Reported | None

    def tables(self) -> dict[str, list[Line]]:
        """Rows of every table of the layout but about."""
        layout = self.reference.layout
        made = {
            "indicators": [line for one in self.asked.indicators for line in self._indicator(one)],
            "activities": [self._activity(item.activity_id, item.text) for item in self.asked.activities],
            "goals": [self._goal(goal) for goal in self.asked.goals],
            "surveys": self._surveys(),
            "analysis": self._analysis(),
        }
        for key in _OWN:
            fields = frozenset(column.field for column in layout.tables[key].columns)
            made[key] = [Line({}, fields)] * OWN_ROWS
        return {key: made[key] for key in layout.tables if key != "about"}

    def _indicator(self, one: AskedIndicator) -> list[Line]:
        """The total, a row for a second årsmål that ILS holds, and the splits: asked for, or in ILS."""
        item_id = one.indicator.indicator_id
        held = self.ils.splits(item_id) if self.ils is not None and one.measured else ()
        splits = (*one.splits[1:], *(split for split in held if split not in one.splits))
        total = self._split(one, one.splits[0], total=True)
        return [total, *self._more_targets(one), *(self._split(one, split, total=False) for split in splits)]

    def _more_targets(self, one: AskedIndicator) -> list[Line]:
        """KF and the committee may both have set an årsmål: the second stands on a row of its own."""
        item = one.indicator
        fields = frozenset({"target", "target_setter"})
        return [
            self._marked(Line(self._named(item, one.splits[0]) | target, fields, item.kind, from_ils=fields))
            for target in self._ils_targets(item)[1:]
        ]

    def _ils_targets(self, item: Indicator) -> list[dict[str, FormCell]]:
        setters = self.reference.codelists["target_setters"]
        return [
            {"target": cell_of(self.reference, item.kind, value), "target_setter": setters.label(setter)}
            for setter, value in (self.ils.targets(item) if self.ils is not None else ())
        ]

    def _named(self, item: Indicator, split: Split) -> dict[str, FormCell]:
        lists = self.reference.codelists
        return {
            "item_id": item.indicator_id,
            "item_text": item.text,
            "sex": lists["sex"].label(split[0]),
            "age_group": lists["age_groups"].label(split[1]),
        }

    def _marked(self, line: Line) -> Line:
        """A row that says in words which of its cells ILS has filled in, and which are asked beyond that."""
        if self.ils is None:
            return line
        table = "indicators" if "sex" in line.cells else "activities"
        columns = [c for c in self.reference.layout.tables[table].columns if c.field in line.open]
        there = [c.heading for c in columns if c.field in line.from_ils]
        beyond = [c.heading for c in columns if c.field not in line.from_ils]
        said = [
            self.texts.get(f"held.{name}", headings=listing([word[:1].lower() + word[1:] for word in words]))
            for name, words in (("there", there), ("beyond", beyond))
            if words
        ]
        return replace(line, cells={**line.cells, HELD: " ".join(said)})

    def _split(self, one: AskedIndicator, split: Split, *, total: bool) -> Line:
        item = one.indicator
        cells = self._named(item, split)
        if self.previous is not None:
            cells["previous_value"] = self.previous.outcome(item, split)
            cells["previous_target"] = self._targets(item) if total else ""
        opened = self._open(one, total=total)
        held = self._from_ils(item, split, total=total)
        held = {field: cell for field, cell in held.items() if cell != "" and field in opened}
        cells = {field: cell for field, cell in cells.items() if cell != ""}
        return self._marked(Line({**cells, **held}, opened, item.kind, from_ils=frozenset(held)))

    def _open(self, one: AskedIndicator, *, total: bool) -> frozenset[str]:
        fields = {"comment"}
        if total:
            fields |= {"target", "target_setter"}
            fields |= {"forecast"} if self.asked.period != whole_year(self.reference) else set()
        if one.measured:
            fields |= {"value"}
            fields |= {"numerator", "denominator"} if one.indicator.kind == "andel" else set()
        return frozenset(fields)

    def _targets(self, item: Indicator) -> str:
        if self.previous is None:
            return ""
        found = self.previous.targets(item)
        return ", ".join(
            self.texts.get(f"targets.{setter}", number=_spoken(cell_of(self.reference, item.kind, value)))
            for setter, value in found
            if setter in self.reference.codelists["target_setters"].by_code
        )

    def _from_ils(self, item: Indicator, split: Split, *, total: bool) -> dict[str, FormCell]:
        if self.ils is None:
            return {}
        row = self.ils.answer(item.indicator_id, split) or {}
        cells: dict[str, FormCell] = {}
        for field in ("numerator", "denominator", "value"):
            cells[field] = self._ils_cell(item, field, row)
        if item.kind == "antal":
            counted = cells.pop("numerator")
            cells["value"] = counted if cells["value"] == "" else cells["value"]
        if total:
            for target in self._ils_targets(item)[:1]:
                cells |= target
            cells["forecast"] = self._ils_cell(item, "forecast", row)
        return cells

    def _ils_cell(self, item: Indicator, field: str, row: Mapping[str, Any]) -> FormCell:
        if row.get(f"{field}_mark") == "":
            value = float(row[field])
            is_part = field in ("numerator", "denominator")
            return cell_of(self.reference, "antal" if is_part else item.kind, value)
        symbols = self.reference.codelists["symbols"].rows
        mark = str(row.get(f"{field}_mark") or "")
        return next((symbol["code"] for symbol in symbols if symbol["status"] == mark), "")

    def _activity(self, activity_id: str, text: str) -> Line:
        labels = self.reference.codelists["activity_status"]
        cells: dict[str, FormCell] = {"item_id": activity_id, "item_text": text}
        if self.previous is not None and (code := self.previous.status(activity_id)):
            cells["previous_status"] = labels.label(code)
        if activity_id in self.asked.ended:
            # Reported as finished in a tertial: said again here, since the year's report needs the answer.
            ended = next(row["code"] for row in labels.rows if row["finished"] == "ja")
            return Line({**cells, "status": labels.label(ended)}, frozenset({"comment"}))
        held: frozenset[str] = frozenset()
        if self.ils is not None and (code := self.ils.status(activity_id)):
            cells["status"], held = labels.label(code), frozenset({"status"})
        return self._marked(Line(cells, frozenset({"status", "comment"}), from_ils=held))

    def _goal(self, goal_id: str) -> Line:
        text = self.reference.programme.goals[goal_id].text
        return Line({"goal_id": goal_id, "goal_text": text}, frozenset({"assessment", "reason"}))

    def _surveys(self) -> list[Line]:
        """Rows for each question: what is said of it once on the first, an alternative on every one."""
        fields = {column.field for column in self.reference.layout.tables["surveys"].columns}
        each = frozenset({"alternative", "chosen", "share"}) & fields
        first = frozenset(fields - {"own_id", "committee", "period"})
        return [
            Line({"own_id": f"F{question}"}, each if place else first, "andel", place)
            for question in range(1, QUESTIONS + 1)
            for place in range(ALTERNATIVES)
        ]

    def _analysis(self) -> list[Line]:
        """A row for the whole, one for each goal, and in a short form one for each duty of running text."""
        rows: list[dict[str, FormCell]] = [{"prompt": self.texts.get("prompts.whole")}]
        for goal in self.asked.goals:
            text = self.reference.programme.goals[goal].text
            rows.append(
                {"goal_id": goal, "prompt": self.texts.get("prompts.goal", goal=goal, goal_text=text)}
            )
        if self.asked.nothing:
            rows += [{"ansvar_id": one.ansvar_id, "prompt": self._duty(one)} for one in self._duties()]
        return [Line(cells, frozenset({"text"})) for cells in rows]

    def _duties(self) -> list[Ansvar]:
        wanted = self.texts.names("short_duties")
        return [duty for duty in self.reference.programme.ansvar if duty.ansvar_id in wanted]

    def _duty(self, duty: Ansvar) -> str:
        return self.texts.get("prompts.duty", source=duty.source, duty=duty.text)


def _spoken(cell: FormCell) -> str:
    if isinstance(cell, Percent):
        return percent(cell.value)
    return cell if isinstance(cell, str) else number(cell)
