"""What was planned stands beside what is reported, and says who has not planned."""

from __future__ import annotations

from typing import Any

import pytest
from small_city import Reports, params, reference

from samlad.frames import records
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.params import PlanParams, ReportParams
from samlad.stages import Outcomes

Row = dict[str, Any]


def asking(year: int = 2024) -> ReportParams:
    plan = PlanParams.model_validate({"cutoff_date": f"{year}-01-31"})
    return params(year).model_copy(update={"plan": plan})


def outcomes_of(reports: Reports, year: int = 2024, *, asked: bool = True) -> Outcomes:
    return build_outcomes(reports.validated(), reference(), asking(year) if asked else params(year))


def planned(
    reports: Reports, item_id: str, who: str, state: str, work: str = "", year: int = 2024
) -> Reports:
    row = {"item_id": item_id, "planned": state, "planned_cell": "", "planned_work": work}
    return reports.add("plan_activities", who, year, row, period="VP")


def way(reports: Reports, goal: str, who: str, how: str, follow_up: str = "") -> Reports:
    row = {"goal_id": goal, "how": how, "follow_up": follow_up}
    return reports.add("plan_goals", who, 2024, row, period="VP")


def aim(reports: Reports, item_id: str, who: str, target: float | None, setter: str = "namnd") -> Reports:
    row = {"item_id": item_id, "target": target, "target_setter": setter, "comment": ""}
    return reports.add("plan_indicators", who, 2024, row, period="VP")


def by_key(frame: Any, *names: str) -> dict[tuple[Any, ...], Row]:
    return {tuple(row[name] for name in names): row for row in records(frame)}


def test_planned_stands_beside_what_is_reported_in_the_period() -> None:
    reports = planned(Reports().activity("1.A1", "ange", 2024, "pagar"), "1.A1", "ange", "planeras")
    reports = planned(reports, "1.A2", "ange", "inte_i_ar").activity("1.A2", "ange", 2024, "avslutad")
    rows = by_key(outcomes_of(reports).plans, "activity_id", "committee_id")
    done = rows["1.A1", "ange"]
    assert (done["planned"], done["status"], done["delivered"]) == ("planeras", "pagar", "ja")
    assert (done["year"], done["period"], done["goal_id"]) == (2024, "VB", "1")
    assert (rows["1.A2", "ange"]["planned"], rows["1.A2", "ange"]["status"]) == ("inte_i_ar", "avslutad")


def test_who_has_sent_no_plan_is_told_apart_from_a_plan_that_says_nothing() -> None:
    reports = planned(Reports().activity("1.A1", "berga", 2024, "pagar"), "1.A1", "ange", "")
    outcomes = outcomes_of(reports)
    rows = by_key(outcomes.plans, "activity_id", "committee_id")
    assert (rows["1.A1", "ange"]["delivered"], rows["1.A1", "ange"]["planned"]) == ("ja", "")
    assert (rows["1.A1", "berga"]["delivered"], rows["1.A1", "berga"]["status"]) == ("nej", "pagar")
    senders = by_key(outcomes.plan_senders, "committee_id")
    assert (senders["ange",]["delivered"], senders["ange",]["n_planned"]) == ("ja", 0)
    assert (senders["berga",]["delivered"], senders["berga",]["expected"]) == ("nej", "ja")


def test_what_repeats_another_activity_has_its_plan() -> None:
    reports = planned(Reports().activity("1.A1", "ange", 2024, "pagar"), "1.A1", "ange", "lopande")
    rows = by_key(outcomes_of(reports).plans, "activity_id", "committee_id")
    assert (rows["2.A1", "ange"]["planned"], rows["2.A1", "ange"]["status"]) == ("lopande", "pagar")


def test_plans_are_counted_where_they_were_due_and_nothing_else() -> None:
    reports = planned(Reports().activity("1.A1", "ange", 2024, "pagar"), "1.A1", "ange", "planeras")
    reports = way(way(reports, "1", "ange", "Tillsammans.", "Varje tertial."), "2", "ange", "")
    outcomes = outcomes_of(reports)
    sender = by_key(outcomes.plan_senders, "committee_id")["ange",]
    # 2.A1 is answered through 1.A1, so goal 2 is not asked of.
    assert (sender["n_due"], sender["n_planned"], sender["n_goals"], sender["n_described"]) == (2, 1, 1, 1)
    goals = by_key(outcomes.plan_goals, "goal_id", "committee_id")
    assert (goals["1", "ange"]["how"], goals["1", "ange"]["follow_up"]) == ("ja", "ja")
    assert (goals["1", "berga"]["how"], ("2", "ange") in goals) == ("nej", False)


