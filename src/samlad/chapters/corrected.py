"""What was corrected, left out or sent again: marks and counts per unit and rule, never values or places."""

from __future__ import annotations

from collections.abc import Iterable

from samlad import swedish
from samlad.chapters.anchors import unit_anchor
from samlad.chapters.material import Row, count
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow
from samlad.chapters.registry import named
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Section, section, sentence
from samlad.swedish import listing

ACTIONS = "correction_actions"
REVISED, LEFT_OUT = "revised", "leave_out_delivery"
"""The actions that are about a delivery as a whole."""


@named("section", "kvalitet_rattelser")
def corrections(scope: Scope) -> Section | None:
    """How many corrections there are per unit and rule, and which deliveries were sent again."""
    rows = _ordered(scope, scope.now("corrections"))
    title = scope.word("heading_corrections")
    if not rows:
        return section(title, "rattelser", [sentence(scope.word("corrections_none"))])
    columns = (Column(scope.word("column_correction"), numeric=False), Column("Antal"))
    table = PresentableTable(
        "rattelser-tabell",
        f"{title} {scope.run.year}",
        scope.word("column_unit_or_board"),
        columns,
        tuple(_row(scope, row) for row in rows),
        notes=_explanations(scope, rows),
    )
    return section(title, "rattelser", [sentence(scope.word("quality_corrections_paragraph")), table])


@named("section", "namnd_rattelser")
def unit_corrections(scope: Scope) -> Section | None:
    """What was corrected or sent again of one unit's own report; nothing where nothing was."""
    rows = _ordered(scope, (row for row in scope.now("corrections") if row["committee_id"] == scope.subject))
    anchor = unit_anchor(scope.subject, "rattelser")
    title = scope.word("heading_corrections")
    columns = (Column(scope.word("column_correction"), numeric=False), Column("Antal"))
    table = PresentableTable(
        f"{anchor}-tabell",
        f"{title}: {scope.unit['short_name']}",
        "Regel",
        columns,
        tuple(TableRow(TableCell(_rule(scope, row)), _cells(scope, row)) for row in rows),
        notes=_explanations(scope, rows),
    )
    return section(title, anchor, [table if rows else None])


def left_out(scope: Scope) -> tuple[str, ...]:
    """Units whose delivery was not accepted: they have sent, and yet nothing of it counts."""
    return scope.units.in_order(
        row["committee_id"]
        for row in scope.now("corrections")
        if row["action"] == LEFT_OUT and scope.units.known(row["committee_id"])
    )


def left_out_sentence(scope: Scope) -> str:
    """Whose delivery was not accepted; "" where all were."""
    names = [scope.units.short(unit) for unit in left_out(scope)]
    return scope.word("left_out_sentence", names=listing(names)) if names else ""


def _ordered(scope: Scope, rows: Iterable[Row]) -> list[Row]:
    """By rule as the table has them, whole deliveries last, then by the unit's name."""
    known = [row for row in rows if not row["committee_id"] or scope.units.known(row["committee_id"])]
    return sorted(known, key=lambda row: (not row["rule_id"], row["rule_id"], _name(scope, row)))


def _row(scope: Scope, row: Row) -> TableRow:
    unit = row["committee_id"]
    header = TableCell(scope.units.short(unit) if unit else "flera", href=scope.unit_link(unit))
    return TableRow(header, _cells(scope, row), _rule(scope, row))


def _cells(scope: Scope, row: Row) -> tuple[TableCell, TableCell]:
    label = scope.material.code(ACTIONS, row["action"])["label"]
    return (TableCell(label), TableCell(swedish.number(count(row["count"]), 0)))


def _rule(scope: Scope, row: Row) -> str:
    if row["rule_id"]:
        return (row["text"] or row["rule_id"]).rstrip(".")
    whole = row["action"] in (REVISED, LEFT_OUT)
    return scope.word("correction_whole_delivery" if whole else "correction_without_rule")


def _name(scope: Scope, row: Row) -> object:
    return swedish.sort_key(scope.units.short(row["committee_id"]) if row["committee_id"] else "")


def _explanations(scope: Scope, rows: list[Row]) -> tuple[str, ...]:
    present = {row["action"] for row in rows}
    return tuple(
        f"{code['label'].capitalize()}: {code['explanation']}"
        for code in scope.material.codes(ACTIONS)
        if code["code"] in present
    )
