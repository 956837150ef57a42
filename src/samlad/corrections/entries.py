"""The entries of data/corrections/<year>.yaml: what each may say, and reading them with all their faults."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samlad.errors import ParamsError
from samlad.files import Faults, read_yaml

LEAVE_OUT = "leave_out_delivery"
ACTIONS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "override": (("committee", "table", "field", "expect", "value"), ("item", "sex", "age_group", "rule")),
    "drop": (("committee", "table", "expect"), ("item", "sex", "age_group", "field", "rule")),
    "explain": (("committee", "table", "field", "expect", "rule"), ("item", "sex", "age_group")),
    LEAVE_OUT: (("kontroll",), ("committee", "file", "rule")),
    "release": (("file", "row", "table", "field", "kontroll"), ("sheet",)),
}
"""Action → keys that it must have, and keys that it may have, beside `COMMON` and `PERIOD`."""
COMMON = ("action", "reason", "owner")
PERIOD = ("year", "period")
ITEM_FIELDS = {
    "indicators": "item_id", "activities": "item_id", "goals": "goal_id", "own_indicators": "own_id",
    "own_activities": "own_id", "surveys": "own_id", "analysis": "goal_id", "about": "field",
    "plan_indicators": "item_id", "plan_activities": "item_id", "plan_goals": "goal_id",
    "plan_own_indicators": "own_id", "plan_own_activities": "own_id",
}  # fmt: skip
"""Which column `item` names in each table."""
REMEDY = "rätta posterna som nämns; formatet beskrivs i docs/how-to/rattelser.md."


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

    @property
    def name(self) -> str:
        """How a message names the entry: its number, action and place, no value."""
        keys = ("committee", "file", "table", "item", "row", "field")
        place = [str(self.where[key]) for key in keys if key in self.where]
        return f"rättelse {self.number} ({self.action}: {', '.join(place)}, {self.period} {self.year})"


def load_corrections(path: Path, year: int, rules: Collection[str]) -> tuple[Correction, ...]:
    """Every entry of a year's file; a missing file has none.

    Args:
        rules: the ids of all rules; an entry can name no other, since what it names is printed.

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
    faults.extend(
        f"rättelse {one.number}: regeln finns inte; alla står i docs/reference/regler.md"
        for one in entries
        if one is not None and "rule" in one.where and one.where["rule"] not in rules
    )
    if faults:
        raise ParamsError(
            f"Rättelserna i corrections/{path.name} har {len(faults)} fel.", details=faults, remedy=REMEDY
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
    faults.extend(f"{place}: {fault}" for fault in _doubts(row))
    where = {key: value for key, value in row.items() if key not in (*COMMON, *PERIOD)}
    own_year = row.get("year", year)
    return Correction(
        number, row["action"], int(own_year) if str(own_year).isdecimal() else year, str(row.get("period")),
        str(row.get("reason")), str(row.get("owner")), where,
    )  # fmt: skip


def _doubts(row: Mapping[str, Any]) -> list[str]:
    """What keys say against one another."""
    doubts = []
    if row.get("table") is not None and row["table"] not in ITEM_FIELDS:
        doubts.append(f"table ska vara något av {', '.join(ITEM_FIELDS)}")
    if row["action"] == "drop" and "field" not in row and not isinstance(row.get("expect"), dict):
        doubts.append("utan field ska expect säga vad som väntas i minst ett fält")
    if row["action"] == LEAVE_OUT and ("committee" in row) == ("file" in row):
        doubts.append("ska ha antingen committee eller file")
    return doubts
