"""A committee's own indicators and activities, kept apart from the programme's (beslut 13)."""

from __future__ import annotations

from typing import Any

from samlad.outcomes.readings import READERS, read
from samlad.outcomes.source import Row, Source, place, text

UNITS = {"andel": "procent", "ja_nej": "procent", "antal": "antal", "tal": ""}
WORDS = {"ja/nej": "ja_nej", "ja eller nej": "ja_nej", "janej": "ja_nej"}


def own_indicator_rows(source: Source) -> list[dict[str, Any]]:
    """One row per reported value of an own indicator; `about_persons` is "" where it was not declared."""
    codelists = source.reference.codelists
    rows = []
    for row in source.known("own_indicators"):
        known = (row["sex"] in codelists["sex"].by_code, row["age_group"] in codelists["age_groups"].by_code)
        if not all(known):
            source.fault(row, "kön eller åldersgrupp är inte en känd kod")
            continue
        kind = _kind(row)
        reading = read(kind, row)
        values = {
            "kind": kind,
            "about_persons": source.code("yes_no", row["about_persons"]),
            "sex": row["sex"],
            "age_group": row["age_group"],
            "numerator": reading.numerator,
            "denominator": reading.denominator,
            "value": reading.value,
            "unit": UNITS[kind],
            "status": reading.status,
            **place(row),
        }
        rows.append({**_about(row), **values})
    return rows


def own_activity_rows(source: Source) -> list[dict[str, Any]]:
    """One row per own activity; status "" where none was given, and `answer` says why."""
    rows = []
    for row in source.known("own_activities"):
        status, answer = source.choice("activity_status", row["status"])
        rows.append({**_about(row), "status": status, "answer": answer, "comment": text(row, "comment")})
    return rows


def _about(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("own_id", "goal_id", "year", "period", "committee_id", "name")}


def _kind(row: Row) -> str:
    """The kind as written, else guessed from what was filled in: a row with a denominator is a share."""
    written = " ".join(text(row, "kind").casefold().split())
    kind = WORDS.get(written, written)
    if kind in READERS:
        return kind
    return "andel" if row["denominator"] is not None else "antal"
