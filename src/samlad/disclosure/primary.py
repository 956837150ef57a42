"""Primary suppression: rows that are sensitive in themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samlad.catalogue import Programme
from samlad.cells import SHOWN, Cell
from samlad.disclosure.method import HIDING, Interval, Method
from samlad.disclosure.rules import Limits, Rules

COUNT = "litet_antal"
NUMERATOR = "liten_taljare"
COMPLEMENT = "litet_komplement"
DENOMINATOR = "liten_namnare"
SURVEY = "fa_svar"
UNKNOWN_BASE = "okant_underlag"
ENOUGH = 3
"""How many values a printed count must leave a small one."""


@dataclass(frozen=True)
class Numbers:
    """What the rules look at; `given_without_parts` means that its source publishes it so."""

    kind: str
    numerator: float | None
    denominator: float | None
    value: float | None
    given_without_parts: bool = False


def primary(
    cells: Iterable[Cell], rules: Rules, programme: Programme, method: Method = HIDING
) -> dict[str, str]:
    """Rule by cell id for every shown row that may not be; with rounding, not even when it is rounded."""
    hidden = {}
    for cell in cells:
        indicator = programme.indicators[cell.indicator_id]
        limits = rules.of_indicator(indicator)
        if limits is None or cell.status != SHOWN:
            continue
        numbers = Numbers(
            indicator.kind, cell.numerator, cell.denominator, cell.value, not indicator.parts_required
        )
        rule = sensitive(numbers, limits, method)
        if rule:
            hidden[cell.cell_id] = rule
    return hidden


def sensitive(numbers: Numbers, limits: Limits, method: Method = HIDING) -> str:
    """The rule that hides a row about persons, or "" when it may be shown.

    A count is hidden when small. A share is hidden when its numerator or its complement is small or its
    denominator below the limit; without its parts nobody can tell, so it is hidden unless the source itself
    publishes it without them. A value as given is hidden when it rests on too few answers. Yes and no are
    about the committee. A small count is not hidden where what is printed in its place leaves it enough
    values.
    """
    if numbers.kind == "ja_nej":
        return ""
    if numbers.kind == "antal":
        telling = numbers.value is None or (
            limits.small(numbers.value) and not wide(method.behind(method.printed(numbers.value)))
        )
        return COUNT if telling else ""
    if numbers.kind == "tal":
        return _survey(numbers, limits)
    return _share(numbers, limits, method)


def _share(numbers: Numbers, limits: Limits, method: Method) -> str:
    if numbers.numerator is None or numbers.denominator is None:
        return "" if numbers.given_without_parts else UNKNOWN_BASE
    parts = [method.behind(method.printed(one)) for one in (numbers.numerator, numbers.denominator)]
    rest = (max(0, parts[1][0] - parts[0][1]), parts[1][1] - parts[0][0])
    if limits.small(numbers.numerator) and not wide(parts[0]):
        return NUMERATOR
    if limits.small(numbers.denominator - numbers.numerator) and not wide(rest):
        return COMPLEMENT
    return DENOMINATOR if numbers.denominator < limits.denominator_min else ""


def wide(interval: Interval) -> bool:
    """Whether what is printed leaves a count enough values."""
    return interval[1] - interval[0] + 1 >= ENOUGH


def _survey(numbers: Numbers, limits: Limits) -> str:
    if numbers.denominator is None:
        return "" if numbers.given_without_parts else UNKNOWN_BASE
    return SURVEY if numbers.denominator < limits.survey_answers_min else ""
