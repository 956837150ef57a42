"""The story of intake: every file of every wanted period, one after another, into one `Received`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from samlad.errors import IntakeError
from samlad.intake.deliveries import gather_deliveries
from samlad.intake.look import incoming_files
from samlad.intake.one_file import FileReader, FileReading
from samlad.intake.reading_process import ReadingProcess
from samlad.intake.tables import TABLE_FORMS, Row, typed_frame
from samlad.intake.values import Values
from samlad.reference import Reference
from samlad.revisions import replaced
from samlad.stages import Received


def receive(incoming: Path, wanted: Sequence[tuple[int, str]], reference: Reference) -> Received:
    """See `samlad.intake.receive`."""
    _check_own_folder(incoming, *wanted[-1])
    readings: list[FileReading] = []
    former: list[FileReading] = []
    with ReadingProcess() as process:
        reader = FileReader(process, Values(reference))
        for year, period in wanted:
            folder = incoming / str(year) / period
            if folder.is_dir():
                paths = incoming_files(folder)
                older = replaced(path.name for path in paths)
                for path in paths:
                    (former if path.name in older else readings).append(reader.read(path, year, period))
    rows = _rows(readings)
    return Received(
        tables=_frames(rows),
        deliveries=gather_deliveries(rows, reference),
        files=tuple(reading.record for reading in readings),
        faults=tuple(finding for reading in readings for finding in reading.findings),
        synthetic=bool(readings) and all(reading.record.synthetic for reading in [*readings, *former]),
        former=_frames(_rows(former)),
        former_files=tuple(reading.record for reading in former),
    )


def _rows(readings: Sequence[FileReading]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {key: [] for key in TABLE_FORMS}
    for reading in readings:
        for key, found in reading.rows.items():
            rows[key] += found
    return rows


def _frames(rows: Mapping[str, Sequence[Row]]) -> dict[str, pd.DataFrame]:
    return {key: typed_frame(rows[key], form.columns, form.numbers) for key, form in TABLE_FORMS.items()}


def _check_own_folder(incoming: Path, year: int, period: str) -> None:
    """The report's own files must be there; earlier years without a folder are simply absent.

    Raises:
        IntakeError: there is no folder, or nothing in it.
    """
    folder = incoming / str(year) / period
    place = f"{incoming.name}/{year}/{period}"
    if not folder.is_dir():
        raise IntakeError(
            f"Mappen {place} finns inte, så det finns inget att rapportera om {year} {period}.",
            remedy=f"skapa mappen {folder} och lägg nämndernas filer där.",
        )
    if not incoming_files(folder):
        raise IntakeError(
            f"Mappen {place} är tom, så det finns inget att rapportera om {year} {period}.",
            remedy=f"lägg nämndernas filer i {folder}.",
        )
