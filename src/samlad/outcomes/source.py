"""The received tables as plain rows, with a place to say what should never have come this far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from samlad.cells import MISSING, SHOWN
from samlad.files import Faults
from samlad.frames import records
from samlad.layout import PLAN_TABLES
from samlad.outcomes.pairs import Pair, Pairs
from samlad.params import PLAN, ReportParams
from samlad.reference import Reference
from samlad.stages import LOCATION, Validated

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Source:
    """Validated rows and what is needed to understand them.

    Attributes:
        pairs: the years and periods that the report tells of; none later than its own.
        tables: rows by kind of table, in the order received. Of a period that is not told of in full there
            are rows of the indicators measured then and no others.
        deliveries: rows as in `Received.deliveries`, of the periods told of in full.
        plan: year and period of the plans that the report's year collects, or None; their tables are there
            in full, and their deliveries are in `plan_deliveries`.
        faults: one Swedish line per row that cannot be used; it names the place, never the value.
    """

    reference: Reference
    pairs: Pairs
    tables: Mapping[str, tuple[Row, ...]]
    deliveries: tuple[Row, ...]
    plan: Pair | None = None
    plan_deliveries: tuple[Row, ...] = ()
    faults: Faults = field(default_factory=Faults)

    @classmethod
    def of(cls, validated: Validated, reference: Reference, params: ReportParams) -> Source:
        """Read the frames; a report for a year reads nothing later than that year (ARCHITECTURE §5)."""
        received = validated.received
        tables = {name: records(frame) for name, frame in received.tables.items()}
        deliveries = records(received.deliveries)
        read = {(file.year, file.period) for file in received.files}
        read |= {pair_of(row) for rows in (*tables.values(), deliveries) for row in rows}
        plan = None if params.plan is None else (params.year, PLAN)
        pairs = Pairs.of(
            (pair for pair in read if pair[0] <= params.year and pair[1] != PLAN),
            reference.codelists["periods"].codes,
        )

        def told(name: str, row: Row) -> bool:
            if name in PLAN_TABLES:
                return pair_of(row) == plan
            series = name == "indicators" and measured(reference, row["item_id"], *pair_of(row))
            return pair_of(row) in (pairs.told if series else pairs.in_full)

        return cls(
            reference,
            pairs,
            {name: tuple(row for row in rows if told(name, row)) for name, rows in tables.items()},
            tuple(row for row in deliveries if pair_of(row) in pairs.in_full),
            plan,
            tuple(row for row in deliveries if pair_of(row) == plan),
        )

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

    def choice(self, codelist: str, text: Any) -> tuple[str, str]:
        """The code that a received text means, and what is said in its place where it means none.

        The second is a code of statuses.csv: shown with a code, what a sign such as `..` means, else missing.
        """
        code = self.code(codelist, text)
        return (code, SHOWN) if code else ("", self.signs.get(_plain(text), MISSING))

    @cached_property
    def signs(self) -> Mapping[str, str]:
        """Sign as received → code of statuses.csv."""
        return {_plain(row["code"]): row["status"] for row in self.reference.codelists["symbols"].rows}


def _plain(text: Any) -> str:
    return " ".join(str(text or "").split()).casefold()


def pair_of(row: Row) -> Pair:
    """A row's year and period."""
    return (row["year"], row["period"])


def place(row: Row) -> dict[str, Any]:
    """Where a row was found: file, sheet and row."""
    return {name: row.get(name) for name in LOCATION}


def measured(reference: Reference, indicator_id: str, year: int, period: str) -> bool:
    """Whether an indicator is in force and measured in a period; an unknown one never is."""
    indicator = reference.programme.indicators.get(indicator_id)
    if indicator is None:
        return False
    day = reference.period_end(year, period).isoformat()
    in_force = (indicator.valid_from or day) <= day <= (indicator.valid_to or day)
    return in_force and period in indicator.periods


def text(row: Row, name: str) -> str:
    """A text of a row without surrounding blanks; "" where there is none."""
    return str(row.get(name) or "").strip()
