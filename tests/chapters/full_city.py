"""What the city of the full material asks for, and of whom: its programme, and units of which two merge."""

from __future__ import annotations

from .released_material import INDICATOR, Material

UNITS = ("asen", "backen", "dalen", "sjolunden")


def add_city(made: Material) -> None:
    """The goals, conditions, indicators, activities and duties, and the units."""
    _catalogue(made)
    _organisation(made)


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
