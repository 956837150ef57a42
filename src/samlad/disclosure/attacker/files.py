"""Reads what was let out: CSV and JSON of one released folder, as any reader can."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samlad.errors import DisclosureError

Line = Mapping[str, str]
RULES = ("disclosure.json", "rules.json")
"""Where an edition says which rules were in force; the second name is that of older editions."""


@dataclass(frozen=True)
class Folder:
    """One released folder.

    Attributes:
        name: the edition's name, or "" for the tables under attack.
        rules: thresholds and method as they were let out.
        codes: code lists by name.
    """

    path: Path
    name: str
    rules: Mapping[str, Any]
    codes: Mapping[str, list[Line]]

    def lines(self, table: str) -> list[Line]:
        """Rows of a CSV file; none where the file is not there."""
        path = self.path / f"{table}.csv"
        if not path.is_file():
            return []
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))


def read_folder(path: Path, name: str = "") -> Folder:
    """Open a released folder.

    Raises:
        DisclosureError: it has no cells, code lists or rules, so nothing can be tried against it.
    """
    rules = next((path / one for one in RULES if (path / one).is_file()), None)
    lacking = [one for one in ("cells.csv", "codelists.json") if not (path / one).is_file()]
    if rules is None or lacking:
        raise DisclosureError(
            f"De släppta tabellerna går inte att pröva: {', '.join(lacking or RULES[:1])} saknas.",
            remedy="kör rapporten på nytt. Saknas filen igen, anmäl felet.",
        )
    return Folder(path, name, _json(rules), _json(path / "codelists.json"))


def whole(text: str) -> int | None:
    """A count as written; None where there is none, or it is not a whole number."""
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number == int(number) else None


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
