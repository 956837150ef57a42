"""The diary of a period: when each file was received, from whom, and its handlingsnummer. No report file.

The utredare or the registrar writes `diarium.csv` beside the received files; a period may be without one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samlad.codelists import normal
from samlad.intake.faults import FileFaults, Place
from samlad.intake.look import DIARIES
from samlad.intake.refusals import Refused
from samlad.intake.text_reader import decode
from samlad.rules import Rules
from samlad.stages import Finding

HEADINGS = {
    "fil": "file", "mottagen": "received_on", "avsändare": "sender", "handlingsnummer": "document_number",
}  # fmt: skip
_LARGEST = 1_000_000
"""Bytes: 2 000 files with a line of 200 characters each, and more."""


@dataclass(frozen=True)
class Entry:
    """One line: `received_on` is an ISO date or "", `sender` a person or a role, which is never released."""

    received_on: str
    sender: str
    document_number: str


@dataclass(frozen=True)
class Diary:
    """The entries of one period by file name, and what was wrong with them."""

    entries: Mapping[str, Entry]
    findings: tuple[Finding, ...] = ()


def is_diary(name: str) -> bool:
    """Whether a file of a period's folder is its diary."""
    return name.casefold() in DIARIES


def read_diary(path: Path, year: int, period: str, files: Collection[str], rules: Rules) -> Diary:
    """Read a period's diary; what is wrong in it is said and never stops anything else.

    Args:
        files: the names of the period's received files.
    """
    faults = FileFaults(f"{year}/{period}/{path.name}", year, period, rules)
    try:
        rows = _rows(path)
    except (OSError, Refused, csv.Error):
        rows = None
    if rows is None:
        faults.add("intake-diary-unreadable")
        return Diary({}, faults.signed(""))
    entries: dict[str, Entry] = {}
    for number, row in rows:
        place = Place(row=number)
        if row["file"] not in files:
            faults.add("intake-diary-file", place)
            continue
        if row["file"] in entries:
            faults.add("intake-diary-twice", place)
            continue
        if not _is_date(row["received_on"]):
            faults.add("intake-diary-date", place)
        received_on = row["received_on"] if _is_date(row["received_on"]) else ""
        entries[row["file"]] = Entry(received_on, row["sender"], row["document_number"])
    for _ in sorted(set(files) - set(entries)):
        faults.add("intake-diary-missing")
    return Diary(entries, faults.signed(""))


def _rows(path: Path) -> list[tuple[int, dict[str, str]]] | None:
    """Rows by our names, with their numbers; None where the headings are not those of a diary."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
        return None
    text = decode(path.read_bytes())
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    headings = [HEADINGS.get(normal(cell), "") for cell in lines[0]] if lines else []
    if sorted(filter(None, headings)) != sorted(HEADINGS.values()):
        return None
    return [
        (number, {name: cell.strip() for name, cell in zip(headings, line, strict=False) if name})
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line) and len(line) >= len(headings)
    ]


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
