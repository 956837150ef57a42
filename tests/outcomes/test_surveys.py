"""A survey is one row for its question and one per alternative; its words are one text to approve."""

from __future__ import annotations

from typing import Any

from small_city import Reports, params, reference

from samlad.frames import records
from samlad.outcomes import build_outcomes


def rows(reports: Reports) -> list[tuple[Any, ...]]:
    found = records(build_outcomes(reports.validated(), reference(), params()).surveys)
    return [
        (row["position"], row["alternative"], row["answers"], row["chosen"], row["share"], row["status"])
        for row in found
    ]


def test_what_is_said_once_of_a_question_holds_for_its_alternatives() -> None:
    reports = Reports().survey("F1", "ange", 2024, 40, {"ja": 30, "nej": 10}, method="Enkät", multiple="Nej")
    assert rows(reports) == [
        (0, "", 40, None, None, "shown"),
        (1, "ja", None, 30, 75, "shown"),
        (2, "nej", None, 10, 25, "shown"),
    ]
    found = records(build_outcomes(reports.validated(), reference(), params()).surveys)
    assert {(row["question"], row["method"], row["multiple"]) for row in found} == {
        ("Hur går det?", "enkat", "nej")
    }


def test_a_survey_without_a_distribution_is_its_question_alone() -> None:
    assert rows(Reports().survey("F1", "ange", 2024, 12, {})) == [(0, "", 12, None, None, "shown")]


def test_what_is_marked_or_left_out_is_a_status_and_never_zero() -> None:
    reports = Reports().survey("F1", "ange", 2024, None, {"ja": "suppressed_by_source", "nej": None})
    assert [(row[0], row[3], row[5]) for row in rows(reports)] == [
        (0, None, "missing"),
        (1, None, "suppressed_by_source"),
        (2, None, "missing"),
    ]


def test_the_words_of_a_survey_are_one_text_to_read() -> None:
    reports = Reports().survey("F1", "ange", 2024, 40, {"ja": 30, "nej": 10}, respondents="boende")
    comments = records(build_outcomes(reports.validated(), reference(), params()).comments)
    assert [(row["comment_id"], row["kind"], row["text"]) for row in comments] == [
        ("ange/2024/VB/survey/F1", "survey", "Hur går det?\nboende\n\nja / nej")
    ]
