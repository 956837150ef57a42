"""How small counts are kept, chosen per edition: hidden, or rounded as disclosure.yaml describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samlad.errors import DisclosureError
from samlad.params import ReportParams
from samlad.reference import Reference

Interval = tuple[int, int]
KEYS = {"label", "note", "source", "reason", "round", "base"}
STEP_KEYS = {"from", "to", "as"}


@dataclass(frozen=True)
class Method:
    """One way to keep small counts.

    Attributes:
        name: its key under `methods` in disclosure.yaml.
        label, note: what a reader is told; the note stands below every table with rounded counts.
        steps: (low, high, printed): counts from the one to the other are printed as the third.
        base: every count is printed as the nearest multiple of this odd number; 0 where none is.
    """

    name: str
    label: str
    note: str = ""
    steps: tuple[tuple[int, int, int], ...] = ()
    base: int = 0

    @property
    def rounds(self) -> bool:
        """Whether a printed count may be another than the true one."""
        return bool(self.steps or self.base)

    def printed(self, count: float) -> float:
        """What is printed for a count."""
        if self.base:
            return float((int(count) + self.base // 2) // self.base * self.base)
        return next((float(shown) for low, high, shown in self.steps if low <= count <= high), count)

    def behind(self, printed: float) -> Interval:
        """The least and the greatest count that can stand behind a printed one."""
        number = int(printed)
        if self.base:
            return max(0, number - self.base // 2), number + self.base // 2
        return self.intervals.get(number, (number, number))

    @property
    def intervals(self) -> Mapping[int, Interval]:
        """(least, greatest) by printed count, for the counts that steps end at; others are exact."""
        found: dict[int, Interval] = {}
        for low, high, shown in self.steps:
            least, greatest = found.get(shown, (shown, shown))
            found[shown] = (min(low, least), max(high, greatest))
        return found


HIDING = Method("", "")
"""Nothing is rounded."""


def method_of(reference: Reference, params: ReportParams) -> Method:
    """The method of this edition: the one that params name, else the one of disclosure.yaml.

    Raises:
        DisclosureError: it is not described, or not described in full; lists all faults.
    """
    content = reference.disclosure
    name = params.disclosure_method or str(content.get("method") or "")
    faults: list[str] = []
    methods = {
        str(key): _method(str(key), given, faults) for key, given in (content.get("methods") or {}).items()
    }
    if name not in methods:
        faults.append(f"metoden «{name}» är inte beskriven under methods")
    if faults:
        raise DisclosureError(
            "Metoden för skydd av små tal går inte att tillämpa.",
            details=faults,
            remedy="rätta disclosure.yaml; nycklarna beskrivs i docs/reference/referensdata.md.",
        )
    return methods[name]


def _method(name: str, given: Any, faults: list[str]) -> Method:
    place = f"methods.{name}"
    if not isinstance(given, Mapping) or not str(given.get("label") or "").strip():
        faults.append(f"{place}: metoden ska ha en benämning (label)")
        return Method(name, "")
    faults += [f"{place}: nyckeln «{key}» är okänd" for key in sorted(set(map(str, given)) - KEYS)]
    steps = [_step(step, place, faults) for step in given.get("round") or ()]
    base = given.get("base", 0)
    if not isinstance(base, int) or base < 0 or (base and base % 2 == 0) or (base and steps):
        faults.append(f"{place}: base ska vara ett udda heltal och kan inte stå tillsammans med round")
        base = 0
    note = str(given.get("note") or "").strip()
    if (base or steps) and not note:
        faults.append(f"{place}: en avrundning ska ha en anmärkning till läsaren (note)")
    return Method(name, str(given["label"]).strip(), note, tuple(steps), base)


def _step(step: Any, place: str, faults: list[str]) -> tuple[int, int, int]:
    values = [step[key] for key in ("from", "to", "as")] if _has_steps(step) else []
    if values and all(type(one) is int and one >= 0 for one in values) and values[0] <= values[1]:
        return values[0], values[1], values[2]
    faults.append(f"{place}: varje rad under round ska ha from, to och as, tre heltal i den ordningen")
    return 0, 0, 0


def _has_steps(step: Any) -> bool:
    return isinstance(step, Mapping) and set(step) == STEP_KEYS
