"""Follows a published number of an archived run to the rows it comes from. Reads the run's folder alone."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from samlad.archive.destroying.destroyed import read_note
from samlad.archive.runs import facts_of
from samlad.archive.tracing.trace_ids import Rows, find_id, known_ids
from samlad.errors import UsageError
from samlad.formula_guard import unguarded
from samlad.keyed import file_hash

INTERNAL = "internt"
EXACT = "disclosure/origins.csv"
RELEASED = "released/origins.csv"


@dataclass(frozen=True)
class Origin:
    """One received row behind a number.

    Attributes:
        file: the file's keyed hash; "" where the run has no key to reckon it with.
        name, sha256: of the file, in an internal run; "" in a public one.
        sheet, row: where it stands; "" where that is not told.
        there: the file in the run's folder; None where it is not there, or has been destroyed.
    """

    committee_id: str
    file: str
    name: str
    sha256: str
    sheet: str
    row: str
    there: Path | None = None


@dataclass(frozen=True)
class Traced:
    """A number and its origins, with the run's tables for what else is said of it.

    Attributes:
        destroyed: decision and day, where the received files have been destroyed; "" otherwise.
    """

    number_id: str
    run: ArchivedRun
    origins: tuple[Origin, ...]
    destroyed: str


class ArchivedRun:
    """The parts of a run that a number is followed through."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.facts: dict[str, Any] = facts_of(path)

    @property
    def internal(self) -> bool:
        """Whether it holds what was received, and may not leave the house."""
        return str(self.facts.get("kind", INTERNAL)) == INTERNAL

    @cached_property
    def tables(self) -> Mapping[str, Rows]:
        """The released tables by name."""
        return {path.stem: _rows(path) for path in sorted((self.path / "released").glob("*.csv"))}

    def document(self, name: str) -> Any:
        """A released JSON file."""
        return json.loads((self.path / "released" / f"{name}.json").read_text(encoding="utf-8"))

    @cached_property
    def origins(self) -> Rows:
        """Every row behind every number: all of them in an internal run, those that may be told elsewhere.

        Raises:
            UsageError: the run was made before origins were kept.
        """
        path = self.path / (EXACT if self.internal else RELEASED)
        if not path.is_file():
            raise UsageError(
                f"{self.path.name} är gjord innan talens ursprung sparades, så de kan inte följas.",
                remedy="välj en senare körning. Vad den gjordes av står i input.json.",
            )
        return _rows(path)

    @cached_property
    def received(self) -> Mapping[str, str]:
        """sha256 of each received file by its name; none in a public run."""
        path = self.path / "input.json"
        found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
        return {str(one["file"]): str(one["sha256"]) for one in found}

    @cached_property
    def key(self) -> bytes | None:
        """The year's key, where the run has it."""
        found = sorted((self.path / "hemligt").glob("*")) if self.internal else []
        return found[0].read_bytes().strip() if len(found) == 1 else None


def trace(run: Path, asked: str) -> Traced:
    """Follow one number.

    Raises:
        UsageError: the run has no such number, or does not say where its numbers come from.
        AuditError, ArchiveError: there is no run at the path.
    """
    archived = ArchivedRun(run)
    number_id = find_id(asked, known_ids(archived.tables), str(archived.facts["period"]))
    note = read_note(run) if archived.internal else None
    rows = [row for row in archived.origins if row["cell_id"] in _behind(archived, number_id)]
    destroyed = "" if note is None else f"enligt beslut {note.decision}, {note.day}"
    return Traced(number_id, archived, tuple(_origin(archived, row) for row in rows), destroyed)


def _behind(run: ArchivedRun, number_id: str) -> frozenset[str]:
    """The ids whose rows are behind a number: itself, or each answer that a count of them is made of."""
    item, area, *when = number_id.split("/")
    answers = [
        "/".join((item, row["committee_id"], *when))
        for row in run.tables["activities"]
        if [row["activity_id"], row["year"], row["period"], row["duty"]] == [item, *when, "due"]
        and area in ("stad", f"kind:{row['committee_kind']}")
    ]
    return frozenset(answers or (number_id,))


def _origin(run: ArchivedRun, row: Mapping[str, str]) -> Origin:
    who, sheet, number = row["committee_id"], row["sheet"], row["row"]
    if not run.internal:
        return Origin(who, row["file"], "", "", sheet, number)
    name = row["file"]
    sha256 = run.received.get(name, "")
    keyed = file_hash(sha256, run.key) if run.key is not None and sha256 else ""
    path = run.path / "incoming" / name
    return Origin(who, keyed, name, sha256, sheet, number, path if path.is_file() else None)


def _rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as stream:
        return [{key: unguarded(text) for key, text in row.items()} for row in csv.DictReader(stream)]
