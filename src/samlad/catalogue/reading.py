"""Reads one edition of the programme from its tables, and holds them against one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from samlad.catalogue.programme import (
    Activity,
    Ansvar,
    Condition,
    Goal,
    IlsMatt,
    Indicator,
    Programme,
    TablePlan,
)
from samlad.files import Faults, read_table, read_yaml

KINDS = ("andel", "antal", "ja_nej", "tal")
DIRECTIONS = ("hogre", "lagre", "ej_bestamd")
SLAG = ("lopande", "avgransad")
AREAS = ("stad", "kind", "committee")
SPLITS = ("totalt", "sex", "age")
PARTS = ("numerator", "denominator", "value", "target_kf", "target_namnd", "forecast", "status")
URSPRUNG = ("programmet", "antagande", "kalla", "")

INDICATOR_COLUMNS = (
    "indicator_id", "goal_id", "text", "short_text", "kind", "kind_ursprung", "unit", "unit_ursprung",
    "value_unit", "parts", "numerator_text", "numerator_ursprung", "denominator_text",
    "denominator_ursprung", "about_persons", "about_persons_ursprung", "by_sex", "by_age",
    "split_ursprung", "cumulative", "cumulative_ursprung", "additive", "additive_ursprung", "periods",
    "periods_ursprung", "direction", "direction_ursprung", "host_role", "host_role_ursprung",
    "valid_from", "valid_to", "note",
)  # fmt: skip
ACTIVITY_COLUMNS = (
    "activity_id", "goal_id", "text", "slag", "slag_ursprung", "end_date", "end_ursprung", "same_as",
    "host_role", "host_role_ursprung", "note",
)  # fmt: skip


def load_programme(folder: Path, faults: Faults) -> Programme:
    """Read one edition; every contradiction within it becomes a fault."""
    facts = read_yaml(folder / "programme.yaml", faults)
    reader = _Reader(folder, faults)
    goals = reader.keyed("goals.csv", ("goal_id", "text", "regional_goal", "note"))
    conditions = reader.keyed("conditions.csv", ("condition_id", "goal_id", "text"))
    indicators = reader.keyed("indicators.csv", INDICATOR_COLUMNS)
    activities = reader.keyed("activities.csv", ACTIVITY_COLUMNS)
    programme = Programme(
        edition=str(facts.get("edition", "")),
        facts=facts,
        goals={key: Goal(**row) for key, row in goals.items()},
        conditions={key: Condition(**row) for key, row in conditions.items()},
        indicators={key: _indicator(row, faults) for key, row in indicators.items()},
        activities={key: _activity(row, faults) for key, row in activities.items()},
        responsibilities=tuple(
            (row["item_id"], row["responsible"])
            for row in reader.rows("responsibilities.csv", ("item_id", "responsible"))
        ),
        tables=tuple(
            TablePlan(row["indicator_id"], row["area"], row["split"])
            for row in reader.rows("tables.csv", ("indicator_id", "area", "split", "reason"))
        ),
        ansvar=tuple(
            Ansvar(**row) for row in reader.rows("ansvar.csv", ("ansvar_id", "responsible", "text", "source"))
        ),
        ils_matt=tuple(
            IlsMatt(**row)
            for row in reader.rows("ils_matt.csv", ("matt", "item_id", "part", "sex", "age_group"))
        ),
    )
    _check(programme, folder, faults)
    return programme


@dataclass(frozen=True)
class _Reader:
    folder: Path
    faults: Faults

    def rows(self, name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
        return read_table(self.folder / name, columns, self.faults)

    def keyed(self, name: str, columns: tuple[str, ...]) -> dict[str, dict[str, str]]:
        result: dict[str, dict[str, str]] = {}
        for row in self.rows(name, columns):
            if row[columns[0]] in result:
                self.faults.append(f"{self.folder.name}/{name}: {row[columns[0]]} finns två gånger")
            result[row[columns[0]]] = row
        return result


def _yes(row: Mapping[str, str], column: str, faults: Faults) -> bool:
    if row[column] not in ("ja", "nej"):
        faults.append(f"indicators.csv, {row['indicator_id']}: {column} ska vara ja eller nej")
    return row[column] == "ja"


def _indicator(row: Mapping[str, str], faults: Faults) -> Indicator:
    place = f"indicators.csv, {row['indicator_id']}"
    _one_of(row["kind"], KINDS, f"{place}: kind", faults)
    _one_of(row["direction"], DIRECTIONS, f"{place}: direction", faults)
    _one_of(row["parts"], ("kravs", "saknas"), f"{place}: parts", faults)
    for column in row:
        if column.endswith("_ursprung"):
            _one_of(row[column], URSPRUNG, f"{place}: {column}", faults)
    return Indicator(
        indicator_id=row["indicator_id"],
        goal_id=row["goal_id"],
        text=row["text"],
        short_text=row["short_text"],
        kind=row["kind"],
        unit=row["unit"],
        value_unit=row["value_unit"],
        parts_required=row["parts"] == "kravs",
        about_persons=_yes(row, "about_persons", faults),
        by_sex=_yes(row, "by_sex", faults),
        by_age=_yes(row, "by_age", faults),
        cumulative=_yes(row, "cumulative", faults),
        additive=_yes(row, "additive", faults),
        periods=tuple(row["periods"].split()),
        direction=row["direction"],
        host_role=row["host_role"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        facts=row,
    )


def _activity(row: Mapping[str, str], faults: Faults) -> Activity:
    _one_of(row["slag"], SLAG, f"activities.csv, {row['activity_id']}: slag", faults)
    return Activity(
        activity_id=row["activity_id"],
        goal_id=row["goal_id"],
        text=row["text"],
        slag=row["slag"],
        end_date=row["end_date"],
        same_as=row["same_as"],
        host_role=row["host_role"],
        facts=row,
    )


def _one_of(value: str, allowed: tuple[str, ...], place: str, faults: Faults) -> None:
    if value not in allowed:
        faults.append(f"{place} är «{value}», men ska vara något av {', '.join(filter(None, allowed))}")


def _check(programme: Programme, folder: Path, faults: Faults) -> None:
    items: dict[str, Indicator | Activity] = {**programme.indicators, **programme.activities}
    for condition in programme.conditions.values():
        if condition.goal_id not in programme.goals:
            faults.append(f"conditions.csv, {condition.condition_id}: målet «{condition.goal_id}» finns inte")
    for item_id, item in items.items():
        if item.goal_id not in programme.goals:
            faults.append(f"{folder.name}, {item_id}: målet «{item.goal_id}» finns inte")
        if not programme.responsible(item_id):
            faults.append(f"responsibilities.csv: ingen är ansvarig för {item_id}")
    named = [("responsibilities.csv", item_id) for item_id, _ in programme.responsibilities]
    named += [("tables.csv", plan.indicator_id) for plan in programme.tables]
    named += [("ils_matt.csv", matt.item_id) for matt in programme.ils_matt]
    named += [
        ("activities.csv, same_as", item.same_as) for item in programme.activities.values() if item.same_as
    ]
    faults.extend(f"{place}: «{item_id}» finns inte" for place, item_id in named if item_id not in items)
    for plan in programme.tables:
        _one_of(plan.area, AREAS, f"tables.csv, {plan.indicator_id}: area", faults)
        _one_of(plan.split, SPLITS, f"tables.csv, {plan.indicator_id}: split", faults)
    for matt in programme.ils_matt:
        _one_of(matt.part, PARTS, f"ils_matt.csv, {matt.matt}: part", faults)
    if len({matt.matt for matt in programme.ils_matt}) != len(programme.ils_matt):
        faults.append("ils_matt.csv: ett måttnamn står två gånger")
