"""The committees' own cells: what they reported, and a status where a row that was owed did not come."""

from __future__ import annotations

from collections.abc import Iterator

from samlad.cells import ALL_AGES, MISSING, NOT_APPLICABLE, TOTAL, Cell, Key
from samlad.measures.material import Material, Row


def committee_cells(material: Material) -> list[Cell]:
    """One cell per reported value, and one per duty without any."""
    reported = [_reported(material, row) for row in material.outcomes]
    there = {one.key for one in reported}
    return reported + [one for one in _unreported(material) if one.key not in there]


def _reported(material: Material, row: Row) -> Cell:
    names = (
        "indicator_id", "year", "period", "committee_id", "committee_kind", "sex", "age_group", "numerator",
        "denominator", "value", "unit", "status", "duty",
    )  # fmt: skip
    indicator = material.reference.programme.indicators[row["indicator_id"]]
    without_parts = indicator.kind == "andel" and row["value"] is not None and row["denominator"] is None
    due = row["duty"] == "due"
    return Cell(
        **{name: row[name] for name in names},
        basis="rapporterad",
        n_reported=int(due and (row["value"] is not None or row["denominator"] is not None)),
        n_due=int(due),
        note=material.word("source_share_note") if without_parts and not indicator.parts_required else "",
    )


def _unreported(material: Material) -> Iterator[Cell]:
    indicators = material.reference.programme.indicators
    for row in material.due:
        if row["item_kind"] != "indicator":
            continue
        expected = row["expected"] == "ja"
        key: Key = (row["item_id"], row["committee_id"], row["year"], row["period"], TOTAL, ALL_AGES)
        status = MISSING if expected else NOT_APPLICABLE
        unit = indicators[row["item_id"]].value_unit
        yield empty(key, row["committee_kind"], unit, status, n_due=int(expected))


def empty(
    key: Key, kind: str, unit: str, status: str, *, basis: str = "rapporterad", n_due: int = 0, note: str = ""
) -> Cell:
    """A cell that is a status and no number."""
    indicator_id, committee_id, year, period, sex, age_group = key
    return Cell(
        indicator_id=indicator_id,
        year=year,
        period=period,
        committee_id=committee_id,
        committee_kind=kind,
        sex=sex,
        age_group=age_group,
        numerator=None,
        denominator=None,
        value=None,
        unit=unit,
        status=status,
        basis=basis,
        n_reported=0,
        n_due=n_due,
        duty="due",
        note=note,
    )
