"""What earlier editions have let out, as rows and sums of their own beside today's.

A number that was shown is known for ever. Where today's row has the same number it is that row; where it
was revised, the old number stands in the old sums. A rounded one says between what today's row is, if that
can be, and else what the old one was. What was hidden then stays hidden, and a reader takes it
that a hidden number has not been revised: a sum that this breaks is dropped, as its reader would have to.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from samlad.disclosure.editions import Edition, Interval, Printing
from samlad.disclosure.method import HIDING, Method
from samlad.disclosure.primary import ENOUGH
from samlad.disclosure.published import Published, adds_up, family_of, of_own, one_row
from samlad.disclosure.relations import Growth, Sum, Tables
from samlad.disclosure.rules import Rules
from samlad.reference import Reference

Ends = tuple[Interval | None, Interval | None]
NOTHING: Ends = (None, None)
EDITION = "@"
"""Between a row's id and its edition's, where an old row stands beside today's."""


@dataclass(frozen=True)
class Known:
    """The rows of one edition; ids as in `cells.csv`."""

    edition_id: str
    rows: tuple[Published, ...]


@dataclass(frozen=True)
class Everything:
    """All rows and all relations, of today and of every edition that is out."""

    rows: Sequence[Published]
    sums: Sequence[Sum]
    growths: Sequence[Growth]


def of_edition(edition: Edition, rules: Rules, reference: Reference) -> Known:
    """The rows of an edition that are in sums; indicators that the catalogue no longer has are in none."""
    rows = (*_rows(edition, rules, reference), *of_own(edition.own, {}, rules))
    return Known(edition.edition_id, tuple(_as_told(row, edition.printing) for row in rows))


def _as_told(row: Published, printing: Printing) -> Published:
    """What an edition says of a row: its counts, between what they are where it has rounded, or nothing."""
    if not row.known or row.family.limits is None:
        return replace(row, hidden=not row.known)
    counts = (row.numerator, row.denominator)
    ends = tuple(None if one is None else printing.behind(row.row_id, one) for one in counts)
    if all(one is None or one[0] == one[1] for one in ends):
        return replace(row, hidden=False)
    within = ends[0], ends[1]
    return replace(
        row, numerator=None, denominator=None, low=(0, 0), hidden=True, within=within, printed=True
    )


def _rows(edition: Edition, rules: Rules, reference: Reference) -> Iterator[Published]:
    for name, row in sorted(edition.rows.items()):
        indicator_id, area, year, period, sex, age_group = name.split("/")
        indicator = reference.programme.indicators.get(indicator_id)
        if indicator is None or row.duty != "due" or not adds_up(indicator):
            continue
        fields = {"year": int(year), "period": period, "sex": sex, "age_group": age_group, **vars(row)}
        fields["committee_id"] = area
        made = one_row(name, family_of(indicator, rules), fields, False, rules)
        if made is not None:
            yield made


@dataclass(frozen=True)
class Out:
    """The ids of today's rows that an edition has printed as they would be printed now: to hide them would
    protect nothing.

    Attributes:
        exact: of those that are known as they are.
        hidden: on the contrary what an edition has hidden, and nothing has shown since.
    """

    exact: frozenset[str]
    all: frozenset[str]
    hidden: frozenset[str]


def already_out(rows: Iterable[Published], editions: Iterable[Known], method: Method = HIDING) -> Out:
    """Today's rows that are out already, as their very numbers or rounded as the method rounds."""
    by_id: dict[str, list[Published]] = {}
    for one in editions:
        for row in one.rows:
            by_id.setdefault(row.row_id, []).append(row)
    exact, rounded = set[str](), set[str]()
    for row in rows:
        for old in by_id.get(row.row_id, ()):
            if row.known and (old.numerator, old.denominator) == (row.numerator, row.denominator):
                exact.add(row.row_id)
            elif old.within == _printed(row, method):
                rounded.add(row.row_id)
    told = {
        name for name, old in by_id.items() if any(not row.known and row.within == NOTHING for row in old)
    }
    return Out(frozenset(exact), frozenset(exact | rounded), frozenset(told - exact - rounded))


def _printed(row: Published, method: Method) -> Ends:
    """Between what a reader would know a row's counts to be, printed as the method prints them."""
    counts = (row.numerator, row.denominator)
    ends = [None if one is None else method.behind(int(method.printed(one))) for one in counts]
    return ends[0], ends[1]


