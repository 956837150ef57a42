"""As little as a report may hold."""

from __future__ import annotations

from samlad import swedish

from .another_city import documents
from .released_material import INDICATOR, Material


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
