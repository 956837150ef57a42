"""The rules in force, from disclosure.yaml: thresholds, whom they protect, limits of single indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from samlad.catalogue import Indicator
from samlad.disclosure.weights import Weights, read_weights
from samlad.errors import DisclosureError
from samlad.reference import Reference

PERSONS, EVERYONE = "about_persons", "alla"


@dataclass(frozen=True)
class Limits:
    """Thresholds for one indicator.

    Attributes:
        count_low, count_high: counts from the one to the other are not shown.
        denominator_min: a share of fewer is not shown.
        survey_answers_min: a survey's result with fewer answers is not shown.
        show_zero: whether 0 is shown.
    """

    count_low: int
    count_high: int
    denominator_min: int
    survey_answers_min: int
    show_zero: bool

    def small(self, count: float) -> bool:
        """Whether a count is one of those that are not shown."""
        return self.count_low <= count <= self.count_high or (count == 0 and not self.show_zero)


@dataclass(frozen=True)
class Rules:
    """Limits for all, limits of single indicators, whom the rules are about, and how they are completed.

    Attributes:
        k: how many values a hidden count that may be sensitive must at least be able to have.
        weights: what it costs to hide a row.
    """

    limits: Limits
    own_limits: Mapping[str, Limits]
    applies_to: str
    k: int
    weights: Weights

    @classmethod
    def of(cls, reference: Reference) -> Rules:
        """Read disclosure.yaml.

        Raises:
            DisclosureError: a threshold is missing, misspelt or no whole number; lists all.
        """
        content = reference.disclosure
        faults: list[str] = []
        limits = _limits(content, faults)
        own = {
            str(indicator_id): _override(limits, str(indicator_id), given, faults)
            for indicator_id, given in (content.get("indicators") or {}).items()
        }
        faults += [
            f"indikatorn «{one}» finns inte" for one in own if one not in reference.programme.indicators
        ]
        k, weights = read_weights(content, faults)
        applies_to = str(content.get("applies_to", ""))
        if applies_to not in (PERSONS, EVERYONE):
            faults.append(f"applies_to ska vara {PERSONS} eller {EVERYONE}")
        faults += [
            "count_low är större än count_high: då skulle inget antal döljas"
            for one in (limits, *own.values())
            if one.count_low > one.count_high
        ]
        if faults:
            raise DisclosureError(
                "Reglerna för röjandeskydd i disclosure.yaml går inte att tillämpa.",
                details=faults,
                remedy="rätta disclosure.yaml; nycklarna beskrivs i docs/explanation/rojandeskydd.md.",
            )
        return cls(limits, own, applies_to, k, weights)

    def of_indicator(self, indicator: Indicator) -> Limits | None:
        """The limits that protect an indicator; None where it is not about persons."""
        if self.applies_to == PERSONS and not indicator.about_persons:
            return None
        return self.own_limits.get(indicator.indicator_id, self.limits)

    def of_own(self, about_persons: str) -> Limits | None:
        """The limits for a committee's own indicator: protected unless declared not to be about persons."""
        return None if about_persons == "nej" and self.applies_to == PERSONS else self.limits


NAMES = tuple(entry.name for entry in fields(Limits) if entry.name != "show_zero")


def _limits(content: Mapping[str, Any], faults: list[str]) -> Limits:
    given = content.get("thresholds") or {}
    show_zero = content.get("show_zero")
    if not isinstance(show_zero, bool):
        faults.append("show_zero ska vara true eller false")
    numbers = {name: _whole(given.get(name), f"thresholds.{name}", faults) for name in NAMES}
    return Limits(**numbers, show_zero=show_zero is True)


def _override(limits: Limits, indicator_id: str, given: Any, faults: list[str]) -> Limits:
    place = f"indicators.{indicator_id}"
    if not isinstance(given, Mapping) or not str(given.get("reason") or "").strip():
        faults.append(f"{place}: egna trösklar ska ha ett skäl (reason)")
        return limits
    unknown = sorted(set(map(str, given)) - {*NAMES, "show_zero", "reason", "source"})
    faults += [f"{place}: nyckeln «{name}» är okänd" for name in unknown]
    numbers = {name: _whole(given[name], f"{place}.{name}", faults) for name in NAMES if name in given}
    return replace(limits, **numbers, show_zero=bool(given.get("show_zero", limits.show_zero)))


def _whole(value: Any, place: str, faults: list[str]) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    faults.append(f"{place} ska vara ett heltal från 1 och uppåt")
    return 1
