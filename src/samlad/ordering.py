"""The one order of rows in every table: catalogue, time, city before kinds before committees, sex, age."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from samlad.cells import CITY, KIND
from samlad.frames import build, records
from samlad.reference import Reference
from samlad.swedish import sort_key

Rank = Callable[[Any], Any]
COLUMNS = (
    "indicator_id", "item_id", "activity_id", "goal_id", "rule_id", "year", "period", "area", "committee_id",
    "own_id", "position", "kind", "sex", "age_group", "status", "setter", "comment_id",
)  # fmt: skip
"""Columns that order rows, the first the strongest; a table is ordered by those that it has."""


def in_order(frame: pd.DataFrame, columns: Mapping[str, str], reference: Reference) -> pd.DataFrame:
    """The rows of a frame in the canonical order; the same for every order that they came in."""
    ranks = [(name, rank) for name, rank in _ranks(reference).items() if name in frame.columns]
    rows = records(frame)

    def key(row: Mapping[str, Any]) -> Any:
        # The last word is the whole row, so that rows which agree in all ranks still have one order.
        return ([rank(row[name]) for name, rank in ranks], [str(row[name]) for name in columns])

    return build(columns, sorted(rows, key=key))


def natural(text: str) -> list[tuple[int, int, tuple[int, ...]]]:
    """Key by which 3.A2 comes before 3.A10."""
    return [
        (0, int(part), ()) if part.isdecimal() else (1, 0, sort_key(part))
        for part in re.findall(r"\d+|\D+", text)
    ]


def _ranks(reference: Reference) -> dict[str, Rank]:
    programme = reference.programme
    items = _position([*programme.indicators, *programme.activities])
    area = _area_rank(reference)
    special: dict[str, Rank] = {
        "indicator_id": items,
        "item_id": items,
        "activity_id": items,
        "goal_id": _position([*programme.goals]),
        "year": lambda year: year or 0,
        "period": _codes(reference, "periods"),
        "area": area,
        "committee_id": area,
        "own_id": natural,
        "position": lambda position: position or 0,
        "sex": _codes(reference, "sex"),
        "age_group": _codes(reference, "age_groups"),
        "status": _codes(reference, "activity_status"),
        "comment_id": natural,
    }
    return {name: special.get(name, str) for name in COLUMNS}


def _codes(reference: Reference, name: str) -> Rank:
    return _position(list(reference.codelists[name].codes))


def _position(names: list[str]) -> Rank:
    known = {name: position for position, name in enumerate(names)}

    def rank(name: str) -> tuple[int, list[tuple[int, int, tuple[int, ...]]]]:
        # What the list lacks comes last, in its own order.
        return (known[name], []) if name in known else (len(known), natural(name))

    return rank


def _area_rank(reference: Reference) -> Rank:
    organisation = reference.organisation

    def rank(name: str) -> tuple[int, int, tuple[int, ...], str]:
        if name == CITY:
            return (0, 0, (), "")
        if name.startswith(KIND):
            kind = organisation.kinds.get(name.removeprefix(KIND))
            return (1, kind.order if kind else 0, (), name)
        committee = organisation.committees.get(name)
        return (2, 0, sort_key(committee.short_name if committee else name), name)

    return rank
