"""What someone knows beside the published tables: a committee has its own figures, in finer splits too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from samlad.disclosure.attacker.counts import DENOMINATOR, NUMERATOR, SHOWN, Row, Span
from samlad.disclosure.attacker.sums import REPORTED

Known = Mapping[str, tuple[int | None, int | None]]
"""(numerator, denominator) by row id; None where the row has no such count, or it is not known."""


def as_insider(rows: Sequence[Row], known: Known) -> list[Row]:
    """The rows as the insider sees them: own rows with their numbers, also those that are not printed."""
    there = {row.cell for row in rows}
    own = [_unprinted(cell, known, rows) for cell in known if cell not in there]
    return [*(_filled(row, known) for row in rows), *(row for row in own if row is not None)]


def _filled(row: Row, known: Known) -> Row:
    if row.cell not in known:
        return row
    return replace(row, status=SHOWN, spans={**row.spans, **_spans(known, row.cell, row.spans)}, judged=False)


def _spans(known: Known, cell: str, parts: Mapping[str, Span]) -> dict[str, Span]:
    given = zip((NUMERATOR, DENOMINATOR), known[cell], strict=True)
    return {part: (value, value) for part, value in given if value is not None and part in parts}


def _unprinted(cell: str, known: Known, rows: Sequence[Row]) -> Row | None:
    """A row of an area's own that is in the printed sums though it is not printed."""
    parts = cell.split("/")
    if len(parts) != 6:
        return None
    item, area, year, period, sex, age = parts
    alike = next((row for row in rows if row.table == "cells" and row.item == item), None)
    kind = next((row.area_kind for row in rows if row.area == area), "")
    if alike is None:
        return None
    return replace(
        alike, cell=cell, area=area, area_kind=kind, year=int(year), period=period, sex=sex, age=age,
        status=SHOWN, spans=_spans(known, cell, alike.spans), basis=REPORTED, duty="due", n_reported=1,
        judged=False,
    )  # fmt: skip
