"""Complementary suppression, first form: no sum of one table gives a hidden row away.

What it does: in every sum of a whole and its parts (city by sex, by age, by committee; a merger) that has
exactly one hidden row, or whose hidden rows have too few possible values, the next smallest part is hidden
too, or the whole where no part is left; again until no sum changes.

What it doesn't do, and what a stronger method in its place must: take all sums together as one system with
n ≤ d, printed shares, periods and earlier editions; hide as little as possible; prove that it held.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from samlad.cells import Cell
from samlad.disclosure.relations import HIDDEN, Relation, relations
from samlad.disclosure.rules import Limits, Rules
from samlad.reference import Reference

PAIRED = "foljd"
ALTERNATIVES = 3
"""How many values a hidden count must at least be able to have, as far as one sum tells."""

Part = Callable[[Cell], float | None]


def complementary(
    cells: Sequence[Cell], hidden: Mapping[str, str], rules: Rules, reference: Reference
) -> dict[str, str]:
    """The hidden rows with those added that would give them away; rule by cell id.

    What the source hid is protected in the same way: it is not opened by what stands around it.
    """
    result = dict(hidden)
    sums = relations(cells, reference)
    changed = True
    while changed:
        changed = False
        for relation in sums:
            cell = _next(relation, result, _limits(relation.whole, rules, reference))
            if cell is not None:
                result[cell.cell_id] = PAIRED
                changed = True
    return result


def _limits(cell: Cell, rules: Rules, reference: Reference) -> Limits:
    return rules.of_indicator(reference.programme.indicators[cell.indicator_id]) or rules.limits


def _next(relation: Relation, hidden: Mapping[str, str], limits: Limits) -> Cell | None:
    """The row to hide next in a sum, or None when it gives nothing away."""

    def is_hidden(cell: Cell) -> bool:
        return cell.cell_id in hidden or cell.status in HIDDEN

    gone = [cell for cell in relation.members if is_hidden(cell)]
    if not gone or (len(gone) > 1 and _wide_enough(relation, gone, limits)):
        return None
    # A part that is nothing protects nothing: a reader who sees zeros shown knows that a hidden row is more.
    candidates = [cell for cell in relation.parts if not is_hidden(cell) and _size(cell) > 0]
    if candidates:
        return min(candidates, key=_size)
    return None if is_hidden(relation.whole) else relation.whole


def _size(cell: Cell) -> float:
    return (cell.numerator if cell.denominator is None else cell.denominator) or 0.0


def _wide_enough(relation: Relation, gone: Sequence[Cell], limits: Limits) -> bool:
    """Whether what is left of a shown whole leaves each hidden part enough possible values."""
    if relation.whole in gone:
        return True
    count = relation.whole.denominator is None
    least = 1 if count and limits.show_zero else 0
    return all(
        left == 0 or left - least * len(gone) + 1 >= ALTERNATIVES
        for part in ((_numerator,) if count else (_numerator, _denominator, _complement))
        for left in _left(relation, gone, part)
    )


def _left(relation: Relation, gone: Sequence[Cell], part: Part) -> list[float]:
    """The sum of the hidden parts: what it is, and what a reader takes it to be (whole minus shown)."""
    inside = [part(cell) for cell in gone]
    outside = [part(cell) for cell in relation.parts if cell not in gone]
    whole = part(relation.whole)
    sums = []
    if all(one is not None for one in inside):
        sums.append(sum(one or 0.0 for one in inside))
    if whole is not None and all(one is not None for one in outside):
        sums.append(whole - sum(one or 0.0 for one in outside))
    return sums


def _numerator(cell: Cell) -> float | None:
    return cell.numerator


def _denominator(cell: Cell) -> float | None:
    return cell.denominator


def _complement(cell: Cell) -> float | None:
    if cell.numerator is None or cell.denominator is None:
        return None
    return cell.denominator - cell.numerator
