"""Planned beside done on the pages, and who has not planned; a year without plans is said to be one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from samlad.chapters import Chapter

Open = Callable[..., Chapter]
NOW = {"year": 2024, "period": "VB"}
STATES = {"asen": "planeras", "backen": "lopande", "dalen": "inte_i_ar", "sjolunden": ""}
STATUSES = {"asen": "pagar", "backen": "ej_paborjad", "dalen": "pagar", "sjolunden": "avslutad"}


@pytest.fixture
def planned(material: Any) -> Any:
    """Three have planned 1.A1, one of them not this year; Sjölunden has sent no plan."""
    for unit, state in STATES.items():
        kind = {"committee_id": unit, "committee_kind": "kvarter"}
        sent = "ja" if state else "nej"
        material.add("plans", **NOW, **kind, activity_id="1.A1", goal_id="1", delivered=sent, planned=state,
                     status=STATUSES[unit], answer="shown")  # fmt: skip
        material.add("plan_senders", year=2024, period="VP", **kind, expected="ja", delivered=sent,
                     decision_status="beslutad" if state else "", n_due=1, n_planned=int(bool(state)),
                     n_goals=1, n_described=int(bool(state)))  # fmt: skip
        material.add("plan_goals", goal_id="1", year=2024, period="VP", **kind, how=sent, follow_up="nej")
    for kind, text in (("how", "Vi <b>målar</b>."), ("follow_up", "Varje höst.")):
        material.add("comments", comment_id=f"asen/2024/VP/{kind}/1", committee_id="asen", year=2024,
                     period="VP", goal_id="1", item_id="", kind=kind, text=text)  # fmt: skip
    return material


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_whole_is_told_in_a_sentence_and_a_table(planned: Any, opened: Open) -> None:
    said = words(opened(planned).section("aktiviteter_plan").html())
    assert "Av 2 planerade insatser har 1 påbörjats eller avslutats." in said
    assert "1 har inte påbörjats, eller utgår." in said
    assert "Dessutom har 1 gjorts som inte var planerade." in said
    assert "3 av 4 kvarter har lämnat en plan för 2024. Sjölunden har inte lämnat någon plan." in said
    assert "Alla 3 1 0 4" in said
    assert "Planeras inte i år 1 0 0 1" in said
    assert "Ingen plan 1 0 0 1" in said


def test_a_goal_names_who_planned_without_doing_and_who_did_without_planning(
    planned: Any, opened: Open
) -> None:
    said = words(opened(planned, "1").section("mal_plan").html())
    assert "1.A1 Måla övergångsställen 2 av 3 1 av 2 Backen Dalen" in said
    assert "3 av 4 kvarter säger i planen hur de arbetar med målet, och 0 hur arbetet följs upp." in said
    assert "De som inte har lämnat någon plan räknas inte här: Sjölunden." in said


def test_a_unit_shows_its_plan_beside_its_outcome_and_its_approved_texts(planned: Any, opened: Open) -> None:
    chapter = opened(planned, "asen")
    page = chapter.section("namnd_plan").html()
    assert "Åsens kvarter har lämnat en plan för 2024. Planen är beslutad." in page
    assert "Den enda planerade insatsen har påbörjats eller avslutats." in page
    assert "Vi &lt;b&gt;målar&lt;/b&gt;." in page and "Så följer vi upp" in page
    table = words(chapter.section("namnd_aktiviteter").html())
    assert "I planen 2024 Status 2024" in table and "planeras i år pågår enligt plan" in table
    missing = words(opened(planned, "sjolunden").section("namnd_plan").html())
    assert "Sjölundens kvarter har inte lämnat någon plan för 2024." in missing


def test_the_quality_chapter_says_who_has_not_planned(planned: Any, opened: Open) -> None:
    said = words(opened(planned).section("kvalitet_planer").html())
    assert "Sjölunden har inte lämnat någon plan." in said
    assert "Sjölunden har inte lämnat någon plan 0 av 1 0 av 1" in said
    assert "Åsen beslutad 1 av 1 1 av 1" in said


def test_a_year_without_plans_is_said_to_be_one_and_nowhere_else(material: Any, opened: Open) -> None:
    chapter = opened(material)
    assert words(chapter.section("kvalitet_planer").html()).endswith(
        "Planer samlades inte in för 2024, så det som har gjorts kan inte ställas mot en plan."
    )
    assert chapter.section("aktiviteter_plan") is None
    assert opened(material, "1").section("mal_plan") is None
    unit = opened(material, "asen")
    assert unit.section("namnd_plan") is None
    assert "I planen" not in unit.section("namnd_aktiviteter").html()


def test_a_city_without_a_plan_among_its_periods_does_not_speak_of_plans(material: Any, opened: Open) -> None:
    lists = material.documents["codelists"]
    lists["periods"] = [row for row in lists["periods"] if row["ends"]]
    assert opened(material).section("kvalitet_planer") is None


def test_a_target_from_the_plan_and_one_that_has_changed_are_said(planned: Any, opened: Open) -> None:
    aim = {"committee_id": "asen", "setter": "namnd"}
    planned.rows["targets"] = [
        {**NOW, **aim, "indicator_id": "1.I1", "target": 60, "stated_in": "VP", "plan_target": 60},
        {**NOW, **aim, "indicator_id": "1.I2", "target": 40, "stated_in": "VB", "plan_target": 50},
    ]
    said = words(opened(planned, "asen").section("namnd_utfall").html())
    assert "Årsmålet för 1.I1 är hämtat ur planen" in said
    assert "Årsmålet för 1.I2 har ändrats sedan planen, där det var 50." in said
