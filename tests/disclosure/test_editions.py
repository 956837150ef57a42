"""What has left the house is a promise: a later report reckons with it, from the tables that were let out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_city import DISCLOSURE, Reports, params, reference, run_facts

from samlad.cells import cell_id
from samlad.disclosure import Approved, Edition, Entry, protect, read_edition, text_hash
from samlad.disclosure.attacker import attack
from samlad.errors import DisclosureError
from samlad.frames import records
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.reference import Reference
from samlad.release import release
from samlad.stages import Protected

FACTS = reference()


def protected(reports: Reports, *editions: Edition, key: bytes = b"prov") -> Protected:
    measured = measure(build_outcomes(reports.validated(), FACTS, params()), FACTS, params())
    return protect(measured, FACTS, params(), Approved(), key=key, editions=editions)


def let_out(reports: Reports, folder: Path, *editions: Edition, key: bytes = b"prov") -> Edition:
    release(protected(reports, *editions, key=key), FACTS, params(), folder, run_facts())
    return read_edition(folder, folder.name)


def count(**committees: int) -> Reports:
    reports = Reports()
    for who, number in committees.items():
        reports = reports.value("1.I2", who, 2024, value=number)
    return reports


def status(result: Protected) -> dict[str, str]:
    return {row["committee_id"]: row["status"] for row in records(result.cells) if row["cell_id"] in IDS}


def status_of(result: Protected, name: str) -> str:
    return next(str(row["status"]) for row in records(result.cells) if row["cell_id"] == name)


def id_of(area: str) -> str:
    return cell_id(("1.I2", area, 2024, "VB", "totalt", "alla"))


IDS = {id_of(area) for area in ("stad", "kind:distrikt", "ange", "berga", "oster")}


def test_an_edition_is_read_as_it_was_let_out(tmp_path: Path) -> None:
    edition = let_out(count(ange=3, berga=30, oster=40).own("E1", "ange", 2024, value=12), tmp_path / "u1")
    row = edition.rows[id_of("ange")]
    assert (row.status, row.numerator, row.denominator) == ("suppressed", None, None)
    assert edition.rows[id_of("oster")].duty == "due"
    assert [one["own_id"] for one in edition.own] == ["E1"]


def test_the_same_data_again_show_and_hide_the_same_whatever_the_key(tmp_path: Path) -> None:
    reports = count(ange=3, berga=30, oster=30)
    first = let_out(reports, tmp_path / "u1", key=b"en")
    for key in (b"en", b"en annan", b"en tredje"):
        again = protected(reports, first, key=key)
        assert {row["cell_id"]: row["status"] for row in records(again.cells)} == {
            name: row.status for name, row in first.rows.items()
        }


REVISIONS = (
    ({"ange": 3, "berga": 30, "oster": 40}, {"ange": 13, "berga": 30, "oster": 40}),
    ({"ange": 3, "berga": 30, "oster": 40}, {"ange": 3, "berga": 30, "oster": 41}),
    ({"ange": 3, "berga": 3, "oster": 40}, {"ange": 3, "berga": 30, "oster": 40}),
    ({"ange": 30, "berga": 30, "oster": 40}, {"ange": 3, "berga": 30, "oster": 40}),
    ({"ange": 30, "berga": 30, "oster": 40}, {"ange": 3, "berga": 31, "oster": 39}),
    ({"ange": 3, "berga": 30}, {"ange": 3, "berga": 31}),
)


@pytest.mark.parametrize(("before", "after"), REVISIONS)
def test_after_a_revision_both_editions_together_give_nothing_away(
    before: dict[str, int], after: dict[str, int], tmp_path: Path
) -> None:
    first = let_out(count(**before), tmp_path / "u1")
    again = protected(count(**after), first)
    for name, row in first.rows.items():
        # Opened, a hidden number would stand beside the old sum and tell what was hidden there.
        if row.status == "suppressed":
            assert status_of(again, name) == "suppressed"
    for who, number in before.items():
        if after[who] == number and first.rows[id_of(who)].status == "shown":
            assert status(again)[who] == "shown"
    release(again, FACTS, params(), tmp_path / "nu", run_facts())
    verdict = attack(tmp_path / "nu", [tmp_path / "u1"])
    assert verdict.held and verdict.judged


@settings(max_examples=15, deadline=None)
@example(before=[18, 5, 1], changes=[0, 0, -3])  # a hidden 1 that becomes an open 0, all else unrevised
@given(
    before=st.lists(st.integers(0, 40), min_size=3, max_size=3),
    changes=st.lists(st.sampled_from((0, 0, 1, -3, 9)), min_size=3, max_size=3),
)
def test_whatever_is_revised_an_attacker_with_both_editions_learns_nothing_hidden(
    before: list[int], changes: list[int]
) -> None:
    names = ("ange", "berga", "oster")
    after = [max(0, number + change) for number, change in zip(before, changes, strict=True)]
    with TemporaryDirectory() as where:
        folder = Path(where)
        first = let_out(count(**dict(zip(names, before, strict=True))), folder / "u1")
        try:
            let_out(count(**dict(zip(names, after, strict=True))), folder / "nu", first)
        except DisclosureError:
            return  # refused: nothing is let out
        assert attack(folder / "nu", [folder / "u1"]).held


def test_a_number_that_an_older_edition_has_already_given_away_is_refused_without_naming_it(
    tmp_path: Path,
) -> None:
    """43 in all and 40 in Berga were let out before Samlad hid anything for another's sake."""
    first = let_out(count(ange=3, berga=40), tmp_path / "u1")
    known = {"stad": 43.0, "kind:distrikt": 43.0, "berga": 40.0}
    rows = {
        id_of(area): replace(first.rows[id_of(area)], status="shown", numerator=number, value=number)
        for area, number in known.items()
    }
    with pytest.raises(DisclosureError, match="går inte att skydda") as refused:
        protected(count(ange=3, berga=40), replace(first, rows={**first.rows, **rows}))
    assert refused.value.exit_code == 15
    assert "1.I2" in str(refused.value) and "tidigare utgåva" in str(refused.value)
    assert "43" not in str(refused.value) and " 3" not in str(refused.value)


