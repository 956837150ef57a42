"""What has changed since last year, as far as the released tables tell."""

from __future__ import annotations

from samlad import swedish
from samlad.chapters.comparison_series import Group, goal_groups
from samlad.chapters.scope import Scope


def change_lines(scope: Scope) -> list[str]:
    """One line per change: units, indicators, and the published series beside the goals."""
    return [*_units(scope), *_indicators(scope), *_series(scope)]


def _units(scope: Scope) -> list[str]:
    lines = []
    for row in scope.units.formed([scope.run.year]):
        names = [scope.units.short(area) for area in scope.units.predecessors(row)]
        words = {"names": swedish.listing(names), "unit": row["short_name"]}
        lines.append(scope.word("merger_sentence", date=swedish.day(row["valid_from"]), **words))
    return lines


def _indicators(scope: Scope) -> list[str]:
    year = str(scope.run.year)
    lines = []
    for row in scope.programme.indicators:
        name = f"{row['indicator_id']} {row['short_text']}"
        if row["valid_from"][:4] == year and len(scope.run.years) > 1:
            lines.append(f"Nytt i {scope.word('programme_noun')}: {name}.")
        if row["valid_to"][:4] == year:
            lines.append(f"Upphör i {scope.word('programme_noun')}: {name}.")
    return lines


def _series(scope: Scope) -> list[str]:
    goals = ["", *(row["goal_id"] for row in scope.programme.goals)]
    return [
        line for goal_id in goals for group in goal_groups(scope, goal_id) for line in _group(scope, group)
    ]


def _group(scope: Scope, group: Group) -> list[str]:
    lines = []
    for series in group.series:
        name = ", ".join(part for part in (group.title, series.name) if part)
        if series.discontinued:
            lines.append(f"{name}: {scope.word('comparison_discontinued')}.")
        for value in series.values:
            if value.breaks and value.year == str(scope.run.year):
                lines.append(f"{name}, {value.year}: {scope.word('comparison_break')}.")
            if value.row["revised"] == "ja":
                lines.append(f"{name}, {value.year}: {scope.word('comparison_revised')}.")
    return lines
