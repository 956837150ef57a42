"""The sums that a reader knows: a whole and its parts, over sex, age, area and merger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from samlad import lineage
from samlad.catalogue import Indicator
from samlad.cells import ALL_AGES, CITY, KIND, SHOWN, SOURCE, SUPPRESSED, TOTAL, Cell, Key
from samlad.reference import Reference

HIDDEN = (SUPPRESSED, SOURCE)
"""Statuses of rows that have a number which may not be known: hidden by us, or by the source."""


@dataclass(frozen=True)
class Relation:
    """A published row that is, or that a reader may take to be, the sum of others.

    Where sex is not always known the parts may fall short of the whole; a reader will still guess that they
    don't, so the sum is taken as one that holds.
    """

    whole: Cell
    parts: tuple[Cell, ...]

    @property
    def members(self) -> tuple[Cell, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)


def relations(cells: Sequence[Cell], reference: Reference) -> list[Relation]:
    """All sums among the published rows; rows that are missing or not applicable are in none of them.

    Values as given, yes and no, and shares without parts add up to nothing that a reader could subtract.
    """
    counted = [
        cell
        for cell in cells
        if cell.status in (SHOWN, *HIDDEN)
        and cell.duty == "due"
        and _adds_up(reference.programme.indicators[cell.indicator_id])
    ]
    by_key = {cell.key: cell for cell in counted}
    found = [
        *_splits(counted, by_key, reference),
        *_areas(counted, by_key),
        *_mergers(counted, by_key, reference),
    ]
    return [relation for relation in found if relation.parts]


def _adds_up(indicator: Indicator) -> bool:
    return indicator.kind == "antal" or (indicator.kind == "andel" and indicator.parts_required)


def _splits(cells: Iterable[Cell], by_key: Mapping[Key, Cell], reference: Reference) -> Iterator[Relation]:
    sexes = [code for code in reference.codelists["sex"].codes if code != TOTAL]
    ages = [row["code"] for row in reference.codelists["age_groups"].rows if row["adds"] == "ja"]
    for whole in cells:
        if not whole.whole:
            continue
        head = (whole.indicator_id, whole.committee_id, whole.year, whole.period)
        yield Relation(whole, _present(by_key, [(*head, sex, ALL_AGES) for sex in sexes]))
        yield Relation(whole, _present(by_key, [(*head, TOTAL, age) for age in ages]))


def _present(by_key: Mapping[Key, Cell], keys: Iterable[Key]) -> tuple[Cell, ...]:
    return tuple(by_key[key] for key in keys if key in by_key)


def _areas(cells: Sequence[Cell], by_key: Mapping[Key, Cell]) -> Iterator[Relation]:
    """The city of its committees and of its kinds, each kind of its committees."""
    committees = [cell for cell in cells if cell.area == "committee" and cell.basis == "rapporterad"]
    kinds = [cell for cell in cells if cell.area == "kind"]
    for whole in cells:
        if whole.area == "committee":
            continue
        kind = whole.committee_id.removeprefix(KIND)
        inside = [one for one in committees if one.slot == whole.slot]
        if whole.committee_id != CITY:
            yield Relation(whole, tuple(one for one in inside if one.committee_kind == kind))
            continue
        yield Relation(whole, tuple(inside))
        yield Relation(whole, tuple(one for one in kinds if one.slot == whole.slot))


def _mergers(cells: Iterable[Cell], by_key: Mapping[Key, Cell], reference: Reference) -> Iterator[Relation]:
    for whole in cells:
        if whole.basis != "omraknad":
            continue
        day = reference.period_end(whole.year, whole.period)
        earlier = lineage.sources(reference.organisation, whole.committee_id, day)
        head, tail = whole.indicator_id, whole.key[2:]
        yield Relation(whole, _present(by_key, [(head, one, *tail) for one in earlier]))
