"""What one committee is told: what came, what is missing, what changed much, and what a new file changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from samlad.organisation import Committee
from samlad.reference import Reference
from samlad.stages import FileRecord, Finding, Received
from samlad.validation.changed_since import changed_since
from samlad.validation.expected import expected_rows
from samlad.validation.frames import prepared
from samlad.validation.large_changes import LargeChange, large_changes


@dataclass(frozen=True)
class Facts:
    """About one committee in one period; `files` are those that hold rows of it or are named after it."""

    committee_id: str
    name: str
    files: tuple[FileRecord, ...] = ()
    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    due: int = 0
    missing: tuple[str, ...] = ()
    changes: tuple[LargeChange, ...] = ()
    revised: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    left_out: bool = False
    noted: str = ""

    def explained(self, change: LargeChange) -> bool:
        """Whether the utredare has explained a large change in data/corrections."""
        here = (change.finding.rule_id, change.finding.file, change.finding.row)
        return any(
            (one.rule_id, one.file, one.row) == here and one.severity == "info" for one in self.findings
        )

    @property
    def unconfirmed(self) -> tuple[LargeChange, ...]:
        """Large changes that nobody has confirmed."""
        return tuple(one for one in self.changes if not one.confirmed and not self.explained(one))

    @property
    def errors(self) -> int:
        """How many findings must be mended."""
        return sum(one.severity == "critical" for one in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are to be looked at."""
        return sum(one.severity == "warning" for one in self.findings)


def feedback_facts(
    received: Received,
    findings: Sequence[Finding],
    reference: Reference,
    year: int,
    period: str,
    left_out: Collection[str] = (),
) -> tuple[Facts, ...]:
    """One per committee that has duties or has sent something, in the order of the organisation table.

    Args:
        left_out: committees whose delivery is not accepted.
    """
    frames = prepared(received, reference)
    expected = expected_rows(frames, reference, [(year, period)])
    changed = large_changes(frames["indicators"], reference, year, period)
    rows = _rows(received.tables, year, period)
    answered = _answered(frames, year, period)
    due: dict[str, list[str]] = {}
    for item_id, committee_id in zip(expected["item_id"], expected["committee_id"], strict=True):
        due.setdefault(str(committee_id), []).append(str(item_id))
    records = {one.file: one for one in received.files}
    noted = _noted(received.deliveries, year, period)
    told: list[Facts] = []
    for committee in reference.organisation.committees.values():
        whose = (committee.committee_id, year, period)
        mine = tuple(one for one in findings if (one.committee_id, one.year, one.period) == whose)
        named = {one.file for one in mine if one.file in records} | set(rows.get(committee.committee_id, ()))
        wanted = due.get(committee.committee_id, [])
        if not wanted and not named and not _has_text_duties(reference, committee, year, period):
            continue
        told.append(
            Facts(
                committee_id=committee.committee_id,
                name=committee.name,
                files=tuple(records[name] for name in sorted(named)),
                rows=rows.get(committee.committee_id, {}),
                shared=received.shared,
                due=len(wanted),
                missing=tuple(one for one in wanted if (committee.committee_id, one) not in answered),
                changes=tuple(changed.get(committee.committee_id, ())),
                revised=changed_since(received, reference, whose),
                findings=mine,
                left_out=committee.committee_id in left_out,
                noted=noted.get(committee.committee_id, ""),
            )
        )
    return tuple(told)


def _has_text_duties(reference: Reference, committee: Committee, year: int, period: str) -> bool:
    """Whether a committee has duties of the programme's running text, as everyone may have (beslut 18)."""
    there = committee in reference.organisation.on(reference.period_end(year, period))
    mine = ("alla", committee.committee_id, f"kind:{committee.kind}")
    return there and any(duty.responsible in mine for duty in reference.programme.ansvar)


def _noted(deliveries: pd.DataFrame, year: int, period: str) -> dict[str, str]:
    """What the diary says of each committee's delivery: day, sender and number, for the utredare alone."""
    own = deliveries[(deliveries["year"] == year) & (deliveries["period"] == period)]
    fields = ("received_on", "sender", "document_number")
    return {
        str(row["committee_id"]): ", ".join(str(row[name]) for name in fields if row[name])
        for row in own.to_dict("records")
    }


def _rows(tables: Mapping[str, pd.DataFrame], year: int, period: str) -> dict[str, dict[str, frozenset[int]]]:
    """Rows by file and committee."""
    found: dict[str, dict[str, set[int]]] = {}
    for frame in tables.values():
        own = frame[(frame["year"] == year) & (frame["period"] == period)]
        for committee_id, file, row in zip(own["committee_id"], own["file"], own["row"], strict=True):
            if committee_id:
                found.setdefault(str(committee_id), {}).setdefault(str(file), set()).add(int(row))
    return {who: {file: frozenset(rows) for file, rows in files.items()} for who, files in found.items()}


def _answered(frames: Mapping[str, pd.DataFrame], year: int, period: str) -> set[tuple[str, str]]:
    answers = set()
    for table in ("indicators", "activities", "plan_activities"):
        if table not in frames:
            continue
        frame = frames[table]
        own = frame[(frame["year"] == year) & (frame["period"] == period) & (frame["answered"] == "ja")]
        answers |= set(zip(own["committee_id"], own["item_id"], strict=True))
    return answers