def test_the_texts_of_a_plan_are_comments_that_someone_must_approve() -> None:
    reports = way(Reports().activity("1.A1", "ange", 2024, "pagar"), "1", "ange", "Tillsammans.", "I maj.")
    reports = planned(reports, "1.A1", "ange", "planeras", "En utbildning.")
    comments = by_key(outcomes_of(reports).comments, "comment_id")
    assert comments["ange/2024/VP/how/1",]["text"] == "Tillsammans."
    assert comments["ange/2024/VP/follow_up/1",]["text"] == "I maj."
    assert comments["ange/2024/VP/planned_work/1.A1",]["goal_id"] == "1"


def test_the_target_of_a_plan_counts_where_the_period_gives_none() -> None:
    reports = Reports().value("1.I1", "ange", 2024, 30, 40)
    reports = aim(reports, "1.I1", "ange", 80)
    (target,) = records(outcomes_of(reports).targets)
    assert (target["target"], target["stated_in"], target["period"]) == (80, "VP", "VB")
    assert target["plan_target"] == 80
    measured = measure(outcomes_of(reports), reference(), asking())
    (attained,) = records(measured.attainment)
    assert (attained["target"], attained["outcome"]) == (80, "nar_inte")


def test_what_is_said_in_the_period_counts_before_the_plan_and_both_are_kept() -> None:
    reports = Reports().value("1.I1", "ange", 2024, 30, 40, target=70.0, target_setter="namnd")
    (target,) = records(outcomes_of(aim(reports, "1.I1", "ange", 80)).targets)
    assert (target["target"], target["stated_in"], target["plan_target"]) == (70, "VB", 80)


def test_the_councils_target_and_the_committees_own_are_not_mixed() -> None:
    reports = Reports().value("1.I1", "ange", 2024, 30, 40, target=70.0, target_setter="namnd")
    rows = records(outcomes_of(aim(reports, "1.I1", "ange", 90, "kf")).targets)
    assert {(row["committee_id"], row["setter"], row["target"]) for row in rows} == {
        ("ange", "namnd", 70), ("ange", "kf", 90), ("stad", "kf", 90),
    }  # fmt: skip


def test_own_things_that_were_planned_are_followed_by_their_own_id() -> None:
    row = {"goal_id": "1", "name": "Temadag", "planned": "planeras", "planned_cell": "", "planned_work": ""}
    reports = Reports().activity("1.A1", "ange", 2024, "pagar")
    reports = reports.add("plan_own_activities", "ange", 2024, {"own_id": "E1", **row}, period="VP")
    reports = reports.add("plan_own_activities", "ange", 2024, {"own_id": "E2", **row}, period="VP")
    came = {
        "own_id": "E1",
        "goal_id": "1",
        "name": "Temadag",
        "status": "avslutad",
        "status_cell": "",
        "comment": "",
    }
    reports = reports.add("own_activities", "ange", 2024, came)
    rows = by_key(outcomes_of(reports).plan_own, "own_id")
    assert (rows["E1",]["planned"], rows["E1",]["status"], rows["E1",]["reported"]) == (
        "planeras",
        "avslutad",
        "ja",
    )
    assert (rows["E2",]["status"], rows["E2",]["reported"]) == ("", "nej")


@pytest.mark.parametrize(
    ("dala", "ek", "expected"),
    [("planeras", "planeras", "planeras"), ("planeras", "lopande", ""), ("planeras", "", "")],
)
def test_one_formed_within_the_year_takes_over_the_plans_that_agree(
    dala: str, ek: str, expected: str
) -> None:
    reports = Reports().activity("1.A1", "nya", 2023, "pagar")
    reports = planned(reports, "1.A1", "dala", dala, year=2023)
    reports = planned(reports, "1.A1", "ek", ek, year=2023)
    outcomes = outcomes_of(reports, 2023)
    row = by_key(outcomes.plans, "activity_id", "committee_id")["1.A1", "nya"]
    assert (row["planned"], row["status"], row["delivered"]) == (expected, "pagar", "ja")
    senders = by_key(outcomes.plan_senders, "committee_id")
    assert ("dala",) in senders and ("nya",) not in senders


def test_a_year_that_collects_no_plans_has_none_even_where_a_file_lies_there() -> None:
    reports = planned(Reports().activity("1.A1", "ange", 2024, "pagar"), "1.A1", "ange", "planeras")
    outcomes = outcomes_of(reports, asked=False)
    assert outcomes.plans.empty and outcomes.plan_senders.empty and outcomes.plan_goals.empty
    assert set(outcomes.due["period"]) == {"VB"}


def test_a_plan_is_in_no_series_and_in_no_other_table() -> None:
    reports = planned(Reports().activity("1.A1", "ange", 2024, "pagar"), "1.A1", "ange", "planeras")
    outcomes = outcomes_of(aim(reports, "1.I1", "ange", 80))
    for frame in (outcomes.outcomes, outcomes.due, outcomes.activities, outcomes.deliveries):
        assert "VP" not in set(frame["period"])
