"""Complementary suppression: over all relations at once, as little as possible is hidden so that it holds.

Each block of linked tables is one problem, solved from nothing by itself: neither the machine nor the order
of rows nor an earlier run reaches the plan. Ties between equally cheap plans are broken by the year's key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samlad.disclosure.assemble import systems
from samlad.disclosure.greedy import UnprotectableError
from samlad.disclosure.known import Known, with_editions
from samlad.disclosure.method import HIDING, Method
from samlad.disclosure.needs import rows_of, watched
from samlad.disclosure.published import Published
from samlad.disclosure.readers import all_readers
from samlad.disclosure.search import Plan, Search
from samlad.disclosure.space import OUTSIDER, View
from samlad.disclosure.system import System
from samlad.errors import DisclosureError
from samlad.reference import Reference

PAIRED = "foljd"
REMEDY = (
    "visas en rad genom ett undantag: ta bort det, eller gör undantag också för det som den ger bort. Är "
    "ett tal rättat sedan en tidigare utgåva lämnades ut: låt rättelsen vänta, för båda utgåvorna "
    "tillsammans ger bort talet. Annars: ta bort indikatorns tabell med de raderna ur tabellplanen "
    "(tables.csv). Ingenting har publicerats."
)


class GivenAwayError(DisclosureError):
    """Rows that no plan protects; `rows` are their ids, or that of one in the same tables."""

    def __init__(self, message: str, rows: Sequence[str], places: Sequence[str] = ()) -> None:
        super().__init__(message, details=places or rows, remedy=REMEDY)
        self.rows = tuple(rows)

    def at(self, places: Sequence[str]) -> GivenAwayError:
        """The same, with the rows in words that a person knows them by."""
        return GivenAwayError(self.message, self.rows, places)


@dataclass(frozen=True)
class Solved:
    """One problem with its plan, and how its reader sees what is shown."""

    system: System
    plan: Plan
    view: View = OUTSIDER

    @property
    def hidden(self) -> Iterable[str]:
        """The ids of the rows to hide, those that must be hidden among them."""
        return (self.system.rows[index].row_id for index in sorted(self.plan.hidden))


def complementary(
    rows: Sequence[Published],
    reference: Reference,
    k: int,
    key: bytes,
    known: Sequence[Known] = (),
    method: Method = HIDING,
) -> list[Solved]:
    """A proven plan for every block of rows where something is hidden.

    Args:
        rows: all rows that add up; `hidden` is set on those that must be hidden or are known whatever we do.
        k: how many values a hidden count that may be sensitive must have.
        key: the year's secret key, which chooses between equally cheap plans.
        known: what earlier editions have let out.
        method: how rows are printed; where it rounds, blocks where nothing has to be hidden have a plan too.

    Raises:
        DisclosureError: the data break a relation, or what is out already gives a hidden row away
            (`GivenAwayError`).
    """
    everything = with_editions(rows, reference, known, method)
    found = systems(everything.rows, everything.sums, everything.growths)
    nothing = Plan(frozenset(), 0, 0, 0, 0, ())
    return [
        Solved(one, _first(one, k, key, method) if _asks(one) else nothing)
        for one in found
        if method.rounds or _asks(one)
    ]


def _first(system: System, k: int, key: bytes, method: Method) -> Plan:
    """The plan of one problem; where a method rounds, what must be hidden will do to begin with."""
    try:
        return cheapest(system, k, key)
    except GivenAwayError:
        if not method.rounds:
            raise
        return Plan(system.must, system.cost(system.must), 0, 0, 0, ())


def _asks(system: System) -> bool:
    """Whether there is anything to protect: a hidden row, or a difference that may not be known."""
    return next(watched(system, system.must), None) is not None


def cheapest(system: System, k: int, key: bytes) -> Plan:
    """The proven plan of one problem.

    Raises:
        GivenAwayError: what is known already gives a hidden row away.
    """
    try:
        return Search(system, k, key).run()
    except UnprotectableError:
        rows = given_away(system, k)
    raise GivenAwayError("Ett dolt värde går inte att skydda: det som redan är känt ger bort det.", rows)


def given_away(system: System, k: int) -> list[str]:
    """The ids of the rows that some reader can tell though everything that can be hidden is."""
    everything = system.must.union(system.open)
    told = {
        row
        for reader in all_readers(system, k)
        if reader.looks_at(everything)
        for at in reader.exposed(everything)
        for row in rows_of(system, at)
    }
    return [system.rows[row].row_id for row in sorted(told)] or [system.name]
