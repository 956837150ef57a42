"""Earlier editions are known: a row is the same unknown as before unless that cannot be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from samlad.disclosure.attacker.counts import Relation, Row, Span
from samlad.disclosure.attacker.sums import Lists, place, sums


def already_out(rows: Iterable[Row], earlier: Iterable[Row]) -> list[Row]:
    """The rows, not judged where an edition has shown the very same numbers: those are known for ever."""
    out = {(row.cell, part, span) for row in earlier if not row.hidden for part, span in row.spans.items()}
    return [replace(row, judged=row.judged and not _is_out(row, out)) for row in rows]


def _is_out(row: Row, out: Collection[tuple[str, str, Span]]) -> bool:
    return _exact(row) and all((row.cell, *one) in out for one in row.spans.items())


def _exact(row: Row) -> bool:
    """Whether a row is shown as it is."""
    return not row.hidden and all(low == high for low, high in row.spans.values())


def _says_nothing(row: Row, old: Row) -> bool:
    """Whether an old row leaves today's as it is: one shown exactly speaks only of what is rounded now."""
    if old.hidden:
        return False
    return _exact(row) or (row.hidden and _exact(old))


def same_as_before(rows: Iterable[Row], earlier: Sequence[Row]) -> Iterator[Relation]:
    """A reader takes a hidden row to be what it was, and gives that up where it cannot hold: it was revised.

    A row that was shown and is now hidden has been revised, or there would be nothing to hide: what is out
    stays open. Shown rows that differ are revised in the open. Neither says anything of the other number.
    What an edition has rounded says between what a row is that is hidden or rounded now.
    """
    now = {row.cell: row for row in rows}
    for old in earlier:
        row = now.get(old.cell)
        if row is None or _says_nothing(row, old):
            continue
        for part in sorted(row.spans.keys() & old.spans.keys()):
            terms = ((row.count(part), 1), (old.count(part), -1))
            yield Relation(terms, 0, 0, place(old, "inte densamma som nu"), certain=False)


def sums_over_editions(rows: Sequence[Row], earlier: Sequence[Row], lists: Lists) -> Iterator[Relation]:
    """Sums of which only some rows are printed now, and the others once were: guesses all of them."""
    now = {row.cell for row in rows}
    gone = {row.cell: row for row in earlier if row.cell not in now}
    if not gone:
        return
    for relation in sums([*rows, *gone.values()], lists):
        if any(count.cell in gone for count, _ in relation.terms):
            yield replace(relation, certain=False)
