"""Rounded counts: what may be printed rounded in place of hidden, and what is still given away and so hidden.

A printed count is an interval to its reader, and sums can narrow intervals as they narrow hidden cells: two
parts printed 5 whose total is printed 5 are three to four each. So rounding starts from the plan that hides,
which is proven, opens every row that rounding is said to protect, and takes back those that a whole system of
intervals gives away, until none is. In the end, at the latest, the plan that hides is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from samlad.cells import SHOWN, Cell
from samlad.disclosure.assemble import PARTS
from samlad.disclosure.complementary import GivenAwayError, Solved, cheapest
from samlad.disclosure.integers import Table, Witnesses
from samlad.disclosure.known import EDITION
from samlad.disclosure.method import Method
from samlad.disclosure.needs import OTHERS, exposed, maybe_sensitive, rows_of, watched
from samlad.disclosure.readers import Reader, all_readers
from samlad.disclosure.space import FAR, Loose, View
from samlad.disclosure.system import NO_ROW, System

Rows = frozenset[int]


@dataclass(frozen=True)
class Rounding:
    """How rows are printed: by which method, and which not.

    Attributes:
        must: ids of rows that are hidden even so.
        exact: ids of rows that are printed as they are: by an exception, or because an edition has.
    """

    method: Method
    must: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()

    def stands(self, system: System, row: int) -> bool:
        """Whether a shown row is known as it is."""
        return system.rows[row].row_id in self.exact or EDITION in system.rows[row].row_id


def rounded_plans(solved: Iterable[Solved], rounding: Rounding, k: int, key: bytes) -> list[Solved]:
    """For each plan the rows that stay hidden when the others are printed as the method prints them.

    A block where nothing is small is looked at too: what is printed there may look as if something were.

    Args:
        solved: plans that hide everything that is small, for every block.

    Raises:
        GivenAwayError: a row is given away whatever is hidden.
    """
    found = [_rounded(one, rounding, k, key) for one in solved]
    return [one for one in found if one.plan.hidden or one.plan.tables]


def _rounded(solved: Solved, rounding: Rounding, k: int, key: bytes) -> Solved:
    system, hidden = solved.system, solved.plan.hidden
    known = {at for at in hidden if system.rows[at].known}
    opened = frozenset(at for at in known if system.rows[at].row_id not in rounding.must)
    hidden -= opened
    readers = all_readers(system, k)
    while True:
        told, view, tables = _told(system, hidden, rounding, readers, k)
        if not told:
            plan = replace(solved.plan, hidden=hidden, objective=system.cost(hidden), tables=tables)
            return Solved(_relaxed(system, hidden), plan, view)
        # What is told though it is hidden, or is never hidden, lacks companions: its own again, or new ones.
        closed = frozenset(at for at in told - hidden if not _stays(system, rounding, at))
        companions = frozenset(_companions(system, rounding, hidden, told - hidden))
        more = closed or companions or (opened - hidden)
        more = more or cheapest(_with(system, hidden), k, key).hidden - hidden
        if not more:
            raise GivenAwayError(
                "Avrundningen ger bort ett värde, och inget mer går att dölja.",
                [system.rows[at].row_id for at in sorted(told)],
            )
        hidden |= more


def _stays(system: System, rounding: Rounding, row: int) -> bool:
    """Whether a row is shown whatever we do: known as it is, or a zero, which a hidden row never is."""
    return rounding.stands(system, row) or system.rows[row].hidden is False


def _companions(system: System, rounding: Rounding, hidden: Rows, told: Rows) -> Iterator[int]:
    """For each row that is told and can't be hidden, the cheapest one in a sum with it that can."""
    for row in sorted(told):
        beside = {
            system.counts[index].row
            for one in system.equations
            if any(system.counts[index].row == row for index, _ in one.terms)
            for index, _ in one.terms
        }
        free = [at for at in beside - hidden - {NO_ROW, row} if not _stays(system, rounding, at)]
        if free:
            yield min(free, key=lambda at: (system.rows[at].weight, system.rows[at].row_id))


def _with(system: System, hidden: Rows) -> System:
    """The system where these rows must be hidden."""
    rows = enumerate(system.rows)
    return replace(system, rows=tuple(replace(row, hidden=True) if at in hidden else row for at, row in rows))


