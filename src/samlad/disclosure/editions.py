"""What earlier editions have let out: known to every reader for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class PublishedRow:
    """One row of a released `cells.csv`, as it was let out.

    Attributes:
        status: as in `cells.csv`; numbers are None unless it is `shown`.
        committee_kind, basis, duty: as in `cells.csv`; they say which sums the row is in.
    """

    status: str
    numerator: float | None
    denominator: float | None
    value: float | None
    committee_kind: str = ""
    basis: str = "rapporterad"
    duty: str = "due"


@dataclass(frozen=True)
class Edition:
    """The rows of one edition or draft that has left the house, by cell id."""

    edition_id: str
    rows: Mapping[str, PublishedRow]
