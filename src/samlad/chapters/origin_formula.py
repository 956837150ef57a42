"""How a number was computed, with the parts that are released."""

from __future__ import annotations

from samlad import swedish
from samlad.chapters.cells import CITY, Cell
from samlad.chapters.material import Row
from samlad.chapters.scope import Scope
from samlad.chapters.signs import bare, in_words

SUMMED = "rapporterad"


def rule_words(scope: Scope, indicator: Row) -> str:
    """How an indicator is computed, in words."""
    kind = indicator["kind"]
    if kind == "andel" and indicator.get("parts") == "saknas":
        return scope.word("origin_rule_without_parts")
    return scope.word(f"origin_rule_{kind}")


def formula(scope: Scope, indicator: Row, cell: Cell) -> str:
    """The computation of a cell that is shown."""
    value = _value(cell)
    if indicator["kind"] == "ja_nej" and cell.committee_id != CITY and cell.basis == SUMMED:
        return scope.word("origin_formula_answer")
    if cell.numerator is not None and cell.denominator is not None:
        return f"100 × {swedish.number(cell.numerator)} / {swedish.number(cell.denominator)} = {value}"
    return scope.word("origin_formula_given" if cell.basis == SUMMED else "origin_formula_sum", n=value)


def part(cell: Cell | None) -> str:
    """What a committee's cell adds to a sum: `13 av 24`, or a count; "" where it is not shown."""
    if cell is None or not cell.shown:
        return ""
    if cell.numerator is not None and cell.denominator is not None:
        return f"{swedish.number(cell.numerator)} av {swedish.number(cell.denominator)}"
    return bare(cell.text)


def _value(cell: Cell) -> str:
    return in_words(cell.text)
