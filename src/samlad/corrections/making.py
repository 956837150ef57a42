"""Makes the entries on what was received, before the gate; received files are never changed."""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from samlad.corrections.entries import ITEM_FIELDS, LEAVE_OUT, Correction
from samlad.corrections.leaving_out import left_out
from samlad.corrections.released_places import texts_at
from samlad.errors import GateError
from samlad.keyed import text_hash
from samlad.rules import CORRECTION, Rules
from samlad.stages import Finding, Received

PLAIN = {"sex": "totalt", "age_group": "alla"}


class CorrectionError(GateError):
    """A correction no longer applies: the source does not hold what it expects."""


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
        made = left_out(made, self.entries, self.key, faults)
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

    def left_out(self, year: int, period: str) -> frozenset[str]:
        """The committees whose delivery for a period is not accepted."""
        return frozenset(
            one.committee_id
            for one in self.entries
            if one.action == LEAVE_OUT and (one.year, one.period) == (year, period)
        )

    def _mend(
        self, entry: Correction, received: Received, tables: dict[str, pd.DataFrame], faults: list[str]
    ) -> None:
        """Make one entry in `tables`, which are those of `received`."""
        table = str(entry.where["table"])
        frame = tables[table]
        rows = _rows(entry, frame)
        if len(rows) != 1:
            faults.append(f"{entry.name}: {'ingen rad' if not rows else f'{len(rows)} rader'} på den platsen")
            return
        [row] = rows
        field = "value" if table == "about" else entry.where.get("field")
        expected = entry.where["expect"] if field is None else {str(field): entry.where["expect"]}
        unknown = [name for name in expected if name not in frame.columns]
        if unknown:
            faults.append(f"{entry.name}: fältet {unknown[0]} finns inte i tabellen {table}")
        elif not all(self._holds(frame, row, name, value) for name, value in expected.items()):
            faults.append(f"{entry.name}: källan har inte längre det värde som väntas")
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
            # A person has said it, in the unit that the field has.
            frame.loc[row, f"{field}_sign"] = "procent"
        elif value is None or value in ("blank", *self.statuses):
            frame.loc[row, field], frame.loc[row, f"{field}_mark"] = pd.NA, str(value or "blank")
        else:
            faults.append(f"{entry.name}: value ska vara ett tal, blank eller en kod i statuses.csv")
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
        texts = texts_at(entry, received)
        if not any(text_hash(text, self.key) == entry.where["kontroll"] for text in texts):
            faults.append(f"{entry.name}: texten på platsen är inte den som släpptes")


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


def _at(entry: Correction, place: Mapping[str, Any]) -> bool:
    where = entry.where
    mine = (where["file"], where.get("sheet", ""), where["row"], where["table"], where["field"])
    return mine == (place["file"], place["sheet"] or "", place["row"], place["source"], place["field"])


def _words(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
