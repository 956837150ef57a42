"""Leaves out a delivery that is not accepted: one committee's, also in a file that several share, or a file.

The entry's `kontroll` is a keyed hash of what it leaves out. What is sent anew no longer agrees with it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import pandas as pd

from samlad.corrections.entries import LEAVE_OUT, Correction
from samlad.keyed import contents_hash
from samlad.stages import Finding, Received

PLACE = ("file", "sheet", "row")
"""Where a row stands says nothing about what was sent, no more than names of cells (`…_cell`) do."""

Whose = tuple[str, int, str]
"""Committee, year and period."""


def left_out(received: Received, entries: Iterable[Correction], key: bytes, faults: list[str]) -> Received:
    """What was received but for what the entries leave out, with the faults in it.

    Args:
        faults: gets a line for each entry that leaves out something else than what is there.
    """
    made = received
    for entry in entries:
        if entry.action == LEAVE_OUT:
            known = file_hash(received, _file(entry), key) or delivery_hash(received, _whose(entry), key)
            if known and hmac.compare_digest(known, str(entry.where["kontroll"])):
                made = _without(made, entry, _files(received, entry))
            else:
                faults.append(f"{entry.name}: leveransen är inte den som lämnades utanför")
    return made


def delivery_hash(received: Received, whose: Whose, key: bytes) -> str:
    """The keyed hash of the files that are one committee's alone, and of its rows in files shared by several.

    Returns:
        64 hexadecimal digits, or "" where the committee has sent nothing.
    """
    rows = [
        hashlib.sha256("\x1f".join([table, *texts]).encode("utf-8")).hexdigest()
        for table, frame in received.tables.items()
        for texts in row_texts(frame[_is(frame, whose) & frame["file"].isin(sorted(received.shared))])
    ]
    return contents_hash([*_digests(received, own_files(received, whose)), *rows], key)


def file_hash(received: Received, file: str, key: bytes) -> str:
    """The keyed hash of one file; "" where it is not there."""
    return contents_hash(_digests(received, [file]), key)


def own_files(received: Received, whose: Whose) -> frozenset[str]:
    """The files that hold one committee's delivery for a period and nobody else's, readable or not."""
    found = {str(file) for frame in received.tables.values() for file in frame.loc[_is(frame, whose), "file"]}
    with_rows = {str(file) for frame in received.tables.values() for file in frame["file"]}
    unreadable = {
        one.file
        for one in received.faults
        if one.file not in with_rows and (one.committee_id, one.year, one.period) == whose
    }
    return frozenset((found | unreadable) - received.shared)


def row_texts(frame: pd.DataFrame) -> list[list[str]]:
    """What each row says, wherever it stands."""
    names = [str(name) for name in frame.columns if name not in PLACE and not str(name).endswith("_cell")]
    return [[f"{name}={row[name]}" for name in names] for row in frame.to_dict("records")]


def _without(received: Received, entry: Correction, files: Collection[str]) -> Received:
    file, whose = _file(entry), _whose(entry)
    gone = {
        name: (frame["file"] == file) if file else _is(frame, whose)
        for name, frame in received.tables.items()
    }
    places = {
        (str(row["file"]), str(row["sheet"]), row["row"])
        for name, frame in received.tables.items()
        for row in frame.loc[gone[name], list(PLACE)].to_dict("records")
    }
    tables = {name: _rest(frame, gone[name]) for name, frame in received.tables.items()}
    return replace(
        received,
        tables=tables,
        deliveries=_deliveries(received.deliveries, tables),
        faults=tuple(one for one in received.faults if not _concerns(one, whose, files, places)),
        cells=tuple(
            cell
            for cell in received.cells
            if cell.file not in files and (cell.committee_id, cell.year, cell.period) != whose
        ),
    )


def _concerns(
    one: Finding, whose: Whose, files: Collection[str], places: Collection[tuple[str, str, object]]
) -> bool:
    about = bool(whose[0]) and (one.committee_id, one.year, one.period) == whose
    return one.file in files or about or (one.row is not None and (one.file, one.sheet, one.row) in places)


def _deliveries(deliveries: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The deliveries of which something is left."""
    names = ["committee_id", "year", "period"]
    left = {key for frame in tables.values() for key in zip(*(frame[name] for name in names), strict=True)}
    keys = zip(*(deliveries[name] for name in names), strict=True)
    return _rest(deliveries, pd.Series([key not in left for key in keys], index=deliveries.index, dtype=bool))


def _rest(frame: pd.DataFrame, gone: pd.Series[bool]) -> pd.DataFrame:
    return frame[~gone].reset_index(drop=True)


def _is(frame: pd.DataFrame, whose: Whose) -> pd.Series[bool]:
    committee_id, year, period = whose
    return (frame["committee_id"] == committee_id) & (frame["year"] == year) & (frame["period"] == period)


def _file(entry: Correction) -> str:
    return str(entry.where.get("file", ""))


def _whose(entry: Correction) -> Whose:
    return (entry.committee_id, entry.year, entry.period)


def _files(received: Received, entry: Correction) -> frozenset[str]:
    return frozenset({_file(entry)}) if _file(entry) else own_files(received, _whose(entry))


def _digests(received: Received, files: Collection[str]) -> list[str]:
    return [record.sha256 for record in received.files if record.file in files]
