"""Primary suppression: rows that are sensitive in themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samlad.catalogue import Programme
from samlad.cells import SHOWN, Cell
from samlad.disclosure.rules import Limits, Rules

COUNT = "litet_antal"
NUMERATOR = "liten_taljare"
COMPLEMENT = "litet_komplement"
DENOMINATOR = "liten_namnare"
SURVEY = "fa_svar"
UNKNOWN_BASE = "okant_underlag"


@dataclass(frozen=True)
class Numbers:
    """What the rules look at; `given_without_parts` means that its source publishes it so."""

    kind: str
    numerator: float | None
    denominator: float | None
    value: float | None
    given_without_parts: bool = False


def primary(cells: Iterable[Cell], rules: Rules, programme: Programme) -> dict[str, str]:
    """Rule by cell id for every shown row that may not be."""
    hidden = {}
    for cell in cells:
        indicator = programme.indicators[cell.indicator_id]
        limits = rules.of_indicator(indicator)
        if limits is None or cell.status != SHOWN:
            continue
        numbers = Numbers(
            indicator.kind, cell.numerator, cell.denominator, cell.value, not indicator.parts_required
        )
        rule = sensitive(numbers, limits)
        if rule:
            hidden[cell.cell_id] = rule
    return hidden


def sensitive(numbers: Numbers, limits: Limits) -> str:
    """The rule that hides a row about persons, or "" when it may be shown.

    A count is hidden when small. A share is hidden when its numerator or its complement is small or its
    denominator below the limit; without its parts nobody can tell, so it is hidden unless the source itself
    publishes it without them. A value as given is hidden when it rests on too few answers. Yes and no are
    about the committee.
    """
    if numbers.kind == "ja_nej":
        return ""
    if numbers.kind == "antal":
        return COUNT if numbers.value is None or limits.small(numbers.value) else ""
    if numbers.kind == "tal":
        return _survey(numbers, limits)
    return _share(numbers, limits)


def _share(numbers: Numbers, limits: Limits) -> str:
    if numbers.numerator is None or numbers.denominator is None:
        return "" if numbers.given_without_parts else UNKNOWN_BASE
    if limits.small(numbers.numerator):
        return NUMERATOR
    if limits.small(numbers.denominator - numbers.numerator):
        return COMPLEMENT
    return DENOMINATOR if numbers.denominator < limits.denominator_min else ""


def _survey(numbers: Numbers, limits: Limits) -> str:
    if numbers.denominator is None:
        return "" if numbers.given_without_parts else UNKNOWN_BASE
    return SURVEY if numbers.denominator < limits.survey_answers_min else ""
