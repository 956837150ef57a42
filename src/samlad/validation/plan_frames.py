"""Types the tables of a plan and joins the catalogue's facts to them, so that rules can be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from samlad.reference import Reference

PLANNED_NOW = "planeras"
"""The answer that something is to be done this year, beyond what always goes on."""


def join_plan_facts(frames: Mapping[str, pd.DataFrame], reference: Reference) -> None:
    """Add the columns that the suites of a plan ask for, in place; tables that are not there are passed by.

    Marks, duties and declarations are joined by `frames.prepared`, as for the tables of a report.
    """
    if "plan_indicators" in frames:
        frame = frames["plan_indicators"]
        kinds = {key: item.kind for key, item in reference.programme.indicators.items()}
        found = [kinds.get(key) for key in frame["item_id"]]
        frame["kind"] = pd.Series(found, index=frame.index, dtype=object)
    if "plan_activities" in frames:
        frame = frames["plan_activities"]
        frame["planned_now"] = frame["planned"].where(frame["planned"] == PLANNED_NOW, None)


def join_planned_targets(frames: Mapping[str, pd.DataFrame]) -> None:
    """Give each reported årsmål that of the year's plan with the same setter, in place; NaN where none is."""
    frame = frames["indicators"]
    found: dict[tuple[object, ...], float] = {}
    if "plan_indicators" in frames:
        planned = frames["plan_indicators"]
        for key, target in zip(_keys(planned), planned["target"], strict=True):
            if pd.notna(target):
                found.setdefault(key, float(target))
    values = [found.get(key) for key in _keys(frame)]
    frame["planned_target"] = pd.Series(values, index=frame.index, dtype="float64")


def _keys(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    columns: Sequence[str] = ("item_id", "committee_id", "year", "target_setter")
    return list(zip(*(frame[name] for name in columns), strict=True))
