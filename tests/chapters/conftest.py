"""A small released folder made by hand, about a city that is not: other words, other units, other questions.

The words and code lists are the checkout's own with every word of its city exchanged, so that a word of
that city on a page made from this folder can only have come out of code or notebooks.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from samlad import frames, swedish
from samlad.chapters import Chapter, open_chapter
from samlad.paths import write_text

CHECKOUT = Path(__file__).parents[2]
EXCHANGED = (
    ("Stockholms stad", "Granby köping"), ("Stockholms", "Granbys"), ("Stockholm", "Granby"),
    ("Socialnämnd", "Trivselgille"), ("socialnämnd", "trivselgille"),
    ("stadsdelsnämnd", "kvarter"),
    ("nämnd", "krets"), ("Nämnd", "Krets"), ("Hela staden", "Hela köpingen"),
    ("hela staden", "hela köpingen"),
    ("staden", "köpingen"), ("stadens", "köpingens"), ("kommunfullmäktige", "storrådet"), ("våld", "oväsen"),
    ("Våld", "Oväsen"), ("stadsdelar", "kvarter"), ("bolag", "bod"), ("Kolada", "Källan"),
)  # fmt: skip
FORBIDDEN = ("Stockholm", "nämnd", "Nämnd", "stadsdel", "Kolada", "våld", "Våld", "kommunfullmäktige")
"""Words that no page of this city may hold."""

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


def exchanged(text: str) -> str:
    """The text with the checkout's city exchanged for another."""
    for ours, theirs in EXCHANGED:
        text = text.replace(ours, theirs)
    return text


