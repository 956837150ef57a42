"""What one unit answers for: its indicators and activities by goal, and its duties of running text."""

from __future__ import annotations

from samlad import swedish
from samlad.chapters.anchors import unit_anchor
from samlad.chapters.markup import listed
from samlad.chapters.material import Row
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow
from samlad.chapters.registry import named
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, section
from samlad.chapters.units import EVERYONE, KIND
from samlad.chapters.wording import capital


@named("section", "namnd_ansvar")
def duties(scope: Scope) -> Section | None:
    """Its duties: indicators and activities by goal, then those of running text."""
    unit, anchor = scope.unit, unit_anchor(scope.subject, "ansvar")
    texts = [
        row["text"]
        for row in scope.material.rows("ansvar")
        if row["responsible"] in (EVERYONE, unit["committee_id"], f"{KIND}{unit['kind']}")
    ]
    heading = scope.word("heading_duties")
    running = Passage(listed(texts), heading) if texts else None
    parts = [_duty_table(scope, f"{anchor}-tabell"), section(heading, f"{anchor}-text", [running], level=3)]
    return section(scope.word("heading_unit_duties"), anchor, parts)


def _duty_table(scope: Scope, anchor: str) -> PresentableTable | None:
    rows = []
    for goal in scope.programme.goals:
        goal_id = goal["goal_id"]
        items = (*scope.programme.goal_indicators(goal_id), *scope.programme.goal_activities(goal_id))
        own = [_item_id(row) for row in items if answers_for(scope, _item_id(row))]
        if own:
            header = TableCell(scope.goal_title(goal_id), href=scope.goal_link(goal_id))
            rows.append(TableRow(header, (TableCell(", ".join(own)),)))
    kinds = ("indicator", "activity") if scope.programme.activities else ("indicator",)
    column = Column(capital(swedish.listing([scope.things(kind) for kind in kinds])), numeric=False)
    caption = f"{scope.word('heading_unit_duties')}: {scope.unit['name']}"
    return PresentableTable(anchor, caption, "Mål", (column,), tuple(rows)) if rows else None


def answers_for(scope: Scope, item_id: str) -> bool:
    """Whether the unit, or its kind, answers for an item."""
    return bool({scope.subject, f"{KIND}{scope.unit['kind']}"} & set(scope.programme.responsible(item_id)))


def _item_id(row: Row) -> str:
    return row.get("indicator_id") or row["activity_id"]
