"""The released cells, found by their key; a number is there only where the status is `shown`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samlad.chapters.material import Material, Row, count, number

CITY = "stad"
TOTAL = "totalt"
ALL_AGES = "alla"
FOLLOWED = ("shown", "suppressed", "suppressed_by_source", "missing")
UNANSWERED = ("missing", "not_measured", "not_applicable")

Key = tuple[str, str, int, str, str, str]


@dataclass(frozen=True)
class Cell:
    """One released cell; `text` is what the reader sees, `committee_id` also `stad` or `kind:<kind>`."""

    cell_id: str
    indicator_id: str
    year: int
    period: str
    committee_id: str
    committee_kind: str
    sex: str
    age_group: str
    numerator: float | None
    denominator: float | None
    value: float | None
    status: str
    basis: str
    duty: str
    n_reported: int
    n_due: int
    note: str
    text: str

    @property
    def extra(self) -> bool:
        """Whether it was given beyond the unit's duty, and so stands apart and in no total."""
        return self.duty == "extra"

    @property
    def followed(self) -> bool:
        """Whether it is told where it comes from: a number, shown or hidden, or one that is missing."""
        return self.status in FOLLOWED

    @property
    def shown(self) -> bool:
        """Whether there is a number to show."""
        return self.status == "shown" and self.value is not None


@dataclass(frozen=True)
class Change:
    """The change from an earlier cell; None where it may not be shown."""

    cell_id: str
    previous_cell_id: str
    change: float | None
    unit: str
    text: str

    @property
    def since(self) -> str:
        """The year that is compared with."""
        parts = self.previous_cell_id.split("/")
        return parts[2] if len(parts) > 2 else ""


class Cells:
    """All released cells and changes of a run."""

    def __init__(self, material: Material) -> None:
        # A blank row beyond a unit's duty is no answer: nothing was asked, so nothing is missing.
        read = [_cell(row) for row in material.rows("cells")]
        cells = [cell for cell in read if not (cell.extra and cell.status in UNANSWERED)]
        self._by_key: Mapping[Key, Cell] = {_key(cell): cell for cell in cells}
        self._by_id = {cell.cell_id: cell for cell in cells}
        self._by_indicator: dict[str, list[Cell]] = {}
        for cell in cells:
            self._by_indicator.setdefault(cell.indicator_id, []).append(cell)
        self._changes = {row["cell_id"]: _change(row) for row in material.rows("changes")}

    def get(
        self,
        indicator_id: str,
        area: str,
        year: int,
        period: str,
        sex: str = TOTAL,
        age_group: str = ALL_AGES,
    ) -> Cell | None:
        """The cell of that key; None when the table plan has no such cell."""
        return self._by_key.get((indicator_id, area, year, period, sex, age_group))

    def by_id(self, cell_id: str) -> Cell | None:
        """The cell of that id."""
        return self._by_id.get(cell_id)

    def of(self, indicator_id: str) -> tuple[Cell, ...]:
        """All cells of an indicator, in the order of the file."""
        return tuple(self._by_indicator.get(indicator_id, ()))

    def change(self, cell: Cell | None) -> Change | None:
        """The change that led to a cell; None when there is nothing to compare with or it is hidden."""
        change = self._changes.get(cell.cell_id) if cell is not None and cell.shown else None
        return change if change is not None and change.change is not None else None

    def hides_change(self, cell: Cell) -> bool:
        """Whether there is a change that may not be shown."""
        change = self._changes.get(cell.cell_id)
        return change is not None and change.change is None

    def all(self) -> tuple[Cell, ...]:
        """Every released cell."""
        return tuple(self._by_key.values())


def _key(cell: Cell) -> Key:
    return (cell.indicator_id, cell.committee_id, cell.year, cell.period, cell.sex, cell.age_group)


def _cell(row: Row) -> Cell:
    shown = row["status"] == "shown"
    return Cell(
        cell_id=row["cell_id"],
        indicator_id=row["indicator_id"],
        year=int(row["year"]),
        period=row["period"],
        committee_id=row["committee_id"],
        committee_kind=row["committee_kind"],
        sex=row["sex"],
        age_group=row["age_group"],
        numerator=number(row["numerator"]) if shown else None,
        denominator=number(row["denominator"]) if shown else None,
        value=number(row["value"]) if shown else None,
        status=row["status"],
        basis=row["basis"],
        duty=row.get("duty", ""),
        n_reported=count(row["n_reported"]),
        n_due=count(row["n_due"]),
        note=row["note"],
        text=row["text"],
    )


def _change(row: Row) -> Change:
    return Change(
        row["cell_id"], row["previous_cell_id"], number(row["change"]), row["change_unit"], row["text"]
    )
