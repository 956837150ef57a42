"""How many of those responsible report each status of an activity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from samlad.cells import NOT_APPLICABLE, SOURCE
from samlad.measures.material import Material, areas, within

UNANSWERED = "saknas"
SAID = (SOURCE, NOT_APPLICABLE)
"""Answers that are no status: what was asked is answered, as for a figure."""


def activity_count_rows(material: Material) -> Iterator[dict[str, Any]]:
    """One row per activity, period, area and status, also where none reports it; they add up to n_due.

    A sign such as `..` that somebody gave for an answer has a row too, under its code of statuses.csv.
    """
    statuses = (*material.reference.codelists["activity_status"].codes, UNANSWERED)
    answers = {
        (row["activity_id"], row["year"], row["period"], row["committee_id"]): row["status"]
        or (row["answer"] if row["answer"] in SAID else "")
        for row in material.activities
    }
    for (item_id, year, period), duties in material.duties.items():
        if duties[0]["item_kind"] != "activity":
            continue
        for area in areas(duties):
            expected = [row for row in within(area, duties) if row["expected"] == "ja"]
            places = [(item_id, year, period, row["committee_id"]) for row in expected]
            counts = Counter(answers.get(place) or UNANSWERED for place in places)
            for status in (*statuses, *(said for said in SAID if counts[said])):
                yield {
                    "activity_id": item_id,
                    "year": year,
                    "period": period,
                    "area": area,
                    "status": status,
                    "n": counts[status],
                    "n_due": len(expected),
                }
