"""The edition that counts: who approved it and when, and what it changed of the edition before.

Pages and open data say it; tables and chapters don't, since a draft and its edition are made of the same.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from samlad.formula_guard import unguarded
from samlad.frames import TEXT, build, csv_text

CHANGES = "andringar.csv"
"""The changes from edition to edition: at the top of a run, and among the open data."""
COLUMNS = ("edition", "approved_on", "reason", "section", "place", "id", "before", "after")
OF_EDITION = "utgava"
"""`section` of the row that says that an edition was made; the others are parts of a comparison."""


@dataclass(frozen=True)
class Edition:
    """One edition.

    Attributes:
        id: such as `2024-u1`; `number` is the last part of it.
        approved_by: name and role, as the utredare wrote them.
        approved_on: the day, ISO.
        reason: why an earlier edition is corrected; "" in the first one.
        changes: rows of `andringar.csv` for this edition and all before it, the first one first.
    """

    id: str
    number: int
    approved_by: str
    approved_on: str
    dnr: str
    reason: str = ""
    changes: tuple[Mapping[str, str], ...] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """What `run.json` says of it."""
        return {key: value for key, value in asdict(self).items() if key != "changes"}

    @property
    def replaces(self) -> Mapping[str, str] | None:
        """The row of the edition before; None for the first one."""
        made = [row for row in self.changes if row["section"] == OF_EDITION and row["edition"] != self.id]
        return made[-1] if made else None

    @property
    def counts(self) -> dict[str, int]:
        """How many changes there are since the edition before, by section, in the order of the rows."""
        own = [row["section"] for row in self.changes if row["edition"] == self.id]
        return {name: count for name, count in Counter(own).items() if name != OF_EDITION}


def sealed_edition(run: Path) -> Edition | None:
    """The edition that a sealed run is; None for a draft."""
    facts = json.loads((run / "run.json").read_text(encoding="utf-8")).get("edition")
    if facts is None:
        return None
    with (run / CHANGES).open(encoding="utf-8", newline="") as stream:
        rows = [{key: unguarded(text) for key, text in row.items()} for row in csv.DictReader(stream)]
    return Edition(**facts, changes=tuple(rows))


def changes_csv(edition: Edition) -> str:
    """The edition's changes as a run keeps them."""
    return csv_text(build(dict.fromkeys(COLUMNS, TEXT), edition.changes))