def with_editions(
    rows: Sequence[Published], reference: Reference, editions: Sequence[Known], method: Method = HIDING
) -> Everything:
    """Today's rows beside those of every edition, with the sums of all of them, each sum once.

    Args:
        method: how today's rows are printed; one that is printed as before stays shown.
    """
    by_id = {row.row_id: row for row in rows}
    old: list[dict[str, Published]] = []
    for edition in editions:
        stands = {row.row_id: _standing(row, by_id.get(row.row_id), edition, method) for row in edition.rows}
        for name, row in stands.items():
            if row.row_id == name:
                by_id[name] = row
                continue
            by_id.setdefault(row.row_id, row)
            if by_id[name].hidden is None and _too_few(row):
                # Hidden, it would be taken for what was rounded, and that leaves too few values.
                by_id[name] = replace(by_id[name], hidden=False)
        old.append(stands)
    today = Tables([row for name, row in by_id.items() if EDITION not in name], reference)
    sums = Tables([by_id[row.row_id] for row in rows], reference).sums()
    for edition, stands in zip(editions, old, strict=True):
        current = {name: by_id[row.row_id] for name, row in stands.items()}
        sums += _old_sums(edition, current, reference)
    once = {(one.whole.row_id, tuple(part.row_id for part in one.parts)): one for one in reversed(sums)}
    return Everything(list(by_id.values()), list(reversed(once.values())), list(today.growths()))


def _standing(row: Published, now: Published | None, edition: Known, method: Method) -> Published:
    """The row that an edition's row is in the system: today's, or the old number beside it."""
    if now is None:
        return row
    if row.within != NOTHING:
        return _narrowed(row, now, edition, method)
    if not row.known and now.hidden is not False:
        return replace(now, hidden=True)
    if not row.known:
        # Today's number is open whatever we do, a zero say, so what was hidden then is an unknown beside it.
        return replace(row, row_id=f"{row.row_id}{EDITION}{edition.edition_id}", hidden=True)
    if (row.numerator, row.denominator) == (now.numerator, now.denominator):
        return replace(now, hidden=False)
    return replace(row, row_id=f"{row.row_id}{EDITION}{edition.edition_id}", hidden=False)


def _narrowed(row: Published, now: Published, edition: Known, method: Method) -> Published:
    """Today's row between the ends of a rounded one, where it can be; else it was revised."""
    ends = [_both(one, other) for one, other in zip(row.within, now.within, strict=True)]
    numbers = (now.numerator, now.denominator) if now.known else (None, None)
    inside = all(
        end is None or (end[0] <= end[1] and (number is None or end[0] <= number <= end[1]))
        for end, number in zip(ends, numbers, strict=True)
    )
    if inside:
        same = now.known and row.within == _printed(now, method)
        return replace(now, within=(ends[0], ends[1]), hidden=False if same else now.hidden)
    return replace(row, row_id=f"{row.row_id}{EDITION}{edition.edition_id}")


def _too_few(row: Published) -> bool:
    """Whether what an edition has rounded leaves a hidden count fewer values than a small one must have."""
    return any(end is not None and end[0] < end[1] < ENOUGH for end in row.within)


def _both(one: Interval | None, other: Interval | None) -> Interval | None:
    if one is None or other is None:
        return one or other
    return max(one[0], other[0]), min(one[1], other[1])


def _old_sums(edition: Known, stands: Mapping[str, Published], reference: Reference) -> Iterable[Sum]:
    """The sums of an edition among the rows that its own rows are now."""
    for one in Tables(edition.rows, reference).sums():
        whole, parts = stands[one.whole.row_id], tuple(stands[part.row_id] for part in one.parts)
        if _may_hold(whole, parts, exact=one.exact):
            yield Sum(whole, parts, one.exact, f"{one.place} ({edition.edition_id})")


def _may_hold(whole: Published, parts: Sequence[Published], *, exact: bool) -> bool:
    """Whether a sum of an edition still can be one; a reader drops it where a row of it was revised."""
    for total, *each in zip(_ends(whole), *map(_ends, parts), strict=True):
        least, most = (sum(one[end] for one in each) for end in (0, 1))
        if total[1] < least or (exact and total[0] > most):
            return False
    return True


def _ends(row: Published) -> list[tuple[float, float]]:
    """Between what a row's counts are: one value where it is known, and no upper end where nothing is."""
    return [
        (count, count) if count is not None else within or (low, math.inf)
        for count, low, within in row.counts()
    ]
