"""The gate: may figures be built on what was received? (stage 2)"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from samlad.errors import GateError, IntakeError
from samlad.layout import PLAN_TABLES
from samlad.params import PLAN, ReportParams
from samlad.reference import Reference
from samlad.stages import Finding, GateRecord, Received, Validated
from samlad.validation.asking import Asked, Questions, ask, ordered
from samlad.validation.expected import expected_rows
from samlad.validation.frames import prepared
from samlad.validation.messages import listing
from samlad.validation.parameters import catalogue_parameters, read_periods
from samlad.validation.personal_data import (
    Names,
    Released,
    emptied,
    every_text,
    nothing_released,
    texts_frame,
)
from samlad.validation.places import TEXTS, Placer
from samlad.validation.suites import Suite, read_suites, refuse

TABLES = (
    "files", "deliveries", "expected", "indicators", "activities", "goals", "own_indicators",
    "own_activities", "surveys", "analysis", *PLAN_TABLES, "texts",
)  # fmt: skip
"""The tables that are asked here, each with a suite; `consolidated` is asked after stage 3."""
CONSOLIDATED = "consolidated"
UNREADABLE = "intake-unreadable"
"""How the ids of rules begin that say that nothing of a file could be read."""
EMPTY = "inga-rader"
"""The rule that a table has rows: broken as a consequence where the files could not be read."""


class GateClosedError(GateError):
    """The gate is closed. Exit 12, or 11 where files that could not be read are the only cause.

    Attributes:
        record: every rule and every finding, for the result page.
        page: where that page was written, or "".
    """

    def __init__(self, record: GateRecord, reference: Reference) -> None:
        text = listing(record.findings, reference)
        super().__init__(text.partition("\n")[0])
        self.record = record
        self._text = text
        self.page = ""
        causes = {one.rule_id for one in record.findings if one.severity == "critical"} - {EMPTY}
        if causes and all(rule_id.startswith(UNREADABLE) for rule_id in causes):
            self.exit_code = IntakeError.exit_code

    def __str__(self) -> str:
        return f"{self._text}\nAllt står i översikten: {self.page}" if self.page else self._text


def validate(
    received: Received,
    reference: Reference,
    suites: Path,
    params: ReportParams,
    released: Released = nothing_released,
) -> Validated:
    """Ask every rule of every received table.

    Args:
        suites: the folder with the suites, expectations/.
        released: which alarms about personal data are known to be false.

    Returns:
        What was received, without the texts that seem to hold personal data, and the record of rules and
        findings; intake's faults among them.

    Raises:
        SuiteError: a suite is not what it says, so a rule would not have been asked.
        GateClosedError: something critical was found; carries the record.
    """
    texts = tuple(every_text(received, reference))
    questions = prepare(received, reference, suites, params, texts_frame(texts, released))
    # Where no plans were read their tables are not spoken of.
    plans = any(period == PLAN for _, period in read_periods(received, reference))
    answers = ask(questions, [table for table in TABLES if plans or table not in PLAN_TABLES])
    findings = told((*received.faults, *answers.findings), received, reference)
    record = GateRecord((*received.rules, *answers.results), findings)
    close_on_critical(record, reference)
    return Validated(emptied(received, texts, released), record)


def told(findings: Sequence[Finding], received: Received, reference: Reference) -> tuple[Finding, ...]:
    """Findings in order, with files and sheets named as they may be said."""
    return ordered(Names(received, reference).discreet(findings))


def prepare(
    received: Received,
    reference: Reference,
    suites: Path,
    params: ReportParams,
    texts: pd.DataFrame,
) -> Questions:
    """Everything that is to be asked of what was received, by table.

    Args:
        texts: every written text, as `texts_frame` makes it.
    """
    read = read_suites(suites)
    by_table = suites_by_table(read)
    periods = read_periods(received, reference)
    frames = prepared(received, reference)
    frames[TEXTS] = texts
    frames["expected"] = expected_rows(frames, reference, periods)
    due = set(frames["expected"]["table"])
    return Questions(
        asked={
            table: Asked(suite, frames[table], may_be_empty=suite.optional and table not in due)
            for table, suite in by_table.items()
            if table in frames
        },
        suites=tuple(read.values()),
        parameters=catalogue_parameters(reference, periods),
        placer=Placer(reference, frames["about"]),
        period=periods[-1] if periods else (params.year, "VB"),
    )


def close_on_critical(record: GateRecord, reference: Reference) -> GateRecord:
    """The record itself.

    Raises:
        GateClosedError: it holds something critical.
    """
    if any(finding.severity == "critical" for finding in record.findings):
        raise GateClosedError(record, reference)
    return record


def suites_by_table(suites: Mapping[str, Suite]) -> dict[str, Suite]:
    """The one suite of each table.

    Raises:
        SuiteError: a table has no suite, or two, or a suite asks of a table that is not there.
    """
    wanted = (*TABLES, CONSOLIDATED)
    files = {table: [f"{one.name}.json" for one in suites.values() if one.table == table] for table in wanted}
    faults = [f"ingen regelfil prövar tabellen {table}" for table in wanted if not files[table]]
    faults += [f"{', '.join(files[table])}: prövar samma tabell" for table in wanted if len(files[table]) > 1]
    faults += [
        f"{one.name}.json: tabellen {one.table} finns inte"
        for one in suites.values()
        if one.table not in wanted
    ]
    refuse(faults)
    return {suite.table: suite for suite in suites.values()}
