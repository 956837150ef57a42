"""Brings findings together as people mend them: by committee, then by file and rule, rows as ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from samlad.reference import Reference
from samlad.stages import Finding

NOBODY = "Avsändare som inte har kunnat bestämmas"


@dataclass(frozen=True)
class Group:
    """One fault in one file and column, in one row or many.

    Attributes:
        rows: the rows, ascending, each once; empty where the fault has no row.
        count: how many findings it stands for.
    """

    rule_id: str
    severity: str
    file: str
    sheet: str
    column: str
    message: str
    remedy: str
    rows: tuple[int, ...]
    count: int

    @property
    def place(self) -> str:
        """File, sheet, row and column in words, as far as they are known."""
        parts = [self.file, f"bladet {self.sheet}" if self.sheet else "", row_words(self.rows)]
        if self.column:
            parts.append(f"kolumn {self.column}")
        return ", ".join(part for part in parts if part)


def by_committee(findings: Sequence[Finding], reference: Reference) -> dict[str, list[Group]]:
    """Groups by the committee's name, alphabetically as in the organisation table; unknown senders last."""
    names = {key: committee.name for key, committee in reference.organisation.committees.items()}
    order = {committee_id: place for place, committee_id in enumerate(names)}
    found: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: order.get(one.committee_id, len(order))):
        found.setdefault(names.get(finding.committee_id, NOBODY), []).append(finding)
    return {name: groups(ones) for name, ones in found.items()}


def groups(findings: Sequence[Finding]) -> list[Group]:
    """Findings that differ in their row alone are one group; the order of the first of each is kept."""
    together: dict[Finding, list[Finding]] = {}
    for one in findings:
        together.setdefault(replace(one, row=None), []).append(one)
    return [_group(one, found) for one, found in together.items()]


def _group(one: Finding, found: Sequence[Finding]) -> Group:
    return Group(
        rule_id=one.rule_id,
        severity=one.severity,
        file=one.file,
        sheet=one.sheet,
        column=one.column,
        message=one.message,
        remedy=one.remedy,
        rows=tuple(sorted({finding.row for finding in found if finding.row is not None})),
        count=len(found),
    )


def row_words(rows: Sequence[int]) -> str:
    """`rad 4`, or `rad 4–7, 9` with at most eight ranges written out."""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    words = [str(first) if first == last else f"{first}–{last}" for first, last in ranges]
    more = sum(last - first + 1 for first, last in ranges[8:])
    if not words:
        return ""
    return f"rad {', '.join(words[:8])}" + (f" och {more} rader till" if more else "")
