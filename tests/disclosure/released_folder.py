"""Writes small released folders by hand, as a run would let them out."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "data" / "codelists"
LIMITS = {"count_low": 1, "count_high": 4, "denominator_min": 21, "survey_answers_min": 10}
CELL = (
    "cell_id", "indicator_id", "year", "period", "committee_id", "committee_kind", "sex", "age_group",
    "numerator", "denominator", "value", "unit", "status", "basis", "n_reported", "n_due", "duty", "note",
    "text",
)  # fmt: skip
OWN = (
    "own_id", "goal_id", "year", "period", "committee_id", "name", "kind", "about_persons", "sex",
    "age_group", "numerator", "denominator", "value", "unit", "status", "text",
)  # fmt: skip
INDICATOR = ("indicator_id", "kind", "parts", "about_persons", "cumulative", "direction")
HIDDEN = ".."
Number = int | str | tuple[int, int] | None


def lists() -> dict[str, list[dict[str, str]]]:
    found = {}
    for name in ("sex", "age_groups", "periods", "statuses"):
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            found[name] = list(csv.DictReader(stream))
    return found


@dataclass
class Folder:
    """A released folder in the making. `..` is a hidden number, a pair is numerator and denominator."""

    path: Path
    indicators: dict[str, dict[str, str]] = field(default_factory=dict)
    cells: list[dict[str, Any]] = field(default_factory=list)
    own: list[dict[str, Any]] = field(default_factory=list)
    others: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    rules: dict[str, Any] = field(
        default_factory=lambda: {"thresholds": LIMITS, "show_zero": True, "applies_to": "about_persons"}
    )

    def indicator(self, name: str, kind: str = "antal", **more: str) -> Folder:
        given = {"parts": "kravs", "about_persons": "ja", "cumulative": "nej", "direction": "hogre", **more}
        self.indicators[name] = {"indicator_id": name, "kind": kind, **given}
        return self

    def cell(
        self, item: str, area: str, number: Number, *, sex: str = "totalt", age: str = "alla",
        year: int = 2024, period: str = "VB", status: str = "", basis: str = "", n: int = 1,
        kind: str = "namnd",
    ) -> Folder:  # fmt: skip
        if item not in self.indicators:
            self.indicator(item, "andel" if isinstance(number, tuple) else "antal")
        whole = area == "stad" or area.startswith("kind:")
        self.cells.append(
            {
                "cell_id": f"{item}/{area}/{year}/{period}/{sex}/{age}",
                "indicator_id": item, "year": year, "period": period, "committee_id": area,
                "committee_kind": area.removeprefix("kind:") if whole else kind,
                "sex": sex, "age_group": age, "basis": basis or ("summerad" if whole else "rapporterad"),
                "n_reported": n, "n_due": n, "duty": "due", **_numbers(number, status),
            }
        )  # fmt: skip
        return self

    def own_indicator(self, name: str, number: Number, *, sex: str = "totalt", **more: str) -> Folder:
        kind = "andel" if isinstance(number, tuple) else "antal"
        self.own.append(
            {
                "own_id": name, "goal_id": "1", "year": 2024, "period": "VB", "committee_id": "ange",
                "name": name, "kind": kind, "about_persons": "", "sex": sex, "age_group": "alla",
                **_numbers(number, ""), **more,
            }
        )  # fmt: skip
        return self

    def lines(self, table: str, **values: Any) -> Folder:
        self.others.setdefault(table, []).append(values)
        return self

    def write(self) -> Path:
        self.path.mkdir(parents=True, exist_ok=True)
        _csv(self.path / "cells.csv", CELL, self.cells)
        _csv(self.path / "own_indicators.csv", OWN, self.own)
        _csv(self.path / "indicators.csv", INDICATOR, list(self.indicators.values()))
        for table, rows in self.others.items():
            _csv(self.path / f"{table}.csv", tuple(rows[0]), rows)
        (self.path / "rules.json").write_text(json.dumps(self.rules), encoding="utf-8")
        (self.path / "codelists.json").write_text(json.dumps(lists()), encoding="utf-8")
        return self.path


def _numbers(number: Number, status: str) -> dict[str, Any]:
    if number == HIDDEN:
        return {"status": status or "suppressed", "text": HIDDEN}
    if number is None:
        return {"status": status or "missing", "text": "saknas"}
    numerator, denominator = number if isinstance(number, tuple) else (number, "")
    return {"status": "shown", "numerator": numerator, "denominator": denominator, "value": numerator}


def _csv(path: Path, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
