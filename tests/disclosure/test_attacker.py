"""The attacker against hand-made published folders whose exact answers are known."""

from __future__ import annotations

from pathlib import Path

import pytest
from released_folder import Folder

from samlad.disclosure.attacker import Count, Verdict, attack
from samlad.errors import DisclosureError

HIDDEN = ".."


def values(verdict: Verdict, cell: str, part: str = "n") -> tuple[int, ...]:
    return next(one.values for one in verdict.judged if one.count[:2] == (cell, part))


def told(verdict: Verdict) -> set[str]:
    return {failure.cell for failure in verdict.failures}


def cell(area: str, sex: str = "totalt", *, item: str = "1.I1", year: int = 2024, period: str = "VB") -> str:
    return f"{item}/{area}/{year}/{period}/{sex}/alla"


def committees(path: Path, numbers: dict[str, object], city: object, item: str = "1.I1") -> Folder:
    folder = Folder(path)
    folder.cell(item, "stad", city, n=len(numbers))  # type: ignore[arg-type]
    for area, number in numbers.items():
        folder.cell(item, area, number)  # type: ignore[arg-type]
    return folder


def test_a_single_hidden_part_is_the_whole_less_the_others(tmp_path: Path) -> None:
    folder = committees(tmp_path, {"ange": HIDDEN, "berga": 20, "ek": 30}, 53)
    verdict = attack(folder.indicator("1.I1").write())
    assert told(verdict) == {cell("ange")}
    assert values(verdict, cell("ange")) == (3,)
    assert "talet kan räknas fram" in verdict.failures[0].why


def test_two_hidden_parts_with_room_between_them_hold(tmp_path: Path) -> None:
    folder = committees(tmp_path, {"ange": HIDDEN, "berga": HIDDEN, "ek": 30}, 53)
    verdict = attack(folder.indicator("1.I1").write())
    assert verdict.held
    assert len(values(verdict, cell("ange"))) >= 3
    assert verdict.public() == {
        "held": True, "hidden_counts": 2, "derived_counts": 0, "editions": 0,
        "tables": len(verdict.witnesses),
    }  # fmt: skip


@pytest.mark.parametrize(("left", "found"), [(2, (1,)), (3, (1, 2)), (4, (1, 2, 3))])
def test_zeros_shown_mean_that_a_hidden_count_is_at_least_one(
    tmp_path: Path, left: int, found: tuple[int, ...]
) -> None:
    folder = committees(tmp_path, {"ange": HIDDEN, "berga": HIDDEN, "ek": 30}, 30 + left)
    verdict = attack(folder.indicator("1.I1").write())
    assert values(verdict, cell("ange")) == found
    assert verdict.held is (len(found) >= 3)


def test_where_zeros_are_hidden_too_a_hidden_count_may_be_none(tmp_path: Path) -> None:
    folder = committees(tmp_path, {"ange": HIDDEN, "berga": HIDDEN, "ek": 30}, 32).indicator("1.I1")
    folder.rules["show_zero"] = False
    assert values(attack(folder.write()), cell("ange")) == (0, 1, 2)


def test_two_large_hidden_counts_need_two_values_and_small_ones_three(tmp_path: Path) -> None:
    folder = committees(tmp_path, {"ange": HIDDEN, "berga": HIDDEN, "ek": 30}, 83).indicator("1.I1")
    for sex, number in (("kvinnor", HIDDEN), ("man", 10)):
        folder.cell("1.I1", "ange", number, sex=sex)
    assert attack(folder.write()).held


def test_what_is_not_printed_of_several_tables_together_is_found(tmp_path: Path) -> None:
    """Each sum alone leaves room; the sexes and the committees together leave none."""
    folder = Folder(tmp_path).indicator("1.I1").cell("1.I1", "stad", 60, n=2)
    for sex, city, ange, berga in (("kvinnor", 20, HIDDEN, HIDDEN), ("man", 40, 25, 15)):
        folder.cell("1.I1", "stad", city, sex=sex, n=2)
        folder.cell("1.I1", "ange", ange, sex=sex).cell("1.I1", "berga", berga, sex=sex)
    folder.cell("1.I1", "ange", 43).cell("1.I1", "berga", HIDDEN)
    verdict = attack(folder.write())
    assert {cell("ange", "kvinnor"), cell("berga", "kvinnor"), cell("berga")} == told(verdict)


