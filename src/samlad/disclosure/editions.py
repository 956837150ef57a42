"""What earlier editions have let out: known to every reader for ever."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NUMBERS = ("numerator", "denominator", "value")
Interval = tuple[int, int]
SURVEYED = ("position", "answers", "chosen", "share")


@dataclass(frozen=True)
class PublishedRow:
    """One row of a released `cells.csv`, as it was let out.

    Attributes:
        status: as in `cells.csv`; numbers are None unless it is `shown`.
        committee_kind, basis, duty, n_reported: as in `cells.csv`; they say which sums the row is in.
    """

    status: str
    numerator: float | None
    denominator: float | None
    value: float | None
    committee_kind: str = ""
    basis: str = "rapporterad"
    duty: str = "due"
    n_reported: int = 1


@dataclass(frozen=True)
class Printing:
    """How an edition has printed the counts of rows about persons.

    Attributes:
        base: all of them to the nearest multiple of this; 0 where they are not.
        intervals: the least and the greatest count behind a printed one; others are exact.
        exact: ids of rows that were printed as they are.
    """

    base: int = 0
    intervals: Mapping[int, Interval] = field(default_factory=dict)
    exact: frozenset[str] = frozenset()

    def behind(self, row_id: str, printed: int) -> Interval:
        """The least and the greatest count that can stand behind a printed one."""
        if row_id in self.exact:
            return printed, printed
        if self.base:
            return max(0, printed - self.base // 2), printed + self.base // 2
        return self.intervals.get(printed, (printed, printed))


@dataclass(frozen=True)
class Edition:
    """The rows of one edition or draft that has left the house.

    Attributes:
        rows: by cell id.
        own: rows of committees' own indicators, columns as in `own_indicators.csv`, numbers as float or None.
        surveys: rows of surveys, columns as in `surveys.csv`, numbers as float or None.
        printing: how its counts were printed.
    """

    edition_id: str
    rows: Mapping[str, PublishedRow]
    own: tuple[Mapping[str, Any], ...] = ()
    surveys: tuple[Mapping[str, Any], ...] = ()
    printing: Printing = Printing()


def read_edition(folder: Path, edition_id: str) -> Edition:
    """An edition from the folder with the tables that it let out.

    The register has held every file against its hash before, so a table that is not there was never out.
    """
    rows = {line["cell_id"]: _row(line) for line in _lines(folder / "cells.csv")}
    own = _read(folder / "own_indicators.csv", NUMBERS)
    surveys = _read(folder / "surveys.csv", SURVEYED)
    return Edition(edition_id, rows, own, surveys, _printing(folder / "disclosure.json"))


def _printing(path: Path) -> Printing:
    """From the record let out with the tables; an edition older than such records never rounded."""
    content = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    method = content.get("method") or {}
    intervals = {int(one): (ends[0], ends[1]) for one, ends in (method.get("intervals") or {}).items()}
    exact = frozenset(one["cell_id"] for one in content.get("exceptions") or [])
    return Printing(int(method.get("base") or 0), intervals, exact)


def _read(path: Path, numbers: Sequence[str]) -> tuple[Mapping[str, Any], ...]:
    return tuple(
        {**line, "year": int(line["year"]), **{name: _number(line[name]) for name in numbers}}
        for line in _lines(path)
    )


def _row(line: Mapping[str, str]) -> PublishedRow:
    numerator, denominator, value = (_number(line[name]) for name in NUMBERS)
    return PublishedRow(
        line["status"],
        numerator,
        denominator,
        value,
        line["committee_kind"],
        line["basis"],
        line["duty"],
        int(line["n_reported"] or 0),
    )


def _lines(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)


def _number(text: str) -> float | None:
    return float(text) if text else None
