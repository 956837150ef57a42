"""What is printed beside the counts and may speak of a hidden row: outcomes against aims, and changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from samlad.disclosure.attacker.counts import DENOMINATOR, NUMERATOR, Relation, Row
from samlad.disclosure.attacker.files import Folder, Line
from samlad.disclosure.attacker.sums import place

PRINTED = Decimal("0.05")
"""Half of the last decimal that an aim and its outcome are compared with."""

FILED = Decimal("0.0000005")
"""Half of the last decimal of a number in a file."""

REACHED, NOT_REACHED = "nar", "nar_inte"
HIGHER = "hogre"
SCALE = 10**7
PERCENT = Decimal(100)


def printed(folder: Folder, rows: Sequence[Row]) -> Iterator[Relation]:
    """Relations for hidden rows; there are none where what is derived is hidden with its row."""
    hidden = {row.cell: row for row in rows if row.hidden}
    shown = {row.cell: row for row in rows if not row.hidden}
    if not hidden:
        return
    direction = {line["indicator_id"]: line["direction"] for line in folder.lines("indicators")}
    for line in folder.lines("attainment"):
        head = (line["indicator_id"], line["committee_id"], line["year"], line["period"])
        row = hidden.get("/".join((*head, "totalt", "alla")))
        if row is not None:
            yield from _attained(line, row, direction[line["indicator_id"]])
    for line in folder.lines("changes"):
        yield from _changed(line, hidden, shown)


def _attained(line: Line, row: Row, direction: str) -> Iterator[Relation]:
    value, target = _number(line["value"]), _number(line["target"])
    if value is not None:
        yield from _between(row, value - FILED, value + FILED, "utfallet mot årsmålet")
    if target is None or line["outcome"] not in (REACHED, NOT_REACHED):
        return
    above = (line["outcome"] == REACHED) == (direction == HIGHER)
    low, high = (target - PRINTED, None) if above else (None, target + PRINTED)
    yield from _between(row, low, high, "om årsmålet nås")


def _changed(line: Line, hidden: Mapping[str, Row], shown: Mapping[str, Row]) -> Iterator[Relation]:
    """A change between a hidden value and a shown one is the hidden value."""
    change = _number(line["change"])
    now, before = line["cell_id"], line["previous_cell_id"]
    if change is None:
        return
    for cell, other, sign in ((now, before, 1), (before, now, -1)):
        if cell in hidden and other in shown:
            known = _value(shown[other])
            if known is not None:
                value = known + sign * change
                yield from _between(hidden[cell], value - 2 * FILED, value + 2 * FILED, "förändringen")
    if now in hidden and before in hidden and DENOMINATOR not in hidden[now].spans:
        terms = ((hidden[now].count(NUMERATOR), 1), (hidden[before].count(NUMERATOR), -1))
        yield Relation(terms, int(change), int(change), place(hidden[now], "förändringen"))


def _value(row: Row) -> Decimal | None:
    """The value of a shown row; None where rounding leaves more than one."""
    spans = row.spans
    if NUMERATOR not in spans or any(low != high for low, high in spans.values()):
        return None
    numerator = Decimal(spans[NUMERATOR][0])
    if DENOMINATOR not in spans:
        return numerator
    base = spans[DENOMINATOR][0]
    return PERCENT * numerator / base if base else None


def _between(row: Row, low: Decimal | None, high: Decimal | None, what: str) -> Iterator[Relation]:
    """low ≤ value ≤ high for a share (in per cent) or a count, in whole numbers."""
    if NUMERATOR not in row.spans:
        return
    factor = SCALE * 100 if DENOMINATOR in row.spans else SCALE
    for end, lower in ((low, True), (high, False)):
        if end is None:
            continue
        bound = int(end * SCALE)
        terms = ((row.count(NUMERATOR), factor),)
        if DENOMINATOR in row.spans:
            terms = (*terms, (row.count(DENOMINATOR), -bound))  # type: ignore[assignment]
            bound = 0
        yield Relation(terms, bound if lower else None, None if lower else bound, place(row, what))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
