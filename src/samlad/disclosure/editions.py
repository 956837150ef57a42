"""What earlier editions have let out: known to every reader for ever."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NUMBERS = ("numerator", "denominator", "value")
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
class Edition:
    """The rows of one edition or draft that has left the house.

    Attributes:
        rows: by cell id.
        own: rows of committees' own indicators, columns as in `own_indicators.csv`, numbers as float or None.
        surveys: rows of surveys, columns as in `surveys.csv`, numbers as float or None.
    """

    edition_id: str
    rows: Mapping[str, PublishedRow]
    own: tuple[Mapping[str, Any], ...] = ()
    surveys: tuple[Mapping[str, Any], ...] = ()


def read_edition(folder: Path, edition_id: str) -> Edition:
    """An edition from the folder with the tables that it let out.

    The register has held every file against its hash before, so a table that is not there was never out.
    """
    rows = {line["cell_id"]: _row(line) for line in _lines(folder / "cells.csv")}
    own = _read(folder / "own_indicators.csv", NUMBERS)
    return Edition(edition_id, rows, own, _read(folder / "surveys.csv", SURVEYED))


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
