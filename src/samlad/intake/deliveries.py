"""One row per committee and period: in which files it came, who answers for it, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from samlad.intake.diary import Diary
from samlad.intake.tables import DELIVERY_COLUMNS, DELIVERY_FIELDS, Row, typed_frame
from samlad.reference import Reference

Key = tuple[int, str, str]


def gather_deliveries(
    rows: Mapping[str, Sequence[Row]],
    reference: Reference,
    diaries: Mapping[tuple[int, str], Diary] | None = None,
) -> pd.DataFrame:
    """Deliveries of all known committees, sorted by year, period and the organisation's own order.

    Args:
        diaries: when each file came, from whom and with what number, by year and period.
    """
    found: dict[Key, dict[str, dict[str, None]]] = {}
    for table in rows.values():
        for row in table:
            if row["committee_id"]:
                key = (row["year"], row["period"], row["committee_id"])
                entry = found.setdefault(key, {"files": {}, "form": {}})
                entry["files"][row["file"]] = None
                entry["form"][row["form"]] = None
    about = _about(rows.get("about", ()))
    periods = list(reference.codelists["periods"].codes)
    committees = list(reference.organisation.committees)
    order = sorted(found, key=lambda key: (key[0], periods.index(key[1]), committees.index(key[2])))
    return typed_frame(
        (
            {
                **dict(zip(("year", "period", "committee_id"), key, strict=True)),
                **{name: " | ".join(sorted(found[key][name])) for name in ("form", "files")},
                **about.get(key, {}),
                **_noted(found[key]["files"], (diaries or {}).get(key[:2])),
            }
            for key in order
        ),
        DELIVERY_COLUMNS,
    )


def _noted(files: Iterable[str], diary: Diary | None) -> Row:
    """What the diary says of a delivery: the day its last file came, its senders and its numbers."""
    names = [file.rpartition("/")[2] for file in files]
    entries = [diary.entries[name] for name in sorted(names) if name in diary.entries] if diary else []
    numbers = dict.fromkeys(one.document_number for one in entries if one.document_number)
    return {
        "received_on": max((one.received_on for one in entries), default=""),
        "sender": " | ".join(dict.fromkeys(one.sender for one in entries if one.sender)),
        "document_number": " | ".join(numbers),
    }


def _about(rows: Sequence[Row]) -> dict[Key, Row]:
    fields: dict[Key, Row] = {}
    for row in rows:
        if row["field"] in DELIVERY_FIELDS:
            entry = fields.setdefault((row["year"], row["period"], row["committee_id"]), {})
            entry.setdefault(row["field"], row["value"])
    return fields
