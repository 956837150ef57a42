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
from samlad.disclosure.needs import watched
from samlad.disclosure.published import Published
from samlad.disclosure.search import Plan, Search
from samlad.disclosure.space import OUTSIDER, View
from samlad.disclosure.system import System
from samlad.errors import DisclosureError
from samlad.reference import Reference

PAIRED = "foljd"


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
        DisclosureError: the data break a relation, or what is out already gives a hidden row away.
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
    except DisclosureError:
        if not method.rounds:
            raise
        return Plan(system.must, system.cost(system.must), 0, 0, 0, ())


def _asks(system: System) -> bool:
    """Whether there is anything to protect: a hidden row, or a difference that may not be known."""
    return next(watched(system, system.must), None) is not None


def cheapest(system: System, k: int, key: bytes) -> Plan:
    """The proven plan of one problem.

    Raises:
        DisclosureError: what is known already gives a hidden row away.
    """
    try:
        return Search(system, k, key).run()
    except UnprotectableError as fault:
        raise DisclosureError(
            "Ett dolt värde går inte att skydda: det som redan är känt ger bort det.",
            details=[f"tabellerna som hör ihop med {fault.name}"],
            remedy="visas en rad genom ett undantag: ta bort det, eller gör undantag också för det som den "
            "ger bort. Har en tidigare utgåva lämnat ut talen måste rättelsen vänta. Annars: ta bort en "
            "uppdelning ur tabellplanen (tables.csv). Ingenting har publicerats.",
        ) from None
