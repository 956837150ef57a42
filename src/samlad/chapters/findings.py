"""The finding of an indicator in one sentence, computed from released cells and no more than they hold."""

from __future__ import annotations

from dataclasses import replace

from samlad.chapters.cells import CITY, Cell
from samlad.chapters.material import Row
from samlad.chapters.occasions import current_areas, latest
from samlad.chapters.scope import Scope
from samlad.chapters.targets import Target, city_target, outcome_words, setter_words, targets_now
from samlad.chapters.wording import (
    Movement,
    answer_words,
    compared,
    counted_base,
    movement,
    noun,
    part_words,
    rising,
    value_words,
)

FEW_CASES = "fa_fall"
"""In place of a direction: numbers are so small that no word says better or worse."""

WITHOUT_NUMBER = {
    "suppressed": "Utfallet för {year} redovisas inte",
    "suppressed_by_source": "Utfallet för {year} redovisas inte av källan",
    "not_applicable": "Inget utfall är tillämpligt för {year}",
    "missing": "Utfallet för {year} saknas",
    "not_measured": "Utfallet har inte mätts för perioden",
    "discontinued": "Serien har utgått",
}


def finding(scope: Scope, indicator: Row) -> str:
    """What happened, as a title: about the whole where it is published, else about the units."""
    cell = latest(scope, indicator["indicator_id"], CITY)
    return units_finding(scope, indicator) if cell is None else _city(scope, indicator, cell)


def moved(scope: Scope, indicator: Row, area: str = CITY) -> Movement | None:
    """How an area's value has moved since the year before; None when nothing may be said.

    On a small base a share may rise because answers fall away: then it has no direction.
    """
    cell = latest(scope, indicator["indicator_id"], area)
    change = movement(scope.cells.change(cell), indicator)
    if change is not None and cell is not None and _counts_before(scope, indicator, cell):
        return replace(change, direction=FEW_CASES)
    return change


def units_finding(scope: Scope, indicator: Row) -> str:
    """How many units moved which way; "" when no unit has a number."""
    areas = current_areas(scope, indicator["indicator_id"])
    who = scope.units.who(scope.units.kind(area) for area in areas)
    changes = [change for area in areas if (change := moved(scope, indicator, area)) is not None]
    if changes and indicator["kind"] != "ja_nej":
        return _tally(changes, indicator, who.counted(len(changes)))
    cells = [latest(scope, indicator["indicator_id"], area) for area in areas]
    shown = [cell for cell in cells if cell is not None and cell.shown]
    if not shown:
        return WITHOUT_NUMBER["missing"].format(year=scope.run.year) if areas else ""
    if indicator["kind"] == "ja_nej":
        yes = sum(bool(cell.value) for cell in shown)
        return f"{yes} av {len(shown)} {who.counted(len(shown))} svarar ja"
    return f"{len(shown)} av {len(areas)} {who.counted(len(areas))} har ett redovisat värde {scope.run.year}"


def in_short(scope: Scope, indicator: Row) -> str:
    """Value and change in running text, to stand after the indicator's name."""
    cell = latest(scope, indicator["indicator_id"], CITY)
    if cell is None or not cell.shown:
        text = finding(scope, indicator)
        return f"{text[:1].lower()}{text[1:]}"
    change = moved(scope, indicator)
    value = answer_words(cell, indicator)
    if change is None:
        return value
    return f"{value}, {_counts_before(scope, indicator, cell) or compared(change)}"


def target_sentence(scope: Scope, indicator: Row) -> str:
    """The whole's aim and whether it is reached, or how many units reach their own; "" without aims."""
    aim = city_target(scope, indicator["indicator_id"])
    if aim is not None:
        return _city_target(scope, indicator, aim)
    aims = targets_now(scope, indicator["indicator_id"], current_areas(scope, indicator["indicator_id"]))
    told = [aim for aim in aims if aim.outcome in ("nar", "nar_inte")]
    if not told:
        return ""
    reached = sum(aim.outcome == "nar" for aim in told)
    who = scope.units.who(scope.units.kind(aim.area) for aim in told).counted(len(told))
    return scope.word("unit_target_sentence", n=reached, m=len(told), who=who)


def _city(scope: Scope, indicator: Row, cell: Cell) -> str:
    if not cell.shown:
        return WITHOUT_NUMBER.get(cell.status, WITHOUT_NUMBER["missing"]).format(year=scope.run.year)
    change = moved(scope, indicator)
    value = value_words(cell, indicator)
    if change is None:
        return f"{noun(indicator)} var {value} år {scope.run.year}"
    before = _counts_before(scope, indicator, cell)
    if before:
        return f"{answer_words(cell, indicator)}, {before}"
    separator = ", till" if change.rounded else ":"
    return f"{rising(change, indicator)} sedan {change.change.since}{separator} {value}"


def _counts_before(scope: Scope, indicator: Row, cell: Cell) -> str:
    """`mot 6 av 9 (66,7 procent) år 2023`, for small bases: a share may rise because answers fall away."""
    change = scope.cells.change(cell)
    before = scope.cells.by_id(change.previous_cell_id) if change is not None else None
    if before is None or not (counted_base(cell, indicator) and counted_base(before, indicator)):
        return ""
    return f"mot {part_words(before)} år {before.year}"


def _tally(changes: list[Movement], indicator: Row, units: str) -> str:
    up = sum(change.rounded > 0 for change in changes)
    down = sum(change.rounded < 0 for change in changes)
    words, n = ("minskade", down) if down > up else ("ökade", up)
    both = f"ökade för {up} och minskade för {down}" if up == down else f"{words} för {n}"
    since = {change.change.since for change in changes}
    when = f" sedan {since.pop()}" if len(since) == 1 else ""
    return f"{noun(indicator)} {both} av {len(changes)} {units}{when}"


def _city_target(scope: Scope, indicator: Row, aim: Target) -> str:
    unit = indicator["value_unit"] if indicator["kind"] != "antal" else ""
    words = f"Årsmålet är {aim.text} {unit}".rstrip()
    outcome = outcome_words(scope, aim)
    city = scope.word("city_series")
    ending = f" {city} {outcome}." if aim.outcome in ("nar", "nar_inte") else ""
    return f"{words}, satt av {setter_words(scope, aim)}.{ending}"
