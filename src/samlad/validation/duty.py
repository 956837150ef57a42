"""Who is to answer what in a period, as the catalogue says (beslut 3, 10, 11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from samlad.params import PLAN
from samlad.reference import Reference


@dataclass(frozen=True)
class DutyBook:
    """The catalogue's duties, looked up once for each item and period."""

    reference: Reference
    _known: dict[tuple[str, int, str], dict[str, bool]] = field(default_factory=dict, compare=False)

    def duty(self, item_id: str | None, committee_id: str | None, year: int, period: str) -> str | None:
        """What an item is to a committee in a period.

        Returns:
            `due`, `extra` (others are responsible), `not_host` (for another host), `not_now` (not measured
            then), `elsewhere` (answered through another activity), or None for an unknown item or committee.
        """
        programme = self.reference.programme
        if item_id is None or committee_id is None:
            return None
        if item_id not in programme.indicators and item_id not in programme.activities:
            return None
        if item_id in programme.activities and programme.activities[item_id].same_as:
            return "elsewhere"
        expected = self._responsible(item_id, year, period).get(committee_id)
        if expected is None:
            return "extra"
        if not expected:
            return "not_host"
        return "due" if self._measured(item_id, year, period) else "not_now"

    def due(self, year: int, period: str) -> Iterator[tuple[str, str, str]]:
        """(table, item id, committee id) of all that is due in a period, in catalogue order."""
        programme = self.reference.programme
        items = [("indicators", item_id) for item_id in programme.indicators]
        activities = "plan_activities" if period == PLAN else "activities"
        items += [(activities, item_id) for item_id, item in programme.activities.items() if not item.same_as]
        for table, item_id in items:
            if self._measured(item_id, year, period):
                for committee_id, expected in self._responsible(item_id, year, period).items():
                    if expected:
                        yield table, item_id, committee_id

    def _responsible(self, item_id: str, year: int, period: str) -> dict[str, bool]:
        key = (item_id, year, period)
        if key not in self._known:
            duties = self.reference.duties(item_id, year, period)
            self._known[key] = {duty.committee.committee_id: duty.expected for duty in duties}
        return self._known[key]

    def _measured(self, item_id: str, year: int, period: str) -> bool:
        indicator = self.reference.programme.indicators.get(item_id)
        if indicator is None:
            return True
        day = self.reference.period_end(year, period).isoformat()
        in_force = (indicator.valid_from or day) <= day <= (indicator.valid_to or day)
        return in_force and period in indicator.periods
