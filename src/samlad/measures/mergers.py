"""A committee's years before its merger, recomputed from its predecessors (beslut 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from samlad import lineage, swedish
from samlad.catalogue import Indicator
from samlad.cells import ALL_AGES, MISSING, NOT_APPLICABLE, SOURCE, TOTAL, Cell, Key
from samlad.measures.material import Material
from samlad.measures.reported import empty
from samlad.measures.sums import add, can_be_added
from samlad.measures.totals import adds_up
from samlad.organisation import Committee


@dataclass(frozen=True)
class Merger:
    """One committee of today, and those that did its work in an earlier period."""

    successor: Committee
    year: int
    period: str
    predecessors: tuple[str, ...]


def carried_cells(material: Material, reported: Sequence[Cell]) -> Iterator[Cell]:
    """Cells of today's committees for the years before they existed, basis `omraknad`.

    The value is there only when all predecessors that owed it have numbers. Yes and no, values as given and
    shares without parts can't be recomputed: the cell is then `not_applicable`. The predecessors' own cells
    stay in their years.
    """
    by_key = {cell.key: cell for cell in reported}
    for merger in _mergers(material):
        for indicator in material.reference.programme.indicators.values():
            owing = _owing(material, merger, indicator)
            for split in _splits(reported, merger, indicator, owing) if owing else ():
                yield _carried(material, merger, indicator, owing, by_key, split)


def _splits(
    reported: Sequence[Cell], merger: Merger, indicator: Indicator, owing: Sequence[str]
) -> Sequence[tuple[str, str]]:
    found = (
        (cell.sex, cell.age_group)
        for cell in reported
        if (cell.indicator_id, cell.year, cell.period) == (indicator.indicator_id, merger.year, merger.period)
        and cell.committee_id in owing
    )
    return tuple(dict.fromkeys([(TOTAL, ALL_AGES), *found]))


def _mergers(material: Material) -> Iterator[Merger]:
    if not material.pairs:
        return
    organisation = material.reference.organisation
    last = material.reference.period_end(*material.pairs[-1])
    for committee in organisation.on(last):
        for year, period in material.pairs:
            day = material.reference.period_end(year, period)
            found = lineage.sources(organisation, committee.committee_id, day)
            if found and found != (committee.committee_id,):
                yield Merger(committee, year, period, found)


def _owing(material: Material, merger: Merger, indicator: Indicator) -> tuple[str, ...]:
    expected = material.expected((indicator.indicator_id, merger.year, merger.period))
    ids = {row["committee_id"] for row in expected}
    return tuple(one for one in merger.predecessors if one in ids)


def _carried(
    material: Material,
    merger: Merger,
    indicator: Indicator,
    owing: Sequence[str],
    by_key: Mapping[Key, Cell],
    split: tuple[str, str],
) -> Cell:
    indicator_id, year, period = indicator.indicator_id, merger.year, merger.period
    key: Key = (indicator_id, merger.successor.committee_id, year, period, *split)
    found = {one: by_key.get((indicator_id, one, year, period, *split)) for one in owing}
    n_due = len(owing)

    def status(code: str, note: str = "") -> Cell:
        kind = merger.successor.kind
        return empty(key, kind, indicator.value_unit, code, basis="omraknad", n_due=n_due, note=note)

    if indicator.kind == "ja_nej" or not adds_up(indicator):
        return status(NOT_APPLICABLE)
    if any(cell is not None and cell.status == SOURCE for cell in found.values()):
        return status(SOURCE)
    parts = {
        one: cell for one, cell in found.items() if cell is not None and can_be_added(cell, indicator.kind)
    }
    if len(parts) < n_due:
        return status(MISSING, _missing_note(material, [one for one in owing if one not in parts]))
    total = add([*parts.values()], indicator.kind)
    return replace(
        status(total.status, material.word("merger_note")),
        numerator=total.numerator,
        denominator=total.denominator,
        value=total.value,
        n_reported=len(parts),
    )


def _missing_note(material: Material, lacking: Sequence[str]) -> str:
    committees = material.reference.organisation.committees
    names = sorted((committees[one].short_name for one in lacking), key=swedish.sort_key)
    return f"{material.word('merger_missing_note')} ({swedish.listing(names)})".strip()
