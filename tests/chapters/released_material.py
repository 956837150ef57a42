"""A released folder made by hand: its tables as rows, its documents, and how it is written."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samlad import frames, swedish
from samlad.paths import write_text

TEXT = {
    "indicators": "indicator_id goal_id text short_text kind kind_ursprung unit unit_ursprung value_unit "
    "parts "
    "numerator_text numerator_ursprung denominator_text denominator_ursprung about_persons "
    "about_persons_ursprung by_sex by_age split_ursprung cumulative cumulative_ursprung additive "
    "additive_ursprung periods periods_ursprung direction direction_ursprung host_role host_role_ursprung "
    "valid_from valid_to note",
    "activity_texts": "activity_id goal_id text slag slag_ursprung end_date end_ursprung same_as host_role "
    "host_role_ursprung note",
    "goals": "goal_id text regional_goal note",
    "conditions": "condition_id goal_id text",
    "responsibilities": "item_id responsible",
    "ansvar": "ansvar_id responsible text source",
    "organisation": "committee_id name short_name kind parent valid_from valid_to successor ursprung note",
    "kinds": "kind label label_plural label_definite_plural group order",
    "comparison_series": "series_id goal_id title unit publisher source_title source_url area group sex note "
    "status",
    "comparison_values": "series_id year value value_low value_high approximate vintage revised break_before "
    "note",
}
FRAMES: dict[str, tuple[str, ...]] = {
    "cells": (*frames.CELLS, "text"),
    "changes": (*frames.CHANGES, "text"),
    "targets": tuple(frames.TARGETS),
    "attainment": tuple(frames.ATTAINMENT),
    "coverage": tuple(frames.COVERAGE),
    "due": tuple(frames.DUE),
    "activities": tuple(frames.ACTIVITIES),
    "activity_counts": tuple(frames.ACTIVITY_COUNTS),
    "assessments": tuple(frames.ASSESSMENTS),
    "own_indicators": (*frames.OWN_INDICATORS, "text"),
    "own_activities": tuple(frames.OWN_ACTIVITIES),
    "surveys": (*frames.SURVEYS, "text"),
    "plans": tuple(frames.PLANS),
    "plan_senders": tuple(frames.PLAN_SENDERS),
    "plan_goals": tuple(frames.PLAN_GOALS),
    "plan_own": tuple(frames.PLAN_OWN),
    "comments": tuple(frames.COMMENTS),
    "deliveries": tuple(frames.DELIVERIES),
    "origins": tuple(frames.ORIGINS),
    "findings": tuple(frames.FINDINGS),
    "corrections": tuple(frames.CORRECTIONS),
    **{name: tuple(columns.split()) for name, columns in TEXT.items()},
}

INDICATOR = {
    "unit": "skolor", "unit_ursprung": "programmet", "value_unit": "procent", "parts": "kravs",
    "numerator_text": "Skolor med farthinder", "numerator_ursprung": "antagande",
    "denominator_text": "Alla skolor", "denominator_ursprung": "programmet", "about_persons": "nej",
    "by_sex": "nej", "by_age": "nej", "cumulative": "nej", "additive": "ja", "periods": "VB",
    "periods_ursprung": "antagande", "direction": "hogre", "direction_ursprung": "antagande",
    "valid_from": "2021-01-01",
}  # fmt: skip

Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Material:
    """Released tables to be; `rows` by table, `documents` by name."""

    rows: Rows = field(default_factory=lambda: {name: [] for name in FRAMES})
    documents: dict[str, Any] = field(default_factory=dict)

    def add(self, table: str, /, **row: Any) -> None:
        """A row of a table; what is not said is empty."""
        self.rows[table].append(row)

    def cell(
        self, indicator: str, area: str, year: int, parts: tuple[float, float] | None = None, *,
        value: float | None = None, status: str = "shown", sex: str = "totalt", age: str = "alla",
        text: str = "", duty: str = "due", note: str = "",
    ) -> None:  # fmt: skip
        """A released cell; a share from its parts, or a value as it is; without them the status's sign."""
        if parts is not None:
            value = parts[0] / parts[1] * 100
            text = text or swedish.percent(value)
        self.add(
            "cells", cell_id=f"{indicator}/{area}/{year}/VB/{sex}/{age}", indicator_id=indicator, year=year,
            period="VB", committee_id=area, committee_kind="stad" if area == "stad" else "kvarter", sex=sex,
            age_group=age, numerator=parts[0] if parts else "", denominator=parts[1] if parts else "",
            value="" if value is None else value, status=status, duty=duty, note=note,
            basis="summerad" if area == "stad" else "rapporterad",
            text=text or (swedish.number(value) if value is not None else ".."),
        )  # fmt: skip

    def change(
        self, indicator: str, area: str, year: int, change: float, unit: str = "procentenheter"
    ) -> None:
        """The change of a total since the year before."""
        ids = [f"{indicator}/{area}/{when}/VB/totalt/alla" for when in (year, year - 1)]
        self.add("changes", cell_id=ids[0], previous_cell_id=ids[1], change=change, change_unit=unit,
                 text=swedish.signed(change, 1))  # fmt: skip

    def due(self, item: str, kind: str, unit: str, reported: str = "ja", unit_kind: str = "kvarter") -> None:
        """That a unit was to report an item, and whether it did."""
        self.add("due", item_id=item, item_kind=kind, year=2024, period="VB", committee_id=unit,
                 committee_kind=unit_kind, expected="ja", reported=reported)  # fmt: skip

    def write(self, folder: Path) -> Path:
        """Write the folder as release writes it."""
        for name, columns in FRAMES.items():
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(self.rows[name])
        for name, content in self.documents.items():
            write_text(folder / f"{name}.json", json.dumps(content, ensure_ascii=False, indent=1))
        return folder