def documents(title: str, years: list[int], *, synthetic: bool) -> dict[str, Any]:
    """words, codelists, programme, disclosure, analysis and run, as release gives them."""
    words = YAML(typ="safe").load((CHECKOUT / "data" / "words.yaml").read_text(encoding="utf-8"))
    codelists = {}
    for path in sorted((CHECKOUT / "data" / "codelists").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            codelists[path.stem] = [{key: exchanged(cell) for key, cell in row.items()}
                                    for row in csv.DictReader(stream)]  # fmt: skip
    return {
        "words": {key: exchanged(str(text)) for key, text in words.items()},
        "codelists": codelists,
        "programme": {"title": title, "valid_from": "2021-01-01", "valid_to": "2025-12-31",
                      "status": "antaget", "vision": "Alla kommer fram.", "target_groups": ["Barn på väg"],
                      "violence_types": [{"name": "Buller", "text": "Ljud som stör."}],
                      "not_measured": ["Cyklar i mörker"]},
        "disclosure": {"sign": "..",
                       "thresholds": {"count_low": 1, "count_high": 4, "survey_answers_min": 10},
                  "rules": [{"id": "R1", "text": "Antal {count_low}–{count_high} visas som {sign}.",
                             "source": "Köpingen", "reason": "Få kan kännas igen."}]},
        "analysis": {},
        "run": {"year": years[-1], "period": "VB", "period_label": "hela året", "stem": str(years[-1]),
                "report_date": f"{years[-1] + 1}-03-31", "dnr": "PROV 1", "title": title,
                "synthetic": synthetic, "years": years, "edition": "2021-2025", "fingerprint": "ab12",
                "sections": ["sammanfattning", "inledning", "mal", "namnd", "aktiviteter", "jamforelse",
                             "samlad-bedomning", "kvalitet", "for-revisorn", "ursprung"],
                "parameters": [{"name": "År", "text": str(years[-1])}]},
    }  # fmt: skip


def full() -> Material:
    """Everything at once: sexes, ages, a merger, hidden and missing values, aims, activities, free text."""
    made = Material(
        documents=documents("Tryggare skolvägar i Granby", [2021, 2022, 2023, 2024], synthetic=True)
    )
    _catalogue(made)
    _organisation(made)
    _share(made)
    _persons(made)
    _yes_and_no(made)
    _activities(made)
    _told(made)
    _published(made)
    _origins(made)
    return made


def _origins(made: Material) -> None:
    """Every unit's rows, one file each; a total has all of them, its split without the place of any."""
    for cell in made.rows["cells"]:
        whole = (cell["sex"], cell["age_group"]) == ("totalt", "alla")
        units = UNITS if cell["committee_id"] == "stad" else (cell["committee_id"],)
        for number, unit in enumerate(units, start=2):
            name = hashlib.sha256(unit.encode()).hexdigest()
            made.add("origins", cell_id=cell["cell_id"], committee_id=unit, file=name, sheet="Indikatorer",
                     row=number if whole else "")  # fmt: skip
    for number, row in enumerate(made.rows["activities"], start=2):
        name = hashlib.sha256(row["committee_id"].encode()).hexdigest()
        made.add("origins", cell_id=f"{row['activity_id']}/{row['committee_id']}/2024/VB",
                 committee_id=row["committee_id"], file=name, sheet="Aktiviteter", row=number)  # fmt: skip
    for row in made.rows["deliveries"]:
        name = hashlib.sha256(row["committee_id"].encode()).hexdigest()
        made.add("origins", cell_id=f"leverans/{row['committee_id']}/{row['year']}/{row['period']}",
                 committee_id=row["committee_id"], file=name, sheet="", row="")  # fmt: skip


def _catalogue(made: Material) -> None:
    made.add("goals", goal_id="1", text="Barn kommer tryggt till skolan", regional_goal="3")
    made.add("goals", goal_id="2", text="Gatorna är upplysta <script>alert(1)</script>")
    made.add("conditions", condition_id="1.V1", goal_id="1", text="Det finns farthinder")
    shares = {"kind": "andel", "kind_ursprung": "programmet"}
    made.add(
        "indicators",
        **{
            **INDICATOR,
            **shares,
            "indicator_id": "1.I1",
            "goal_id": "1",
            "text": "Andel skolor med farthinder",
            "short_text": "Skolor med farthinder",
        },
    )
    made.add(
        "indicators",
        **{
            **INDICATOR,
            "kind": "antal",
            "indicator_id": "1.I2",
            "goal_id": "1",
            "text": "Antal barn som följs till skolan",
            "short_text": "Barn som följs",
            "unit": "barn",
            "value_unit": "antal",
            "denominator_text": "",
            "by_sex": "ja",
            "about_persons": "ja",
            "additive": "nej",
            "direction": "ej_bestamd",
        },
    )
    made.add(
        "indicators",
        **{
            **INDICATOR,
            "kind": "ja_nej",
            "indicator_id": "2.I1",
            "goal_id": "2",
            "text": "Om det finns en belysningsplan",
            "short_text": "Kvarter med plan",
            "unit": "kvarter",
        },
    )
    for item in ("1.I1", "1.I2", "2.I1", "1.A1", "2.A1"):
        made.add("responsibilities", item_id=item, responsible="kind:kvarter")
    made.add("responsibilities", item_id="1.A2", responsible="gillet")
    activity = {"slag": "lopande", "slag_ursprung": "antagande"}
    made.add("activity_texts", **activity, activity_id="1.A1", goal_id="1", text="Måla övergångsställen")
    made.add("activity_texts", **activity, activity_id="1.A2", goal_id="1", text="Räkna bilar")
    made.add(
        "activity_texts",
        **activity,
        activity_id="2.A1",
        goal_id="2",
        text="Måla övergångsställen",
        same_as="1.A1",
    )
    made.add(
        "ansvar",
        ansvar_id="kunskap",
        responsible="alla",
        text="Alla ska kunna trafikreglerna.",
        source="s. 3",
    )


def _organisation(made: Material) -> None:
    made.add(
        "kinds",
        kind="kvarter",
        label="kvarter",
        label_plural="kvarter",
        label_definite_plural="kvarteren",
        group="krets",
        order="1",
    )
    made.add(
        "kinds",
        kind="gille",
        label="gille",
        label_plural="gillen",
        label_definite_plural="gillena",
        group="krets",
        order="2",
    )
    unit = {"kind": "kvarter", "valid_from": "2000-01-01"}
    for name in ("Åsen", "Backen", "Dalen"):
        key = name.lower().replace("å", "a")
        made.add("organisation", **unit, committee_id=key, name=f"{name}s kvarter", short_name=name)
    made.add(
        "organisation",
        kind="kvarter",
        valid_from="2023-07-01",
        committee_id="sjolunden",
        name="Sjölundens kvarter",
        short_name="Sjölunden",
    )
    for name in ("Sjön", "Lunden"):
        key = name.lower().replace("ö", "o")
        made.add(
            "organisation",
            **unit,
            valid_to="2023-06-30",
            successor="sjolunden",
            committee_id=key,
            name=f"{name}s kvarter",
            short_name=name,
        )
    made.add(
        "organisation", kind="gille", committee_id="gillet", name="Trafikgillet", short_name="Trafikgillet"
    )


UNITS = ("asen", "backen", "dalen", "sjolunden")


def _share(made: Material) -> None:
    base = {"asen": 12, "backen": 10, "dalen": 8, "sjolunden": 10}
    for year, done in ((2021, (3, 4, 2, 4)), (2022, (5, 4, 3, 5)), (2024, (8, 6, None, 7))):
        known = [(n, base[unit]) for unit, n in zip(UNITS, done, strict=True) if n is not None]
        made.cell("1.I1", "stad", year, (sum(n for n, _ in known), sum(m for _, m in known)))
        for unit, n in zip(UNITS, done, strict=True):
            if n is None:
                made.cell("1.I1", unit, year, status="missing", text="saknas")
            else:
                made.cell("1.I1", unit, year, (n, base[unit]))
    made.cell("1.I1", "stad", 2023, (20, 40))
    for unit, n in zip(UNITS, (6, 5, 3, 6), strict=True):
        made.cell("1.I1", unit, 2023, (n, base[unit]))
    made.cell("1.I1", "gillet", 2024, (1, 2), duty="extra")
    made.cell("1.I1", "sjon", 2022, (2, 4))
    made.change("1.I1", "stad", 2024, 15.625)
    made.change("1.I1", "asen", 2024, 16.6667)
    made.change("1.I1", "backen", 2024, 10.0)
    made.change("1.I1", "sjolunden", 2024, 10.0)
    aim = {"indicator_id": "1.I1", "year": 2024, "period": "VB"}
    made.add("attainment", **aim, committee_id="stad", setter="kf", target=60, value=65.625, outcome="nar")
    made.add(
        "attainment", **aim, committee_id="asen", setter="namnd", target=70, value=66.667, outcome="nar_inte"
    )
    made.add("targets", **aim, committee_id="stad", setter="kf", target=60)
    made.add("targets", **aim, committee_id="asen", setter="namnd", target=70)
    for unit in UNITS:
        made.due("1.I1", "indicator", unit, "nej" if unit == "dalen" else "ja")


def _persons(made: Material) -> None:
    for year, counts in (
        (2021, (90, 50, 40)),
        (2022, (99, 55, 44)),
        (2023, (110, 60, 50)),
        (2024, (123, 66, 57)),
    ):
        for sex, n in zip(("totalt", "kvinnor", "man"), counts, strict=True):
            hidden = year == 2022 and sex != "totalt"
            if hidden:
                made.cell("1.I2", "stad", year, status="suppressed", sex=sex)
            else:
                made.cell("1.I2", "stad", year, value=n, sex=sex)
    made.cell("1.I2", "stad", 2024, value=40, age="0-12")
    made.cell("1.I2", "asen", 2024, value=60)
    made.cell("1.I2", "backen", 2024, status="suppressed")
    made.cell("1.I2", "dalen", 2024, status="suppressed")
    made.cell("1.I2", "sjolunden", 2024, value=57)
    made.change("1.I2", "stad", 2024, 13, "antal")
    for unit in UNITS:
        made.due("1.I2", "indicator", unit)


def _yes_and_no(made: Material) -> None:
    for year, yes in ((2023, 1), (2024, 3)):
        made.cell("2.I1", "stad", year, (yes, 4))
        for number, unit in enumerate(UNITS):
            made.cell("2.I1", unit, year, (int(number < yes), 1), text="Ja" if number < yes else "Nej")
    made.change("2.I1", "stad", 2024, 50.0)
    for unit in UNITS:
        made.due("2.I1", "indicator", unit)


def _activities(made: Material) -> None:
    told = {"asen": "pagar", "backen": "ej_paborjad", "dalen": "", "sjolunden": "avslutad"}
    now = {"year": 2024, "period": "VB"}
    for unit, status in told.items():
        made.due("1.A1", "activity", unit, "ja" if status else "nej")
        if status:
            made.add(
                "activities",
                **now,
                activity_id="1.A1",
                committee_id=unit,
                committee_kind="kvarter",
                status=status,
                duty="due",
            )
    made.due("1.A2", "activity", "gillet", "ja", "gille")
    made.add(
        "activities",
        **now,
        activity_id="1.A2",
        committee_id="gillet",
        committee_kind="gille",
        status="forsenad",
        duty="due",
    )
    for area in ("stad", "kind:kvarter"):
        for status in ("pagar", "ej_paborjad", "avslutad", "saknas"):
            made.add("activity_counts", **now, activity_id="1.A1", area=area, status=status, n=1, n_due=4)
    made.add("activity_counts", **now, activity_id="1.A2", area="stad", status="forsenad", n=1, n_due=1)


def _told(made: Material) -> None:
    now = {"year": 2024, "period": "VB"}
    for unit in (*UNITS[:3], "gillet"):
        made.add(
            "deliveries",
            **now,
            committee_id=unit,
            form="xlsx",
            decision_status="beslutad",
            decision_date="2025-02-11",
            decision_dnr="G 7",
        )
    made.add("assessments", **now, goal_id="1", committee_id="asen", assessment="delvis", reason="")
    made.add("assessments", **now, goal_id="1", committee_id="backen", assessment="helt", reason="")
    made.add(
        "comments",
        **now,
        comment_id="k1",
        committee_id="asen",
        goal_id="1",
        item_id="1.I1",
        kind="comment",
        text="Vi <script>alert('x')</script> & målar vidare.\nI vår.",
    )
    made.add(
        "own_indicators",
        **now,
        own_id="E1",
        goal_id="1",
        committee_id="asen",
        name="Bilar <b>per</b> dag",
        kind="antal",
        about_persons="nej",
        sex="totalt",
        age_group="alla",
        value=1234,
        unit="bilar",
        status="shown",
        text="1\u00a0234",
    )
    made.add(
        "own_activities",
        **now,
        own_id="EA1",
        goal_id="1",
        committee_id="asen",
        name="Gå tillsammans",
        status="pagar",
    )
    asked = {
        **now, "own_id": "F1", "goal_id": "1", "committee_id": "asen", "question": "Är <b>ljuset</b> bra?",
        "method": "enkat", "respondents": "boende", "conducted": "våren", "about_persons": "ja",
        "multiple": "nej",
    }  # fmt: skip
    made.add("surveys", **asked, position=0, answers=60, status="shown", text="60")
    made.add("surveys", **asked, position=1, alternative="ja", status="suppressed", text="..")
    made.add("findings", **now, rule_id="B1", severity="warning", committee_id="dalen", count=3)
    made.add(
        "corrections", **now, rule_id="B1", committee_id="asen", action="override", count=2, text="Krav."
    )
    made.add("corrections", **now, rule_id="", committee_id="asen", action="revised", count=1)
    made.documents["analysis"] = {
        "mal-1": {"assessment": "delvis", "assessed_by": "Ada Prov", "assessed_on": "2025-03-03",
                  "reason": "Andelen är {1.I1/stad/2024/VB}.",
                  "conditions": {"1.V1": {"assessment": "helt", "reason": "Alla skolor har fått dem."}},
                  "body": "# Läget\n\nAndelen är {1.I1/stad/2024/VB} och barnen {1.I2/backen/2024}.\n\n"
                          "<script>x</script>"},
        "sammanfattning": {"body": "Det går framåt."},
        "samlad-bedomning": {"body": "Mer ljus behövs."},
        "namnd-asen": {"body": "Åsen leder."},
    }  # fmt: skip


def _published(made: Material) -> None:
    source = {
        "goal_id": "1",
        "unit": "procent",
        "publisher": "Vägverket",
        "source_title": "Lägesbild",
        "source_url": "https://example.org/a",
        "area": "riket",
        "status": "pagaende",
    }
    made.add("comparison_series", **source, series_id="a", title="Skolor med cykelväg")
    ended = {**source, "status": "utgatt", "goal_id": ""}
    made.add("comparison_series", **ended, series_id="b", title="Barn som går", sex="kvinnor")
    no = {"approximate": "nej", "revised": "nej", "break_before": "nej", "vintage": "version 2"}
    made.add("comparison_values", **no, series_id="a", year="2020", value=40)
    made.add("comparison_values", **{**no, "vintage": "version 1"}, series_id="a", year="2021", value=41)
    made.add("comparison_values", **{**no, "revised": "ja"}, series_id="a", year="2021", value=44)
    made.add(
        "comparison_values",
        **{**no, "break_before": "ja"},
        series_id="a",
        year="2023",
        value=52,
        note="Ny definition.",
    )
    made.add("comparison_values", **no, series_id="b", year="2017-2020", value_low=8, value_high=10)


def plain() -> Material:
    """As little as there may be: real shares without parts, no total, no sexes, no activities, one kind."""
    made = Material(documents=documents("Tre frågor till 26 byar", [2021, 2022, 2023], synthetic=False))
    made.documents["programme"] = {"title": "Tre frågor till 26 byar"}
    made.add("kinds", kind="by", label="by", label_plural="byar", label_definite_plural="byarna", order="1")
    for goal in "123":
        made.add("goals", goal_id=goal, text=f"Fråga {goal}")
        made.add(
            "indicators",
            **{
                **INDICATOR,
                "indicator_id": f"{goal}.I1",
                "goal_id": goal,
                "kind": "andel",
                "parts": "saknas",
                "text": "Andel nöjda",
                "short_text": "Nöjda",
                "numerator_text": "",
                "denominator_text": "",
            },
        )
        made.add("responsibilities", item_id=f"{goal}.I1", responsible="kind:by")
    for number in range(26):
        unit = f"by-{chr(97 + number)}"
        made.add(
            "organisation",
            committee_id=unit,
            name=f"By {chr(65 + number)}",
            short_name=f"By {chr(65 + number)}",
            kind="by",
        )
        made.add("deliveries", year=2023, period="VB", committee_id=unit)
        for goal in "123":
            made.add(
                "due",
                item_id=f"{goal}.I1",
                item_kind="indicator",
                year=2023,
                period="VB",
                committee_id=unit,
                committee_kind="by",
                expected="ja",
                reported="ja",
            )
            for year in (2021, 2022, 2023):
                value = 40.0 + number + year - 2021
                if number == 3:
                    made.cell(f"{goal}.I1", unit, year, status="suppressed_by_source")
                else:
                    made.cell(f"{goal}.I1", unit, year, value=value, text=swedish.percent(value))
            if number != 3:
                made.change(f"{goal}.I1", unit, 2023, 1.0)
    return made


@pytest.fixture
def material() -> Material:
    return full()


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Chapter]:
    """Write a folder and open a chapter on it, from the folder above as a notebook does."""
    monkeypatch.chdir(tmp_path)

    def open_on(made: Material, subject: str = "") -> Chapter:
        made.write(tmp_path / "released")
        run = made.documents["run"]
        return open_chapter(run["year"], run["period"], subject, "released")

    return open_on


@pytest.fixture
def plain_material() -> Material:
    return plain()


@pytest.fixture(scope="session")
def forbidden_words() -> tuple[str, ...]:
    return FORBIDDEN


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare with a file in git; with SAMLAD_GOLDEN=write it is written anew, to be read as a diff."""

    def compare(name: str, content: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if os.environ.get("SAMLAD_GOLDEN") == "write":
            write_text(path, f"{content}\n")
        assert path.read_text(encoding="utf-8") == f"{content}\n"

    return compare
