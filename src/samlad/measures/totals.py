"""Cells of the city and of each kind of committee."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from samlad.catalogue import Indicator
from samlad.cells import ALL_AGES, CITY, KIND, MISSING, NOT_APPLICABLE, SOURCE, TOTAL, Cell, Key
from samlad.measures.material import Material, Occasion, areas, within
from samlad.measures.reported import empty
from samlad.measures.sums import SUMMED_KINDS, add, can_be_added

Split = tuple[str, str]
"""Sex and age group."""


def area_cells(material: Material, reported: Sequence[Cell]) -> Iterator[Cell]:
    """Totals for every indicator that adds up, and a status for the city where one is not measured.

    A share whose source has no parts, and a value as given, get no totals at all.
    """
    by_occasion: dict[Occasion, list[Cell]] = {}
    for cell in reported:
        if cell.duty == "due":
            by_occasion.setdefault((cell.indicator_id, cell.year, cell.period), []).append(cell)
    for year, period in material.pairs:
        for indicator in material.reference.programme.indicators.values():
            occasion = (indicator.indicator_id, year, period)
            if not adds_up(indicator):
                continue
            if occasion in material.duties:
                yield from _totals(material, indicator, occasion, by_occasion.get(occasion, []))
            elif (year, period) in material.last_pairs:
                yield _not_measured(material, indicator, year, period)


def adds_up(indicator: Indicator) -> bool:
    """Whether an indicator can be summed over committees."""
    return indicator.kind in SUMMED_KINDS and (indicator.kind != "andel" or indicator.parts_required)


def _not_measured(material: Material, indicator: Indicator, year: int, period: str) -> Cell:
    day = material.reference.period_end(year, period).isoformat()
    gone = bool(indicator.valid_to) and indicator.valid_to < day
    key: Key = (indicator.indicator_id, CITY, year, period, TOTAL, ALL_AGES)
    status = "discontinued" if gone else "not_measured"
    return empty(key, CITY, indicator.value_unit, status, basis="summerad")


def _totals(
    material: Material, indicator: Indicator, occasion: Occasion, cells: Sequence[Cell]
) -> Iterator[Cell]:
    duties = material.duties[occasion]
    splits = dict.fromkeys([(TOTAL, ALL_AGES), *((cell.sex, cell.age_group) for cell in cells)])
    for area in areas(duties):
        kind = area.removeprefix(KIND)
        members = [cell for cell in cells if area == CITY or cell.committee_kind == kind]
        n_due = sum(row["expected"] == "ja" for row in within(area, duties))
        for sex, age_group in splits:
            parts = [cell for cell in members if (cell.sex, cell.age_group) == (sex, age_group)]
            if parts or (sex, age_group) == (TOTAL, ALL_AGES):
                key: Key = (indicator.indicator_id, area, *occasion[1:], sex, age_group)
                blank = empty(key, kind, indicator.value_unit, MISSING, basis="summerad", n_due=n_due)
                yield _total(material, indicator, blank, parts)


def _total(material: Material, indicator: Indicator, blank: Cell, parts: Sequence[Cell]) -> Cell:
    """The sum of the parts that have numbers; protected by the source as soon as one part is."""
    if any(cell.status == SOURCE for cell in parts):
        return replace(blank, status=SOURCE)
    added = [cell for cell in parts if can_be_added(cell, indicator.kind)]
    if not added:
        return replace(blank, status=NOT_APPLICABLE if blank.n_due == 0 else MISSING)
    total = add(added, indicator.kind)
    many = indicator.about_persons and not indicator.additive and len(added) > 1
    return replace(
        blank,
        numerator=total.numerator,
        denominator=total.denominator,
        value=total.value,
        status=total.status,
        n_reported=len(added),
        note=material.word("persons_counted") if many else "",
    )
