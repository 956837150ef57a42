"""Files beside the pages: no number of a hidden row, no row and no sum that is not a released one."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from samlad.disclosure.attacker.counts import HIDDEN
from samlad.disclosure.attacker.pages.anchored import naming, tells
from samlad.disclosure.attacker.pages.knowledge import Allowed
from samlad.disclosure.attacker.pages.numbers import DIGIT
from samlad.disclosure.attacker.verdict import Failure

KEY = ("indicator_id", "committee_id", "year", "period", "sex", "age_group")
NUMBERS = ("numerator", "denominator", "value")
COPIED = ("surveys", "own_indicators")
"""Tables that may be downloaded as they were released."""

BESIDE = ("_id", "year", "order")
"""Columns of numbers that count nobody."""

Line = Mapping[str, str]


def downloads(folder: Path, allowed: Allowed) -> Iterator[Failure]:
    """Every CSV and JSON file below the pages."""
    released = {line["cell_id"]: line for line in allowed.folder.lines("cells")}
    for path in sorted(folder.rglob("*.csv")):
        name = path.relative_to(folder).as_posix()
        copied = allowed.folder.lines(path.stem) if path.stem in COPIED else None
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for number, line in enumerate(csv.DictReader(stream), start=2):
                why = _fault(line, released, allowed) if copied is None else _unlike(line, copied)
                if why:
                    yield Failure(f"{name}, rad {number}", why)
    for path in sorted(folder.rglob("*.json")):
        text = path.read_text(encoding="utf-8")
        names = naming(allowed)
        if names.search(text) and tells(text, names):
            yield Failure(path.relative_to(folder).as_posix(), "en dold rad har ett tal")


def _unlike(line: Line, copied: Sequence[Line]) -> str:
    """Whether a line of a table that is let out as it is is none of the released ones."""
    shared = [name for name in line if name in copied[0]] if copied else []
    there = any(all(line[name] == one[name] for name in shared) for one in copied)
    return "" if there else "raden är ingen släppt rad"


def _fault(line: Line, released: Mapping[str, Line], allowed: Allowed) -> str:
    """Why a line may not be there; "" where it may."""
    if None in line or any(value is None for value in line.values()):
        return "raden har inte filens kolumner"
    if set(KEY) <= set(line):
        return _row(line, released, allowed)
    items = [allowed.items[value] for value in line.values() if value in allowed.items]
    numeric = [value for key, value in line.items() if not key.endswith(BESIDE) and _is_number(value)]
    shown = {number for item in items for number in item.shown}
    if items and "n_due" not in line and any(value not in shown for value in numeric):
        return "ett tal om en indikator med dolda rader är inte släppt"
    return ""


def _row(line: Line, released: Mapping[str, Line], allowed: Allowed) -> str:
    if line["indicator_id"] not in allowed.items:
        return ""
    original = released.get("/".join(line[name] for name in KEY))
    if original is None:
        return "raden är ingen släppt rad"
    if original["status"] in HIDDEN and any(
        DIGIT.search(line.get(name) or "") for name in (*NUMBERS, "text")
    ):
        return "en dold rad har ett tal"
    if any(line.get(name, "") != original[name] for name in NUMBERS if name in line):
        return "talen är inte de släppta"
    unknown = [name for name in line if name not in original and _is_number(line[name])]
    return "raden har ett tal som inte är släppt" if unknown else ""


def _is_number(text: str) -> bool:
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return True
