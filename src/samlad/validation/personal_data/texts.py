"""Every text that a committee has written, as places with yes or no per kind of personal data.

The texts themselves stay here: the gate is asked of places, so no rule, message or record can hold one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from samlad.keyed import text_hash
from samlad.reference import Reference
from samlad.validation.frames import typed
from samlad.validation.personal_data.search import CRITICAL, KINDS, Search

PLACE = ("file", "sheet", "row", "form", "year", "period", "committee_id")
COLUMNS = (*PLACE, "source", "field", *KINDS)
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
class Alarm:
    """A place where a personnummer or samordningsnummer seems to stand, and the keyed hash of its text."""

    committee_id: str
    year: int
    period: str
    file: str
    sheet: str
    row: int
    source: str
    field: str
    kontroll: str


def alarms(frames: Mapping[str, pd.DataFrame], reference: Reference, key: bytes) -> tuple[Alarm, ...]:
    """Every such place in the received tables, so that someone can release what is a false alarm."""
    search = Search(reference.contacts)
    return tuple(
        Alarm(
            committee_id=str(place["committee_id"] or ""),
            year=int(place["year"]),
            period=str(place["period"]),
            file=str(place["file"]),
            sheet=str(place["sheet"] or ""),
            row=int(place["row"]),
            source=str(place["source"]),
            field=str(place["field"]),
            kontroll=text_hash(text, key),
        )
        for source, frame in frames.items()
        for place, text, kinds in _found(source, typed(frame), search, reference)
        if CRITICAL in kinds
    )


def texts_frame(frames: Mapping[str, pd.DataFrame], reference: Reference, released: Released) -> pd.DataFrame:
    """One row per written text of the typed frames: `COLUMNS`, where each kind is `ja` or `nej`.

    `source` is the table and `field` the column that it stands in; for «Om rapporten» the named field.
    """
    search = Search(reference.contacts)
    rows = [
        row for source, frame in frames.items() for row in _rows(source, frame, search, reference, released)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    numbers = {"row": "int64", "year": "int64"}
    return frame.astype({name: numbers.get(name, object) for name in COLUMNS})


def _rows(
    source: str, frame: pd.DataFrame, search: Search, reference: Reference, released: Released
) -> Iterator[dict[str, Any]]:
    for place, text, kinds in _found(source, frame, search, reference):
        counted = frozenset() if kinds and released(place, text) else kinds
        yield place | {kind: "ja" if kind in counted else "nej" for kind in KINDS}


def _found(
    source: str, frame: pd.DataFrame, search: Search, reference: Reference
) -> Iterator[tuple[dict[str, Any], str, frozenset[str]]]:
    """Every written text: its place, the text, and the kinds in it that should not be there."""
    about = {column.field for column in reference.layout.about_fields}
    fields = [str(name) for name in frame.columns if _is_text(str(name), frame)]
    for record in frame.to_dict("records"):
        place: dict[str, Any] = {name: record[name] for name in PLACE} | {"source": source}
        end = reference.period_end(int(record["year"]), str(record["period"]))
        for field in fields:
            text = record[field]
            if isinstance(text, str) and not (field == "committee_text" and record["form"] == "xlsx"):
                named = _named(source, field, record, about)
                yield place | {"field": named}, text, search.kinds(text, end) - expected_kinds(named)


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
