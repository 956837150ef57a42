"""Which texts and assessments are missing: that none is made can be somebody's decision too."""

from __future__ import annotations

from typing import Any

import pytest
from small_city import reference

from samlad.prose import Analysis, Text
from samlad.publication import unassessed, unwritten

SIGNED = {"reason": "Skäl", "assessed_by": "Prov Person", "assessed_on": "2025-03-01"}


def analysis(front: dict[str, Any], body: str = "Text.") -> Analysis:
    others = SIGNED | {"assessment": "helt"}
    return Analysis(
        {f"mal-{goal}": Text(f"mal-{goal}", front if goal == "1" else others, body) for goal in "1234"}
    )


CONDITIONS = {"conditions": {"1.V1": {"assessment": "helt", "reason": "Skäl"}}}


@pytest.mark.parametrize("assessment", ["helt", "delvis", "ej", "saknas"])
def test_an_assessment_with_reason_name_and_date_is_made(assessment: str) -> None:
    made = analysis({"assessment": assessment, **SIGNED, **CONDITIONS})
    assert list(unassessed(reference(), made)) == []


@pytest.mark.parametrize("front", [{}, {"assessment": "saknas"}, {"assessment": "saknas", "reason": "Skäl"}])
def test_nothing_said_or_said_by_nobody_is_no_assessment(front: dict[str, Any]) -> None:
    assert list(unassessed(reference(), analysis(front | CONDITIONS))) == ["mål 1"]


@pytest.mark.parametrize("given", [{}, {"1.V1": {}}, {"1.V1": {"assessment": "saknas"}}])
def test_a_condition_is_assessed_too(given: dict[str, Any]) -> None:
    made = analysis({"assessment": "helt", **SIGNED, "conditions": given})
    assert list(unassessed(reference(), made)) == ["förutsättning 1.V1"]


def test_every_goal_needs_a_text_and_the_whole_only_where_the_report_has_it() -> None:
    assert list(unwritten(reference(), ["mal"], analysis({}))) == []
    assert list(unwritten(reference(), ["mal", "sammanfattning"], analysis({}))) == ["sammanfattning"]
    assert list(unwritten(reference(), ["mal"], analysis({}, " \n"))) == ["mal-1", "mal-2", "mal-3", "mal-4"]
