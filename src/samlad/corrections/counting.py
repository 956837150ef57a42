"""Counts what was corrected and what was sent again, for the report: no place, no value, no reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from samlad.corrections.entries import Correction
from samlad.corrections.leaving_out import row_texts
from samlad.frames import CORRECTIONS, build
from samlad.stages import Received

REVISED = "revised"
"""What a file that a newer one has replaced is called, among the actions."""


def counts(entries: Sequence[Correction], received: Received, texts: Mapping[str, str]) -> pd.DataFrame:
    """How many entries and replaced files there are (`frames.CORRECTIONS`), per committee, rule and action.

    A committee's file that is its own counts as revised when it was sent again; a file that it shares with
    others only where its own rows have changed.

    Args:
        received: with the entries made.
        texts: what each rule demands, by id.
    """
    counted = Counter(
        (one.year, one.period, who, str(one.where.get("rule", "")), one.action)
        for one in entries
        for who in [one.committee_id or _whose(received, one)]
    )
    for record in received.former_files:
        senders = _senders(received.former, record.file)
        counted.update(
            (record.year, record.period, who, "", REVISED)
            for who in senders
            if record.file not in received.shared or _changed(received, record.file, who)
        )
    names = ("year", "period", "committee_id", "rule_id", "action")
    rows = [
        {**dict(zip(names, key, strict=True)), "count": n, "text": texts.get(key[3], "")}
        for key, n in counted.items()
    ]
    return build(CORRECTIONS, rows)


def _whose(received: Received, entry: Correction) -> str:
    """The one committee whose row, or whole file, the entry is about; "" where there is none or several."""
    found = set()
    for frame in received.tables.values():
        here = frame["file"] == str(entry.where["file"])
        if "row" in entry.where:
            here &= frame["row"] == entry.where["row"]
        found |= {str(who) for who in frame.loc[here, "committee_id"]}
    found |= {one.committee_id for one in received.faults if one.file == str(entry.where["file"])}
    return found.pop() if len(found) == 1 else ""


def _senders(tables: Mapping[str, pd.DataFrame], file: str) -> list[str]:
    found = {str(who) for frame in tables.values() for who in frame["committee_id"][frame["file"] == file]}
    return sorted(found - {""})


def _changed(received: Received, file: str, committee_id: str) -> bool:
    """Whether a committee's rows of a replaced file are not the same in what now counts."""
    return any(
        not _rows(former[former["file"] == file], committee_id) <= _rows(received.tables[name], committee_id)
        for name, former in received.former.items()
    )


def _rows(frame: pd.DataFrame, committee_id: str) -> set[str]:
    own = frame[frame["committee_id"] == committee_id]
    return {repr(texts) for texts in row_texts(own)}
