"""One cell of the tables between measures and release, and its id. Imports only the columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import pandas as pd

from samlad.frames import CELLS, build, records

CITY = "stad"
KIND = "kind:"
TOTAL = "totalt"
ALL_AGES = "alla"
SHOWN = "shown"
SUPPRESSED = "suppressed"
SOURCE = "suppressed_by_source"
MISSING = "missing"
NOT_APPLICABLE = "not_applicable"

Key = tuple[str, str, int, str, str, str]
Slot = tuple[str, int, str, str, str]
"""Indicator, year, period, sex and age group: one row of an area's tables."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of the long form (ARCHITECTURE §5).

    Attributes:
        committee_id: a committee, `stad` or `kind:<kind>`; committee_kind is then `stad` or the kind.
        numerator, denominator, value: None where unknown; value in `unit`, a share in per cent 0–100.
        basis: rapporterad, summerad, or omraknad (carried across a merger).
        duty: due, or extra (an answer beyond one's duty, in no total).
    """

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
    unit: str
    status: str
    basis: str
    n_reported: int
    n_due: int
    duty: str
    note: str

    @property
    def key(self) -> Key:
        """What makes it one of its kind."""
        return (self.indicator_id, self.committee_id, self.year, self.period, self.sex, self.age_group)

    @property
    def slot(self) -> Slot:
        """The key without the committee."""
        return (self.indicator_id, self.year, self.period, self.sex, self.age_group)

    @property
    def cell_id(self) -> str:
        """`3.I1/stad/2024/VB/totalt/alla`."""
        return cell_id(self.key)

    @property
    def whole(self) -> bool:
        """Whether it is neither split by sex nor by age."""
        return self.sex == TOTAL and self.age_group == ALL_AGES

    @property
    def split(self) -> str:
        """totalt, sex or age; `crossed` when split by both, which is never published."""
        if self.whole:
            return "totalt"
        if self.sex != TOTAL and self.age_group != ALL_AGES:
            return "crossed"
        return "sex" if self.sex != TOTAL else "age"

    @property
    def area(self) -> str:
        """stad, kind or committee."""
        if self.committee_id == CITY:
            return "stad"
        return "kind" if self.committee_id.startswith(KIND) else "committee"


def cell_id(key: Key) -> str:
    """The id used everywhere: prose, links, trace, diff, comments."""
    return "/".join(str(part) for part in key)


def to_frame(cells: Iterable[Cell]) -> pd.DataFrame:
    """Cells as a frame with the columns of `frames.CELLS`, in the order given."""
    return build(CELLS, ({"cell_id": cell.cell_id, **asdict(cell)} for cell in cells))


def from_frame(frame: pd.DataFrame) -> list[Cell]:
    """The cells of a frame; further columns are left behind."""
    names = [name for name in CELLS if name != "cell_id"]
    return [Cell(**row) for row in records(frame[names])]
