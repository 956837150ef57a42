"""Every text that a committee has written, as places with yes or no per kind of personal data.

The texts themselves stay here: the gate is asked of places, so no rule, message or record can hold one.
Which texts there are follows from what was received, not from a list: every text column of every table,
every cell that no table holds, and the names of sheets and files.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from samlad.keyed import text_hash
from samlad.reference import Reference
from samlad.stages import Received
from samlad.validation.frames import typed
from samlad.validation.personal_data.names import Names
from samlad.validation.personal_data.search import CRITICAL, KINDS, NOTHING, Search

PLACE = ("file", "sheet", "row", "form", "year", "period", "committee_id")
IN_NAME = "name"
COLUMNS = (*PLACE, "source", "field", *KINDS, IN_NAME)
CELLS = "cells"
"""The source of cells that no table holds; `field` is the column's letter."""
FILES = "files"
"""The source of files' names."""
SHEET = "sheet"
"""The field that says that the text is the sheet's name; its row is 0."""
CONTACT_FIELDS = ("reporter", "manager")
"""Fields of «Om rapporten» that are to hold a contact; a personnummer is none."""
CASE_FIELDS = ("decision_dnr",)
"""Fields of «Om rapporten» that are to hold a case number."""
_NOT_TEXT = {*PLACE, "stated_year", "stated_period"}

Released = Callable[[Mapping[str, Any], str], bool]
"""Whether what is found in a text at a place (`PLACE`, source, field) has been released as a false alarm."""


def nothing_released(place: Mapping[str, Any], text: str) -> bool:
    """Every alarm counts."""
    return False


@dataclass(frozen=True)
class Found:
    """A written text: its place (`PLACE`, source, field), itself, and the kinds that should not be in it.

    Attributes:
        column: the frame's column that it stands in, where it is a table's.
        position: the frame's row, counted from 0.
    """

    place: Mapping[str, Any]
    text: str
    kinds: frozenset[str]
    column: str = ""
    position: int = 0


@dataclass(frozen=True)
class Alarm:
    """A place where something seems to be personal data, and the keyed hash of its text."""

    committee_id: str
    year: int
    period: str
    file: str
    sheet: str
    row: int
    source: str
    field: str
    kinds: tuple[str, ...]
    kontroll: str


def alarms(
    received: Received, reference: Reference, key: bytes, released: Released = nothing_released
) -> tuple[Alarm, ...]:
    """Every such place that nobody has released, gravest first, so that a false alarm can be.

    A file's name is not among them: it is mended by giving the file another.
    """
    found = [
        one
        for one in every_text(received, reference)
        if one.kinds and one.place["source"] != FILES and not released(one.place, one.text)
    ]
    return tuple(
        Alarm(
            committee_id=str(one.place["committee_id"] or ""),
            year=int(one.place["year"]),
            period=str(one.place["period"]),
            file=str(one.place["file"]),
            sheet=str(one.place["sheet"] or ""),
            row=int(one.place["row"]),
            source=str(one.place["source"]),
            field=str(one.place["field"]),
            kinds=tuple(kind for kind in KINDS if kind in one.kinds),
            kontroll=text_hash(one.text, key),
        )
        for one in sorted(found, key=lambda one: CRITICAL not in one.kinds)
    )


def texts_frame(texts: Iterable[Found], released: Released) -> pd.DataFrame:
    """One row per written text: `COLUMNS`, where each kind is `ja` or `nej`.

    `source` is the table and `field` the column that it stands in; for «Om rapporten» the named field.
    `name` is `ja` where a file's name holds something.
    """
    rows = [_row(one, released) for one in texts]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    numbers = {"row": "int64", "year": "int64"}
    return frame.astype({name: numbers.get(name, object) for name in COLUMNS})


def _row(one: Found, released: Released) -> dict[str, Any]:
    in_name = one.place["source"] == FILES
    counted = NOTHING if in_name or (one.kinds and released(one.place, one.text)) else one.kinds
    kinds = {kind: "ja" if kind in counted else "nej" for kind in KINDS}
    return {**one.place, **kinds, IN_NAME: "ja" if in_name and one.kinds else "nej"}


def every_text(received: Received, reference: Reference) -> Iterator[Found]:
    """Every text of what was received: tables, then cells of no table, then names of sheets and files."""
    search = Search(reference.contacts)
    names = Names(received, reference)
    for source, frame in received.tables.items():
        yield from _in_table(source, typed(frame), search, reference, names)
    for cell in received.cells:
        place = {name: getattr(cell, name) for name in PLACE} | {"source": CELLS, "field": cell.column}
        kinds = search.kinds(cell.text, reference.period_end(cell.year, cell.period))
        yield Found(names.said_at(place), cell.text, kinds)
    yield from _names(received, reference, search, names)


def _in_table(
    source: str, frame: pd.DataFrame, search: Search, reference: Reference, names: Names
) -> Iterator[Found]:
    about = {column.field for column in reference.layout.about_fields}
    fields = [str(name) for name in frame.columns if _is_text(str(name), frame)]
    for position, record in enumerate(frame.to_dict("records")):
        place: dict[str, Any] = {name: record[name] for name in PLACE} | {"source": source}
        place = names.said_at(place)
        end = reference.period_end(int(record["year"]), str(record["period"]))
        for field in fields:
            text = record[field]
            if isinstance(text, str) and not (field == "committee_text" and record["form"] == "xlsx"):
                named = _named(source, field, record, about)
                kinds = search.kinds(text, end) - expected_kinds(named)
                yield Found(place | {"field": named}, text, kinds, field, position)


def _names(received: Received, reference: Reference, search: Search, names: Names) -> Iterator[Found]:
    """The name of every sheet that holds something, once, and of every file."""
    where: dict[tuple[str, str], dict[str, Any]] = {}
    for frame in received.tables.values():
        firsts = frame[list(PLACE)].drop_duplicates(["file", "sheet"])
        for row in firsts.to_dict("records"):
            where[str(row["file"]), str(row["sheet"])] = {name: row[name] for name in PLACE}
    for cell in received.cells:
        where.setdefault((cell.file, cell.sheet), {name: getattr(cell, name) for name in PLACE})
    for (_, sheet), record in where.items():
        if sheet:
            place = {**record, "row": 0, "source": CELLS, "field": SHEET}
            end = reference.period_end(int(record["year"]), str(record["period"]))
            yield Found(names.said_at(place), sheet, search.kinds(sheet, end))
    for one in (*received.files, *received.former_files):
        place = {"file": one.file, "sheet": "", "row": 0, "form": one.form, "year": one.year,
                 "period": one.period, "committee_id": "", "source": FILES, "field": "file"}  # fmt: skip
        yield Found(names.said_at(place), one.file, names.kinds_in_file_name(one.file, one.year, one.period))


def _named(source: str, field: str, record: Mapping[Hashable, Any], about: Collection[str]) -> str:
    """The field as the layout names it; a label that is not ours is received text and no name."""
    if source == "about" and field == "value" and record["field"] in about:
        return str(record["field"])
    return "committee" if field == "committee_text" else field


def _is_text(name: str, frame: pd.DataFrame) -> bool:
    return name not in _NOT_TEXT and not name.endswith(("_mark", "_cell")) and frame[name].dtype == object


def expected_kinds(field: str) -> frozenset[str]:
    """The kinds that a field of «Om rapporten» is there for."""
    if field in CONTACT_FIELDS:
        return frozenset(KINDS) - {CRITICAL}
    return frozenset({"case"}) if field in CASE_FIELDS else frozenset()