def test_an_own_indicator_that_was_shown_is_known(tmp_path: Path) -> None:
    sexes = Reports().own("E1", "ange", 2024, value=40, about_persons="nej")
    first = let_out(sexes, tmp_path / "u1")
    again = protected(sexes, first)
    assert [row["status"] for row in records(again.own_indicators)] == ["shown"]


@pytest.mark.parametrize("years", [1, 2])
def test_several_editions_are_reckoned_with_together(tmp_path: Path, years: int) -> None:
    reports = count(ange=3, berga=30, oster=40)
    editions: list[Edition] = []
    for number in range(years + 1):
        editions.append(let_out(reports, tmp_path / f"u{number}", *editions))
    folders = [tmp_path / f"u{number}" for number in range(years)]
    assert attack(tmp_path / f"u{years}", folders).held


def by_decision(*names: str) -> Reference:
    """The rules, with exceptions for rows."""
    entries = [{"cell": one, "reason": "x", "by": "y", "on": date(2025, 3, 1), "dnr": "z"} for one in names]
    return reference(disclosure={**DISCLOSURE, "exceptions": entries})


def test_a_small_number_that_is_out_stays_shown_when_the_exception_for_it_has_ended(tmp_path: Path) -> None:
    """To hide it would protect nothing, and hide others with it."""
    reports, facts = count(ange=3, berga=30, oster=40), by_decision(id_of("ange"))
    measured = measure(build_outcomes(reports.validated(), facts, params()), facts, params())
    first = protect(measured, facts, params(), Approved(), key=b"prov")
    release(first, facts, params(), tmp_path / "u1", run_facts())
    again = protected(reports, read_edition(tmp_path / "u1", "u1"))
    assert set(status(again).values()) == {"shown"}
    release(again, FACTS, params(), tmp_path / "nu", run_facts())
    assert not attack(tmp_path / "nu").held
    assert attack(tmp_path / "nu", [tmp_path / "u1"]).held


def survey(answers: int, *chosen: int) -> Reports:
    parts = {f"alternativ {number}": count for number, count in enumerate(chosen)}
    return Reports().survey("F1", "ange", 2024, answers, parts)


def surveyed(reports: Reports, folder: Path, *editions: Edition) -> list[str]:
    """Let a survey whose words are read out; the status of its rows."""
    measured = measure(build_outcomes(reports.validated(), FACTS, params()), FACTS, params())
    read = {
        row["comment_id"]: Entry(row["comment_id"], text_hash(row["text"], b"k"), "Anna", "2025-02-01")
        for row in records(measured.comments)
    }
    found = protect(measured, FACTS, params(), Approved(read, b"k"), key=b"prov", editions=editions)
    release(found, FACTS, params(), folder, run_facts())
    return [row["status"] for row in records(found.surveys)]


