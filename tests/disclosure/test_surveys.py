"""A survey is shown with answers enough and words that are read; its distribution whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_city import Reports, params, reference, run_facts

from samlad.disclosure import Approved, Entry, protect, text_hash
from samlad.disclosure.attacker import attack
from samlad.errors import DisclosureError
from samlad.frames import records
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.release import release
from samlad.stages import Protected

KEY = b"nyckel"


def protected(reports: Reports, *, read: bool = True) -> Protected:
    measured = measure(build_outcomes(reports.validated(), reference(), params()), reference(), params())
    entries = {
        row["comment_id"]: Entry(row["comment_id"], text_hash(row["text"], KEY), "Anna", "2025-02-01")
        for row in records(measured.comments)
    }
    return protect(measured, reference(), params(), Approved(entries if read else {}, KEY), key=KEY)


def texts(reports: Reports) -> list[str]:
    return [row["text"] for row in records(protected(reports).surveys)]


def survey(answers: float | None, *chosen: Any, **more: Any) -> Reports:
    parts = {f"alternativ {number}": count for number, count in enumerate(chosen)}
    return Reports().survey("F1", "ange", 2024, answers, parts, **more)


@pytest.mark.parametrize(
    ("answers", "chosen", "shown"),
    [
        (40, (30, 10), ["40", "75,0\u00a0%", "25,0\u00a0%"]),
        (40, (40, 0), ["40", "100,0\u00a0%", "0,0\u00a0%"]),
        (40, (30, 7, 3), ["40", "..", "..", ".."]),
        (40, (36, 2), ["40", "..", ".."]),
        (20, (10, 10), ["20", "..", ".."]),
        (9, (9, 0), ["..", "..", ".."]),
        (10, (), ["10"]),
        (None, (20, 20), ["..", "..", ".."]),
    ],
)
def test_few_answers_hide_a_survey_and_one_small_part_hides_the_distribution(
    answers: float | None, chosen: tuple[int, ...], shown: list[str]
) -> None:
    if answers is None:
        assert texts(survey(answers, *chosen))[1:] == shown[1:]
    else:
        assert texts(survey(answers, *chosen)) == shown


def test_what_is_declared_not_to_be_about_persons_is_hidden_only_with_few_answers() -> None:
    assert texts(survey(40, 37, 3, about_persons="nej")) == ["40", "92,5\u00a0%", "7,5\u00a0%"]
    assert texts(survey(9, 6, 3, about_persons="nej")) == ["..", "..", ".."]


def test_a_part_that_its_source_hides_takes_the_others_with_it() -> None:
    assert texts(survey(40, 30, "suppressed_by_source")) == ["40", "..", ".."]


def test_a_share_without_its_count_is_hidden_where_rounding_allows_a_small_count() -> None:
    reports = survey(40, None, None)
    table = [dict(row) for row in reports.tables["surveys"]]
    for shares, hidden in (((88.0, 12.0), True), ((85.0, 15.0), False)):
        for row, share in zip(table, shares, strict=True):
            row["share"], row["share_mark"] = share, ""
        found = texts(replace(reports, tables={"surveys": table}))
        assert (found[1:] == ["..", ".."]) is hidden


def test_nothing_is_released_until_someone_has_read_the_words() -> None:
    assert protected(survey(40, 30, 10), read=False).surveys.empty


def test_a_scale_of_numbers_is_no_hidden_number_but_a_question_may_tell_one() -> None:
    scale = Reports().survey("F1", "ange", 2024, 40, {"1": 17, "2": 16, "3": 3, "4": 4})
    assert len(protected(scale).surveys) == 5
    with pytest.raises(DisclosureError, match="dolt"):
        protected(survey(40, 37, 3, question="Vad säger de 3 som svarade nej?"))


small_and_large = st.one_of(st.integers(0, 6), st.integers(7, 60))


@settings(max_examples=8, deadline=None)
@given(
    st.lists(small_and_large, min_size=1, max_size=4),
    st.booleans(),
    st.tuples(small_and_large, small_and_large),
    st.integers(0, 5),
)
def test_the_attacker_finds_nothing_in_surveys_and_own_indicators(
    chosen: list[int], several: bool, own: tuple[int, int], left: int
) -> None:
    """Shares with answers, where some may have answered nothing, and an own indicator by sex."""
    more = {"multiple": "ja"} if several else {}
    reports = survey(max(chosen) if several else sum(chosen) + left, *chosen, **more)
    women, men = own
    for about, name in (("", "E1"), ("nej", "E2")):
        for sex, number in (("totalt", women + men + left), ("kvinnor", women), ("man", men)):
            reports = reports.own(name, "ange", 2024, value=number, sex=sex, about_persons=about)
    with TemporaryDirectory() as where:
        folder = Path(where)
        release(protected(reports), reference(), params(), folder, run_facts())
        verdict = attack(folder)
    assert verdict.contradictions == ()
    assert [one.place for one in verdict.failures] == []


@given(st.lists(st.integers(0, 60), min_size=1, max_size=6))
def test_a_distribution_is_shown_whole_or_not_at_all(counts: list[int]) -> None:
    found = records(protected(survey(sum(counts), *counts)).surveys)
    parts = {row["status"] for row in found if row["position"]}
    assert len(parts) == 1
    if parts == {"shown"}:
        assert not [count for count in counts if 1 <= count <= 4 or 1 <= sum(counts) - count <= 4]
        assert sum(counts) >= 21
    else:
        assert all(row["chosen"] is row["share"] is None for row in found if row["position"])
    if sum(counts) < 10:
        assert {row["status"] for row in found} == {"suppressed"}
