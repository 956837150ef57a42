"""Which workbook of a committee stands, where the diary says that another was received later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from samlad.intake.diary import Diary
from samlad.intake.look import WORKBOOKS
from samlad.intake.one_file import FileReading


def received_before(
    readings: Sequence[FileReading], diaries: Mapping[tuple[int, str], Diary]
) -> frozenset[str]:
    """Files that a workbook of the same committee and period, received on a later day, replaces.

    Only where every one of them has its own day in the diary: two of the same day, or one without a day,
    have no order between them, and the gate refuses them. CSV tables are one delivery in several files, and
    a file with several committees' rows is nobody's whole delivery; for both the order stands in the names.
    """
    groups: dict[tuple[int, str, str], dict[str, str]] = {}
    for one in readings:
        committee_id = _sender(one)
        if one.record.form in WORKBOOKS and committee_id:
            key = (one.record.year, one.record.period, committee_id)
            groups.setdefault(key, {})[one.record.file] = _day(one, diaries)
    return frozenset(file for days in groups.values() for file in _earlier(days))


def _earlier(days: Mapping[str, str]) -> Iterable[str]:
    ordered = len(set(days.values())) == len(days) and all(days.values())
    return [file for file, day in days.items() if day < max(days.values())] if ordered else []


def _sender(reading: FileReading) -> str:
    """The one committee that a file's rows come from, or ""."""
    found = {row["committee_id"] for rows in reading.rows.values() for row in rows}
    return str(found.pop()) if len(found) == 1 else ""


def _day(reading: FileReading, diaries: Mapping[tuple[int, str], Diary]) -> str:
    diary = diaries.get((reading.record.year, reading.record.period))
    entry = diary.entries.get(PurePosixPath(reading.record.file).name) if diary else None
    return entry.received_on if entry else ""
