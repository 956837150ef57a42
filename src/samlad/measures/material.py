"""What the measures are computed from: rows and duties, looked up by what the questions ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from samlad.cells import CITY, KIND
from samlad.frames import records
from samlad.params import ReportParams
from samlad.reference import Reference
from samlad.stages import Outcomes

Row = Mapping[str, Any]
Occasion = tuple[str, int, str]
"""Indicator or activity, year and period."""


@dataclass(frozen=True)
class Material:
    """Outcome rows, activity rows and duties as plain rows."""

    reference: Reference
    params: ReportParams
    outcomes: tuple[Row, ...]
    activities: tuple[Row, ...]
    due: tuple[Row, ...]

    @classmethod
    def of(cls, outcomes: Outcomes, reference: Reference, params: ReportParams) -> Material:
        """Read the frames that measures are computed from."""
        tables = (outcomes.outcomes, outcomes.activities, outcomes.due)
        rows, activities, due = (tuple(records(table)) for table in tables)
        return cls(reference, params, rows, activities, due)

    @cached_property
    def pairs(self) -> tuple[tuple[int, str], ...]:
        """The years and periods that something was owed or reported in, in order of time."""
        order = self.reference.codelists["periods"].codes
        found = {(row["year"], row["period"]) for row in (*self.due, *self.outcomes, *self.activities)}
        return tuple(sorted(found, key=lambda pair: (pair[0], order.index(pair[1]))))

    @cached_property
    def last_pairs(self) -> frozenset[tuple[int, str]]:
        """The last of each year; another is there for the series of what was measured then alone."""
        return frozenset({year: (year, period) for year, period in self.pairs}.values())

    @cached_property
    def duties(self) -> Mapping[Occasion, tuple[Row, ...]]:
        """All duties by what and when, also those where nothing is expected."""
        result: dict[Occasion, list[Row]] = {}
        for row in self.due:
            result.setdefault((row["item_id"], row["year"], row["period"]), []).append(row)
        return {occasion: tuple(rows) for occasion, rows in result.items()}

    def expected(self, occasion: Occasion) -> tuple[Row, ...]:
        """The duties that something is expected of."""
        return tuple(row for row in self.duties.get(occasion, ()) if row["expected"] == "ja")

    def word(self, key: str) -> str:
        """One of the reader's words; "" where words.yaml lacks it."""
        return str(self.reference.words.get(key) or "")


def areas(rows: Iterable[Row]) -> tuple[str, ...]:
    """The city, then every kind of committee that the rows are about."""
    kinds = dict.fromkeys(row["committee_kind"] for row in rows)
    return (CITY, *(f"{KIND}{kind}" for kind in kinds))


def within(area: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows whose committee belongs to an area."""
    return tuple(row for row in rows if area == CITY or row["committee_kind"] == area.removeprefix(KIND))
