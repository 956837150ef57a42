"""What the utredare reads in the house about one run: the gate's findings, unread texts, what was hidden."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from samlad.archive import disk_faults_in_words
from samlad.disclosure import Approved, choices, choices_lines, choices_page, own_hidden, unread_yaml
from samlad.paths import internal_folder, write_text
from samlad.pipeline.asked import Asked
from samlad.stages import GateRecord, Measured, Protected, Received
from samlad.validation import render_result_page

WHY_FEEDBACK_IS_INTERNAL = """Den här mappen får inte lämna huset.
Den säger vad som är fel i det som har lämnats, fil för fil.
"""


def write_result_page(asked: Asked, record: GateRecord, received: Received) -> Path:
    """Write the page that says what was received and what the gate found; give its place."""
    page = render_result_page(
        record, record.findings, asked.reference, asked.params.year, asked.period, received.synthetic
    )
    return _write(asked, asked.result_page, page)


def write_unread(asked: Asked, comments: pd.DataFrame, approved: Approved, *, synthetic: bool) -> None:
    """List the free texts that nobody has approved, ready to be read and approved."""
    mark = str(asked.reference.words["synthetic_mark"]) if synthetic else ""
    text = unread_yaml(comments, approved, asked.reference, asked.params.year, asked.period, mark)
    _write(asked, asked.unread_texts, text)


def write_hidden(
    asked: Asked, measured: Measured, protected: Protected, key: bytes, *, synthetic: bool
) -> tuple[str, ...]:
    """Write the page about what was hidden and what other tables would show; give its lines."""
    year, period, reference = asked.params.year, asked.period, asked.reference
    found = choices(measured, protected, reference, asked.params, period, key=key)
    own = own_hidden(protected.own_indicators, year, period)
    occasion = f"{reference.codelists['periods'].label(period)} {year}"
    mark = str(reference.words["synthetic_mark"]) if synthetic else ""
    _write(asked, asked.hidden_page, choices_page(found, own, reference.words, occasion, mark))
    return tuple(choices_lines(found, own, reference.words))


def _write(asked: Asked, path: Path, text: str) -> Path:
    """Write in the folder that may not leave the house, which is made where it is missing."""
    with disk_faults_in_words(asked.folders.output):
        for folder in (asked.feedback.parent, asked.feedback):
            internal_folder(folder, WHY_FEEDBACK_IS_INTERNAL)
        write_text(path, text)
    return path
