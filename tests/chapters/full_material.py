"""Everything that a report may hold, at once and small."""

from __future__ import annotations

import hashlib

from .another_city import documents
from .full_city import UNITS, add_city
from .released_material import Material


def full() -> Material:
    """Everything at once: sexes, ages, a merger, hidden and missing values, aims, activities, free text."""
    made = Material(
        documents=documents("Tryggare skolvägar i Granby", [2021, 2022, 2023, 2024], synthetic=True)
    )
    add_city(made)
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
