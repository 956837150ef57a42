"""Published open data: the released tables as others can read them, with every column described."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from samlad.edition import Edition
from samlad.formula_guard import unguarded
from samlad.frames import TEXT, build, csv_text
from samlad.paths import write_text
from samlad.release.datapackage import CHANGES, RESOURCES, columns, datapackage
from samlad.release.fields import Field
from samlad.stages import Released

Row = Mapping[str, str]


def write_open_data(released: Released, folder: Path, edition: Edition | None = None) -> None:
    """Write the open data files and datapackage.json into `folder`, from released files alone.

    outcomes.csv has the released cells in long form (ARCHITECTURE §5), activities.csv what each committee
    reported, activity_counts.csv how many report each status, comparison.csv published series of others,
    and organisation.csv and indicators.csv what is needed to read them. What was made from training data
    says so in its column `mark`; other tables have no such column. An edition has its number as version,
    and andringar.csv, which says what every edition changed.
    """
    facts, words, codes = (_json(released.folder / f"{name}.json") for name in ("run", "words", "codelists"))
    mark = str(words.get("synthetic_mark") or "") if facts["synthetic"] else ""
    for resource in RESOURCES:
        rows = _read(released.folder / f"{resource.source}.csv")
        if resource.name == "comparison":
            rows = _with_series(rows, _read(released.folder / "comparison_series.csv"))
        write_text(folder / f"{resource.name}.csv", csv_text(_frame(rows, columns(resource, mark), mark)))
    if edition is not None:
        changes = csv_text(_frame(edition.changes, columns(CHANGES, mark), mark))
        write_text(folder / f"{CHANGES.name}.csv", changes)
    package = datapackage(facts, words, codes, mark, _note(released.folder), edition)
    write_text(folder / "datapackage.json", json.dumps(package, ensure_ascii=False, indent=2) + "\n")


def _note(folder: Path) -> str:
    """What a reader of rounded counts must know; "" where every shown count is exact."""
    return str(_json(folder / "disclosure.json").get("method", {}).get("note", ""))


def _frame(rows: Iterable[Row], fields: Sequence[Field], mark: str) -> pd.DataFrame:
    kinds = {field.name: TEXT for field in fields}
    return build(
        kinds,
        (
            {
                field.name: mark if field.name == "mark" else row[field.source or field.name]
                for field in fields
            }
            for row in rows
        ),
    )


def _with_series(values: Iterable[Row], series: Iterable[Row]) -> list[Row]:
    """Each value with its series beside it, so that a row stands on its own."""
    about = {row["series_id"]: row for row in series}
    return [
        {
            **about[value["series_id"]],
            "series_note": about[value["series_id"]]["note"],
            "series_status": about[value["series_id"]]["status"],
            **value,
        }
        for value in values
    ]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [{key: unguarded(text) for key, text in row.items()} for row in csv.DictReader(stream)]


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