def test_the_parts_of_a_share_bound_one_another(tmp_path: Path) -> None:
    """A numerator no larger than its denominator: 1 of 1 and 1 of 1 is all that 2 of 2 can be."""
    folder = committees(tmp_path, {"ange": HIDDEN, "berga": HIDDEN, "ek": (30, 40)}, (32, 42))
    verdict = attack(folder.indicator("1.I1", "andel").write())
    assert values(verdict, cell("ange"), "d") == (1,)
    assert cell("ange") in told(verdict)


def test_the_complement_of_a_share_must_stay_unknown_too(tmp_path: Path) -> None:
    folder = committees(tmp_path, {"ange": HIDDEN, "berga": HIDDEN, "ek": (30, 40)}, (90, 102))
    verdict = attack(folder.indicator("1.I1", "andel").write())
    assert told(verdict) == set()
    tight = committees(tmp_path, {"ange": HIDDEN, "berga": HIDDEN, "ek": (30, 40)}, (90, 101))
    assert values(attack(tight.indicator("1.I1", "andel").write()), cell("ange"), "d-n") == (0, 1)


def test_a_shown_count_that_the_rules_should_have_hidden_is_a_failure_unless_it_is_an_exception(
    tmp_path: Path,
) -> None:
    folder = committees(tmp_path, {"ange": 3, "berga": 20}, 23).indicator("1.I1")
    assert told(attack(folder.write())) == {cell("ange")}
    folder.rules["exceptions"] = [{"cell_id": cell("ange"), "reason": "prov", "by": "prov"}]
    assert attack(folder.write()).held


def test_what_is_not_about_persons_is_left_alone(tmp_path: Path) -> None:
    folder = committees(tmp_path, {"ange": 3, "berga": 20}, 23)
    assert attack(folder.indicator("1.I1", about_persons="nej").write()).held


def test_what_the_source_hid_may_not_be_opened_by_what_stands_around_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path).indicator("1.I1", about_persons="nej").cell("1.I1", "ange", 90)
    folder.cell("1.I1", "ange", 50, sex="man")
    folder.cell("1.I1", "ange", HIDDEN, sex="kvinnor", status="suppressed_by_source")
    assert told(attack(folder.write())) == {cell("ange", "kvinnor")}


def test_sexes_that_fall_short_of_the_whole_are_a_guess_that_is_given_up(tmp_path: Path) -> None:
    """33 and 134 of 232: some were not split. While nothing is hidden there is nothing to guess."""
    folder = Folder(tmp_path).indicator("1.I1").cell("1.I1", "stad", 232, n=4)
    folder.cell("1.I1", "stad", 33, sex="kvinnor", n=3).cell("1.I1", "stad", 134, sex="man", n=3)
    assert attack(folder.write()).given_up == ()
    folder.cell("1.I1", "stad", HIDDEN, sex="okant", n=1)
    verdict = attack(folder.write())
    assert values(verdict, cell("stad", "okant")) == (65,)
    assert told(verdict) == {cell("stad", "okant")}


def test_both_equality_and_a_rest_are_attacked(tmp_path: Path) -> None:
    """With a rest the hidden denominator may be below the limit, and then two values are too few."""
    folder = Folder(tmp_path).indicator("1.I1", "andel").cell("1.I1", "stad", (60, 100))
    folder.cell("1.I1", "stad", (30, 50), sex="man")
    for sex in ("kvinnor", "okant"):
        folder.cell("1.I1", "stad", HIDDEN, sex=sex)
    verdict = attack(folder.write())
    assert verdict.held
    assert len(values(verdict, cell("stad", "kvinnor"))) >= 3


def test_an_empty_system_is_a_fault_in_the_data_and_never_safe(tmp_path: Path) -> None:
    folder = committees(tmp_path, {"ange": HIDDEN, "berga": 20, "ek": 40}, 53)
    verdict = attack(folder.indicator("1.I1").write())
    assert not verdict.held and verdict.failures == ()
    assert any("av nämnderna" in place for place in verdict.contradictions)


def test_shown_numbers_that_do_not_add_up_are_a_fault_too(tmp_path: Path) -> None:
    verdict = attack(committees(tmp_path, {"ange": 50, "berga": 20}, 71).indicator("1.I1").write())
    assert len(verdict.contradictions) == 1


