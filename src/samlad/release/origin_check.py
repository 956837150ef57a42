"""Reads origins.csv as a stranger would: it names rows that were sent, and nothing that they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

NAME = "origins.csv"
COLUMNS = ["cell_id", "committee_id", "file", "sheet", "row"]
KEYED = re.compile(r"[0-9a-f]{64}")
SHEET = re.compile(r"[^\W\d_](?:[^\W\d_]|[ -])*|")
ROW = re.compile(r"[1-9][0-9]{0,6}|")
REPORTED = "rapporterad"
ANSWERED = ("shown", "suppressed")

Line = Mapping[str, str]
Numbered = Sequence[tuple[int, Line]]


def origin_faults(
    header: Sequence[str], rows: Numbered, cells: Numbered, ids: frozenset[str]
) -> Iterator[str]:
    """What may not be there, by row; never a value.

    Args:
        rows, cells: lines of origins.csv and cells.csv with their numbers in the file.
        ids: of every released row that origins may be told of.
    """
    if list(header) != COLUMNS:
        yield f"{NAME}: kolumnerna är inte {', '.join(COLUMNS)}"
        return
    for number, row in rows:
        if row["cell_id"] not in ids:
            yield f"{NAME}, rad {number}: ursprunget gäller ingen släppt rad"
        if not KEYED.fullmatch(row["file"]):
            yield f"{NAME}, rad {number}: filen är inte namngiven med sin nycklade hash"
        if not (SHEET.fullmatch(row["sheet"]) and ROW.fullmatch(row["row"])):
            yield f"{NAME}, rad {number}: bladet eller raden är inget som får stå där"
    if rows:
        yield from _uneven(rows, cells)


def _uneven(rows: Numbered, cells: Numbered) -> Iterator[str]:
    """A committee's own cell has one origin, shown or hidden: a difference would tell which it is."""
    counts: dict[str, int] = {}
    for _, row in rows:
        counts[row["cell_id"]] = counts.get(row["cell_id"], 0) + 1
    for number, cell in cells:
        if cell["basis"] == REPORTED and cell["status"] in ANSWERED and counts.get(cell["cell_id"]) != 1:
            yield f"cells.csv, rad {number}: cellen har inte ett ursprung"
