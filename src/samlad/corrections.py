"""Known errors in what was received: read from data/corrections/<year>.yaml, and made before the gate.

Each entry says where, what to do, why, who answers for it, and what is expected to stand there; where
something else stands, nothing is built. Received files are never changed. No message holds a value.
"""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from samlad.errors import GateError, ParamsError
from samlad.files import Faults, read_yaml
from samlad.frames import CORRECTIONS, build
from samlad.keyed import files_hash, text_hash
from samlad.rules import CORRECTION, Rules
from samlad.stages import Finding, Received

ACTIONS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "override": (("committee", "table", "field", "expect", "value"), ("item", "sex", "age_group", "rule")),
    "drop": (("committee", "table", "expect"), ("item", "sex", "age_group", "field", "rule")),
    "explain": (("committee", "table", "field", "expect", "rule"), ("item", "sex", "age_group")),
    "leave_out_delivery": (("committee", "kontroll"), ()),
    "release": (("file", "row", "table", "field", "kontroll"), ("sheet",)),
}
"""Action → keys that it must have, and keys that it may have, beside `COMMON` and `PERIOD`."""
COMMON = ("action", "reason", "owner")
PERIOD = ("year", "period")
ITEM_FIELDS = {
    "indicators": "item_id", "activities": "item_id", "goals": "goal_id", "own_indicators": "own_id",
    "own_activities": "own_id", "analysis": "goal_id", "about": "field",
}  # fmt: skip
"""Which column `item` names in each table."""
PLAIN = {"sex": "totalt", "age_group": "alla"}
REVISED = "revised"
"""What the count of files that a newer one has replaced is called, among the actions."""


class CorrectionError(GateError):
    """A correction no longer applies: the source does not hold what it expects."""


@dataclass(frozen=True)
class Correction:
    """One entry; `number` counts from 1 in its file, `where` holds the locator's keys."""

    number: int
    action: str
    year: int
    period: str
    reason: str
    owner: str
    where: Mapping[str, Any]

    @property
    def committee_id(self) -> str:
        """The committee that it is about; "" where it names a file."""
        return str(self.where.get("committee", ""))


def load_corrections(path: Path, year: int) -> tuple[Correction, ...]:
    """Every entry of a year's file; a missing file has none.

    Raises:
        ParamsError: the file cannot be read or an entry is not whole; lists all faults.
    """
    if not path.exists():
        return ()
    faults = Faults()
    content = read_yaml(path, faults)
    if not faults and (set(content) - {"format", "corrections"} or content.get("format") != 1):
        faults.append(f"{path.name}: ska ha format: 1 och corrections, inget annat")
    rows = content.get("corrections") or []
    if not isinstance(rows, list):
        faults.append(f"{path.name}: corrections ska vara en lista")
        rows = []
    entries = [_entry(number, row, year, faults) for number, row in enumerate(rows, start=1)]
    if faults:
        raise ParamsError(
            f"Rättelserna i corrections/{path.name} har {len(faults)} fel.",
            details=faults,
            remedy="rätta posterna som nämns; formatet beskrivs i docs/how-to/rattelser.md.",
        )
    return tuple(entry for entry in entries if entry is not None)


def _entry(number: int, row: Any, year: int, faults: Faults) -> Correction | None:
    place = f"rättelse {number}"
    if not isinstance(row, dict) or row.get("action") not in ACTIONS:
        faults.append(f"{place}: action ska vara något av {', '.join(ACTIONS)}")
        return None
    required, allowed = ACTIONS[row["action"]]
    missing = [key for key in (*COMMON, "period", *required) if row.get(key) is None or row.get(key) == ""]
    faults.extend(
        f"{place}: {key} saknas" for key in missing if key not in ("expect", "value") or key not in row
    )
    known = (*COMMON, *PERIOD, *required, *allowed)
    faults.extend(f"{place}: nyckeln {key} är okänd för {row['action']}" for key in row if key not in known)
    if row.get("table") is not None and row["table"] not in ITEM_FIELDS:
        faults.append(f"{place}: table ska vara något av {', '.join(ITEM_FIELDS)}")
    if row["action"] == "drop" and "field" not in row and not isinstance(row.get("expect"), dict):
        faults.append(f"{place}: utan field ska expect säga vad som väntas i minst ett fält")
    where = {key: value for key, value in row.items() if key not in (*COMMON, *PERIOD)}
    own_year = row.get("year", year)
    return Correction(
        number, row["action"], int(own_year) if str(own_year).isdecimal() else year, str(row.get("period")),
        str(row.get("reason")), str(row.get("owner")), where,
    )  # fmt: skip


