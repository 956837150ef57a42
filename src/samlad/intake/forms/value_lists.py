"""The lists that cells choose from, taken from the code lists and kept on a hidden sheet of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samlad.catalogue import KINDS
from samlad.intake.cells import column_letter
from samlad.reference import Reference

_CODELISTS = (
    "activity_status", "planned", "assessments", "delivery_status", "target_setters", "sex", "age_groups",
    "survey_methods",
)  # fmt: skip


@dataclass(frozen=True)
class ValueLists:
    """Lists by name, each a column of the sheet, its first row the name."""

    sheet: str
    lists: Mapping[str, tuple[str, ...]]

    def range(self, name: str) -> str:
        """Where a list stands, as formulas write it: `'Listor'!$A$2:$A$6`."""
        letter = column_letter(list(self.lists).index(name))
        return f"'{self.sheet}'!${letter}$2:${letter}${len(self.lists[name]) + 1}"

    def holds(self, name: str, cell: str) -> str:
        """A formula: whether a cell is in the list. Compared whole: MATCH would take `.` for a wildcard."""
        return f"SUMPRODUCT(--({self.range(name)}={cell}))>0"


def value_lists(reference: Reference) -> ValueLists:
    """The lists of a form; labels that are valid spellings when they come back."""
    lists = {name: reference.codelists[name].codes for name in _CODELISTS}
    labels = {
        name: tuple(reference.codelists[name].label(code) for code in codes) for name, codes in lists.items()
    }
    answers = tuple(reference.codelists["yes_no"].label(code) for code in reference.codelists["yes_no"].codes)
    marks = tuple(row["code"] for row in reference.codelists["symbols"].rows)
    short = _one_mark_each(reference)
    return ValueLists(
        reference.layout.form_sheets["lists"],
        {
            **labels,
            "yes_no": answers,
            "yes_no_or_mark": (*answers, *short),
            "status_or_mark": (*labels["activity_status"], *short),
            "marks": marks,
            "kinds": tuple(kind.replace("_", "/") for kind in KINDS),
            "goals": tuple(reference.programme.goals),
        },
    )


def _one_mark_each(reference: Reference) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for row in reference.codelists["symbols"].rows:
        first.setdefault(row["status"], row["code"])
    # A dash among choices looks like an empty choice.
    words = {row["status"]: row["code"] for row in reversed(reference.codelists["symbols"].rows)
             if len(row["code"]) > 2}  # fmt: skip
    return tuple(words.get(status, code) if code in "-–—−" else code for status, code in first.items())
