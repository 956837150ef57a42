"""Stage 3: the same facts in one tidy form, one row per reported value, and who owed what."""

from __future__ import annotations

from samlad import frames
from samlad.errors import OutcomesError
from samlad.frames import build
from samlad.outcomes.activities import activity_rows
from samlad.outcomes.duties import DutyBook, due_rows
from samlad.outcomes.indicators import outcome_rows
from samlad.outcomes.own import own_activity_rows, own_indicator_rows
from samlad.outcomes.plan_tables import plan_goal_rows, plan_own_rows, plan_rows, plan_sender_rows
from samlad.outcomes.plans import plans_of
from samlad.outcomes.simple import assessment_rows, delivery_rows, finding_rows
from samlad.outcomes.source import Source
from samlad.outcomes.surveys import survey_rows
from samlad.outcomes.targets import target_rows
from samlad.outcomes.words import comment_rows
from samlad.params import ReportParams
from samlad.reference import Reference
from samlad.stages import Outcomes, Validated


def build_outcomes(validated: Validated, reference: Reference, params: ReportParams) -> Outcomes:
    """Bring validated tables into the tidy form.

    Args:
        validated: what the gate let through.
        reference: catalogue, organisation and code lists.
        params: nothing later than its year is taken in.

    Returns:
        The frames of `Outcomes`, columns and types as in `samlad.frames`. A value that was marked or left
        blank is a status with no number, never 0.

    Raises:
        OutcomesError: the tables hold what the gate should have stopped; every such row is listed.
    """
    source = Source.of(validated, reference, params)
    book = DutyBook.of(reference, source.pairs)
    outcomes = outcome_rows(source, book)
    activities = activity_rows(source, book)
    own_indicators = own_indicator_rows(source)
    if source.faults:
        raise OutcomesError(
            f"{len(source.faults)} uppgifter går inte att föra in i tabellerna.",
            details=source.faults,
            remedy="rätta raderna i filerna som nämns, och anmäl att kontrollen släppte igenom dem.",
        )
    due = list(due_rows(book, outcomes, activities))
    own_activities = own_activity_rows(source)
    plans = plans_of(source)
    return Outcomes(
        outcomes=build(frames.OUTCOMES, outcomes),
        due=build(frames.DUE, due),
        targets=build(frames.TARGETS, target_rows(source)),
        activities=build(frames.ACTIVITIES, activities),
        assessments=build(frames.ASSESSMENTS, assessment_rows(source)),
        own_indicators=build(frames.OWN_INDICATORS, own_indicators),
        own_activities=build(frames.OWN_ACTIVITIES, own_activities),
        surveys=build(frames.SURVEYS, survey_rows(source)),
        plans=build(frames.PLANS, plan_rows(plans, due, activities)),
        plan_senders=build(frames.PLAN_SENDERS, plan_sender_rows(plans)),
        plan_goals=build(frames.PLAN_GOALS, plan_goal_rows(plans)),
        plan_own=build(frames.PLAN_OWN, plan_own_rows(plans, own_activities, own_indicators)),
        comments=build(frames.COMMENTS, comment_rows(source)),
        deliveries=build(frames.DELIVERIES, delivery_rows(source)),
        findings=build(frames.FINDINGS, finding_rows(source, validated)),
    )
