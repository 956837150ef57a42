"""What one committee is told: what came, what is missing, what changed much, and what a new file changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from samlad.reference import Reference
from samlad.revisions import revision_of
from samlad.stages import FileRecord, Finding, Received
from samlad.validation.expected import expected_rows
from samlad.validation.frames import prepared

LARGE_POINTS = 20.0
"""A share that moved so many percentage points is to be confirmed."""
LARGE_RATIO = 2.0
"""So is a count that doubled or halved …"""
LARGE_COUNT = 10.0
"""… and moved at least so much: small counts double easily."""
KEYS = {
    "indicators": ("item_id", "sex", "age_group"), "activities": ("item_id",), "goals": ("goal_id",),
    "own_indicators": ("own_id", "sex", "age_group"), "own_activities": ("own_id",),
    "surveys": ("own_id", "alternative"), "analysis": ("goal_id",),
    "about": ("field",),
}  # fmt: skip
NUMBERS = ("numerator", "denominator", "value", "target", "forecast")
TEXTS = ("comment", "text", "reason", "name", "status", "assessment", "value")

Whose = tuple[str, int, str]
"""Committee, year and period."""


@dataclass(frozen=True)
class Change:
    """A value of the total that moved much since the year before."""

    item_id: str
    before: float
    now: float


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
    changes: tuple[Change, ...] = ()
    revised: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    left_out: bool = False

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
    rows = _rows(received.tables, year, period)
    answered = _answered(frames, year, period)
    due: dict[str, list[str]] = {}
    for item_id, committee_id in zip(expected["item_id"], expected["committee_id"], strict=True):
        due.setdefault(str(committee_id), []).append(str(item_id))
    records = {one.file: one for one in received.files}
    told: list[Facts] = []
    for committee in reference.organisation.committees.values():
        whose = (committee.committee_id, year, period)
        mine = tuple(one for one in findings if (one.committee_id, one.year, one.period) == whose)
        named = {one.file for one in mine if one.file in records} | set(rows.get(committee.committee_id, ()))
        wanted = due.get(committee.committee_id, [])
        if not wanted and not named:
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
                changes=tuple(_changes(frames["indicators"], reference, whose)),
                revised=tuple(_revised(received, reference, whose)),
                findings=mine,
                left_out=committee.committee_id in left_out,
            )
        )
    return tuple(told)


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
    for table in ("indicators", "activities"):
        frame = frames[table]
        own = frame[(frame["year"] == year) & (frame["period"] == period) & (frame["answered"] == "ja")]
        answers |= set(zip(own["committee_id"], own["item_id"], strict=True))
    return answers


def _totals(frame: pd.DataFrame, whose: Whose) -> dict[str, tuple[str, float]]:
    """The kind and value of each indicator's total; a share from its parts where it has them."""
    committee_id, year, period = whose
    own = frame[
        (frame["committee_id"] == committee_id) & (frame["year"] == year) & (frame["period"] == period)
        & (frame["is_total"] == "ja")
    ]  # fmt: skip
    found = {}
    for row in own.to_dict("records"):
        value = row["value"]
        if row["kind"] == "andel" and row["denominator"] > 0:
            value = 100 * row["numerator"] / row["denominator"]
        if pd.notna(value) and row["kind"] in ("andel", "antal"):
            found[str(row["item_id"])] = (str(row["kind"]), float(value))
    return found


def _changes(frame: pd.DataFrame, reference: Reference, whose: Whose) -> Iterator[Change]:
    committee_id, year, period = whose
    before = _totals(frame, (committee_id, year - 1, period))
    for item_id, (kind, now) in _totals(frame, whose).items():
        if item_id not in before or item_id not in reference.programme.indicators:
            continue
        then = before[item_id][1]
        moved, low, high = abs(now - then), min(now, then), max(now, then)
        large = (
            moved >= LARGE_POINTS if kind == "andel" else moved >= LARGE_COUNT and high >= LARGE_RATIO * low
        )
        if large:
            yield Change(item_id, then, now)


def _revised(received: Received, reference: Reference, whose: Whose) -> Iterator[str]:
    """What a newer file changed: numbers as they were and are, texts only that they changed."""
    programme = reference.programme
    said = {*programme.indicators, *programme.activities, *programme.goals}
    said |= {row["code"] for name in ("sex", "age_groups") for row in reference.codelists[name].rows}
    headings = {column.field: column.heading for column in reference.layout.tables["indicators"].columns}
    about = {column.field: column.heading for column in reference.layout.about_fields}
    former = {table: _by_key(received.former[table], KEYS[table], whose) for table in received.former}
    if not any(former.values()):
        return
    # A text file is one table: what no newer file has replaced has not changed.
    files = {revision_of(one.file) for one in received.former_files}
    for table, old in former.items():
        current = received.tables[table]
        replaced = current[[revision_of(file) in files for file in current["file"]]]
        new = _by_key(replaced, KEYS[table], whose)
        for key in [*old, *(key for key in new if key not in old)]:
            # An id that is not the catalogue's is received text.
            parts = [about.get(part, part if part in said else "en egen rad") for part in key]
            item = ", ".join(part for part in parts if part not in ("totalt", "alla"))
            if key not in new:
                yield f"{item}: raden finns inte längre"
            elif key not in old:
                yield f"{item}: ny rad"
            else:
                for words in _differences(old[key], new[key], headings):
                    yield f"{item}, {words}"


def _by_key(
    frame: pd.DataFrame, keys: tuple[str, ...], whose: Whose
) -> dict[tuple[str, ...], dict[str, object]]:
    committee_id, year, period = whose
    own = frame[
        (frame["committee_id"] == committee_id) & (frame["year"] == year) & (frame["period"] == period)
    ]
    return {
        tuple(str(row[key]) for key in keys): {str(name): value for name, value in row.items()}
        for row in own.to_dict("records")
    }


def _differences(
    old: Mapping[str, object], new: Mapping[str, object], headings: Mapping[str, str]
) -> Iterator[str]:
    numbers = [name for name in NUMBERS if f"{name}_mark" in new]
    for name in numbers:
        if _number(old[name]) != _number(new[name]):
            yield f"{headings[name].lower()}: {_number(old[name])} → {_number(new[name])}"
    if any(str(old[name]) != str(new[name]) for name in TEXTS if name in new and name not in numbers):
        yield "texten eller svaret är ändrat"


def _number(value: object) -> str:
    if not isinstance(value, int | float) or value != value:
        return "tomt"
    return f"{value:.10g}".replace(".", ",")
