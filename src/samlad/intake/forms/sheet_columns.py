"""The columns of a sheet in an issued form: which there are, how wide, their headings and how they look."""

from __future__ import annotations

from collections.abc import Sequence

from samlad.intake.cells import cell_name
from samlad.intake.forms.lines import ALTERNATIVES, HELD, Line
from samlad.intake.headings import REPEATED
from samlad.layout import TableLayout

_WIDTHS = {
    "item_text": 46, "goal_text": 50, "comment": 38, "reason": 60, "text": 90, "name": 45, "prompt": 50,
    "help": 60, "value": 12, "numerator": 11, "denominator": 11, "sex": 11, "age_group": 16, "status": 20,
    "planned": 20, "planned_work": 70, "how": 70, "follow_up": 70,
    "item_id": 12, "goal_id": 10, "own_id": 10, "field": 24, "target_setter": 20, "previous_status": 20,
    "question": 40, "respondents": 24, "alternative": 30, "method": 20, "multiple": 10, "about_persons": 10,
    "answers": 9, "chosen": 14, "share": 14, "held": 30, "ansvar_id": 22,
}  # fmt: skip
_WIDTH = 14
RUNNING = ("text", "reason", "how", "follow_up", "planned_work")
"""Fields of running text, whose rows are high enough to write in."""
_DATES = ("reported_on", "decision_date")
_IDS = ("goal_id", "own_id", "decision_dnr")


def width_of(field: str) -> int:
    """The width of a field's column, in characters."""
    return _WIDTHS.get(field, _WIDTH)


def fields_of(table: TableLayout, lines: Sequence[Line] = ()) -> list[str]:
    """The fields of a sheet in order: the table's own columns with those that are shown beside them.

    What ILS holds and which duty a text is about stand only in a form that has them.
    """
    unused = {field for field in (HELD, "ansvar_id") if not any(field in line.cells for line in lines)}
    fields = [column.field for column in table.columns if column.field not in {*REPEATED, *unused}]
    for column in table.shown:
        if column.field in unused:
            continue
        fields.insert(fields.index(column.before) if column.before else len(fields), column.field)
    return fields


def cell_names(fields: Sequence[str], row: int, line: Line | None = None) -> dict[str, str]:
    """The names of a row's cells by field; what is said once of a survey's question stands on its first row.

    `all_chosen` is the column of all that chose one of the question's alternatives.
    """
    cells = {field: cell_name(row, place) for place, field in enumerate(fields)}
    if line is None:
        return cells
    first = row - line.place
    said = {field: cell_name(first, fields.index(field)) for field in ("answers", "multiple")}
    column = fields.index("chosen")
    block = f"{cell_name(first, column)}:{cell_name(first + ALTERNATIVES - 1, column)}"
    return {**cells, **said, "all_chosen": block}


def headings_of(table: TableLayout, fields: Sequence[str], year: int) -> list[str]:
    """The heading of each field; what is shown of an earlier year says which."""
    headings = {column.field: column.heading for column in table.columns}
    headings |= {column.field: column.heading_in(year) for column in table.shown}
    return [headings[field] for field in fields]


def about_look(field: str) -> str:
    """How the cell looks that is filled in at a field of «Om rapporten»."""
    return "open_date" if field in _DATES else "open_id" if field in _IDS else "open"


def is_shown(field: str) -> bool:
    """Whether an empty cell is one with nothing to show, rather than one that is not to be filled in."""
    return field.startswith("previous_") or field in ("goal_id", "ansvar_id", "prompt", HELD)


def open_look(field: str, kind: str) -> str:
    """How a cell looks that is to be filled in, by field and kind of indicator."""
    if field in _IDS:
        return "open_id"
    if field in ("numerator", "denominator", "answers", "chosen"):
        return "open_count"
    if field in ("value", "target", "forecast", "share"):
        return {"andel": "open_percent", "antal": "open_count"}.get(kind, "open_number")
    return "open"
