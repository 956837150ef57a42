"""A hand-made city for tests: five districts of which two merge in 2023, a school committee, a company.

Reference data are built in memory, code lists and words come from the checkout; `Reports` builds what the
gate would let through.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from samlad.catalogue import Activity, Condition, Goal, Indicator, Programme, TablePlan
from samlad.codelists import Codelists, load_codelists
from samlad.files import Faults, read_yaml
from samlad.layout import Layout
from samlad.organisation import Committee, Kind, Organisation, Role
from samlad.params import ReportParams
from samlad.reference import SERIES_COLUMNS, VALUE_COLUMNS, Reference
from samlad.stages import FileRecord, Finding, GateRecord, Received, RunFacts, Validated

DATA = Path(__file__).resolve().parents[1] / "data"
DISTRICTS = ("ange", "berga", "dala", "ek", "oster")
MERGED = date(2023, 7, 1)
LIMITS = {"count_low": 1, "count_high": 4, "denominator_min": 21, "survey_answers_min": 10}
DISCLOSURE = {
    "format": 1,
    "thresholds": LIMITS,
    "show_zero": True,
    "sign": "..",
    "applies_to": "about_persons",
    "indicators": {},
    "protection": {
        "k": 3,
        "weights": {"city_total": 16, "kind_total": 8, "city_split": 4, "committee_total": 2, "other": 1},
        "reason": "prov",
    },
    "method": "doljs",
    "methods": {
        "doljs": {"label": "Döljs"},
        "steg": {
            "label": "Steg",
            "note": "Avrundat i steg.",
            "round": [{"from": 1, "to": 2, "as": 0}, {"from": 3, "to": 4, "as": 5}],
        },
        "femtal": {"label": "Femtal", "note": "Avrundat till femtal.", "base": 5},
    },
    "exceptions": [],
    "rules": [{"id": "R1", "text": "Små antal visas inte.", "source": "prov", "reason": "prov"}],
    "internal": "får inte släppas",
}


def params(year: int = 2024, series_from: int = 2021) -> ReportParams:
    period = {"cutoff_date": f"{year + 1}-02-28", "report_date": f"{year + 1}-03-31", "dnr": "PROV 1"}
    return ReportParams.model_validate(
        {
            "format": 1,
            "year": year,
            "programme": "prov",
            "series_from": series_from,
            "sections": ["sammanfattning", "mal", "kvalitet"],
            "periods": {"VB": period, "T1": period},
            "thresholds": LIMITS,
        }
    )


def run_facts(year: int = 2024, *, synthetic: bool = True) -> RunFacts:
    return RunFacts(
        year=year,
        period="VB",
        period_label="hela året",
        stem=str(year),
        report_date=f"{year + 1}-03-31",
        dnr="PROV 1",
        title=f"Samlad uppföljning {year}",
        synthetic=synthetic,
        years=(year - 1, year),
        sections=("mal",),
        edition="prov",
        fingerprint="0" * 64,
        parameters=(("År", str(year)),),
    )


def committee(name: str, short: str, kind: str = "distrikt", **more: Any) -> Committee:
    given = {
        "parent": "",
        "valid_from": date.min,
        "valid_to": None,
        "successor": "",
        "ursprung": "",
        "note": "",
    }
    return Committee(name, f"{short}s nämnd", short, kind, **{**given, **more})


def organisation() -> Organisation:
    gone = {"valid_to": date(2023, 6, 30), "successor": "nya"}
    committees = [
        committee("ange", "Ånge"),
        committee("berga", "Berga"),
        committee("dala", "Dala", **gone),
        committee("ek", "Ek", **gone),
        committee("nya", "Nya", valid_from=MERGED),
        committee("oster", "Öster"),
        committee("skolan", "Skolnämnden", "fack"),
        committee("hus", "Husbolaget", "bolag"),
    ]
    kinds = [
        Kind("distrikt", "distrikt", "distrikt", "distrikten", "namnd", 1),
        Kind("fack", "facknämnd", "facknämnder", "facknämnderna", "namnd", 2),
        Kind("bolag", "bolag", "bolag", "bolagen", "bolag", 3),
    ]
    return Organisation(
        {one.committee_id: one for one in committees},
        {kind.kind: kind for kind in kinds},
        (Role("berga", "vard", date.min, None, "antagande"),),
        {},
    )


def indicator(indicator_id: str, kind: str = "andel", **more: Any) -> Indicator:
    given = {
        "goal_id": indicator_id[0],
        "text": f"Text {indicator_id}",
        "short_text": f"Kort {indicator_id}",
        "kind": kind,
        "unit": "personer",
        "value_unit": "antal" if kind == "antal" else "procent",
        "parts_required": True,
        "about_persons": False,
        "by_sex": True,
        "by_age": True,
        "cumulative": False,
        "additive": True,
        "periods": ("VB",),
        "direction": "hogre",
        "host_role": "",
        "valid_from": "",
        "valid_to": "",
    } | more
    facts = {
        key: "ja" if value is True else "nej" if value is False else str(value)
        for key, value in given.items()
    }
    facts["parts"] = "kravs" if given["parts_required"] else "saknas"
    return Indicator(indicator_id, **given, facts={"indicator_id": indicator_id, **facts})


INDICATORS = (
    indicator("1.I1", about_persons=True, additive=False),
    indicator("1.I2", "antal", about_persons=True, direction="ej_bestamd"),
    indicator("2.I1", unit="skolor", periods=("T1", "VB")),
    indicator("2.I2", "ja_nej", unit="distrikt"),
    indicator("3.I1", parts_required=False, about_persons=True),
    indicator("3.I2", "tal", parts_required=False, value_unit="kronor"),
    indicator("4.I1", "antal", about_persons=True, host_role="vard"),
)


def activity(activity_id: str, slag: str = "lopande", same_as: str = "") -> Activity:
    facts = {"activity_id": activity_id, "goal_id": activity_id[0], "slag": slag, "same_as": same_as}
    return Activity(activity_id, activity_id[0], f"Text {activity_id}", slag, "", same_as, "", facts)


ACTIVITIES = (activity("1.A1"), activity("1.A2", "avgransad"), activity("2.A1", same_as="1.A1"))


def programme(indicators: tuple[Indicator, ...] = INDICATORS) -> Programme:
    areas = [("stad", split) for split in ("totalt", "sex", "age")]
    areas += [("kind", "totalt"), ("committee", "totalt")]
    responsible = [(item.indicator_id, "kind:distrikt") for item in indicators]
    responsible += [("2.I1", "skolan"), ("1.A1", "kind:distrikt"), ("1.A1", "skolan")]
    responsible += [("1.A2", "kind:distrikt"), ("2.A1", "kind:distrikt")]
    return Programme(
        edition="prov",
        facts={"edition": "prov", "title": "Provprogrammet"},
        goals={goal: Goal(goal, f"Mål {goal}", "", "") for goal in "1234"},
        conditions={"1.V1": Condition("1.V1", "1", "Det finns rutiner")},
        indicators={item.indicator_id: item for item in indicators},
        activities={item.activity_id: item for item in ACTIVITIES},
        responsibilities=tuple(responsible),
        tables=tuple(TablePlan(one.indicator_id, area, split) for one in indicators for area, split in areas),
        ansvar=(),
        ils_matt=(),
    )


@cache
def from_checkout() -> tuple[Codelists, Mapping[str, Any]]:
    faults = Faults()
    codelists, words = load_codelists(DATA / "codelists", faults), read_yaml(DATA / "words.yaml", faults)
    assert not faults
    return codelists, words


def reference(**more: Any) -> Reference:
    given = {
        "programme": programme(),
        "organisation": organisation(),
        "codelists": from_checkout()[0],
        "layout": Layout("1", {}, ()),
        "words": from_checkout()[1],
        "disclosure": DISCLOSURE,
        "series": pd.DataFrame([], columns=list(SERIES_COLUMNS), dtype=str),
        "values": pd.DataFrame([], columns=list(VALUE_COLUMNS), dtype=str),
        "sources": {},
    }
    return Reference(**{**given, **more})


Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Reports:
    """What committees have sent; each method adds a row and gives a new object."""

    tables: Mapping[str, Rows] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def value(
        self,
        item_id: str,
        committee_id: str,
        year: int,
        numerator: Any = None,
        denominator: Any = None,
        **more: Any,
    ) -> Reports:
        """One indicator row; a text in place of a number is its mark (`suppressed_by_source`)."""
        numbers = {"numerator": numerator, "denominator": denominator, "value": None, "target": None} | more
        row: dict[str, Any] = {"item_id": item_id, "sex": "totalt", "age_group": "alla", "comment": ""}
        row |= {"target_setter": "", "forecast": None} | numbers
        for name in ("numerator", "denominator", "value", "target"):
            given = row[name]
            row[f"{name}_mark"] = "blank" if given is None else given if isinstance(given, str) else ""
            row[name] = None if isinstance(given, str) else given
        return self.add("indicators", committee_id, year, row)

    def split(
        self, item_id: str, committee_id: str, year: int, **parts: tuple[float, float | None]
    ) -> Reports:
        """Rows for kvinnor and man, and their total."""
        result = self
        for sex, (numerator, denominator) in parts.items():
            result = result.value(item_id, committee_id, year, numerator, denominator, sex=sex)
        n = sum(part[0] for part in parts.values())
        d = (
            None
            if any(part[1] is None for part in parts.values())
            else sum(part[1] or 0 for part in parts.values())
        )
        return result.value(item_id, committee_id, year, n, d)

    def activity(self, item_id: str, committee_id: str, year: int, status: str, comment: str = "") -> Reports:
        row = {"item_id": item_id, "status": status, "status_cell": "", "comment": comment}
        return self.add("activities", committee_id, year, row)

    def own(self, own_id: str, committee_id: str, year: int, **more: Any) -> Reports:
        row: dict[str, Any] = {
            "own_id": own_id,
            "goal_id": "1",
            "name": "Egen",
            "kind": "antal",
            "about_persons": "",
        }
        row |= {"sex": "totalt", "age_group": "alla", "comment": "", "numerator": None, "denominator": None}
        row |= {"value": None} | more
        row |= {f"{name}_mark": "" for name in ("numerator", "denominator", "value")}
        return self.add("own_indicators", committee_id, year, row)

    def survey(
        self, own_id: str, committee_id: str, year: int, answers: float | None, chosen: dict[str, Any],
        **more: Any,
    ) -> Reports:  # fmt: skip
        """A question with its answers on the first row, and how many chose each; a text is a mark."""
        result = self
        names = ("goal_id", "question", "respondents", "conducted", "method", "about_persons", "multiple")
        said = dict.fromkeys(names, "") | {"goal_id": "1", "question": "Hur går det?"} | more
        for place, (alternative, count) in enumerate(chosen.items() or [("", None)]):
            row = {"own_id": own_id, "alternative": alternative, "comment": ""}
            row |= said if not place else dict.fromkeys(names, "")
            for name, number in (("answers", None if place else answers), ("chosen", count), ("share", None)):
                row[name] = None if isinstance(number, str) else number
                row[f"{name}_mark"] = "blank" if number is None else number if isinstance(number, str) else ""
            result = result.add("surveys", committee_id, year, row)
        return result

    def add(
        self, table: str, committee_id: str, year: int, row: dict[str, Any], period: str = "VB"
    ) -> Reports:
        rows = list(self.tables.get(table, []))
        period = row.pop("period", period)
        place = {"file": f"{year}/{period}/{committee_id}.xlsx", "sheet": table, "row": len(rows) + 2}
        place |= {"form": "xlsx", "year": year, "period": period, "committee_id": committee_id}
        return replace(self, tables={**self.tables, table: [*rows, {**place, **row}]})

    def validated(self) -> Validated:
        rows = [row for table in self.tables.values() for row in table]
        pairs = dict.fromkeys((row["year"], row["period"], row["committee_id"]) for row in rows)
        deliveries = [
            {"year": year, "period": period, "committee_id": who, "form": "xlsx", "files": "x.xlsx"}
            | {"reporter": "Anna Andersson", "manager": "Bo Berg", "reported_on": f"{year + 1}-01-10"}
            | {"decision_status": "beslutad", "decision_date": "", "decision_dnr": "", "form_version": "1"}
            for year, period, who in pairs
        ]
        files = [FileRecord(f"{y}/{p}/{c}.xlsx", "0", 1, "xlsx", y, p, True) for y, p, c in pairs]
        tables = {name: pd.DataFrame(rows).convert_dtypes() for name, rows in self.tables.items()}
        received = Received(tables, pd.DataFrame(deliveries), tuple(files), (), True)
        return Validated(received, GateRecord((), self.findings))
