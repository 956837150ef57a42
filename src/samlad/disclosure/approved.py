"""Which free texts someone has read and approved: data/analysis/<year>/godkand.yaml (beslut 14).

An entry names one text by its id and a keyed hash of its words, so that a text that is changed after it was
read is no longer approved, and the file gives nothing away about texts that are withdrawn.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from samlad.errors import DisclosureError
from samlad.files import Faults, read_yaml
from samlad.frames import COMMENTS, build, records
from samlad.keyed import text_hash

KEYS = ("text", "kontroll", "av", "datum")
"""Keys of an entry: id of the text, keyed hash, who read it, and when."""


@dataclass(frozen=True)
class Entry:
    """One approval: the id of a text, the hash of its words, who read it and when (ISO)."""

    comment_id: str
    text_hash: str
    by: str
    on: str


@dataclass(frozen=True)
class Approved:
    """All approvals of a year, with the key that their hashes were made with; none by default."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    key: bytes = b""

    def covers(self, comment_id: str, text: str) -> bool:
        """Whether exactly this text was read and approved."""
        entry = self.entries.get(comment_id)
        return entry is not None and hmac.compare_digest(entry.text_hash, text_hash(text, self.key))

    def of(self, comments: pd.DataFrame) -> pd.DataFrame:
        """The approved rows of a comments frame."""
        return build(
            COMMENTS, (row for row in records(comments) if self.covers(row["comment_id"], row["text"]))
        )


def load_approved(path: Path, key: bytes) -> Approved:
    """Read godkand.yaml; a missing file approves nothing.

    Args:
        path: the file, `format: 1` and `godkanda`: a list of {text, kontroll, av, datum}.
        key: the year's secret key.

    Raises:
        DisclosureError: the file cannot be read or an entry is not whole; lists all.
    """
    if not path.is_file():
        return Approved(key=key)
    faults = Faults()
    content = read_yaml(path, faults)
    if set(content) - {"format", "godkanda"} or content.get("format") != 1:
        faults.append(f"{path.name}: ska ha format: 1 och godkanda, inget annat")
    entries = [
        _entry(number, row, faults) for number, row in enumerate(content.get("godkanda") or [], start=1)
    ]
    twice = len(entries) - len({entry.comment_id for entry in entries})
    if twice:
        faults.append(f"{path.name}: {twice} texter är godkända två gånger")
    if faults:
        raise DisclosureError(
            "Godkännandena av fria texter går inte att läsa.",
            details=faults,
            remedy="rätta godkand.yaml; formatet beskrivs i docs/reference/analys.md.",
        )
    return Approved({entry.comment_id: entry for entry in entries}, key)


def _entry(number: int, row: Any, faults: Faults) -> Entry:
    if (
        not isinstance(row, Mapping)
        or set(row) != set(KEYS)
        or not all(str(row[key]).strip() for key in KEYS)
    ):
        faults.append(f"godkännande {number}: ska ha {', '.join(KEYS)}, alla ifyllda och inget annat")
        return Entry(f"{number}", "", "", "")
    on = row["datum"]
    if not isinstance(on, date):
        faults.append(f"godkännande {number}: datum ska vara på formen ÅÅÅÅ-MM-DD")
    return Entry(str(row["text"]), str(row["kontroll"]), str(row["av"]), str(on))
