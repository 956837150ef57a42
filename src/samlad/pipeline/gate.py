"""Stages 1 to 3: what was received goes through the gate, and becomes one form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from samlad.corrections import Corrections, counts
from samlad.intake import receive
from samlad.journal import Journal
from samlad.outcomes import build_outcomes
from samlad.pipeline.asked import Asked, read_corrections
from samlad.pipeline.desk_pages import write_result_page
from samlad.reference import Reference
from samlad.stages import GateRecord, Outcomes, Received, Validated
from samlad.validation import (
    GateClosedError,
    asked_result,
    check_consolidated,
    load_engine,
    told,
    unconfirmed,
    validate,
)


@dataclass(frozen=True)
class GateResult:
    """What went through the gate."""

    validated: Validated
    outcomes: Outcomes
    record: GateRecord
    corrections: Corrections


LABELS = {"critical": "Fel", "warning": "Varningar", "info": "Upplysningar"}
Tell = Callable[[Asked, GateRecord, Received], Path]
"""Writes what was found, and gives the page to read."""


def through_the_gate(asked: Asked, *, tell: Tell | None = None, journal: Journal | None = None) -> GateResult:
    """Stages 1 to 3: receive, validate, and bring into one form.

    Args:
        tell: writes what was found, also when the gate closes; None for the utredare's result page.
        journal: remembers what was said and how long it took.

    Raises:
        IntakeError: nothing to read. GateClosedError: something critical was found.
    """
    journal = journal or Journal()
    journal.begin("intake", "Läser och granskar det som har kommit in …")
    load_engine()
    wanted = asked.params.wanted(asked.period, asked.reference.programme.indicators.values())
    corrections = read_corrections(asked)
    sent = receive(asked.folders.incoming, wanted, asked.reference)
    received = corrections.applied(sent)
    journal.note(f"Filer: {len(received.files)}. Ersatta av nyare: {len(received.former_files)}.")
    journal.note(f"Rättelser och förklaringar: {len(corrections.entries)}.")
    journal.begin("validation")
    try:
        validated = validate(
            received, asked.reference, asked.folders.expectations, asked.params, corrections.released
        )
        journal.begin("outcomes")
        outcomes = build_outcomes(validated, asked.reference, asked.params)
        consolidated = check_consolidated(
            outcomes.outcomes, asked.reference, asked.folders.expectations, wanted
        )
    except GateClosedError as closed:
        closed.record = _completed(asked, closed.record, received, corrections)
        closed.page = str((tell or write_result_page)(asked, closed.record, received))
        raise
    both = GateRecord(
        (*validated.record.results, *consolidated.results),
        (*validated.record.findings, *consolidated.findings),
    )
    record = _completed(asked, both, received, corrections)
    (tell or write_result_page)(asked, record, received)
    for line in _in_words(record):
        journal.note(line)
    return GateResult(validated, outcomes, record, corrections)


def _completed(asked: Asked, record: GateRecord, received: Received, corrections: Corrections) -> GateRecord:
    """The record with large changes to confirm, and with what someone has explained as information.

    Large changes are told to those who can confirm them and not counted in the report: that a number which
    is not shown has moved much would say something of it.
    """
    year, reference = asked.params.year, asked.reference
    moved = unconfirmed(received, reference, year, asked.period)
    findings = told(corrections.explained((*record.findings, *moved), received), received, reference)
    return GateRecord((*record.results, asked_result(moved, reference)), findings)


def _in_words(record: GateRecord) -> Iterator[str]:
    """How many findings of each severity there are, and which warnings, by rule: no values, no places."""
    counted = Counter(finding.severity for finding in record.findings)
    texts = {result.rule_id: result.text for result in record.results}
    yield "Grinden var öppen. " + " ".join(f"{LABELS[name]}: {counted[name]}." for name in LABELS)
    warnings = Counter(one.rule_id for one in record.findings if one.severity == "warning")
    for rule, count in sorted(warnings.items()):
        yield f"Varning {rule}, {count} ställen: {texts.get(rule, '')}"


def corrected(gate: GateResult, reference: Reference) -> pd.DataFrame:
    """How much was corrected, left out and sent again, by committee and rule (`frames.CORRECTIONS`)."""
    texts = {rule.rule_id: rule.text for rule in reference.rules.values()}
    texts |= {result.rule_id: result.text for result in gate.record.results}
    return counts(gate.corrections.entries, gate.validated.received, texts)
