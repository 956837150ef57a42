"""The story of intake: every file of every wanted period, one after another, into one `Received`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from samlad.codelists import normal
from samlad.errors import IntakeError
from samlad.intake.deliveries import gather_deliveries
from samlad.intake.diary import Diary, is_diary, read_diary
from samlad.intake.look import incoming_files
from samlad.intake.one_file import FileReader, FileReading
from samlad.intake.reading_process import ReadingProcess
from samlad.intake.received_order import received_before
from samlad.intake.tables import TABLE_FORMS, Row, typed_frame
from samlad.intake.values import Values
from samlad.reference import Reference
from samlad.revisions import replaced
from samlad.rules import INTAKE, Rules
from samlad.stages import Finding, Received, RuleResult


def receive(incoming: Path, wanted: Sequence[tuple[int, str]], reference: Reference) -> Received:
    """See `samlad.intake.receive`."""
    _check_own_folder(incoming, *wanted[-1])
    readings: list[FileReading] = []
    former: list[FileReading] = []
    diaries: dict[tuple[int, str], Diary] = {}
    with ReadingProcess() as process:
        reader = FileReader(process, Values(reference))
        for year, period in wanted:
            folder = incoming / str(year) / period
            if folder.is_dir():
                paths = incoming_files(folder)
                if (diary := _diary(folder, year, period, paths, reference)) is not None:
                    diaries[year, period] = diary
                older = replaced(path.name for path in paths)
                for path in paths:
                    (former if path.name in older else readings).append(reader.read(path, year, period))
    before = received_before(readings, diaries)
    former += [one for one in readings if one.record.file in before]
    readings = [one for one in readings if one.record.file not in before]
    rows = _rows(readings)
    findings = tuple(finding for reading in readings for finding in reading.findings)
    findings += tuple(finding for diary in diaries.values() for finding in diary.findings)
    return Received(
        tables=_frames(rows),
        deliveries=gather_deliveries(rows, reference, diaries),
        files=tuple(reading.record for reading in readings),
        faults=findings,
        synthetic=bool(readings) and all(reading.record.synthetic for reading in [*readings, *former]),
        former=_frames(_rows(former)),
        former_files=tuple(reading.record for reading in former),
        rules=_rule_results(findings, reference.rules),
        shared=frozenset(one.record.file for one in [*readings, *former] if _is_shared(one)),
        cells=tuple(cell for reading in readings for cell in reading.cells),
    )


def _diary(folder: Path, year: int, period: str, paths: Sequence[Path], reference: Reference) -> Diary | None:
    """The diary of a period's folder; None where it has none."""
    found = [path for path in sorted(folder.iterdir()) if is_diary(path.name)]
    names = {path.name for path in paths}
    return read_diary(found[0], year, period, names, reference.rules) if found else None


def _is_shared(reading: FileReading) -> bool:
    """Whether a file holds several senders' rows, whoever they are, or is an export that usually does."""
    rows = [row for found in reading.rows.values() for row in found]
    senders = {row["committee_id"] or normal(row["committee_text"]) for row in rows}
    return reading.record.form == "ils" or len(senders) > 1


def _rule_results(findings: Sequence[Finding], rules: Rules) -> tuple[RuleResult, ...]:
    """How each of intake's rules fell out over all files."""
    counts = Counter(finding.rule_id for finding in findings)
    return tuple(
        RuleResult(
            rule_id=rule.rule_id,
            suite="intake",
            table="files",
            severity=rule.severity,
            success=not counts[rule.rule_id],
            count=counts[rule.rule_id],
            text=rule.text,
        )
        for rule in rules.values()
        if rule.rule_id.startswith(INTAKE)
    )


def _rows(readings: Sequence[FileReading]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {key: [] for key in TABLE_FORMS}
    sent_anew = {(one.record.year, one.record.period, one.stands_for) for one in readings if one.stands_for}
    for reading in readings:
        for key, found in reading.rows.items():
            rows[key] += found if reading.record.form != "ils" else _standing(found, sent_anew)
    return rows


def _frames(rows: Mapping[str, Sequence[Row]]) -> dict[str, pd.DataFrame]:
    return {key: typed_frame(rows[key], form.columns, form.numbers) for key, form in TABLE_FORMS.items()}


def _standing(rows: list[Row], sent_anew: set[tuple[int, str, str]]) -> list[Row]:
    """ILS lines but those of a committee that has sent the form that was filled in from them."""
    return [row for row in rows if (row["year"], row["period"], row["committee_id"]) not in sent_anew]


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