def test_a_merger_ties_the_new_committee_to_those_before_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path).indicator("1.I1").cell("1.I1", "dala", HIDDEN, year=2022)
    folder.cell("1.I1", "ek", 60, year=2022).cell("1.I1", "nya", 63, year=2022, basis="omraknad", n=2)
    for committee in ("dala", "ek"):
        folder.lines("organisation", committee_id=committee, successor="nya")
    folder.lines("organisation", committee_id="nya", successor="")
    assert told(attack(folder.write())) == {cell("dala", year=2022)}


@pytest.mark.parametrize(("cumulative", "held"), [("ja", False), ("nej", True)])
def test_periods_bound_one_another_only_where_the_indicator_is_cumulative(
    tmp_path: Path, cumulative: str, held: bool
) -> None:
    folder = Folder(tmp_path).indicator("1.I1", cumulative=cumulative)
    for period, number in (("T1", 30), ("T2", HIDDEN), ("VB", 31)):
        folder.cell("1.I1", "stad", number, period=period)
    verdict = attack(folder.write())
    assert verdict.held is held


def test_a_small_increase_between_two_shown_periods_is_a_sensitive_count(tmp_path: Path) -> None:
    folder = Folder(tmp_path).indicator("1.I1", cumulative="ja")
    folder.cell("1.I1", "stad", 30, period="T2").cell("1.I1", "stad", 33)
    assert told(attack(folder.write())) == {cell("stad")}


def test_an_earlier_edition_is_known(tmp_path: Path) -> None:
    before = committees(tmp_path / "u1", {"ange": HIDDEN, "berga": HIDDEN, "ek": 30}, 53).indicator("1.I1")
    now = committees(tmp_path / "nu", {"ange": HIDDEN, "berga": 12, "ek": 30}, HIDDEN).indicator("1.I1")
    earlier = before.write()
    assert attack(now.write()).held
    assert cell("ange") in told(attack(now.path, [earlier]))
    assert attack(earlier, [earlier]).held


def test_a_revision_is_a_second_equation(tmp_path: Path) -> None:
    """13 became 14: what was hidden was revised, and is then an unknown of its own in each edition."""
    before = committees(tmp_path / "u1", {"ange": HIDDEN, "berga": HIDDEN}, 13).indicator("1.I1").write()
    now = committees(tmp_path / "nu", {"ange": HIDDEN, "berga": HIDDEN}, 14).indicator("1.I1").write()
    verdict = attack(now, [before])
    assert verdict.held and verdict.given_up and verdict.contradictions == ()


def test_a_revised_total_gives_a_committee_away_when_the_others_stand_still(tmp_path: Path) -> None:
    before = committees(tmp_path / "u1", {"ange": HIDDEN, "berga": HIDDEN, "ek": 30}, 50).indicator("1.I1")
    now = committees(tmp_path / "nu", {"ange": HIDDEN, "berga": 17, "ek": 30}, HIDDEN).indicator("1.I1")
    assert cell("ange") in told(attack(now.write(), [before.write()]))


def test_an_insider_knows_its_own_figures_and_their_splits(tmp_path: Path) -> None:
    folder = committees(tmp_path, {"ange": HIDDEN, "berga": HIDDEN, "ek": 30}, 53).indicator("1.I1")
    path = folder.write()
    assert attack(path).held
    known = {cell("ange"): (20, None)}
    other = Count(cell("berga"), "n")
    verdict = attack(path, known=known, sensitive={other})
    assert told(verdict) == {cell("berga")}
    assert attack(path, known=known, sensitive=set()).held


def test_an_insider_s_unprinted_split_bounds_the_city(tmp_path: Path) -> None:
    folder = committees(tmp_path, {"ange": 30, "berga": 20}, 50).indicator("1.I1")
    for sex, number in (("kvinnor", HIDDEN), ("man", HIDDEN)):
        folder.cell("1.I1", "stad", number, sex=sex, n=2)
    known = {cell("ange", "man"): (29, None), cell("ange", "kvinnor"): (1, None)}
    own = Count(cell("stad", "kvinnor"), "n")
    found = attack(folder.write(), known=known, sensitive={own})
    assert found.held
    assert min(values(attack(folder.path, known=known), cell("stad", "man"))) >= 29


def test_a_committee_s_own_indicator_is_tied_by_sex(tmp_path: Path) -> None:
    folder = Folder(tmp_path).own_indicator("E1", 40).own_indicator("E1", 37, sex="kvinnor")
    folder.own_indicator("E1", HIDDEN, sex="man")
    assert told(attack(folder.write())) == {"egen/ange/E1/2024/VB/man/alla"}
    declared = Folder(tmp_path).own_indicator("E1", 3, about_persons="nej").write()
    assert attack(declared).held


