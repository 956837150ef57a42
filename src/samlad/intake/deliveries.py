"""One row per committee and period: in which files it came, who answers for it, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from samlad.intake.tables import DELIVERY_COLUMNS, DELIVERY_FIELDS, Row, typed_frame
from samlad.reference import Reference

Key = tuple[int, str, str]


def gather_deliveries(rows: Mapping[str, Sequence[Row]], reference: Reference) -> pd.DataFrame:
    """Deliveries of all known committees, sorted by year, period and the organisation's own order."""
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
            }
            for key in order
        ),
        DELIVERY_COLUMNS,
    )


def _about(rows: Sequence[Row]) -> dict[Key, Row]:
    fields: dict[Key, Row] = {}
    for row in rows:
        if row["field"] in DELIVERY_FIELDS:
            entry = fields.setdefault((row["year"], row["period"], row["committee_id"]), {})
            entry.setdefault(row["field"], row["value"])
    return fields
