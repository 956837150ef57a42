"""What was planned for the year, beside what is reported of it in the report's own period.

A plan is made by those who exist on the year's first day. Who is formed later in the year takes over the
plans of those it was made of, where they say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from samlad.outcomes.pairs import Pair
from samlad.outcomes.source import Source
from samlad.reference import Duty, Reference


@dataclass(frozen=True)
class Plans:
    """The plans of the report's year.

    Attributes:
        own: the report's own year and period.
        plan: the year and period of its plans.
    """

    source: Source
    own: Pair
    plan: Pair

    @property
    def reference(self) -> Reference:
        """Reference data."""
        return self.source.reference

    @cached_property
    def delivered(self) -> frozenset[str]:
        """Those who have sent a plan."""
        return frozenset(row["committee_id"] for row in self.source.plan_deliveries)

    @cached_property
    def planned(self) -> Mapping[tuple[str, str], str]:
        """Code of planned.csv by activity and committee, where one was given."""
        found: dict[tuple[str, str], str] = {}
        for row in self.source.known("plan_activities"):
            code = self.source.code("planned", row["planned"])
            if code:
                found.setdefault((row["item_id"], row["committee_id"]), code)
        return found

    def due(self, item_id: str) -> Iterator[Duty]:
        """Who was to say what is planned of an activity."""
        yield from (duty for duty in self.reference.duties(item_id, *self.plan) if duty.expected)

    @cached_property
    def owed(self) -> Mapping[str, tuple[str, ...]]:
        """The activities that each committee was to say something of; what is answered elsewhere is not."""
        owed: dict[str, list[str]] = {}
        for item in self.reference.programme.activities.values():
            if not item.same_as:
                for duty in self.due(item.activity_id):
                    owed.setdefault(duty.committee.committee_id, []).append(item.activity_id)
        return {committee_id: tuple(items) for committee_id, items in owed.items()}

    def goals(self, committee_id: str) -> tuple[str, ...]:
        """The goals that a committee was to say how it works with, in order."""
        activities = self.reference.programme.activities
        mine = {activities[item_id].goal_id for item_id in self.owed.get(committee_id, ())}
        return tuple(goal for goal in self.reference.programme.goals if goal in mine)

    def planners(self, committee_id: str) -> tuple[str, ...]:
        """Whose plan is a committee's: its own, or that of those it was made of in the year."""
        committee = self.reference.organisation.committees[committee_id]
        if committee.exists(self.reference.period_end(*self.plan)):
            return (committee_id,)
        return self.reference.organisation.predecessors(committee_id)

    def of(self, item_id: str, committee_id: str) -> tuple[str, bool]:
        """What is planned of an activity, "" where nothing is said or plans differ; and if a plan came."""
        item = self.reference.programme.activities[item_id]
        planners = self.planners(committee_id)
        codes = {self.planned.get((item.same_as or item_id, one), "") for one in planners}
        sent = bool(planners) and set(planners) <= self.delivered
        return (codes.pop() if len(codes) == 1 else ""), sent


def plans_of(source: Source) -> Plans | None:
    """The plans that the report tells of; None where none are collected, or the year has no report yet."""
    own = source.pairs.told[-1] if source.pairs.told else None
    if source.plan is None or own is None or own[0] != source.plan[0]:
        return None
    return Plans(source, own, source.plan)
