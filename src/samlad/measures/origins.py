"""Where every number comes from: which received rows it was made of (internal; see `disclosure.origins`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from samlad import lineage
from samlad.cells import CITY, Cell, Slot
from samlad.frames import records
from samlad.ids import activity_id, delivery_id, own_id, survey_id, target_id
from samlad.measures.material import Material, Row, within

SAME = ("indicator_id", "year", "period", "setter", "target")
PLACE = ("committee_id", "file", "sheet", "row")
SEVERAL = " | "
"""What stands between the files of one delivery (`intake`)."""


def cell_origins(material: Material, cells: Iterable[Cell], outcomes: pd.DataFrame) -> Iterator[Row]:
    """The rows behind every cell: its own, those of an area's committees, or those of predecessors.

    A row is listed whatever it says: a number, nought, a sign or nothing. What lies behind a total are all
    rows for its group from those whose duty it is, whether or not they had a number to add.

    Args:
        outcomes: in canonical order, which is the order that rows are listed in.
    """
    by_slot: dict[Slot, list[Row]] = {}
    for row in records(outcomes):
        slot: Slot = (row["indicator_id"], row["year"], row["period"], row["sex"], row["age_group"])
        by_slot.setdefault(slot, []).append(row)
    for cell in cells:
        for behind in _behind(material, cell, by_slot.get(cell.slot, [])):
            yield _origin(cell.cell_id, behind)


def _behind(material: Material, cell: Cell, rows: Sequence[Row]) -> Iterable[Row]:
    if cell.basis == "summerad":
        return within(cell.committee_id, [row for row in rows if row["duty"] == "due"])
    who: Sequence[str] = (cell.committee_id,)
    if cell.basis == "omraknad":
        day = material.reference.period_end(cell.year, cell.period)
        who = lineage.sources(material.reference.organisation, cell.committee_id, day)
    return [row for row in rows if row["committee_id"] in who]


def other_origins(tables: Mapping[str, pd.DataFrame]) -> Iterator[Row]:
    """The row behind every årsmål, answer about an activity, value of one's own and line of a survey.

    Args:
        tables: targets, activities, own_indicators and surveys, in canonical order.
    """
    named: Mapping[str, Callable[[Row], str]] = {
        "activities": activity_id, "own_indicators": own_id, "surveys": survey_id,
    }  # fmt: skip
    yield from _target_origins(records(tables["targets"]))
    for name, id_of in named.items():
        yield from (_origin(id_of(row), row) for row in records(tables[name]))


def delivery_origins(*tables: pd.DataFrame) -> Iterator[Row]:
    """The files of every delivery: what a count of who has sent what rests on. No sheet, no row.

    Args:
        tables: deliveries and plan_senders, in canonical order.
    """
    for row in (one for table in tables for one in records(table)):
        for file in filter(None, row["files"].split(SEVERAL)):
            yield _origin(delivery_id(row), {**row, "file": file, "sheet": "", "row": None})


def _target_origins(rows: Sequence[Row]) -> Iterator[Row]:
    """The city's årsmål is the council's, as every committee that it holds for has stated it."""
    for row in rows:
        behind = [row]
        if row["committee_id"] == CITY:
            stated = [one for one in rows if one["committee_id"] != CITY]
            behind = [one for one in stated if all(one[name] == row[name] for name in SAME)]
        for one in behind:
            yield _origin(target_id(row), one)


def _origin(name: str, row: Row) -> dict[str, Any]:
    return {"cell_id": name, **{column: row[column] for column in PLACE}}
