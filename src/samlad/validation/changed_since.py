"""What a newer file changed for one committee: numbers as they were and are, texts only that they changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from samlad.reference import Reference
from samlad.revisions import revision_of
from samlad.stages import Received
from samlad.swedish import listing

KEYS = {
    "indicators": ("item_id", "sex", "age_group"), "activities": ("item_id",), "goals": ("goal_id",),
    "own_indicators": ("own_id", "sex", "age_group"), "own_activities": ("own_id",),
    "surveys": ("own_id", "alternative"), "analysis": ("goal_id", "ansvar_id"), "about": ("field",),
    "plan_indicators": ("item_id", "target_setter"), "plan_activities": ("item_id",),
    "plan_goals": ("goal_id",), "plan_own_indicators": ("own_id",), "plan_own_activities": ("own_id",),
}  # fmt: skip
"""What tells a row from another, by table; other tables are not compared."""
NUMBERS = ("numerator", "denominator", "value", "target", "forecast")
TEXTS = (
    "comment", "text", "reason", "name", "status", "assessment", "value", "planned", "planned_work", "how",
    "follow_up",
)  # fmt: skip
USUAL = ("totalt", "alla")
OWN = "en egen rad"

Whose = tuple[str, int, str]
"""Committee, year and period."""
Row = Mapping[str, object]


def changed_since(received: Received, reference: Reference, whose: Whose) -> tuple[str, ...]:
    """One line per number that changed; rows that changed in the same other way share a line."""
    lines: list[str] = []
    together: dict[str, dict[str, None]] = {}
    for item, words, alone in _changes(received, reference, whose):
        if alone:
            lines.append(f"{item}, {words}")
        else:
            together.setdefault(words, {})[item] = None
    return (*lines, *(f"{listing(list(items))}: {words}" for words, items in together.items()))


def _changes(received: Received, reference: Reference, whose: Whose) -> Iterator[tuple[str, str, bool]]:
    """Item, what happened to it, and whether that is a line of its own."""
    headings = {column.field: column.heading for column in reference.layout.tables["indicators"].columns}
    names = _names(reference)
    # A text file is one table: what no newer file has replaced has not changed.
    files = {revision_of(one.file) for one in received.former_files}
    for table, keys in ((name, keys) for name, keys in KEYS.items() if name in received.tables):
        current = received.tables[table]
        # With .loc: a list without items would choose columns, none of them.
        replaced = current.loc[[revision_of(file) in files for file in current["file"]]]
        new = _by_key(replaced, keys, whose)
        old = _by_key(received.former[table], keys, whose) if table in received.former else {}
        for key in [*old, *(key for key in new if key not in old)] if old else []:
            # An id that is not the catalogue's is received text.
            item = ", ".join(names.get(part, OWN) for part in key if part not in USUAL)
            if key not in new:
                yield item, "raden finns inte längre", False
            elif key not in old:
                yield item, "ny rad", False
            else:
                for words in _numbers(old[key], new[key], headings):
                    yield item, words, True
                if _has_other_words(old[key], new[key]):
                    yield item, "texten eller svaret är ändrat", False


def _names(reference: Reference) -> dict[str, str]:
    """What may be said of a key's parts, by part."""
    programme = reference.programme
    names = {name: name for name in (*programme.indicators, *programme.activities)}
    names |= {goal: f"mål {goal}" for goal in programme.goals}
    for name in ("sex", "age_groups", "target_setters"):
        names |= {row["code"]: row["label"] for row in reference.codelists[name].rows}
    return names | {column.field: column.heading for column in reference.layout.about_fields}


def _by_key(frame: pd.DataFrame, keys: tuple[str, ...], whose: Whose) -> dict[tuple[str, ...], Row]:
    committee_id, year, period = whose
    own = frame[
        (frame["committee_id"] == committee_id) & (frame["year"] == year) & (frame["period"] == period)
    ]
    return {
        tuple(str(row[key]) for key in keys): {str(name): value for name, value in row.items()}
        for row in own.to_dict("records")
    }


def _numbers(old: Row, new: Row, headings: Mapping[str, str]) -> Iterator[str]:
    for name in _number_fields(new):
        if _number(old[name]) != _number(new[name]):
            yield f"{headings[name].lower()}: {_number(old[name])} → {_number(new[name])}"


def _has_other_words(old: Row, new: Row) -> bool:
    numbers = _number_fields(new)
    return any(str(old[name]) != str(new[name]) for name in TEXTS if name in new and name not in numbers)


def _number_fields(row: Row) -> list[str]:
    return [name for name in NUMBERS if f"{name}_mark" in row]


def _number(value: object) -> str:
    if not isinstance(value, int | float) or value != value:
        return "tomt"
    return f"{value:.10g}".replace(".", ",").replace("-", "\u2212")
