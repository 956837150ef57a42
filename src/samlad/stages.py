"""The types that stages hand to one another; each stage reads the one before (ARCHITECTURE §1).

Imports nothing above it. A frame's columns and types are those of its name in `samlad.frames`: ids and
codes are `str`, `year` and `row` are `Int64`, counts and values are `Float64`, and an unknown number is NA,
never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

LOCATION = ("file", "sheet", "row")
"""Where a row was found: file (relative to the incoming folder), sheet, row counted from 1."""


@dataclass(frozen=True)
class FileRecord:
    """One received file. `size` in bytes; `form` is xlsx, csv, ils or "" when it could not be told."""

    file: str
    sha256: str
    size: int
    form: str
    year: int
    period: str
    synthetic: bool


@dataclass(frozen=True)
class Finding:
    """One fault or remark at its place. It never holds a received value that may be about a person."""

    rule_id: str
    severity: str
    message: str
    remedy: str
    year: int
    period: str
    committee_id: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True)
class WrittenCell:
    """A received text that no table holds: of a sheet, column or line that is not ours, or above a heading.

    Attributes:
        column: its letter.
        committee_id: whose row or file it is, "" when unknown.
    """

    file: str
    sheet: str
    row: int
    column: str
    text: str
    form: str
    year: int
    period: str
    committee_id: str


@dataclass(frozen=True)
class Received:
    """What was sent, cell by cell (stage 1).

    Attributes:
        tables: frames by kind: about, indicators, activities, goals, own_indicators, own_activities,
            surveys, analysis, and where plans were read plan_indicators, plan_activities, plan_goals,
            plan_own_indicators, plan_own_activities. All begin with file, sheet, row, form, year, period,
            stated_year, stated_period, committee_text, committee_id; see `samlad.intake.tables`.
        deliveries: one row per committee, year and period: year, period, committee_id, form, files,
            reporter, manager, reported_on, decision_status, decision_date, decision_dnr, form_version, and
            from the diary received_on, sender and document_number ("" without one).
        files: every file that was looked at.
        faults: what could not be read, as findings.
        synthetic: true when every file is training data by its name.
        former: tables of what newer files have replaced; kept for comparison, in no figure.
        former_files: those files, which are kept too.
        rules: intake's own rules and how they fell out; their findings are in `faults`.
        shared: files, replaced ones among them, that hold several committees' rows, or may: no committee
            may see the whole of them.
        cells: texts that were read into no table; no figure is made of them, but they are searched.
    """

    tables: Mapping[str, pd.DataFrame]
    deliveries: pd.DataFrame
    files: tuple[FileRecord, ...]
    faults: tuple[Finding, ...]
    synthetic: bool
    former: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    former_files: tuple[FileRecord, ...] = ()
    rules: tuple[RuleResult, ...] = ()
    shared: frozenset[str] = frozenset()
    cells: tuple[WrittenCell, ...] = ()


@dataclass(frozen=True)
class RuleResult:
    """How one rule fell out over all files. `count` is the number of rows that broke it."""

    rule_id: str
    suite: str
    table: str
    severity: str
    success: bool
    count: int
    text: str


@dataclass(frozen=True)
class GateRecord:
    """What the gate saw: rules and places, no values."""

    results: tuple[RuleResult, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Validated:
    """Received tables that figures may be built on (stage 2). Made by the gate alone.

    A text that seems to hold personal data is emptied: no later stage can use, store or publish it.
    """

    received: Received
    record: GateRecord


@dataclass(frozen=True)
class Outcomes:
    """The same facts in one tidy form, one row per reported value (stage 3).

    Attributes:
        outcomes: `frames.OUTCOMES`; a share in per cent.
        due: `frames.DUE`: what is expected of whom, and why nothing is (saknar_roll, avslutad_tidigare).
        targets: `frames.TARGETS`.
        activities: `frames.ACTIVITIES`.
        assessments: `frames.ASSESSMENTS`.
        own_indicators, own_activities: `frames.OWN_INDICATORS`, `frames.OWN_ACTIVITIES`.
        surveys: `frames.SURVEYS`; position 0 is the question itself, a share is in per cent.
        plans: `frames.PLANS`: one row per activity expected in the report's own period; none where plans
            are not collected.
        plan_senders: `frames.PLAN_SENDERS`: one row per committee that was to plan.
        plan_goals: `frames.PLAN_GOALS`: whether each that was to plan for a goal says how it works with it
            and follows it up.
        plan_own: `frames.PLAN_OWN`: what committees planned of their own.
        comments: `frames.COMMENTS`.
        deliveries: `frames.DELIVERIES`, as in `Received`.
        findings: `frames.FINDINGS`; `text` is what the rule demands.
    """

    outcomes: pd.DataFrame
    due: pd.DataFrame
    targets: pd.DataFrame
    activities: pd.DataFrame
    assessments: pd.DataFrame
    own_indicators: pd.DataFrame
    own_activities: pd.DataFrame
    surveys: pd.DataFrame
    plans: pd.DataFrame
    plan_senders: pd.DataFrame
    plan_goals: pd.DataFrame
    plan_own: pd.DataFrame
    comments: pd.DataFrame
    deliveries: pd.DataFrame
    findings: pd.DataFrame


@dataclass(frozen=True)
class Tables:
    """The tables that a report is made of, measured or protected; which of the two is its own type.

    Attributes:
        cells: `frames.CELLS`: one row per area, indicator, occasion, sex and age group.
        changes: `frames.CHANGES`.
        attainment: `frames.ATTAINMENT`.
        coverage: `frames.COVERAGE`.
        activity_counts: `frames.ACTIVITY_COUNTS`.
        origins: `frames.ORIGINS`: the received rows behind every number.
        targets, due, activities, assessments, own_indicators, own_activities, surveys, plans, plan_senders,
            plan_goals, plan_own, comments, deliveries, findings: as in `Outcomes`.
    """

    cells: pd.DataFrame
    changes: pd.DataFrame
    targets: pd.DataFrame
    attainment: pd.DataFrame
    coverage: pd.DataFrame
    origins: pd.DataFrame
    due: pd.DataFrame
    activities: pd.DataFrame
    activity_counts: pd.DataFrame
    assessments: pd.DataFrame
    own_indicators: pd.DataFrame
    own_activities: pd.DataFrame
    surveys: pd.DataFrame
    plans: pd.DataFrame
    plan_senders: pd.DataFrame
    plan_goals: pd.DataFrame
    plan_own: pd.DataFrame
    comments: pd.DataFrame
    deliveries: pd.DataFrame
    findings: pd.DataFrame


@dataclass(frozen=True)
class Measured(Tables):
    """Totals, changes, targets and coverage (stage 4); unprotected, never seen by a notebook."""


@dataclass(frozen=True)
class DisclosureRecord:
    """What was hidden and by which rule; internal, since a public reason per cell tells which are small.

    Attributes:
        hidden: cell_id, rule_id, part (primary or complementary) of every row hidden by us. Internal.
        counts: indicator_id, status, count: what may be printed.
        k: how many values a hidden count that may be sensitive can at least have. May be printed.
        lost: weight of what was hidden in per cent of the weight of all that has a number. May be printed.
        problems: problem, rows, primary, hidden, objective, bound, gap (per cent), rounds, cuts: one row
            per block of linked tables with something hidden. The largest gap may be printed, no more.
        intervals: cell_id, count (numerator, denominator, complement, difference), least, most (NA where
            nothing bounds it), values: what a reader can conclude of each hidden count, and how many
            values of it the witnesses show. Internal.
        witnesses: problem, table, cell_id, count, value: whole tables of integers that agree with
            everything that is shown. Internal.
        origins: the received rows behind every number, as in `Measured`. Internal.
        public: the content of the released disclosure.json: what anyone may know; nothing per cell.
    """

    hidden: pd.DataFrame
    counts: pd.DataFrame
    k: int = 3
    lost: float = 0.0
    problems: pd.DataFrame = field(default_factory=pd.DataFrame)
    intervals: pd.DataFrame = field(default_factory=pd.DataFrame)
    witnesses: pd.DataFrame = field(default_factory=pd.DataFrame)
    origins: pd.DataFrame = field(default_factory=pd.DataFrame)
    public: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Protected(Tables):
    """Measured tables with a status on every cell and no number where it is not `shown` (stage 5).

    Cells, changes, own_indicators and surveys also have `text`, what the reader sees. `origins` has only
    what may be told, files still by their names.
    """

    record: DisclosureRecord


@dataclass(frozen=True)
class RunFacts:
    """Facts of the run that pages may name; no clock, path, host or run number among them.

    Attributes:
        fingerprint: the recipe's, under the year's key (`samlad.recipe`), 64 hexadecimal digits.
        parameters: (name, value in Swedish words) for the quality chapter.
    """

    year: int
    period: str
    period_label: str
    stem: str
    report_date: str
    dnr: str
    title: str
    synthetic: bool
    years: tuple[int, ...]
    sections: tuple[str, ...]
    edition: str
    fingerprint: str
    parameters: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True)
class Released:
    """A folder with released tables: all that a chapter can open (stage 6).

    Attributes:
        folder: holds the CSV and JSON files listed in docs/reference/released.md.
        fingerprint: sha256 over the sorted hashes of those files.
    """

    folder: Path
    fingerprint: str


@dataclass(frozen=True)
class ChapterPlan:
    """One chapter to execute: its page name, notebook, parameters (str and int only), title and group."""

    name: str
    notebook: str
    parameters: Mapping[str, str | int]
    title: str
    group: str


@dataclass(frozen=True)
class ExecutedChapter:
    """An executed notebook in canonical form (stage 7)."""

    name: str
    title: str
    group: str
    path: Path
