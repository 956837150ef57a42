"""Ready entries for data/corrections: what the utredare has to fill in is the reason and the name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samlad.swedish import listing
from samlad.validation.feedback_facts import Facts
from samlad.validation.large_changes import LargeChange
from samlad.validation.personal_data import Alarm


@dataclass(frozen=True)
class Entry:
    """A ready entry of data/corrections, as YAML, with what it is for."""

    title: str
    text: str


def release_entry(alarm: Alarm, words: Mapping[str, Any]) -> Entry:
    """The entry that releases a false alarm about personal data; `words` are those of words.yaml."""
    row = f"rad {alarm.row}" if alarm.row else "bladets namn"
    place = ", ".join(part for part in (alarm.file, alarm.sheet, row) if part)
    kinds = listing([str(words[f"personal_data_{kind}"]) for kind in alarm.kinds])
    sheet = [f"  sheet: {_quoted(alarm.sheet)}"] if alarm.sheet else []
    lines = [
        "- action: release",
        f"  year: {alarm.year}",
        f"  period: {alarm.period}",
        f"  file: {_quoted(alarm.file)}",
        *sheet,
        f"  row: {alarm.row}",
        f"  table: {alarm.source}",
        f"  field: {alarm.field}",
        f'  kontroll: "{alarm.kontroll}"',
    ]
    return Entry(f"Falskt larm om {kinds}: {place}", _signed(lines))


def leave_out_entry(facts: Facts, year: int, period: str, kontroll: str) -> Entry:
    """The entry that leaves out a delivery that is not accepted."""
    lines = _left_out(year, period, f"  committee: {facts.committee_id}", kontroll)
    return Entry(f"Lämna leveransen utanför: {facts.name}", lines)


def leave_out_file_entry(file: str, year: int, period: str, kontroll: str) -> Entry:
    """The entry that leaves out a file whose sender is not known."""
    return Entry(
        f"Lämna filen utanför: {file}", _left_out(year, period, f"  file: {_quoted(file)}", kontroll)
    )


def confirm_entry(facts: Facts, change: LargeChange) -> Entry:
    """The entry that says that a large change is right, where the committee has confirmed it to someone."""
    finding = change.finding
    lines = [
        "- action: explain",
        f"  year: {finding.year}",
        f"  period: {finding.period}",
        f"  committee: {facts.committee_id}",
        "  table: indicators",
        f"  item: {change.item_id}",
        f"  field: {change.field}",
        f"  expect: {change.stated:.10g}",
        f"  rule: {finding.rule_id}",
    ]
    return Entry(f"Stor förändring bekräftad: {facts.name}, {change.item_id}", _signed(lines))


def _left_out(year: int, period: str, what: str, kontroll: str) -> str:
    lines = ["- action: leave_out_delivery", f"  year: {year}", f"  period: {period}", what]
    return _signed([*lines, f'  kontroll: "{kontroll}"'], "leverans ej godkänd: ")


def _signed(lines: list[str], reason: str = "") -> str:
    return "\n".join([*lines, f'  reason: "{reason}"', '  owner: ""'])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
