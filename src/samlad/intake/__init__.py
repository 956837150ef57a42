"""Intake: received files → `Received`, cell by cell, with what could not be read as findings (stage 1).

Stays light: the process that opens workbooks imports this package, and must not load pandas.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samlad.reference import Reference
    from samlad.stages import Received


def receive(incoming: Path, wanted: Sequence[tuple[int, str]], reference: Reference) -> Received:
    """Read every file of the wanted periods.

    A file that cannot be read, a sheet or heading that is not there, and a row that may be shifted become
    findings of `Received.faults`; the other files go on being read. Whether figures may be built on the
    rest is the gate's matter.

    Args:
        incoming: the folder with <year>/<period>/ in it; files there are never changed.
        wanted: (year, period) pairs, the report's own last. Folders of earlier years may be missing.
        reference: code lists, names, layout and mått that files are read with.

    Returns:
        Tables about, indicators, activities, goals, own_indicators, own_activities, surveys and analysis. All
        begin with file, sheet, row, form, year, period (the folder's), stated_year, stated_period (the file's
        own), committee_text and committee_id ("" when unknown). Then
        about: field, value;
        indicators: item_id, comment, sex, age_group, target_setter, and for numerator, denominator, value,
        target and forecast X: X (Float64), X_mark, X_cell and X_sign;
        activities: item_id, comment, status, status_cell, status_mark;
        goals: goal_id, reason, assessment, assessment_cell, assessment_mark;
        own_indicators: own_id, goal_id, name, kind, comment, about_persons, sex, age_group, and X, X_mark,
        X_cell, X_sign for numerator, denominator and value;
        own_activities: own_id, goal_id, name, comment, status, status_cell, status_mark;
        surveys: one row per alternative of a question: own_id, goal_id, question, respondents, conducted,
        alternative, comment, method, about_persons, multiple, and X, X_mark, X_cell for answers, chosen and
        share; what is said of the question may stand on its first row alone;
        analysis: goal_id, ansvar_id (the duty that a short form asks about), text.
        Coded fields hold a code when the text was recognised, else the text as written. X_mark is "" where
        there is a number, else blank, invalid, error_cell, uncalculated or a code of statuses.csv; of a
        coded field "", blank, error_cell or uncalculated (`..` stays there as written). A share
        is 0–100 where its cell says percent, else as written; X_sign is procent where the cell or the heading
        says percent, else "".

    Raises:
        IntakeError: the report's own folder is missing or empty.
    """
    # Imported here since the reading process imports this package too.
    from samlad.intake.reception import receive as read_all

    return read_all(incoming, wanted, reference)
