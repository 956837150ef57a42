"""Where counts of what has been sent, and published series, lead: to the page about what is no goal's own."""

from __future__ import annotations

from samlad.chapters.anchors import origin_anchor, origin_page
from samlad.chapters.material import Row
from samlad.chapters.plans import plan_senders
from samlad.chapters.reporting import all_due
from samlad.chapters.scope import Scope
from samlad.ids import delivery_id, series_id

OTHER = "ovrigt"
"""What the page is called among those about goals."""
COUNTED = "raknat"


def counted_id(name: str) -> str:
    """What a way of counting is called on the page: `raknat/redovisning`."""
    return f"{COUNTED}/{name}"


def delivery_units(scope: Scope) -> tuple[str, ...]:
    """Everyone from whom something was due in the period, or who has sent something."""
    return scope.units.in_order({*all_due(scope), *scope.delivered})


def delivery_link(scope: Scope, committee_id: str) -> str:
    """Link to what a unit has sent for the run's period; "" for one that was not asked and sent nothing."""
    if committee_id not in delivery_units(scope):
        return ""
    row = {"committee_id": committee_id, "year": scope.run.year, "period": scope.run.period}
    return _link(scope, delivery_id(row))


def plan_link(scope: Scope, committee_id: str) -> str:
    """Link to a unit's plan; "" for one that was to make none."""
    rows = [row for row in plan_senders(scope) if row["committee_id"] == committee_id]
    return _link(scope, delivery_id(rows[0])) if rows else ""


def counted_link(scope: Scope, name: str) -> str:
    """Link to how something is counted, and what is."""
    return _link(scope, counted_id(name))


def series_link(scope: Scope, series: Row) -> str:
    """Link to where the values of a published series come from."""
    return _link(scope, series_id(series))


def _link(scope: Scope, number_id: str) -> str:
    there = "ursprung" in scope.run.sections
    return f"{origin_page(OTHER)}#{origin_anchor(number_id)}" if there else ""
