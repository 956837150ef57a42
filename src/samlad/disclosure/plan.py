"""The table plan: fewer tables come before hidden cells (ARCHITECTURE §5, beslut 8)."""

from __future__ import annotations

from collections.abc import Iterable

from samlad.catalogue import Programme
from samlad.cells import Cell


def planned(cells: Iterable[Cell], programme: Programme) -> list[Cell]:
    """The cells of tables that tables.csv lists; an area or a split that is not there is never published.

    A split by both sex and age is no split of the plan, so committee × sex × age cannot come through.
    """
    published = {(table.indicator_id, table.area, table.split) for table in programme.tables}
    return [cell for cell in cells if (cell.indicator_id, cell.area, cell.split) in published]
