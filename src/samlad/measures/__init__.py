"""Stage 4: totals, changes, targets, coverage, and series carried over mergers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from samlad import frames
from samlad.cells import from_frame, to_frame
from samlad.errors import MeasuresError
from samlad.frames import Columns, build, records
from samlad.measures.activities import activity_count_rows
from samlad.measures.attainment import attainment_rows
from samlad.measures.changes import change_rows
from samlad.measures.coverage import coverage_rows
from samlad.measures.material import Material
from samlad.measures.mergers import carried_cells
from samlad.measures.origins import cell_origins, delivery_origins, other_origins
from samlad.measures.reported import committee_cells
from samlad.measures.totals import area_cells
from samlad.ordering import in_order
from samlad.params import ReportParams
from samlad.reference import Reference
from samlad.stages import Measured, Outcomes


def measure(outcomes: Outcomes, reference: Reference, params: ReportParams) -> Measured:
    """Compute every measure that the report can show; nothing is protected yet.

    Shares are sums of numerators over sums of denominators, never means of shares. A total is the sum of
    those that reported, with `n_reported` of `n_due`; where a source has protected one part of a sum, the
    sum is protected too. What is missing is missing, never 0.

    Returns:
        The frames of `Measured`, in canonical order.

    Raises:
        MeasuresError: a cell would stand twice.
    """
    material = Material.of(outcomes, reference, params)
    reported = committee_cells(material)
    cells = [*reported, *area_cells(material, reported), *carried_cells(material, reported)]
    twice = len(cells) - len({one.key for one in cells})
    if twice:
        raise MeasuresError(f"{twice} celler står två gånger efter summeringen.", remedy="anmäl felet.")
    by_key = {one.key: one for one in cells}
    table = in_order(to_frame(cells), frames.CELLS, reference)
    targets = records(outcomes.targets)
    others = {
        name: in_order(getattr(outcomes, name), columns, reference)
        for name, columns in (
            ("targets", frames.TARGETS),
            ("activities", frames.ACTIVITIES),
            ("own_indicators", frames.OWN_INDICATORS),
            ("surveys", frames.SURVEYS),
        )
    }
    received = in_order(outcomes.outcomes, frames.OUTCOMES, reference)
    deliveries = in_order(outcomes.deliveries, frames.DELIVERIES, reference)
    plan_senders = in_order(outcomes.plan_senders, frames.PLAN_SENDERS, reference)
    origins = [
        *cell_origins(material, from_frame(table), received),
        *other_origins(others),
        *delivery_origins(deliveries, plan_senders),
    ]

    def ordered(columns: Columns, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
        return in_order(build(columns, rows), columns, reference)

    return Measured(
        cells=table,
        changes=build(frames.CHANGES, change_rows(material, from_frame(table))),
        **others,
        attainment=ordered(frames.ATTAINMENT, attainment_rows(material, by_key, targets)),
        coverage=ordered(frames.COVERAGE, coverage_rows(material)),
        origins=build(frames.ORIGINS, origins),
        due=in_order(outcomes.due, frames.DUE, reference),
        activity_counts=ordered(frames.ACTIVITY_COUNTS, activity_count_rows(material)),
        assessments=in_order(outcomes.assessments, frames.ASSESSMENTS, reference),
        own_activities=in_order(outcomes.own_activities, frames.OWN_ACTIVITIES, reference),
        plans=in_order(outcomes.plans, frames.PLANS, reference),
        plan_senders=plan_senders,
        plan_goals=in_order(outcomes.plan_goals, frames.PLAN_GOALS, reference),
        plan_own=in_order(outcomes.plan_own, frames.PLAN_OWN, reference),
        comments=in_order(outcomes.comments, frames.COMMENTS, reference),
        deliveries=deliveries,
        findings=in_order(outcomes.findings, frames.FINDINGS, reference),
    )
