"""Exceptions: cells shown against the rules, each decided by someone, with a reason (disclosure.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samlad.cells import Cell
from samlad.errors import DisclosureError
from samlad.reference import Reference

KEYS = ("cell", "reason", "by", "on", "dnr")
CELL_ID = re.compile(r"[^/]+/[^/]+/(?P<year>\d{4})/(?P<period>[^/]+)/[^/]+/[^/]+")


@dataclass(frozen=True)
class Exempted:
    """One cell that is shown though a rule would hide it: why, who decided it, when (ISO), and the case."""

    cell_id: str
    reason: str
    by: str
    on: str
    dnr: str

    @property
    def occasion(self) -> tuple[int, str]:
        """The year and period of the cell."""
        match = CELL_ID.fullmatch(self.cell_id)
        return (int(match["year"]), match["period"]) if match else (0, "")


def exceptions_of(
    reference: Reference, cells: Iterable[Cell], hidden: Mapping[str, str]
) -> tuple[Exempted, ...]:
    """The exceptions that concern this report: those of its years and periods.

    Args:
        cells: the rows that the table plan publishes.
        hidden: rule by cell id for every row that is sensitive in itself.

    Raises:
        DisclosureError: an entry is not whole, its cell is not published, or no rule hides it; lists all.
    """
    faults: list[str] = []
    given = [
        _entry(number, row, faults)
        for number, row in enumerate(reference.disclosure.get("exceptions") or [], start=1)
    ]
    planned = list(cells)
    occasions = {(cell.year, cell.period) for cell in planned}
    found = tuple(one for one in given if one.occasion in occasions)
    ids = {cell.cell_id for cell in planned}
    for one in found:
        if one.cell_id not in ids:
            faults.append(f"{one.cell_id}: raden finns inte bland dem som redovisas")
        elif one.cell_id not in hidden:
            faults.append(f"{one.cell_id}: ingen regel döljer raden, så undantaget behövs inte")
    twice = len(given) - len({one.cell_id for one in given})
    if twice:
        faults.append(f"{twice} rader har mer än ett undantag")
    if faults:
        raise DisclosureError(
            "Undantagen från skyddet mot röjande går inte att tillämpa.",
            details=faults,
            remedy="rätta eller ta bort posten under exceptions i disclosure.yaml.",
        )
    return found


def _entry(number: int, row: Any, faults: list[str]) -> Exempted:
    whole = isinstance(row, Mapping) and set(row) == set(KEYS) and all(str(row[key]).strip() for key in KEYS)
    if not whole:
        faults.append(f"undantag {number}: ska ha {', '.join(KEYS)}, alla ifyllda och inget annat")
        return Exempted(f"{number}", "", "", "", "")
    if not CELL_ID.fullmatch(str(row["cell"])):
        faults.append(f"undantag {number}: cell ska vara på formen indikator/område/år/period/kön/ålder")
    if not isinstance(row["on"], date):
        faults.append(f"undantag {number}: on ska vara ett datum på formen ÅÅÅÅ-MM-DD")
    return Exempted(*(str(row[key]).strip() for key in KEYS))
