"""The received tables as plain rows, with a place to say what should never have come this far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from samlad.files import Faults
from samlad.frames import records
from samlad.params import ReportParams
from samlad.reference import Reference
from samlad.stages import Validated

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Source:
    """Validated rows and what is needed to understand them.

    Attributes:
        tables: rows by kind of table, in the order received; none later than the report's year.
        deliveries: rows as in `Received.deliveries`.
        faults: one Swedish line per row that cannot be used; it names the place, never the value.
    """

    reference: Reference
    tables: Mapping[str, tuple[Row, ...]]
    deliveries: tuple[Row, ...]
    files: tuple[tuple[int, str], ...]
    faults: Faults = field(default_factory=Faults)

    @classmethod
    def of(cls, validated: Validated, reference: Reference, params: ReportParams) -> Source:
        """Read the frames; a report for a year reads nothing later than that year (ARCHITECTURE §5)."""
        received = validated.received
        tables = {
            name: tuple(row for row in records(frame) if row["year"] <= params.year)
            for name, frame in received.tables.items()
        }
        deliveries = tuple(row for row in records(received.deliveries) if row["year"] <= params.year)
        files = tuple((file.year, file.period) for file in received.files if file.year <= params.year)
        return cls(reference, tables, deliveries, files)

    def rows(self, name: str) -> tuple[Row, ...]:
        """All rows of one kind of table; none where nobody sent it."""
        return self.tables.get(name, ())

    def known(self, name: str) -> Iterator[Row]:
        """Rows whose committee is known; the others are faults."""
        for row in self.rows(name):
            if row["committee_id"] in self.reference.organisation.committees:
                yield row
            else:
                self.fault(row, "uppgiftslämnaren är okänd")

    def fault(self, row: Row, what: str) -> None:
        """Remember a row that cannot be used."""
        sheet = f", {row['sheet']}" if row["sheet"] else ""
        self.faults.append(f"{row['file']}{sheet}, rad {row['row']}: {what}")

    def code(self, codelist: str, text: Any) -> str:
        """The code that a received text means; "" where it means none."""
        return self.reference.codelists[codelist].find(str(text or "")) or ""


def text(row: Row, name: str) -> str:
    """A text of a row without surrounding blanks; "" where there is none."""
    return str(row.get(name) or "").strip()