@dataclass(frozen=True)
class Corrections:
    """The entries that concern the periods that a report reads, and how to make them.

    Attributes:
        key: the year's secret key, which keyed hashes are made with.
        statuses: codes that a number's place may hold instead of a number.
        rules: the rules that the program itself asks, by id.
    """

    entries: Sequence[Correction]
    key: bytes
    statuses: Sequence[str]
    rules: Rules

    def applied(self, received: Received) -> Received:
        """What was received with every entry made; the input is left as it was.

        Raises:
            CorrectionError: an entry whose place is not there, is not one, or holds something else.
        """
        faults: list[str] = []
        tables = {name: frame.copy() for name, frame in received.tables.items()}
        made = replace(received, tables=tables, deliveries=received.deliveries.copy())
        for entry in self.entries:
            if entry.action == "leave_out_delivery":
                made = self._left_out(entry, made, faults)
        tables = dict(made.tables)
        made = replace(made, tables=tables)
        # A row that is dropped takes its place with it, so cells are mended first.
        for action in ("explain", "override", "drop"):
            for entry in self.entries:
                if entry.action == action:
                    self._mend(entry, made, tables, faults)
        for entry in self.entries:
            if entry.action == "release":
                self._check_release(entry, made, faults)
        if faults:
            rule = self.rules[CORRECTION]
            raise CorrectionError(
                f"{rule.fault.format(count=len(faults))} (Regel: {rule.rule_id})",
                details=faults,
                remedy=rule.remedy,
            )
        return made

    def released(self, place: Mapping[str, Any], text: str) -> bool:
        """Whether an alarm about personal data at a place was released, for exactly this text."""
        return any(
            _at(entry, place) and hmac.compare_digest(str(entry.where["kontroll"]), text_hash(text, self.key))
            for entry in self.entries
            if entry.action == "release"
        )

    def explained(self, findings: Iterable[Finding], received: Received) -> tuple[Finding, ...]:
        """Findings, with the warnings that someone has explained as information.

        An error cannot be explained away: it is mended or the delivery is left out.
        """
        places = {
            (str(frame.loc[row, "file"]), int(str(frame.loc[row, "row"])), str(entry.where["rule"]))
            for entry in self.entries
            if entry.action == "explain"
            for frame in [received.tables[str(entry.where["table"])]]
            for row in _rows(entry, frame)
        }
        return tuple(
            replace(one, severity="info", remedy="Förklarad i data/corrections; ingen åtgärd behövs.")
            if one.severity == "warning" and (one.file, one.row, one.rule_id) in places
            else one
            for one in findings
        )

    def counts(self, received: Received) -> pd.DataFrame:
        """How many entries and replaced files there are (`frames.CORRECTIONS`): no place, value or reason."""
        counted: dict[tuple[int, str, str, str, str], int] = {}
        keys = [
            (one.year, one.period, one.committee_id, str(one.where.get("rule", "")), one.action)
            for one in self.entries
        ]
        keys += [
            (one.year, one.period, committee_id, "", REVISED)
            for one in received.former_files
            for committee_id in _senders(received.former, one.file)
        ]
        for key in keys:
            counted[key] = counted.get(key, 0) + 1
        names = ("year", "period", "committee_id", "rule_id", "action")
        rows = [{**dict(zip(names, key, strict=True)), "count": n} for key, n in counted.items()]
        return build(CORRECTIONS, rows)

    def left_out(self, year: int, period: str) -> frozenset[str]:
        """The committees whose delivery for a period is not accepted."""
        return frozenset(
            one.committee_id
            for one in self.entries
            if one.action == "leave_out_delivery" and (one.year, one.period) == (year, period)
        )

    def delivery_hash(self, received: Received, committee_id: str, year: int, period: str) -> str:
        """The keyed hash of the files that only this committee has sent for a period; "" without any."""
        names = files_of(received, committee_id, year, period)
        digests = [record.sha256 for record in received.files if record.file in names]
        return files_hash(digests, self.key) if digests else ""

    def _left_out(self, entry: Correction, received: Received, faults: list[str]) -> Received:
        known = self.delivery_hash(received, entry.committee_id, entry.year, entry.period)
        if not known or not hmac.compare_digest(known, str(entry.where["kontroll"])):
            faults.append(f"{_name(entry)}: leveransen är inte den som lämnades utanför")
            return received
        names = files_of(received, entry.committee_id, entry.year, entry.period)
        key = {"committee_id": entry.committee_id, "year": entry.year, "period": entry.period}
        return replace(
            received,
            tables={name: _without(frame, key) for name, frame in received.tables.items()},
            deliveries=_without(received.deliveries, key),
            faults=tuple(
                fault
                for fault in received.faults
                if fault.file not in names
                and (fault.committee_id, fault.year, fault.period) != tuple(key.values())
            ),
        )

    def _mend(
        self, entry: Correction, received: Received, tables: dict[str, pd.DataFrame], faults: list[str]
    ) -> None:
        """Make one entry in `tables`, which are those of `received`."""
        table = str(entry.where["table"])
        frame = tables[table]
        rows = _rows(entry, frame)
        if len(rows) != 1:
            faults.append(
                f"{_name(entry)}: {'ingen rad' if not rows else f'{len(rows)} rader'} på den platsen"
            )
            return
        [row] = rows
        field = "value" if table == "about" else entry.where.get("field")
        expected = entry.where["expect"] if field is None else {str(field): entry.where["expect"]}
        unknown = [name for name in expected if name not in frame.columns]
        if unknown:
            faults.append(f"{_name(entry)}: fältet {unknown[0]} finns inte i tabellen {table}")
        elif not all(self._holds(frame, row, name, value) for name, value in expected.items()):
            faults.append(f"{_name(entry)}: källan har inte längre det värde som väntas")
        elif entry.action == "drop" and field is None:
            tables[table] = frame.drop(index=row).reset_index(drop=True)
        elif entry.action != "explain":
            self._write(entry, received, row, str(field), faults)

    def _write(self, entry: Correction, received: Received, row: int, field: str, faults: list[str]) -> None:
        table = str(entry.where["table"])
        frame = received.tables[table]
        value = entry.where["value"] if entry.action == "override" else None
        if not _is_number(frame, field):
            frame.loc[row, field] = "" if value is None else str(value)
            if f"{field}_mark" in frame.columns:
                frame.loc[row, f"{field}_mark"] = "blank" if value is None else ""
        elif isinstance(value, int | float) and not isinstance(value, bool):
            frame.loc[row, field], frame.loc[row, f"{field}_mark"] = float(value), ""
        elif value is None or value in ("blank", *self.statuses):
            frame.loc[row, field], frame.loc[row, f"{field}_mark"] = pd.NA, str(value or "blank")
        else:
            faults.append(f"{_name(entry)}: value ska vara ett tal, blank eller en kod i statuses.csv")
        about = str(entry.where.get("item", ""))
        if table == "about" and about in received.deliveries.columns:
            whose = _same(received.deliveries, entry)
            received.deliveries.loc[whose, about] = "" if value is None else str(value)

    def _holds(self, frame: pd.DataFrame, row: int, field: str, expected: Any) -> bool:
        """Whether a cell holds what is expected: a number, a mark, or a text (or its keyed hash)."""
        found: Any = frame.loc[row, field]
        if _is_number(frame, field):
            if isinstance(expected, int | float) and not isinstance(expected, bool):
                return bool(pd.notna(found)) and abs(float(found) - float(expected)) < 1e-9
            return bool(pd.isna(found)) and str(frame.loc[row, f"{field}_mark"]) == (expected or "blank")
        text = "" if pd.isna(found) else str(found)
        if _words(text) == _words("" if expected is None else str(expected)):
            return True
        return hmac.compare_digest(text_hash(text, self.key), str(expected))

    def _check_release(self, entry: Correction, received: Received, faults: list[str]) -> None:
        table, field = str(entry.where["table"]), str(entry.where["field"])
        column = "value" if table == "about" else "committee_text" if field == "committee" else field
        frame = received.tables[table]
        rows = frame[(frame["file"] == entry.where["file"]) & (frame["row"] == entry.where["row"])]
        texts = rows[column].tolist() if column in frame.columns else []
        if not any(text_hash(str(text), self.key) == entry.where["kontroll"] for text in texts):
            faults.append(f"{_name(entry)}: texten på platsen är inte den som släpptes")


