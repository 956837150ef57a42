"""Rows as a person reads them in a message: which indicator, which period, whose; never a value."""

from __future__ import annotations

from collections.abc import Iterable

from samlad.cells import ALL_AGES, CITY, KIND, TOTAL
from samlad.disclosure.known import EDITION
from samlad.ids import OWN
from samlad.reference import Reference

CELL_PARTS = 6


def named(row_ids: Iterable[str], reference: Reference) -> list[str]:
    """One line for each indicator and period, with all areas and splits that are in question there.

    An id that is no cell's is said as it is.
    """
    lines: dict[str, dict[str, None]] = {}
    for row_id in dict.fromkeys(one.partition(EDITION)[0] for one in row_ids):
        head, where = _told(row_id, reference)
        lines.setdefault(head, {})[where] = None
    return [f"{head}: {', '.join(filter(None, found))}".removesuffix(": ") for head, found in lines.items()]


def _told(row_id: str, reference: Reference) -> tuple[str, str]:
    """The indicator with its period, and the area with its split."""
    parts = row_id.split("/")
    if parts[0] == OWN and len(parts) == CELL_PARTS + 1:
        _, area, own, year, period, sex, age = parts
        head = f"egen {reference.words['indicator_singular']} {own}, {year} {period}"
        return head, _area(area, sex, age, reference)
    indicator = reference.programme.indicators.get(parts[0])
    if len(parts) != CELL_PARTS or indicator is None:
        return row_id, ""
    _, area, year, period, sex, age = parts
    head = f"{indicator.indicator_id} {indicator.short_text}, {year} {period}"
    return head, _area(area, sex, age, reference)


def _area(area: str, sex: str, age: str, reference: Reference) -> str:
    words, organisation, lists = reference.words, reference.organisation, reference.codelists
    if area == CITY:
        name = str(words["city_in_text"])
    elif area.startswith(KIND):
        name = organisation.kinds[area.removeprefix(KIND)].label_definite_plural
    else:
        known = organisation.committees.get(area)
        name = known.short_name if known else area
    splits = [lists["sex"].label(sex)] if sex != TOTAL else []
    splits += [lists["age_groups"].label(age)] if age != ALL_AGES else []
    return " ".join([name, f"({', '.join(splits)})"]) if splits else name
