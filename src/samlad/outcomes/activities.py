"""Rows of the activities table; one that repeats another is answered through it (beslut 3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samlad.outcomes.duties import DutyBook
from samlad.outcomes.source import Row, Source, place, text


def activity_rows(source: Source, book: DutyBook) -> list[dict[str, Any]]:
    """One row per reported activity; status "" where none was given, and `answer` says why."""
    activities = source.reference.programme.activities
    rows = []
    for row in source.known("activities"):
        if row["item_id"] not in activities:
            source.fault(row, "aktivitetens id är okänt")
        elif not activities[row["item_id"]].same_as:
            rows.append(_row(source, book, row))
    return rows + _repeated(source, book, rows)


def _row(source: Source, book: DutyBook, row: Row) -> dict[str, Any]:
    committee = source.reference.organisation.committees[row["committee_id"]]
    status, answer = source.choice("activity_status", row["status"])
    return {
        "activity_id": row["item_id"],
        "year": row["year"],
        "period": row["period"],
        "committee_id": committee.committee_id,
        "committee_kind": committee.kind,
        "status": status,
        "answer": answer,
        "duty": book.kind_of_answer(row["item_id"], row["year"], row["period"], committee.committee_id),
        "comment": text(row, "comment"),
        **place(row),
    }


def _repeated(source: Source, book: DutyBook, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same answers under the ids that repeat an activity, where the committee has that duty too."""
    repeats: Mapping[str, str] = {
        key: item.same_as for key, item in source.reference.programme.activities.items() if item.same_as
    }
    copies = []
    for item_id, answered_by in repeats.items():
        for row in rows:
            if row["activity_id"] != answered_by:
                continue
            duty = book.kind_of_answer(item_id, row["year"], row["period"], row["committee_id"])
            if duty == "due":
                copies.append({**row, "activity_id": item_id, "duty": duty})
    return copies
