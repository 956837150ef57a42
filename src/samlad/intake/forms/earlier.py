"""What a committee has reported before, from its own deliveries as they came: the gate is not asked.

Nobody else's values are reached but those of the committees that were merged into it, summed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from samlad.catalogue import Indicator
from samlad.intake.form import FormCell, Percent
from samlad.intake.forms.asked import Split, whole_year
from samlad.intake.tables import ALL_AGES, TOTAL_SEX
from samlad.organisation import Committee
from samlad.reference import Reference
from samlad.stages import Received

Row = dict[str, Any]
_ANSWER = ("numerator", "denominator", "value")


@dataclass(frozen=True)
class Reported:
    """The deliveries of one committee, or of its predecessors where it did not exist, in one period."""

    reference: Reference
    received: Received
    senders: tuple[str, ...]
    year: int
    period: str

    def outcome(self, item: Indicator, split: Split) -> FormCell:
        """An outcome as the form shows it; "" where there was none, or where it cannot be told."""
        rows = [self._answer(sender, item.indicator_id, split) for sender in self.senders]
        if len(rows) == 1:
            return self._shown(item, rows[0])
        return _summed(item, rows)

    def targets(self, item: Indicator) -> tuple[tuple[str, float], ...]:
        """Årsmål by who set them; of several predecessors only what all of them had alike."""
        found = [
            {
                str(row["target_setter"]): float(row["target"])
                for row in self._rows("indicators", sender, item.indicator_id)
                if row["target_mark"] == "" and (row["sex"], row["age_group"]) == (TOTAL_SEX, ALL_AGES)
            }
            for sender in self.senders
        ]
        first, *others = found or [{}]
        return tuple(pair for pair in first.items() if all(pair in other.items() for other in others))

    def planned_targets(self, item: Indicator) -> tuple[tuple[str, float], ...]:
        """Årsmål of a plan by who set them; none of several predecessors."""
        if len(self.senders) != 1:
            return ()
        rows = self._rows("plan_indicators", self.senders[0], item.indicator_id)
        return tuple(
            (str(row["target_setter"]), float(row["target"])) for row in rows if row["target_mark"] == ""
        )

    def status(self, activity_id: str) -> str:
        """The code of an activity's status; "" where there was none, or there are several senders."""
        if len(self.senders) != 1:
            return ""
        codes = {str(row["status"]) for row in self._rows("activities", self.senders[0], activity_id)}
        known = codes & set(self.reference.codelists["activity_status"].codes)
        return known.pop() if len(codes) == len(known) == 1 else ""

    def splits(self, item_id: str) -> tuple[Split, ...]:
        """The splits by sex and age that have an answer, of a single sender, in the order received."""
        if len(self.senders) != 1:
            return ()
        there = [
            (str(row["sex"]), str(row["age_group"]))
            for row in self._rows("indicators", self.senders[0], item_id)
        ]
        return tuple(split for split in dict.fromkeys(there) if self._answer(self.senders[0], item_id, split))

    @property
    def anything(self) -> bool:
        """Whether there is a row at all."""
        return bool(self._by_item)

    def answer(self, item_id: str, split: Split) -> Row | None:
        """The one row with an answer, of a single sender."""
        return self._answer(self.senders[0], item_id, split) if len(self.senders) == 1 else None

    @cached_property
    def _by_item(self) -> dict[tuple[str, str, str], list[Row]]:
        found: dict[tuple[str, str, str], list[Row]] = {}
        for table in ("indicators", "activities", "plan_indicators"):
            frame = self.received.tables[table]
            own = frame["committee_id"].isin(self.senders)
            chosen = frame[own & (frame["year"] == self.year) & (frame["period"] == self.period)]
            for row in chosen.to_dict("records"):
                key = (table, str(row["committee_id"]), str(row["item_id"]))
                found.setdefault(key, []).append({str(name): value for name, value in row.items()})
        return found

    def _rows(self, table: str, sender: str, item_id: str) -> list[Row]:
        return self._by_item.get((table, sender, item_id), [])

    def _answer(self, sender: str, item_id: str, split: Split) -> Row | None:
        rows = [
            row
            for row in self._rows("indicators", sender, item_id)
            if (row["sex"], row["age_group"]) == split
            and any(row[f"{name}_mark"] != "blank" for name in (*_ANSWER, "forecast"))
        ]
        # Two answers to one question: which of them counted is not ours to say.
        return rows[0] if len(rows) == 1 else None

    def _shown(self, item: Indicator, row: Row | None) -> FormCell:
        if row is None:
            return ""
        numerator, denominator, value = (_number(row[name]) for name in _ANSWER)
        if item.kind == "andel" and numerator is not None and denominator:
            return Percent(100 * numerator / denominator)
        if item.kind == "antal" and value is None:
            value = numerator
        if value is None:
            return self._mark(row)
        return cell_of(self.reference, item.kind, value)

    def _mark(self, row: Row) -> str:
        statuses = self.reference.codelists["statuses"]
        marks = [str(row[f"{name}_mark"]) for name in ("value", "numerator", "denominator")]
        known = [mark for mark in marks if mark in statuses.by_code]
        return statuses.label(known[0]) if known else ""


