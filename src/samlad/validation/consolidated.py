"""Asks the rules of the consolidated table, when all committees are together (after stage 3)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from samlad.reference import Reference
from samlad.stages import GateRecord
from samlad.validation.asking import Asked, Questions, ask, ordered
from samlad.validation.duty import DutyBook
from samlad.validation.frames import typed
from samlad.validation.gate import CONSOLIDATED, close_on_critical, suites_by_table
from samlad.validation.parameters import catalogue_parameters
from samlad.validation.places import Placer
from samlad.validation.suites import read_suites


def check_consolidated(
    outcomes: pd.DataFrame, reference: Reference, suites: Path, periods: tuple[tuple[int, str], ...]
) -> GateRecord:
    """Ask `consolidated.json` of the tidy outcomes of all committees.

    The table may be empty only where no indicator is due in the report's own period, as in a tertial.

    Args:
        outcomes: `Outcomes.outcomes`: indicator_id, year, period, committee_id, committee_kind, sex,
            age_group, numerator, denominator, value, unit, status, duty, file, sheet, row.
        periods: the (year, period) pairs that the report reads, the report's own last.

    Raises:
        SuiteError: the suite is not what it says.
        GateClosedError: something critical was found; a row that broke a rule still names its file.
    """
    read = read_suites(suites)
    suite = suites_by_table(read)[CONSOLIDATED]
    frame = typed(outcomes)
    indicators = reference.programme.indicators
    kinds = {indicator_id: indicator.kind for indicator_id, indicator in indicators.items()}
    frame["kind"] = pd.Series(
        [kinds.get(key) for key in frame["indicator_id"]], index=frame.index, dtype=object
    )
    frame["parts_required"] = "nej"
    days = [
        reference.period_end(int(year), str(period)).isoformat()
        for year, period in zip(frame["year"], frame["period"], strict=True)
    ]
    frame["period_end"] = pd.Series(days, index=frame.index, dtype=object)
    due = any(table == "indicators" for table, *_ in DutyBook(reference).due(*periods[-1]))
    questions = Questions(
        asked={CONSOLIDATED: Asked(suite, frame, may_be_empty=not due)},
        suites=tuple(read.values()),
        parameters=catalogue_parameters(reference, periods),
        placer=Placer(reference, pd.DataFrame(columns=["file"])),
        period=periods[-1],
    )
    answers = ask(questions, [CONSOLIDATED])
    return close_on_critical(GateRecord(answers.results, ordered(answers.findings)), reference)
