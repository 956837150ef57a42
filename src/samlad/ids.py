"""The ids of published numbers that are no cell of an indicator. Imports nothing.

With `cells.cell_id` they are what prose, links, trace and the table of origins name a number by.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

OWN, SURVEY, TARGET = "egen", "enkat", "arsmal"
DELIVERY, SERIES = "leverans", "serie"
UNDATED = "okand"
UNKNOWN_SETTER = "okand"

Row = Mapping[str, Any]


def activity_id(row: Row) -> str:
    """What a committee answered about an activity: `1.A1/berga/2024/VB`."""
    return _joined(row, "activity_id", "committee_id", "year", "period")


def target_id(row: Row) -> str:
    """An årsmål and who set it: `1.I1/berga/2024/VB/arsmal/kf`."""
    return f"{_joined(row, 'indicator_id', 'committee_id', 'year', 'period')}/{TARGET}/" + (
        str(row["setter"]) or UNKNOWN_SETTER
    )


def own_id(row: Row) -> str:
    """A value of an indicator of one's own: `egen/berga/E1/2024/VB/totalt/alla`."""
    return f"{OWN}/{_joined(row, 'committee_id', 'own_id', 'year', 'period', 'sex', 'age_group')}"


def survey_id(row: Row) -> str:
    """A line of a survey: `enkat/berga/2024/VB/F1/0`, the question itself, or an alternative from 1."""
    return f"{SURVEY}/{_joined(row, 'committee_id', 'year', 'period', 'own_id', 'position')}"


def delivery_id(row: Row) -> str:
    """What a committee sent for a period, plans among them: `leverans/berga/2024/VB`."""
    return f"{DELIVERY}/{_joined(row, 'committee_id', 'year', 'period')}"


def series_id(row: Row) -> str:
    """A published series of another source: `serie/bra-anmalda`."""
    return f"{SERIES}/{row['series_id']}"


def series_value_id(row: Row) -> str:
    """A year of such a series, in all its versions: `serie/bra-anmalda/2023`."""
    return f"{series_id(row)}/{row['year'] or UNDATED}"


def _joined(row: Row, *names: str) -> str:
    return "/".join(str(row[name]) for name in names)