@pytest.mark.parametrize(
    ("before", "after"),
    [((40, 30, 7, 3), (42, 30, 7, 5)), ((9, 4, 5), (30, 14, 16)), ((40, 36, 4), (40, 30, 10))],
)
def test_a_survey_that_was_hidden_stays_hidden_when_it_is_revised(
    before: tuple[int, ...], after: tuple[int, ...], tmp_path: Path
) -> None:
    hidden = surveyed(survey(*before), tmp_path / "u1")
    again = surveyed(survey(*after), tmp_path / "nu", read_edition(tmp_path / "u1", "u1"))
    assert again == hidden and "suppressed" in hidden
    assert attack(tmp_path / "nu", [tmp_path / "u1"]).held
    open_ = surveyed(survey(*after), tmp_path / "utan")
    assert set(open_) == {"shown"}
    assert not attack(tmp_path / "utan", [tmp_path / "u1"]).held


def test_a_survey_that_is_out_stays_shown(tmp_path: Path) -> None:
    """Declared not to be about persons when it was let out, and about persons since."""
    before = survey(40, 37, 3).tables["surveys"]
    declared = Reports({"surveys": [{**row, "about_persons": "nej"} for row in before]})
    surveyed(declared, tmp_path / "u1")
    first = read_edition(tmp_path / "u1", "u1")
    assert set(surveyed(survey(40, 37, 3), tmp_path / "nu", first)) == {"shown"}
    assert attack(tmp_path / "nu", [tmp_path / "u1"]).held
    assert "suppressed" in surveyed(survey(40, 36, 4), tmp_path / "reviderad", first)


ROUNDED = ("steg", "femtal")


def by_method(reports: Reports, method: str, folder: Path, *editions: Edition) -> Edition:
    """Let out what committees have sent, with small counts kept as the method does."""
    facts = reference(disclosure={**DISCLOSURE, "method": method})
    measured = measure(build_outcomes(reports.validated(), facts, params()), facts, params())
    result = protect(measured, facts, params(), Approved(), key=b"prov", editions=editions)
    release(result, facts, params(), folder, run_facts())
    return read_edition(folder, folder.name)


@settings(max_examples=8, deadline=None)
@example([2, 30, 40], "femtal", "doljs")
@example([2, 30, 40], "femtal", "femtal")
@example([0, 1, 24], "doljs", "femtal")
@given(
    st.lists(st.integers(0, 40), min_size=3, max_size=3),
    st.sampled_from(("doljs", *ROUNDED)),
    st.sampled_from(("doljs", *ROUNDED)),
)
def test_a_method_kept_lets_the_same_out_again_and_another_gives_nothing_away_or_is_refused(
    numbers: list[int], then: str, now: str
) -> None:
    reports = count(**dict(zip(("ange", "berga", "oster"), numbers, strict=True)))
    with TemporaryDirectory() as where:
        first = by_method(reports, then, Path(where) / "u1")
        try:
            again = by_method(reports, now, Path(where) / "nu", first)
        except DisclosureError:
            assert then != now
            return  # nothing is let out
        assert then != now or again.rows == first.rows
        assert attack(Path(where) / "nu", [Path(where) / "u1"]).held


def test_a_rounded_number_that_cannot_be_todays_was_revised_and_stops_nothing(tmp_path: Path) -> None:
    first = by_method(count(ange=13, berga=30, oster=40), "femtal", tmp_path / "u1")
    again = protected(count(ange=3, berga=30, oster=40), first)
    assert status(again)["ange"] == "suppressed"


def test_a_rounded_number_and_a_hidden_one_that_leave_one_or_two_are_refused(tmp_path: Path) -> None:
    """Printed 0 once, and hidden now, so at least 1: only what the old edition says may be said again."""
    first = by_method(count(ange=2, berga=30, oster=40), "femtal", tmp_path / "u1")
    assert first.rows[id_of("ange")].numerator == 0
    with pytest.raises(DisclosureError, match="går inte att skydda"):
        protected(count(ange=2, berga=30, oster=40), first)
    again = by_method(count(ange=2, berga=30, oster=40), "femtal", tmp_path / "nu", first)
    assert again.rows == first.rows
    assert attack(tmp_path / "nu", [tmp_path / "u1"]).held


def test_a_number_that_was_out_and_has_been_revised_to_a_small_one_is_hidden(tmp_path: Path) -> None:
    first = let_out(count(ange=30, berga=30, oster=40), tmp_path / "u1")
    again = protected(count(ange=3, berga=30, oster=40), first)
    assert status(again)["ange"] == "suppressed"
    assert status(again)["berga"] == status(again)["oster"] == "shown"
