"""The released CSV tables: which columns leave, in which order of rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from samlad import frames
from samlad.catalogue import ACTIVITY_COLUMNS, INDICATOR_COLUMNS
from samlad.frames import TEXT, Columns, build, csv_text, records
from samlad.ordering import in_order
from samlad.params import ReportParams
from samlad.reference import Reference
from samlad.release.comparison import until
from samlad.stages import Protected
from samlad.swedish import sort_key

PERSONS = ("reporter", "manager", "files", "sender")
"""Names of persons, and of files, which may hold names: they stay in the house."""


def _without(columns: Columns, names: Collection[str]) -> Columns:
    return {name: kind for name, kind in columns.items() if name not in names}


COLUMNS: Mapping[str, Columns] = {
    "cells": {**frames.CELLS, "text": TEXT},
    "changes": {**frames.CHANGES, "text": TEXT},
    "targets": _without(frames.TARGETS, frames.PLACE),
    "attainment": frames.ATTAINMENT,
    "coverage": frames.COVERAGE,
    "due": frames.DUE,
    "activities": _without(frames.ACTIVITIES, frames.PLACE),
    "activity_counts": frames.ACTIVITY_COUNTS,
    "assessments": frames.ASSESSMENTS,
    "own_indicators": {**_without(frames.OWN_INDICATORS, frames.PLACE), "text": TEXT},
    "own_activities": frames.OWN_ACTIVITIES,
    "surveys": {**_without(frames.SURVEYS, frames.PLACE), "text": TEXT},
    "plans": frames.PLANS,
    "plan_senders": _without(frames.PLAN_SENDERS, PERSONS),
    "plan_goals": frames.PLAN_GOALS,
    "plan_own": frames.PLAN_OWN,
    "comments": frames.COMMENTS,
    "deliveries": _without(frames.DELIVERIES, PERSONS),
    "findings": frames.FINDINGS,
}
"""Columns of the tables that come from the committees' reports."""


def tables(protected: Protected, reference: Reference, params: ReportParams) -> dict[str, str]:
    """Text of every CSV file by name."""
    frames_by_name = {
        **{name: _reported(protected, name, reference) for name in COLUMNS},
        **_catalogue(reference),
        **_organisation(reference),
        **_comparison(reference, params),
    }
    return {f"{name}.csv": csv_text(frame) for name, frame in frames_by_name.items()}


def _reported(protected: Protected, name: str, reference: Reference) -> pd.DataFrame:
    frame, columns = getattr(protected, name), COLUMNS[name]
    # Changes are ordered by the cells that they belong to; they have no key of their own.
    return build(columns, records(frame)) if name == "changes" else in_order(frame, columns, reference)


def _catalogue(reference: Reference) -> dict[str, pd.DataFrame]:
    programme = reference.programme
    return {
        "goals": _plain(("goal_id", "text", "regional_goal", "note"), map(vars, programme.goals.values())),
        "conditions": _plain(("condition_id", "goal_id", "text"), map(vars, programme.conditions.values())),
        "indicators": _plain(INDICATOR_COLUMNS, (item.facts for item in programme.indicators.values())),
        "activity_texts": _plain(ACTIVITY_COLUMNS, (item.facts for item in programme.activities.values())),
        "responsibilities": _plain(
            ("item_id", "responsible"),
            ({"item_id": one, "responsible": who} for one, who in programme.responsibilities),
        ),
        "ansvar": _plain(("ansvar_id", "responsible", "text", "source"), map(vars, programme.ansvar)),
    }


def _organisation(reference: Reference) -> dict[str, pd.DataFrame]:
    organisation = reference.organisation
    committees = sorted(
        organisation.committees.values(), key=lambda one: (sort_key(one.short_name), one.committee_id)
    )
    names = (
        "committee_id", "name", "short_name", "kind", "parent", "valid_from", "valid_to", "successor",
        "ursprung", "note",
    )  # fmt: skip
    kinds = ("kind", "label", "label_plural", "label_definite_plural", "group", "order")
    return {
        "organisation": _plain(names, ({**vars(one), **_validity(one)} for one in committees)),
        "kinds": _plain(kinds, map(vars, organisation.kinds.values())),
    }


def _validity(committee: Any) -> dict[str, str]:
    """Dates in ISO form; "" where it is unknown since when, or it still exists."""
    start, end = committee.valid_from, committee.valid_to
    return {
        "valid_from": "" if start == date.min else start.isoformat(),
        "valid_to": "" if end is None else end.isoformat(),
    }


def _comparison(reference: Reference, params: ReportParams) -> dict[str, pd.DataFrame]:
    shown = until(reference, params.year)
    return {"comparison_series": shown.series, "comparison_values": shown.values}


def _plain(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    return build(dict.fromkeys(columns, TEXT), rows)
