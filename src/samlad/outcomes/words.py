"""The committees' free texts, each with an id that an approval can name (beslut 14)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from samlad.outcomes.source import Row, Source, pair_of, text
from samlad.outcomes.surveys import KEY, survey_rows, survey_text

NAME = "name"
"""What an indicator or activity of one's own is called; it stands on every row of it, and is one text."""
FIELDS = (
    ("indicators", "comment", "comment"),
    ("activities", "comment", "comment"),
    ("goals", "reason", "reason"),
    ("own_indicators", "name", NAME),
    ("own_activities", "name", NAME),
    ("own_indicators", "comment", "comment"),
    ("own_activities", "comment", "comment"),
    ("surveys", "comment", "comment"),
    ("analysis", "text", "analysis"),
)
"""Table, field, and the kind of text that it is."""
PLAN_FIELDS = (
    ("plan_indicators", "comment", "comment"),
    ("plan_activities", "planned_work", "planned_work"),
    ("plan_goals", "how", "how"),
    ("plan_goals", "follow_up", "follow_up"),
    ("plan_own_indicators", "name", NAME),
    ("plan_own_activities", "name", NAME),
    ("plan_own_indicators", "comment", "comment"),
    ("plan_own_activities", "planned_work", "planned_work"),
)
"""The same of the year's plans."""
WHOLE = "helheten"


def comment_rows(source: Source) -> list[dict[str, Any]]:
    """One row per text; the id is committee/year/period/kind/what, numbered when one thing has several."""
    rows = _once(row for row in _texts(source) if row["text"])
    counts: dict[str, int] = {}
    for row in rows:
        about = row["item_id"] or row["goal_id"] or WHOLE
        name = "/".join(str(row[part]) for part in ("committee_id", "year", "period", "kind")) + f"/{about}"
        counts[name] = counts.get(name, 0) + 1
        row["comment_id"] = name if counts[name] == 1 else f"{name}/{counts[name]}"
    return rows


def _once(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each name once, however many rows it stands on."""
    kept: dict[tuple[Any, ...], dict[str, Any]] = {}
    for number, row in enumerate(rows):
        kept.setdefault((*row.values(),) if row["kind"] == NAME else (number,), row)
    return list(kept.values())


def _texts(source: Source) -> Iterator[dict[str, Any]]:
    for table, field, kind in (*FIELDS, *PLAN_FIELDS):
        for row in source.known(table):
            if pair_of(row) not in source.pairs.in_full and pair_of(row) != source.plan:
                continue
            item_id = text(row, "own_id") or text(row, "item_id") or text(row, "ansvar_id")
            yield {
                "committee_id": row["committee_id"],
                "year": row["year"],
                "period": row["period"],
                "goal_id": text(row, "goal_id") or _goal(source, row),
                "item_id": item_id,
                "kind": kind,
                "text": text(row, field),
            }
    yield from _surveys(source)


def _surveys(source: Source) -> Iterator[dict[str, Any]]:
    """The words of each survey: its question, who answered and when, and its alternatives."""
    questions: dict[tuple[Any, ...], list[Row]] = {}
    for row in survey_rows(source):
        questions.setdefault(tuple(row[name] for name in KEY), []).append(row)
    for (committee_id, year, period, own_id), (first, *parts) in questions.items():
        if (year, period) in source.pairs.in_full:
            said = survey_text(first, [part["alternative"] for part in parts if part["alternative"]])
            yield {
                "committee_id": committee_id, "year": year, "period": period, "goal_id": first["goal_id"],
                "item_id": own_id, "kind": "survey", "text": said,
            }  # fmt: skip


def _goal(source: Source, row: Row) -> str:
    programme = source.reference.programme
    item_id = text(row, "item_id")
    item = programme.indicators.get(item_id) or programme.activities.get(item_id)
    return item.goal_id if item is not None else ""
