"""What may be told of where a number comes from (issue: from a number to its origin).

That a row was sent, and where it stands, must say nothing of what it holds. Three things would:

- which committees have a row for a sex or an age, where their own split is not published: who has no one of
  that sex sends no such row. A total's split is given the rows of the whole instead, without their place;
- the number of a row, where it tells how many such rows stand above it. In a sheet with unpublished rows
  about persons no row is numbered, unless each committee's answer fills every line that the form has;
- the name of a sheet that is not the form's own, which anyone may have written.

What is left is the same whether a row is shown or hidden, and whatever number it holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pandas as pd

from samlad.cells import ALL_AGES, TOTAL, Cell, cell_id
from samlad.disclosure.rules import Rules
from samlad.frames import ORIGINS, build, records
from samlad.ids import OWN
from samlad.reference import Reference

Row = Mapping[str, Any]
Sheet = tuple[str, str]
"""File and sheet."""


def protect_origins(
    origins: pd.DataFrame, cells: Collection[Cell], told: Collection[str], reference: Reference, rules: Rules
) -> pd.DataFrame:
    """The origins that may be told (`frames.ORIGINS`), files still by their names.

    Args:
        origins: every row behind every number, from `measures`.
        cells: every measured cell, also those that no table plan has.
        told: ids of all rows that are released, shown or hidden.
    """
    found: dict[str, list[Row]] = {}
    for row in records(origins):
        found.setdefault(row["cell_id"], []).append(row)
    known = {cell.cell_id: cell for cell in cells}
    unnumbered = _unnumbered(found, known, told, reference, rules)
    sheets = {table.sheet for table in _tables(reference)}

    def rows() -> Iterator[Row]:
        for name, behind in found.items():
            if name not in told:
                continue
            split = name in known and _told_for_the_whole(known[name], told, reference, rules)
            for row in found.get(_whole(known[name]), []) if split else behind:
                hides = split or (row["file"], row["sheet"]) in unnumbered
                sheet = row["sheet"] if row["sheet"] in sheets else ""
                yield {**row, "cell_id": name, "sheet": sheet, "row": None if hides else row["row"]}

    return build(ORIGINS, rows())


def _tables(reference: Reference) -> Iterator[Any]:
    yield from reference.layout.tables.values()
    yield from reference.layout.plan_tables.values()


def _protected(cell: Cell, reference: Reference, rules: Rules) -> bool:
    indicator = reference.programme.indicators.get(cell.indicator_id)
    return indicator is not None and rules.of_indicator(indicator) is not None


def _told_for_the_whole(cell: Cell, told: Collection[str], reference: Reference, rules: Rules) -> bool:
    """Whether a cell is a split of a sum over committees whose own splits are not published."""
    if cell.whole or cell.area == "committee" or not _protected(cell, reference, rules):
        return False
    plans = {(one.area, one.split) for one in reference.programme.tables
             if one.indicator_id == cell.indicator_id}  # fmt: skip
    return ("committee", cell.split) not in plans


def _whole(cell: Cell) -> str:
    return cell_id((cell.indicator_id, cell.committee_id, cell.year, cell.period, TOTAL, ALL_AGES))


def _unnumbered(
    found: Mapping[str, list[Row]], known: Mapping[str, Cell], told: Collection[str], reference: Reference,
    rules: Rules,
) -> set[Sheet]:  # fmt: skip
    """Sheets in which the place of a row tells how many rows about persons, that nobody sees, stand above."""
    result: set[Sheet] = set()
    splits: dict[tuple[str, str, int, str], set[tuple[str, str]]] = {}
    sent: dict[tuple[str, str, int, str], set[Sheet]] = {}
    for name, rows in found.items():
        places = {(row["file"], row["sheet"]) for row in rows}
        cell = known.get(name)
        if cell is None:
            if name.startswith(f"{OWN}/") and name not in told:
                result |= places
        elif cell.basis == "rapporterad" and _protected(cell, reference, rules):
            answer = (cell.indicator_id, cell.committee_id, cell.year, cell.period)
            splits.setdefault(answer, set()).add((cell.sex, cell.age_group))
            if name not in told:
                sent.setdefault(answer, set()).update(places)
    for answer, places in sent.items():
        if not _asked(answer[0], reference) <= splits[answer]:
            result |= places
    return result


def _asked(indicator_id: str, reference: Reference) -> set[tuple[str, str]]:
    """Every line that the form has for an indicator: the whole, each sex and each age band."""
    indicator, codelists = reference.programme.indicators[indicator_id], reference.codelists
    asked = {(TOTAL, ALL_AGES)}
    if indicator.by_sex:
        asked |= {(code, ALL_AGES) for code in codelists["sex"].codes}
    if indicator.by_age:
        asked |= {(TOTAL, row["code"]) for row in codelists["age_groups"].rows if row["adds"] == "ja"}
    return asked