def test_an_aim_that_is_told_for_a_hidden_row_is_an_inequality(tmp_path: Path) -> None:
    folder = committees(tmp_path, {"ange": HIDDEN, "berga": HIDDEN, "ek": (30, 40)}, (36, 50))
    folder.indicator("1.I1", "andel")
    assert attack(folder.write()).held
    folder.lines(
        "attainment", indicator_id="1.I1", committee_id="ange", year=2024, period="VB", target=100, value="",
        outcome="nar",
    )  # fmt: skip
    assert set(values(attack(folder.write()), cell("ange"), "d-n")) == {0}


def test_a_change_from_a_shown_value_is_the_hidden_value(tmp_path: Path) -> None:
    folder = (
        Folder(tmp_path).indicator("1.I1").cell("1.I1", "stad", 30, year=2023).cell("1.I1", "stad", HIDDEN)
    )
    assert attack(folder.write()).held
    folder.lines("changes", cell_id=cell("stad"), previous_cell_id=cell("stad", year=2023), change=-26)
    assert values(attack(folder.write()), cell("stad")) == (4,)


def test_rounded_counts_are_intervals(tmp_path: Path) -> None:
    method = {"name": "avrundning_5", "base": 5}
    folder = committees(tmp_path, {"ange": 5, "berga": 20, "ek": 30}, 55).indicator("1.I1")
    folder.rules["method"] = method
    assert attack(folder.write()).held
    exact = {"name": "stadens_avrundning", "base": 0, "intervals": {"0": [0, 2], "5": [3, 5]}}
    folder.rules["method"] = exact
    assert values(attack(folder.write()), cell("ange")) == (5,)


def test_no_proof_within_the_limits_is_not_safe(tmp_path: Path) -> None:
    folder = committees(tmp_path, {"ange": HIDDEN, "berga": HIDDEN, "ek": 30}, 53).indicator("1.I1")
    verdict = attack(folder.write(), nodes=0)
    assert verdict.held or all("visa" in failure.why for failure in verdict.failures)


@pytest.mark.parametrize(("promised", "held"), [(4, False), (3, True), (1, True)])
def test_the_attacker_holds_the_tables_to_what_they_promise_and_never_to_less_than_three(
    tmp_path: Path, promised: int, held: bool
) -> None:
    folder = committees(tmp_path, {"ange": HIDDEN, "berga": HIDDEN, "ek": 30}, 34).indicator("1.I1")
    folder.rules["k"] = {"sensitive": promised, "other": 2}
    assert attack(folder.write()).held is held
    folder.cells[0].update(numerator=33, value=33)
    assert not attack(folder.write()).held


def test_a_folder_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DisclosureError) as error:
        attack(tmp_path)
    assert error.value.exit_code == 15


def survey(path: Path, answers: object, chosen: dict[str, object], multiple: str = "nej") -> Folder:
    folder = Folder(path)
    for position, (alternative, number) in enumerate({"": answers, **chosen}.items()):
        hidden = number == HIDDEN
        folder.lines(
            "surveys", own_id="S1", goal_id="1", year=2024, period="VB", committee_id="ange",
            question="Känner du dig trygg?", about_persons="", multiple=multiple, position=position,
            alternative=alternative, answers="" if hidden or position else number,
            chosen="" if hidden or not position else number, share="",
            status="suppressed" if hidden else "shown",
        )  # fmt: skip
    return folder


def test_a_distribution_that_is_hidden_whole_holds(tmp_path: Path) -> None:
    assert attack(survey(tmp_path, 40, {"ja": HIDDEN, "nej": HIDDEN}).write()).held
    assert attack(survey(tmp_path, HIDDEN, {"ja": HIDDEN, "nej": HIDDEN}).write()).held


def test_one_hidden_alternative_is_what_the_others_leave(tmp_path: Path) -> None:
    assert told(attack(survey(tmp_path, 40, {"ja": 37, "nej": HIDDEN}).write())) == {
        "enkat/ange/2024/VB/S1/2"
    }
    assert attack(survey(tmp_path, 40, {"ja": 37, "nej": HIDDEN}, multiple="ja").write()).held
    assert told(attack(survey(tmp_path, 40, {"ja": 37, "nej": 3}).write())) == {"enkat/ange/2024/VB/S1/2"}
