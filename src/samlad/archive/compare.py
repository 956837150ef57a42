"""Two versions of what a run made, held against each other: which files differ, where, and how.

Used by the audit: the sealed files on one side, the same files made again on the other.
"""

from __future__ import annotations

import csv
import difflib
import io
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from samlad.archive.manifest import MANIFEST, SIGNATURE, digest, files_in

LOG, TIMES = "logg.txt", "tider.json"
NOT_COMPARED = (TIMES, LOG, MANIFEST, SIGNATURE)
"""Files of a run that two runs of one recipe need not have in common (ARCHITECTURE §7)."""
MOST_PLACES = 20
"""Places told per file; a reader who needs more opens the two files."""
KEYS = ("cell_id", "own_id", "item_id", "indicator_id", "activity_id", "committee_id")
"""Columns that name a row to a reader, the first that a table has."""
EXCERPT = 120


@dataclass(frozen=True)
class Place:
    """One difference inside a file: where (row and column, or line), and what stood there before and now."""

    where: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """A file that differs: `saknas` (not made again), `ny` (was not sealed) or `andrad`, with its places.

    `more` is how many places there are beside those that are told.
    """

    file: str
    kind: str
    places: tuple[Place, ...] = ()
    more: int = 0


Wanted = Callable[[str], bool]
"""Whether a file of a run, named relative to it, is to be compared."""


def differences(sealed: Path, again: Path, wanted: Wanted) -> tuple[Difference, ...]:
    """Every wanted file that isn't the same bytes in both, in the order of names.

    Args:
        sealed: the run.
        again: a folder laid out in the same way, made again.
    """
    return tuple(_differences(sealed, again, wanted))


def compared(sealed: Path, wanted: Wanted) -> int:
    """How many sealed files are wanted."""
    return sum(wanted(name) for name in files_in(sealed))


def _differences(sealed: Path, again: Path, wanted: Wanted) -> Iterator[Difference]:
    before, after = ({name for name in files_in(folder) if wanted(name)} for folder in (sealed, again))
    for name in sorted(before | after):
        if name not in after:
            yield Difference(name, "saknas")
        elif name not in before:
            yield Difference(name, "ny")
        elif digest(sealed / name) != digest(again / name):
            yield _changed(name, sealed / name, again / name)


def _changed(file: str, before: Path, after: Path) -> Difference:
    try:
        old, new = before.read_text(encoding="utf-8"), after.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return Difference(file, "andrad", (Place("filen är inte text", "", ""),))
    places = list(_rows(old, new) if file.endswith(".csv") else _lines(old, new))
    return Difference(file, "andrad", tuple(places[:MOST_PLACES]), max(0, len(places) - MOST_PLACES))


def _rows(old: str, new: str) -> Iterator[Place]:
    """Cells of a table that differ, named by their row's id and their column."""
    before, after = _table(old), _table(new)
    for name in [*before, *(name for name in after if name not in before)]:
        one, other = before.get(name), after.get(name)
        if one is None or other is None:
            yield Place(name, "raden finns" if one else "", "raden finns" if other else "")
            continue
        for column in dict.fromkeys((*one, *other)):
            if one.get(column, "") != other.get(column, ""):
                yield Place(f"{name}, kolumn {column}", one.get(column, ""), other.get(column, ""))


def _table(text: str) -> dict[str, dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    columns = rows[0].keys() if rows else ()
    key = next((one for one in KEYS if one in columns), "")
    named: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows, start=2):
        name = row.get(key) or f"rad {number}"
        named[name if name not in named else f"{name} (rad {number})"] = row
    return named


def _lines(old: str, new: str) -> Iterator[Place]:
    one, other = old.splitlines(), new.splitlines()
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            yield Place(f"rad {first + 1}", *_around(" ".join(one[first:last]), " ".join(other[start:end])))


def _around(before: str, after: str) -> tuple[str, str]:
    """The parts of two lines where they begin to differ, short enough to read."""
    same = len(list(itertools.takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))))
    start = max(0, same - EXCERPT // 3)
    return before[start : start + EXCERPT], after[start : start + EXCERPT]
