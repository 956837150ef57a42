"""What a person must have looked at in a draft before it is published, each with the grounds it rests on."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from samlad.archive import facts_of
from samlad.archive.manifest import MANIFEST
from samlad.pipeline.asked import Asked
from samlad.pipeline.draft import Draft
from samlad.publication import Point
from samlad.publication.points import DIFFERENCE, PRELIMINARY, WARNING, point
from samlad.recipe import INCOMING
from samlad.swedish import sort_key

DECIDED = "beslutad"


def points(draft: Draft) -> tuple[Point, ...]:
    """Everything that a person must have looked at in this very draft, in alphabetical order."""
    listed = (sorted(found(draft), key=lambda one: sort_key(one.what)) for found in (_preliminary, _warnings))
    return (*_difference(draft), *chain.from_iterable(listed))


def _difference(draft: Draft) -> Iterator[Point]:
    before = draft.compared_with
    if before is not None and (before / MANIFEST).is_file():
        grounds = tuple(str(facts_of(one)["released"]) for one in (before, draft.run))
        page = f"{draft.run.name}.diff/{before.name}.html"
        what = f"jämförelsen mellan {before.name} och {draft.run.name}"
        yield point(DIFFERENCE, what, (page,), grounds, draft.key)


def _preliminary(draft: Draft) -> Iterator[Point]:
    asked = draft.asked
    codes = asked.reference.codelists["delivery_status"]
    for row in _rows(draft.run / "released" / "deliveries.csv"):
        if (row["year"], row["period"]) != (str(asked.params.year), asked.period):
            continue
        if row["decision_status"] == DECIDED:
            continue
        said = (
            codes.label(row["decision_status"]) if row["decision_status"] else "inte sagt om de är beslutade"
        )
        what = f"{_unit(asked, row['committee_id'])}: {said}"
        yield point(PRELIMINARY, what, (), tuple(f"{key}={row[key]}" for key in sorted(row)), draft.key)


def _warnings(draft: Draft) -> Iterator[Point]:
    """One point per rule, committee and occasion, with every place of it."""
    record = json.loads((draft.run / "gate.json").read_text(encoding="utf-8"))
    files, texts = facts_of(draft.run)["files"], {one["rule_id"]: one["text"] for one in record["results"]}
    groups: dict[tuple[str, str, int, str], list[dict[str, Any]]] = {}
    for one in record["findings"]:
        if one["severity"] == "warning":
            key = (one["rule_id"], one["committee_id"], one["year"], one["period"])
            groups.setdefault(key, []).append(one)
    for (rule, committee, year, period), found in groups.items():
        who = _unit(draft.asked, committee) if committee else "Allmänt"
        what = f"{who}, {period} {year}: {texts.get(rule, rule)}"
        places = tuple(_place(one) for one in found)
        grounds = tuple(
            f"{place}\n{files.get(INCOMING + one['file'], '')}"
            for place, one in zip(places, found, strict=True)
        )
        yield point(WARNING, what, places, (rule, *grounds), draft.key)


def _place(finding: dict[str, Any]) -> str:
    parts = [
        finding["file"],
        f"blad {finding['sheet']}" if finding["sheet"] else "",
        f"rad {finding['row']}" if finding["row"] is not None else "",
        f"kolumn {finding['column']}" if finding["column"] else "",
    ]
    where = ", ".join(one for one in parts if one)
    return f"{where}: {finding['message']}" if where else str(finding["message"])


def _unit(asked: Asked, committee_id: str) -> str:
    known = asked.reference.organisation.committees.get(committee_id)
    return known.short_name if known is not None else committee_id


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