def cell_of(reference: Reference, kind: str, value: float) -> FormCell:
    """A number of an indicator of a kind, as a cell; a share in percent."""
    if kind == "ja_nej":
        return reference.codelists["yes_no"].label("ja" if value else "nej")
    if kind == "andel":
        return Percent(value)
    return int(value) if float(value).is_integer() else value


def reported(
    reference: Reference, received: Received | None, committee: Committee, year: int, period: str
) -> Reported | None:
    """A committee's own deliveries in a period; None where nothing at all was received then."""
    if received is None:
        return None
    senders: Sequence[str] = (committee.committee_id,)
    if not committee.exists(reference.period_end(year, period)):
        senders = reference.organisation.predecessors(committee.committee_id)
    return Reported(reference, received, tuple(senders), year, period) if senders else None


def finished_by(
    reference: Reference, received: Received | None, committee_id: str, year: int
) -> frozenset[str]:
    """Activities with an end that were reported as finished at the end of a year before: as the gate counts.

    By the committee itself, or by all that it was made of.
    """
    if received is None:
        return frozenset()
    whole = whole_year(reference)
    rows = _of(received, committee_id, once(reference))
    done = rows[rows["status"].isin(_finished(reference)) & (rows["period"] == whole) & (rows["year"] < year)]
    made_of = reference.organisation.predecessors(committee_id)
    before = [finished_by(reference, received, one, year) for one in made_of]
    inherited = frozenset.intersection(*before) if before else frozenset()
    return frozenset(str(item_id) for item_id in done["item_id"]) | inherited


def ended_by(reference: Reference, received: Received | None, committee_id: str) -> frozenset[str]:
    """Activities with an end whose latest report, whatever the period, says that they are finished."""
    if received is None:
        return frozenset()
    rows = _of(received, committee_id, once(reference)).to_dict("records")
    latest: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: reference.period_end(int(row["year"]), str(row["period"]))):
        if row["status"]:
            latest[str(row["item_id"])] = str(row["status"])
    return frozenset(item_id for item_id, status in latest.items() if status in _finished(reference))


def once(reference: Reference) -> frozenset[str]:
    """Activities that have an end."""
    return frozenset(key for key, item in reference.programme.activities.items() if item.slag == "avgransad")


def _finished(reference: Reference) -> frozenset[str]:
    rows = reference.codelists["activity_status"].rows
    return frozenset(row["code"] for row in rows if row["finished"] == "ja")


def _of(received: Received, committee_id: str, items: frozenset[str]) -> pd.DataFrame:
    frame = received.tables["activities"]
    return frame[(frame["committee_id"] == committee_id) & frame["item_id"].isin(items)]


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type, call-overload]


def _summed(item: Indicator, rows: Sequence[Row | None]) -> FormCell:
    """Predecessors together, where all of them gave parts; a share alone cannot be summed."""
    parts = [[_number(row[name]) for name in _ANSWER] if row else [None] * 3 for row in rows]
    if item.kind == "antal":
        counts = [value if value is not None else numerator for numerator, _, value in parts]
        known = [count for count in counts if count is not None]
        return int(sum(known)) if known and len(known) == len(counts) else ""
    pairs = [(top, bottom) for top, bottom, _ in parts if top is not None and bottom is not None]
    if item.kind != "andel" or len(pairs) != len(parts) or not sum(bottom for _, bottom in pairs):
        return ""
    return Percent(100 * sum(top for top, _ in pairs) / sum(bottom for _, bottom in pairs))
