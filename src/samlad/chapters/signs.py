"""Signs and their words: cells that hold no number, assessments, and the legend below a table."""

from __future__ import annotations

from collections.abc import Iterable

from samlad.chapters.cells import Cell
from samlad.chapters.material import Material, Row
from samlad.chapters.presentable import TableCell, TableRow
from samlad.chapters.scope import Scope

SPACES = " \u00a0\u202f"


def value_cell(scope: Scope, cell: Cell | None, anchor: str = "") -> TableCell:
    """A released cell in a table: its number without unit, or its sign with words; it leads to its origin.

    A cell that the table plan does not have is shown as not applicable.
    """
    if cell is None:
        return status_cell(scope.material, "not_applicable")
    if cell.shown:
        return TableCell(bare(cell.text), anchor=anchor, href=scope.origin(cell))
    return status_cell(scope.material, cell.status, anchor, scope.origin(cell))


def status_cell(material: Material, status: str, anchor: str = "", href: str = "") -> TableCell:
    """The sign of a status, with the words that a screen reader says in its place."""
    row = material.code("statuses", status)
    sign = row.get("sign") or row["label"]
    spoken = row.get("spoken") or row["label"]
    return TableCell(mark=sign, spoken=spoken, status=status, anchor=anchor, href=href)


def said_instead(material: Material, row: Row) -> str:
    """What a unit said in place of a status or an assessment, in words; "" where it said nothing."""
    answer = row.get("answer", "")
    return "" if answer in ("", "shown", "missing") else material.code("statuses", answer)["label"]


def nothing_cell(material: Material) -> TableCell:
    """The sign of a place where there is nothing to tell: no cell is left empty in a table of numbers."""
    return status_cell(material, "not_applicable")


def assessment_cell(material: Material, code: str) -> TableCell:
    """An assessment: its sign for the eye, always with the word."""
    row = material.code("assessments", code or "saknas")
    return TableCell(row["label"], mark=row.get("sign", ""))


def legend(material: Material, rows: Iterable[TableRow]) -> tuple[tuple[str, str], ...]:
    """(sign, explanation) of the signs that the rows hold, in the order of the code list."""
    present = {cell.status for row in rows for cell in row.cells if cell.status}
    return tuple(
        (status_cell(material, row["code"]).mark, row["explanation"])
        for row in material.codes("statuses")
        if row["code"] in present
    )


def bare(text: str) -> str:
    """A number without its per cent sign: the unit stands in the column's heading."""
    return text.removesuffix("%").rstrip(SPACES)


def in_words(text: str) -> str:
    """A number with its per cent sign written out, as in running text."""
    return f"{bare(text)}\u00a0procent" if text.endswith("%") else text
