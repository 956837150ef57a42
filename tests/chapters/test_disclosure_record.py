"""What the quality chapter says of the protection: how much, how, what was tried; no reason per cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from samlad.chapters import Chapter
from samlad.chapters.disclosure_record import (
    exceptions_table,
    record_words,
    rounding_note,
    status_table,
    thresholds_table,
)
from samlad.chapters.indicator_tables import city_table
from samlad.chapters.own import own_indicator_table
from samlad.chapters.quality import disclosure

FACTS: dict[str, Any] = {
    "method": {"name": "doljs", "label": "Små antal döljs", "note": "", "intervals": {}, "base": 0},
    "k": {"sensitive": 3, "other": 2},
    "exceptions": [],
    "cells": {"shown": 1200, "suppressed": 31, "missing": 2},
    "lost_percent": 3.2,
    "solver": {"problems": 5, "optimal": 5, "gap_percent": 0.0},
}
ROUNDED = {"name": "femtal", "label": "Antal avrundas", "note": "Antalen är avrundade.", "base": 5}

Opened = Callable[..., Chapter]


def test_it_says_what_is_lost_and_that_less_would_not_do(material: Any, opened: Opened) -> None:
    material.documents["disclosure"] |= FACTS
    words = " ".join(record_words(opened(material).scope))
    assert "Så skyddas små tal i den här rapporten: små antal döljs." in words
    assert "3,2 procent dolt" in words
    assert "bevisat det minsta som räcker" in words


def test_a_plan_that_is_not_proven_least_says_how_far_from_it_is_at_most(
    material: Any, opened: Opened
) -> None:
    material.documents["disclosure"] |= FACTS | {"solver": {"problems": 5, "optimal": 4, "gap_percent": 0.8}}
    words = " ".join(record_words(opened(material).scope))
    assert "högst 0,8 procent mer än det minsta" in words
    assert "bevisat" not in words


def test_the_attack_is_told_only_when_it_was_made_and_held(material: Any, opened: Opened) -> None:
    material.documents["disclosure"] |= FACTS
    assert "fristående" not in " ".join(record_words(opened(material).scope))
    material.documents["attack"] = {"held": True, "hidden_counts": 48}
    assert "vart och ett av de 48 dolda talen" in " ".join(record_words(opened(material).scope))
    material.documents["attack"] = {"held": True, "hidden_counts": 0}
    assert "inget dolt tal" in " ".join(record_words(opened(material).scope))
    material.documents["attack"] = {"held": False, "hidden_counts": 48}
    assert "fristående" not in " ".join(record_words(opened(material).scope))


def test_rows_are_counted_by_status_and_never_by_rule(material: Any, opened: Opened) -> None:
    material.documents["disclosure"] |= FACTS
    table = status_table(opened(material).scope)
    assert table is not None
    assert [(row.header.text, row.cells[0].text) for row in table.rows] == [
        ("redovisas", "1\u00a0200"),
        ("redovisas inte", "31"),
        ("bortfall", "2"),
    ]


def test_every_exception_is_listed_with_reason_name_date_and_case(material: Any, opened: Opened) -> None:
    one = {"cell_id": "1.I2/asen/2024/VB/kvinnor/alla", "reason": "Redan känt", "by": "Anna Prov, chef",
           "on": "2025-03-01", "dnr": "PROV 7"}  # fmt: skip
    material.documents["disclosure"] |= FACTS | {"exceptions": [one]}
    scope = opened(material).scope
    table = exceptions_table(scope)
    assert table is not None
    [row] = table.rows
    assert str(row.header.text).startswith("1.I2 ")
    assert str(row.header.text).endswith("kvinnor")
    assert [cell.text for cell in row.cells] == ["Redan känt", "Anna Prov, chef", "1 mars 2025", "PROV 7"]
    whole = disclosure(scope)
    assert whole is not None
    assert 'id="undantag-tabell"' in whole.html()
    assert "Inga undantag" not in whole.html()


def test_thresholds_of_single_indicators_are_printed_with_their_reason(material: Any, opened: Opened) -> None:
    own = {"1.I2": {"count_high": 9, "show_zero": False, "reason": "Få familjer"}}
    limits = {"count_low": 1, "count_high": 4, "denominator_min": 21, "survey_answers_min": 10}
    material.documents["disclosure"] |= FACTS | {"indicators": own, "thresholds": limits, "show_zero": True}
    whole = disclosure(opened(material).scope)
    assert whole is not None
    table = thresholds_table(opened(material).scope)
    assert table is not None
    assert [cell.text for row in table.rows for cell in row.cells] == [
        "1–9",
        "21",
        "10",
        "nej",
        "Få familjer",
    ]
    assert 'id="egna-troskler-tabell"' in whole.html()


def test_without_exceptions_it_says_that_none_were_made(material: Any, opened: Opened) -> None:
    material.documents["disclosure"] |= FACTS
    whole = disclosure(opened(material).scope)
    assert whole is not None
    assert "Inga undantag har gjorts från reglerna." in whole.html()


@pytest.mark.parametrize(("indicator", "noted"), [("1.I1", False), ("1.I2", True)])
def test_rounded_tables_say_that_parts_need_not_add_up(
    material: Any, opened: Opened, indicator: str, noted: bool
) -> None:
    material.documents["disclosure"] |= FACTS | {"method": ROUNDED}
    scope = opened(material).scope
    table = city_table(scope, scope.programme.indicator(indicator))
    assert table is not None
    assert ("Antalen är avrundade." in table.notes) is noted


def test_own_tables_say_it_too_and_unrounded_ones_say_nothing(material: Any, opened: Opened) -> None:
    material.documents["disclosure"] |= FACTS | {"method": ROUNDED}
    for row in material.rows["own_indicators"]:
        row["about_persons"] = ""
    table = own_indicator_table(opened(material, "1").scope, goal_id="1")
    assert table is not None
    assert table.notes == ("Antalen är avrundade.",)
    material.documents["disclosure"] |= FACTS
    assert rounding_note(opened(material).scope, about_persons="ja") == ""
