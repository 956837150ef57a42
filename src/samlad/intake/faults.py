"""Collects findings about one file, each from a rule of expectations/rules.yaml and at its place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from samlad.intake.cells import column_letter
from samlad.intake.refusals import CAUSES
from samlad.rules import Rules
from samlad.stages import Finding

UNREADABLE = "intake-unreadable"
"""How the ids of rules begin that mean: nothing of this file was read (exit 11 when alone)."""


@dataclass(frozen=True)
class Place:
    """Where in a file: sheet, row counted from 1, column as `column_place` says it, and whose row it is."""

    sheet: str = ""
    row: int | None = None
    column: str = ""
    committee_id: str = ""


WHOLE_FILE = Place()


@dataclass
class FileFaults:
    """Findings about one file so far.

    Attributes:
        rules: intake's rules by id (`samlad.rules`).
    """

    file: str
    year: int
    period: str
    rules: Rules
    findings: list[Finding] = field(default_factory=list)

    def add(self, rule_id: str, place: Place = WHOLE_FILE, **words: str) -> None:
        """Add a finding; `words` fill the rule's braces and are never received text."""
        rule = self.rules[rule_id]
        self.findings.append(
            Finding(
                rule_id=rule_id,
                severity=rule.severity,
                message=rule.fault.format(sheet=place.sheet, **words),
                remedy=rule.remedy.format(sheet=place.sheet, **words),
                year=self.year,
                period=self.period,
                committee_id=place.committee_id,
                file=self.file,
                sheet=place.sheet,
                row=place.row,
                column=place.column,
            )
        )

    def refuse(self, cause: str) -> None:
        """The whole file is not read."""
        words = CAUSES[cause]
        self.add(f"{UNREADABLE}-file", message=words.message, remedy=words.remedy)

    def signed(self, committee_id: str) -> tuple[Finding, ...]:
        """All findings, with the committee where they have none."""
        return tuple(
            finding if finding.committee_id else replace(finding, committee_id=committee_id)
            for finding in self.findings
        )


def column_place(column: int, heading: str = "") -> str:
    """How a finding names a 0-based column: `G (Täljare)`, or `G` where the heading is not one of ours."""
    letter = column_letter(column)
    return f"{letter} ({heading})" if heading else letter
