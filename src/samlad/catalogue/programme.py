"""What an edition of a programme says: goals, indicators, activities, and who answers for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Goal:
    """A goal; `regional_goal` is its number in the regional strategy, where it has one."""

    goal_id: str
    text: str
    regional_goal: str
    note: str


@dataclass(frozen=True)
class Condition:
    """What must be in place to reach a goal."""

    condition_id: str
    goal_id: str
    text: str


@dataclass(frozen=True)
class Indicator:
    """An indicator with its working definition; `facts` holds the whole row as text.

    Attributes:
        kind: andel (share from parts), antal (count), ja_nej (yes/no per committee), tal (as given).
        periods: the periods in which it is measured (beslut 11).
        parts_required: whether numerator and denominator are asked for; a share without parts is shown
            as it is and never summed.
        host_role: the role whose holders alone are due, or "" (beslut 10).
    """

    indicator_id: str
    goal_id: str
    text: str
    short_text: str
    kind: str
    unit: str
    value_unit: str
    parts_required: bool
    about_persons: bool
    by_sex: bool
    by_age: bool
    cumulative: bool
    additive: bool
    periods: tuple[str, ...]
    direction: str
    host_role: str
    valid_from: str
    valid_to: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Activity:
    """An activity; `slag` is lopande or avgransad, `same_as` the activity that answers for it, or ""."""

    activity_id: str
    goal_id: str
    text: str
    slag: str
    end_date: str
    same_as: str
    host_role: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class TablePlan:
    """One published table: areas (stad, kind, committee) by split (totalt, sex, age)."""

    indicator_id: str
    area: str
    split: str


@dataclass(frozen=True)
class Ansvar:
    """A duty of running text; `responsible` is a committee, a kind or `alla`."""

    ansvar_id: str
    responsible: str
    text: str
    source: str


@dataclass(frozen=True)
class IlsMatt:
    """What one mått name in an ILS export means."""

    matt: str
    item_id: str
    part: str
    sex: str
    age_group: str


@dataclass(frozen=True)
class Programme:
    """One edition of a programme; `facts` is programme.yaml as read."""

    edition: str
    facts: Mapping[str, Any]
    goals: Mapping[str, Goal]
    conditions: Mapping[str, Condition]
    indicators: Mapping[str, Indicator]
    activities: Mapping[str, Activity]
    responsibilities: tuple[tuple[str, str], ...]
    tables: tuple[TablePlan, ...]
    ansvar: tuple[Ansvar, ...]
    ils_matt: tuple[IlsMatt, ...]

    @cached_property
    def _responsible(self) -> Mapping[str, tuple[str, ...]]:
        result: dict[str, list[str]] = {}
        for item_id, responsible in self.responsibilities:
            result.setdefault(item_id, []).append(responsible)
        return {item_id: tuple(names) for item_id, names in result.items()}

    def responsible(self, item_id: str) -> tuple[str, ...]:
        """Committee ids and `kind:<kind>` that answer for an indicator or activity, in source order."""
        return self._responsible.get(item_id, ())

    def host_role(self, item_id: str) -> str:
        """The role that narrows who is due for an item, or ""."""
        if item_id in self.indicators:
            return self.indicators[item_id].host_role
        return self.activities[item_id].host_role

    def goal_indicators(self, goal_id: str) -> tuple[Indicator, ...]:
        """A goal's indicators in catalogue order."""
        return tuple(item for item in self.indicators.values() if item.goal_id == goal_id)

    def goal_activities(self, goal_id: str) -> tuple[Activity, ...]:
        """A goal's activities in catalogue order."""
        return tuple(item for item in self.activities.values() if item.goal_id == goal_id)
