"""What the published rules let a reader conclude about a row: thresholds, zeros, rounding, exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samlad.disclosure.attacker.counts import Limits, Span

EVERYONE = "alla"


@dataclass(frozen=True)
class Published:
    """The rules as they were let out with the tables."""

    content: Mapping[str, Any]

    def limits(self, item: str, *, about_persons: bool, survey: bool = False) -> Limits:
        """What holds for a row. Limits of a single indicator go before those of all."""
        own = (self.content.get("indicators") or {}).get(item) or {}
        given = {**self.content["thresholds"], **own}
        base = given["survey_answers_min"] if survey else given["denominator_min"]
        return Limits(
            low=int(given["count_low"]),
            high=int(given["count_high"]),
            least_base=int(base),
            zeros_shown=bool(own.get("show_zero", self.content.get("show_zero"))),
            protected=about_persons or self.content.get("applies_to") == EVERYONE,
        )

    @property
    def promised(self) -> tuple[int, int]:
        """How many values a count that may be sensitive, and any other hidden one, is said to have."""
        k = self.content.get("k") or {}
        return int(k.get("sensitive") or 0), int(k.get("other") or 0)

    @property
    def exceptions(self) -> frozenset[str]:
        """Rows that are shown by a decision with a reason and a name."""
        return frozenset(str(one["cell_id"]) for one in self.content.get("exceptions") or [])

    def printed(self, count: int, limits: Limits) -> Span:
        """What a reader can tell of a printed count: itself, or what the rounding of the edition leaves."""
        method = self.content.get("method")
        if not limits.protected or not isinstance(method, Mapping):
            return count, count
        base = int(method.get("base") or 0)
        if base:
            return max(0, count - base // 2), count + base // 2
        low, high = (method.get("intervals") or {}).get(str(count), (count, count))
        return int(low), int(high)