def _told(
    system: System, hidden: Rows, rounding: Rounding, readers: Sequence[Reader], k: int
) -> tuple[Rows, View, tuple[Table, ...]]:
    """The rows that some reader can tell, the outsider's view, and the outsider's witnesses."""
    relaxed, loose = _relaxed(system, hidden), tuple(_loose(system, hidden, rounding))
    suspects = list(_suspects(system, loose))
    if not suspects and not hidden:
        return frozenset(), View(loose=loose), ()
    found: set[int] = set()
    first, *_ = views = [replace(reader.view, loose=loose) for reader in readers]
    tables: tuple[Table, ...] = ()
    for reader, view in zip(readers, views, strict=True):
        witnesses = Witnesses(relaxed, view, [])
        if not witnesses.on(hidden):
            continue
        if reader.secrets is None:
            counts = set(_exposed(relaxed, hidden, witnesses, suspects, k))
        else:
            kept = hidden | {relaxed.counts[index].row for index, *_ in loose}
            asked = [at for at in sorted(reader.secrets) if relaxed.counts[at].row in kept]
            counts = {at for at in asked if len(witnesses.values(at, OTHERS)) < OTHERS}
        found |= {row for at in counts for row in rows_of(relaxed, at)}
        if view is first:
            tables = tuple(witnesses.tables)
    return frozenset(found), first, tables


def _exposed(
    system: System, hidden: Rows, witnesses: Witnesses, suspects: Sequence[int], k: int
) -> Iterator[int]:
    yield from exposed(system, hidden, witnesses, k, list(watched(system, hidden)))
    for at in suspects:
        if len(witnesses.values(at, k)) < k and maybe_sensitive(system, at, witnesses):
            yield at


def _relaxed(system: System, hidden: Rows) -> System:
    """The system of a reader who knows that a printed count may stand for none at all."""
    return replace(
        system,
        counts=tuple(
            one if one.row == NO_ROW or one.row in hidden else replace(one, low=0) for one in system.counts
        ),
    )


def _loose(system: System, hidden: Rows, rounding: Rounding) -> Iterator[Loose]:
    """How far each count that is printed rounded may be from its value; a zero may stand for more."""
    method = rounding.method
    for index, count in enumerate(system.counts):
        if count.row == NO_ROW or count.row in hidden or not count.small:
            continue
        if rounding.stands(system, count.row):
            continue
        if count.name.endswith(f"|{PARTS[2]}"):
            yield index, -count.value, int(FAR)
        else:
            low, high = method.behind(method.printed(count.value))
            known = count.within or (low, high)
            yield index, max(low, known[0]) - count.value, min(high, known[1]) - count.value


def _suspects(system: System, loose: Sequence[Loose]) -> Iterator[int]:
    """The printed counts of rows in which, as far as their own intervals go, something may be sensitive."""
    ends = {index: (low, high) for index, low, high in loose}
    for row in sorted({system.counts[index].row for index in ends}):
        counts = system.by_row[row]
        least = [system.counts[at].value + ends[at][0] for at in counts[:2]]
        if len(counts) > 2:
            least.append(system.counts[counts[1]].value + ends[counts[1]][0]
                         - system.counts[counts[0]].value - ends[counts[0]][1])  # fmt: skip
        limits = [max(system.counts[at].small, system.counts[at].base - 1) for at in counts]
        if any(low <= limit for low, limit in zip(least, limits, strict=True)):
            yield from (at for at in counts if not _openly_harmless(system, at, ends[at]))


def _openly_harmless(system: System, at: int, ends: tuple[int, int]) -> bool:
    """Whether a count is printed exactly and need not stay unknown: a base, beside a rounded count."""
    count = system.counts[at]
    return ends == (0, 0) and count.value > max(count.small, count.base - 1)


def printed(cell: Cell, method: Method) -> Cell:
    """A shown row as the method prints it: the share is that of the printed parts."""
    if cell.status != SHOWN or cell.numerator is None:
        return cell
    numerator = method.printed(cell.numerator)
    if cell.denominator is None:
        return replace(cell, numerator=numerator, value=numerator)
    denominator = method.printed(cell.denominator)
    value = 100 * numerator / denominator if denominator else None
    return replace(cell, numerator=numerator, denominator=denominator, value=value)
