"""Who sends training data, in which form, and who does not: the story that the set is made to tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from samlad.organisation import Committee
from samlad.reference import Reference
from samlad.training.draws import chance, fraction

PERIODS = ((2021, "VB"), (2022, "VB"), (2023, "VB"), (2024, "T1"), (2024, "T2"), (2024, "VB"), (2025, "VB"))
"""The periods that the set holds."""

MERGER_GAP = 2022
"""The year in which a committee that was later merged sends nothing: its successor's series has a gap."""

_FORMS = ((0.60, "xlsx"), (0.85, "csv"), (1.0, "ils"))
_VOLUNTEERS = 2


@dataclass(frozen=True)
class Sender:
    """A committee that sends, in the form that it uses every year; `due` is false for one without duties."""

    committee: Committee
    form: str
    due: bool


class Plan:
    """Who sends what over all periods."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._known: dict[tuple[int, str], tuple[Sender, ...]] = {}

    def senders(self, year: int, period: str) -> tuple[Sender, ...]:
        """Those who send in a period, in the order of the organisation."""
        if (year, period) not in self._known:
            missing = self.missing(year, period)
            self._known[year, period] = tuple(
                sender for sender in self._all(year, period) if sender.committee.committee_id not in missing
            )
        return self._known[year, period]

    def sends(self, committee_id: str, year: int, period: str) -> bool:
        """Whether a committee sends anything in a period."""
        return any(sender.committee.committee_id == committee_id for sender in self.senders(year, period))

    def missing(self, year: int, period: str) -> frozenset[str]:
        """One or two of the most numerous kind, since another's indicator would then have no outcome at all.

        Not a host for others, nor one that is merged or made of others, but once: what is said of them
        would have little to stand on.
        """
        due = [sender.committee for sender in self._all(year, period) if sender.due]
        if not due:
            return frozenset()
        kind = Counter(committee.kind for committee in due).most_common(1)[0][0]
        hosts = {role.committee_id for role in self._reference.organisation.roles}
        several = [
            committee for committee in due if committee.kind == kind and committee.committee_id not in hosts
        ]
        lasting = [committee for committee in several if not self._is_merged(committee)]
        order = sorted(lasting, key=lambda one: fraction("missing", year, period, one.committee_id))
        missing = {committee.committee_id for committee in order[: 1 + chance(0.5, "missing", year, period)]}
        if year == MERGER_GAP:
            merged = (one.committee_id for one in several if one.successor)
            missing = {next(merged, order[0].committee_id)}
        return frozenset(missing)

    def _all(self, year: int, period: str) -> tuple[Sender, ...]:
        there = self._reference.organisation.on(self._reference.period_end(year, period))
        due = self._due(year, period)
        idle = [one for one in there if one.committee_id not in due and self._is_board(one)]
        volunteers = sorted(idle, key=lambda one: fraction("volunteer", one.committee_id))[:_VOLUNTEERS]
        return tuple(
            Sender(
                one, form_of(one.committee_id) if one.committee_id in due else "xlsx", one.committee_id in due
            )
            for one in there
            if one.committee_id in due or one in volunteers
        )

    def _is_merged(self, committee: Committee) -> bool:
        before = self._reference.organisation.predecessors(committee.committee_id)
        return bool(committee.successor or before)

    def _is_board(self, committee: Committee) -> bool:
        return self._reference.organisation.kinds[committee.kind].group == "namnd"

    def _due(self, year: int, period: str) -> frozenset[str]:
        programme = self._reference.programme
        return frozenset(
            duty.committee.committee_id
            for item_id in (*programme.indicators, *programme.activities)
            for duty in self._reference.duties(item_id, year, period)
            if duty.expected
        )


@cache
def form_of(committee_id: str) -> str:
    """The form that a committee with duties sends in, the same every year."""
    drawn = fraction("form", committee_id)
    return next(form for limit, form in _FORMS if drawn < limit)
