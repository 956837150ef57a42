"""Whose årsmål, and whether it is reached: each is held only against the level that set it (beslut 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samlad import swedish
from samlad.chapters.cells import CITY
from samlad.chapters.material import Row, number
from samlad.chapters.presentable import TableCell
from samlad.chapters.scope import Scope
from samlad.chapters.signs import status_cell
from samlad.ids import target_id

OUTCOMES = {
    "nar": "target_reached",
    "nar_inte": "target_not_reached",
    "ej_matt": "target_not_measured",
    "ej_bestamd": "target_undecided",
}


@dataclass(frozen=True)
class Target:
    """An aim for an area and year; `outcome` is a code of `OUTCOMES`, or "" when it is not said.

    `id` is what it is called among the origins.
    """

    area: str
    setter: str
    value: float
    outcome: str
    id: str = ""

    @property
    def text(self) -> str:
        """The aim as a number."""
        return swedish.number(self.value, 0 if self.value.is_integer() else 1)


def target(scope: Scope, indicator_id: str, area: str, year: int, period: str) -> Target | None:
    """The aim of an area, with its outcome where that may be told."""
    for name in ("attainment", "targets"):
        for row in scope.material.rows(name):
            key = (row["indicator_id"], row["committee_id"], row["year"], row["period"])
            value = number(row["target"])
            if key == (indicator_id, area, str(year), period) and value is not None:
                return target_of(row)
    return None


def target_of(row: Row) -> Target:
    """The aim of a row of targets or attainment."""
    value = number(row["target"]) or 0.0
    return Target(row["committee_id"], row["setter"], value, row.get("outcome", ""), target_id(row))


def plan_target_notes(scope: Scope) -> list[str]:
    """Which of the unit's aims come from its plan, and which have changed since then."""
    rows = [row for row in scope.now("targets") if row["committee_id"] == scope.subject]
    taken = [row["indicator_id"] for row in rows if row["stated_in"] not in ("", scope.run.period)]
    notes = [scope.word("plan_target_from", names=swedish.listing(taken))] if taken else []
    for row in rows:
        now, before = number(row["target"]), number(row["plan_target"])
        if now is not None and before is not None and now != before:
            said = swedish.number(before, 0 if before.is_integer() else 1)
            notes.append(scope.word("plan_target_changed", names=row["indicator_id"], n=said))
    return notes


def targets_now(scope: Scope, indicator_id: str, areas: Iterable[str]) -> tuple[Target, ...]:
    """Aims of some areas in the run's own year and period."""
    found = [target(scope, indicator_id, area, scope.run.year, scope.run.period) for area in areas]
    return tuple(aim for aim in found if aim is not None)


def city_target(scope: Scope, indicator_id: str) -> Target | None:
    """The whole's aim in the run's own year and period."""
    return target(scope, indicator_id, CITY, scope.run.year, scope.run.period)


def outcome_words(scope: Scope, aim: Target) -> str:
    """`når årsmålet`, `når inte årsmålet` …; "" when it is not said."""
    return scope.word(OUTCOMES[aim.outcome]) if aim.outcome in OUTCOMES else ""


def target_cell(scope: Scope, aim: Target) -> TableCell:
    """The aim as a number that leads to its origin."""
    goal_id = scope.programme.indicator(aim.id.split("/")[0])["goal_id"] if aim.id else ""
    return TableCell(aim.text, href=scope.origin_link(aim.id, goal_id))


def outcome_cell(scope: Scope, aim: Target) -> TableCell:
    """How it went as a cell; the sign of its status where that may not be told."""
    words = outcome_words(scope, aim)
    return TableCell(words) if words else status_cell(scope.material, aim.outcome or "not_applicable")


def setter_words(scope: Scope, aim: Target) -> str:
    """Who set the aim, in the word of the unit's group where the code list has one (`bolag: bolaget`)."""
    code = scope.material.code("target_setters", aim.setter)
    group = scope.units.group(aim.area)
    for entry in code.get("group_labels", "").split("|"):
        name, _, label = entry.partition(":")
        if group and name.strip() == group:
            return label.strip()
    return code["label"]
