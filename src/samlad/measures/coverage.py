"""Coverage: how many of those that owed an item have answered (beslut 11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from samlad.measures.material import Material, areas, within


def coverage_rows(material: Material) -> Iterator[dict[str, Any]]:
    """n of m per item, period and area; those of whom nothing is expected are not in m."""
    for (item_id, year, period), duties in material.duties.items():
        for area in areas(duties):
            expected = [row for row in within(area, duties) if row["expected"] == "ja"]
            yield {
                "item_id": item_id,
                "item_kind": duties[0]["item_kind"],
                "year": year,
                "period": period,
                "area": area,
                "n_reported": sum(row["reported"] == "ja" for row in expected),
                "n_due": len(expected),
            }
