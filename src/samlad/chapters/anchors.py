"""Where things stand in the report: lasting anchors, and links between its pages.

A cell has its anchor on its goal's page only, so that all anchors differ when pages are put together.
"""

from __future__ import annotations

from samlad.chapters.markup import slug


def cell_anchor(cell_id: str) -> str:
    """The anchor of a cell's place in its table."""
    return f"c-{slug(cell_id)}"


def origin_anchor(number_id: str) -> str:
    """The anchor of where a number comes from: an indicator's cell, an årsmål, an answer, a survey's line."""
    return f"u-{slug(number_id)}"


def origin_page(goal_id: str) -> str:
    """The page that says where a goal's numbers come from."""
    return f"ursprung-{slug(goal_id)}.html"


def indicator_anchor(indicator_id: str) -> str:
    """The anchor of an indicator's heading on its goal's page."""
    return f"i-{slug(indicator_id)}"


def activity_anchor(activity_id: str) -> str:
    """The anchor of an activity's row on its goal's page."""
    return f"a-{slug(activity_id)}"


def goal_page(goal_id: str) -> str:
    """The page of a goal."""
    return f"mal-{slug(goal_id)}.html"


def committee_page(committee_id: str) -> str:
    """The page of a committee or company."""
    return f"namnd-{slug(committee_id)}.html"


def unit_anchor(committee_id: str, name: str) -> str:
    """The anchor of a part of a committee's or company's page."""
    return f"namnd-{committee_id}-{name}"


def comparison_link(goal_id: str) -> str:
    """Where the comparison chapter speaks of a goal."""
    return f"jamforelse.html#{comparison_anchor(goal_id)}"


def comparison_anchor(goal_id: str) -> str:
    """The anchor of a goal's part of the comparison chapter; the background has no goal."""
    return f"jamforelse-mal-{slug(goal_id)}" if goal_id else "jamforelse-bakgrund"
