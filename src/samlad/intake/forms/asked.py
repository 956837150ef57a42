"""What one committee is asked in a period: its own indicators and activities, as the catalogue says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from samlad.catalogue import Activity, Indicator
from samlad.intake.form import is_due
from samlad.intake.tables import ALL_AGES, TOTAL_SEX
from samlad.organisation import Committee
from samlad.reference import Reference

Split = tuple[str, str]
"""Codes of sex and age group; no row is both by sex and by age."""


@dataclass(frozen=True)
class AskedIndicator:
    """An indicator with its rows, the total first; one that is not measured in the period has that alone."""

    indicator: Indicator
    measured: bool
    splits: tuple[Split, ...]


@dataclass(frozen=True)
class Asked:
    """What a form asks.

    Attributes:
        finished: activities with an end that were reported as finished in an earlier year: not there.
        ended: ids of those that a tertial has reported as finished: there, with nothing to fill in.
    """

    committee: Committee
    year: int
    period: str
    indicators: tuple[AskedIndicator, ...]
    activities: tuple[Activity, ...]
    finished: tuple[Activity, ...]
    ended: frozenset[str] = frozenset()

    @property
    def nothing(self) -> bool:
        """Whether the committee has no part of its own in the programme."""
        return not self.indicators and not self.activities and not self.finished

    @property
    def goals(self) -> tuple[str, ...]:
        """The goals that something asked belongs to, in order."""
        found = {one.indicator.goal_id for one in self.indicators}
        return tuple(sorted(found | {item.goal_id for item in (*self.activities, *self.finished)}))

    @property
    def texts(self) -> dict[str, str]:
        """Everything asked by id, with its text."""
        result = {one.indicator.indicator_id: one.indicator.text for one in self.indicators}
        return result | {item.activity_id: item.text for item in (*self.activities, *self.finished)}


def asked_of(
    reference: Reference,
    committee: Committee,
    year: int,
    period: str,
    finished: Collection[str] = (),
    ended: Collection[str] = (),
) -> Asked:
    """What a committee is asked.

    Args:
        finished: ids of activities that it has reported as finished in an earlier year.
        ended: ids of those that its latest report says are finished.
    """
    programme = reference.programme
    own = [
        item
        for item in programme.activities.values()
        if not item.same_as and is_due(reference, item.activity_id, committee, year, period)
    ]
    indicators = [
        item
        for item in programme.indicators.values()
        if is_due(reference, item.indicator_id, committee, year, period)
        and _in_force(reference, item, year, period)
    ]
    return Asked(
        committee,
        year,
        period,
        tuple(_asked(reference, item, period) for item in indicators),
        tuple(item for item in own if item.activity_id not in finished),
        tuple(item for item in own if item.activity_id in finished),
        frozenset(ended) - frozenset(finished),
    )


def whole_year(reference: Reference) -> str:
    """The code of the period that ends the year."""
    ends = [(row["ends"], row["code"]) for row in reference.codelists["periods"].rows if row["ends"]]
    return max(ends)[1]


def _in_force(reference: Reference, item: Indicator, year: int, period: str) -> bool:
    day = reference.period_end(year, period).isoformat()
    return (item.valid_from or day) <= day <= (item.valid_to or day)


def _asked(reference: Reference, item: Indicator, period: str) -> AskedIndicator:
    splits = [(TOTAL_SEX, ALL_AGES)]
    measured = period in item.periods
    if measured and item.by_sex:
        splits += [(code, ALL_AGES) for code in reference.codelists["sex"].codes if code != TOTAL_SEX]
    if measured and item.by_age:
        bands = [row["code"] for row in reference.codelists["age_groups"].rows if row["adds"] == "ja"]
        splits += [(TOTAL_SEX, band) for band in bands]
    return AskedIndicator(item, measured, tuple(splits))
