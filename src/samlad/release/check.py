"""Reads a released folder as a stranger would, and says what may not be there.

Shares no code with disclosure, so that a fault there is not repeated here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from samlad.catalogue import Programme
from samlad.errors import ReleaseError
from samlad.release.origin_check import NAME as ORIGINS
from samlad.release.origin_check import origin_faults

SHOWN = "shown"
NUMBERS = ("numerator", "denominator", "value", "answers", "chosen", "share")
"""Columns that hold a number where the row is shown; no table has all of them."""
DIGITS = frozenset("0123456789")
TOLD = frozenset({"file", "sheet", "row"})
"""What one table may have, which names files by a keyed hash."""
FORBIDDEN = frozenset({"reporter", "manager", "sender", "files"}) | TOLD
NAMED = (
    ("activities", "{activity_id}/{committee_id}/{year}/{period}"),
    ("targets", "{indicator_id}/{committee_id}/{year}/{period}/arsmal/{setter}"),
    ("own_indicators", "egen/{committee_id}/{own_id}/{year}/{period}/{sex}/{age_group}"),
    ("surveys", "enkat/{committee_id}/{year}/{period}/{own_id}/{position}"),
    ("deliveries", "leverans/{committee_id}/{year}/{period}"),
    ("plan_senders", "leverans/{committee_id}/{year}/{period}"),
)
"""How a row of a table is named, for those that have no id of their own."""

Row = Mapping[str, str]


def check_released(folder: Path, programme: Programme, names: frozenset[str]) -> None:
    """Refuse a folder with a number that is not shown, a table outside the plan, or a file too many.

    Raises:
        ReleaseError: says file and row for every fault, never a value.
    """
    faults = [*_files(folder, names)]
    if not faults:
        cells = list(_rows(folder / "cells.csv"))
        status = {row["cell_id"]: row["status"] for _, row in cells}
        faults += [*_hidden(folder, "cells.csv"), *_hidden(folder, "own_indicators.csv")]
        faults += [*_hidden(folder, "surveys.csv"), *_distributions(folder)]
        faults += [*_outside_plan(cells, programme), *_derived(folder, status), *_columns(folder)]
        faults += _origins(folder, cells)
    if faults:
        raise ReleaseError(
            f"Tabellerna får inte släppas: {len(faults)} fel.",
            details=faults,
            remedy="anmäl felet. Det ska inte kunna uppstå, och ingenting har publicerats.",
        )


def _files(folder: Path, names: frozenset[str]) -> Iterator[str]:
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    yield from (f"{name}: filen saknas" for name in sorted(names - there))
    yield from (f"{name}: filen hör inte dit" for name in sorted(there - names))


def _hidden(folder: Path, name: str) -> Iterator[str]:
    for number, row in _rows(folder / name):
        if row["status"] == SHOWN:
            continue
        if any(row.get(column) for column in NUMBERS) or DIGITS & set(row["text"]):
            yield f"{name}, rad {number}: raden är inte öppen men har ett tal"


def _distributions(folder: Path) -> Iterator[str]:
    """A distribution adds up to its answers: shown in part, the rest could be subtracted."""
    parts: dict[tuple[str, ...], dict[str, int]] = {}
    for number, row in _rows(folder / "surveys.csv"):
        if row["position"] != "0":
            key = tuple(row[name] for name in ("committee_id", "year", "period", "own_id"))
            parts.setdefault(key, {})[row["status"]] = number
    for found in parts.values():
        if "suppressed" in found and SHOWN in found:
            yield f"surveys.csv, rad {found['suppressed']}: fördelningen är dold bara till en del"


def _outside_plan(cells: list[tuple[int, Row]], programme: Programme) -> Iterator[str]:
    published = {(plan.indicator_id, plan.area, plan.split) for plan in programme.tables}
    for number, row in cells:
        by_sex, by_age = row["sex"] != "totalt", row["age_group"] != "alla"
        split = {(False, False): "totalt", (True, False): "sex", (False, True): "age"}.get(
            (by_sex, by_age), ""
        )
        area = "stad" if row["committee_id"] == "stad" else "committee"
        area = "kind" if row["committee_id"].startswith("kind:") else area
        if (row["indicator_id"], area, split) not in published:
            yield f"cells.csv, rad {number}: raden hör till en tabell som inte ska redovisas"


def _derived(folder: Path, status: Mapping[str, str]) -> Iterator[str]:
    for number, row in _rows(folder / "changes.csv"):
        ends = (status.get(row["cell_id"]), status.get(row["previous_cell_id"]))
        if ends != (SHOWN, SHOWN) and (row["change"] or DIGITS & set(row["text"])):
            yield f"changes.csv, rad {number}: förändringen gäller en rad som inte är öppen"
    for number, row in _rows(folder / "attainment.csv"):
        cell = "/".join(
            (row["indicator_id"], row["committee_id"], row["year"], row["period"], "totalt", "alla")
        )
        open_ = status.get(cell) == SHOWN
        if not open_ and (row["value"] or row["outcome"] in ("nar", "nar_inte")):
            yield f"attainment.csv, rad {number}: måluppfyllelsen gäller en rad som inte är öppen"


def _origins(folder: Path, cells: list[tuple[int, Row]]) -> Iterator[str]:
    """Where numbers come from: of released rows alone, and nothing of what the received rows hold."""
    ids = {row["cell_id"] for _, row in cells}
    for table, name in NAMED:
        rows = (row for _, row in _rows(folder / f"{table}.csv"))
        ids |= {name.format_map({**row, "setter": row.get("setter") or "okand"}) for row in rows}
    path = folder / ORIGINS
    yield from origin_faults(_header(path), list(_rows(path)), cells, frozenset(ids))


def _columns(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.csv")):
        names = FORBIDDEN - (TOLD if path.name == ORIGINS else frozenset())
        yield from (f"{path.name}: kolumnen {name} får inte släppas" for name in _header(path)
                    if name in names)  # fmt: skip


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream), [])


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from enumerate(csv.DictReader(stream), start=2)
