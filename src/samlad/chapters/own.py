"""What units follow up of their own accord, apart from all totals (beslut 13)."""

from __future__ import annotations

from collections.abc import Sequence

from samlad.chapters.cells import ALL_AGES, TOTAL
from samlad.chapters.disclosure_record import rounding_note
from samlad.chapters.material import Row
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow
from samlad.chapters.scope import Scope
from samlad.chapters.signs import bare, legend, said_instead, status_cell
from samlad.chapters.wording import capital
from samlad.ids import own_id


def own_indicator_table(
    scope: Scope, *, goal_id: str = "", committee_id: str = ""
) -> PresentableTable | None:
    """Own indicators of a goal or of a unit; None when there are none."""
    wanted = _wanted(scope, "own_indicators", goal_id, committee_id)
    rows = [
        TableRow(
            _header(scope, row, committee_id),
            (
                TableCell(_name(scope, row)),
                TableCell(_group(scope, row)),
                _value(scope, row),
                TableCell(row["unit"]),
            ),
        )
        for row in wanted
    ]
    columns = (
        Column(capital(scope.things("indicator", 1)), numeric=False),
        Column("Grupp", numeric=False),
        Column(f"Utfall {scope.run.year}"),
        Column("Enhet", numeric=False),
    )
    protected = any(row["about_persons"] != "nej" for row in wanted)
    note = rounding_note(scope, about_persons="ja" if protected else "nej")
    return _table(
        scope, "indikatorer", "heading_own_indicators", goal_id or committee_id, columns, rows, note
    )


def own_activity_table(scope: Scope, *, goal_id: str = "", committee_id: str = "") -> PresentableTable | None:
    """Own activities of a goal or of a unit; None when there are none."""
    rows = [
        TableRow(
            _header(scope, row, committee_id), (TableCell(_name(scope, row)), TableCell(_status(scope, row)))
        )
        for row in _wanted(scope, "own_activities", goal_id, committee_id)
    ]
    stub = capital(scope.things("activity", 1))
    columns = (Column(stub, numeric=False), Column(f"Status {scope.run.year}", numeric=False))
    return _table(scope, "aktiviteter", "heading_own_activities", goal_id or committee_id, columns, rows)


def _wanted(scope: Scope, name: str, goal_id: str, committee_id: str) -> list[Row]:
    return [
        row
        for row in scope.now(name)
        if (not goal_id or row["goal_id"] == goal_id)
        and (not committee_id or row["committee_id"] == committee_id)
    ]


def _header(scope: Scope, row: Row, committee_id: str) -> TableCell:
    if committee_id:
        return TableCell(
            f"{scope.word('chapter_mal', goal=row['goal_id'])}", href=scope.goal_link(row["goal_id"])
        )
    return TableCell(scope.units.short(row["committee_id"]), href=scope.unit_link(row["committee_id"]))


def _name(scope: Scope, row: Row) -> str:
    """What the unit calls it, once someone has read that (beslut 14)."""
    return row["name"] or scope.word("own_name_unread")


def _group(scope: Scope, row: Row) -> str:
    words = []
    if row["sex"] not in ("", TOTAL):
        words.append(scope.material.code("sex", row["sex"])["label"])
    if row["age_group"] not in ("", ALL_AGES):
        words.append(scope.material.code("age_groups", row["age_group"])["label"])
    return ", ".join(words) or "alla"


def _value(scope: Scope, row: Row) -> TableCell:
    href = scope.origin_link(own_id(row), row["goal_id"])
    if row["status"] == "shown":
        return TableCell(bare(row["text"]), href=href)
    return status_cell(scope.material, row["status"], href=href)


def _status(scope: Scope, row: Row) -> str:
    words = "" if row["status"] else said_instead(scope.material, row)
    return words or scope.material.code("activity_status", row["status"] or "saknas")["label"]


def _table(
    scope: Scope, name: str, heading: str, subject: str, columns: tuple[Column, ...],
    rows: Sequence[TableRow], note: str = "",
) -> PresentableTable | None:  # fmt: skip
    if not rows:
        return None
    by_unit = not scope.units.known(subject)
    stub = scope.word("column_unit_or_board") if by_unit else "Mål"
    prefix = f"mal-{subject}" if by_unit else f"namnd-{subject}"
    caption = f"{scope.word(heading)} {scope.run.year}"
    signs = legend(scope.material, rows)
    notes = (note,) if note else ()
    return PresentableTable(f"{prefix}-egna-{name}-tabell", caption, stub, columns, tuple(rows), signs, notes)