def files_of(received: Received, committee_id: str, year: int, period: str) -> frozenset[str]:
    """The files that hold this committee's delivery for a period and nobody else's, readable or not."""
    key = (committee_id, year, period)
    senders: dict[str, set[tuple[str, int, str]]] = {}
    for frame in received.tables.values():
        whose = zip(frame["committee_id"], frame["year"], frame["period"], strict=True)
        for file, sender in zip(frame["file"], whose, strict=True):
            senders.setdefault(str(file), set()).add((str(sender[0]), int(sender[1]), str(sender[2])))
    for fault in received.faults:
        senders.setdefault(fault.file, {(fault.committee_id, fault.year, fault.period)})
    return frozenset(file for file, whose in senders.items() if whose == {key})


def _senders(tables: Mapping[str, pd.DataFrame], file: str) -> list[str]:
    found = {str(who) for frame in tables.values() for who in frame["committee_id"][frame["file"] == file]}
    return sorted(found - {""})


def _name(entry: Correction) -> str:
    where = entry.where
    place = [
        str(where[key]) for key in ("committee", "file", "table", "item", "row", "field") if key in where
    ]
    return f"rättelse {entry.number} ({entry.action}: {', '.join(place)}, {entry.period} {entry.year})"


def _is_number(frame: pd.DataFrame, field: str) -> bool:
    """Whether a field holds a number or a mark, rather than words."""
    return f"{field}_mark" in frame.columns and pd.api.types.is_numeric_dtype(frame[field])


def _same(frame: pd.DataFrame, entry: Correction) -> pd.Series[bool]:
    return (
        (frame["committee_id"] == entry.committee_id)
        & (frame["year"] == entry.year)
        & (frame["period"] == entry.period)
    )


def _rows(entry: Correction, frame: pd.DataFrame) -> list[int]:
    column = ITEM_FIELDS[str(entry.where["table"])]
    chosen = _same(frame, entry) & (frame[column] == str(entry.where.get("item", "")))
    for name, usual in PLAIN.items():
        if name in frame.columns:
            chosen &= frame[name] == str(entry.where.get(name, usual))
    return [int(row) for row in frame.index[chosen]]


def _without(frame: pd.DataFrame, key: Mapping[str, Any]) -> pd.DataFrame:
    gone = pd.Series(True, index=frame.index)
    for name, value in key.items():
        gone &= frame[name] == value
    return frame[~gone].reset_index(drop=True)


def _at(entry: Correction, place: Mapping[str, Any]) -> bool:
    where = entry.where
    mine = (where["file"], where.get("sheet", ""), where["row"], where["table"], where["field"])
    return mine == (place["file"], place["sheet"] or "", place["row"], place["source"], place["field"])


def _words(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
