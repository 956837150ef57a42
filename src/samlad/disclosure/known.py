"""What earlier editions have let out, as rows and sums of their own beside today's.

A number that was shown is known for ever. Where today's row has the same number it is that row; where it
was revised, the old number stands in the old sums. What was hidden then stays hidden, and a reader takes it
that a hidden number has not been revised: a sum that this breaks is dropped, as its reader would have to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from samlad.disclosure.editions import Edition
from samlad.disclosure.published import Published, adds_up, family_of, of_own, one_row
from samlad.disclosure.relations import Growth, Sum, Tables
from samlad.disclosure.rules import Rules
from samlad.reference import Reference

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
    own = (replace(row, hidden=not row.known) for row in of_own(edition.own, {}, rules))
    return Known(edition.edition_id, (*_rows(edition, rules, reference), *own))


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
            yield replace(made, hidden=not made.known)


def already_out(rows: Iterable[Published], editions: Iterable[Known]) -> frozenset[str]:
    """The ids of today's rows whose very numbers an edition has shown: to hide them would protect nothing."""
    out = {(row.row_id, row.numerator, row.denominator) for one in editions for row in one.rows if row.known}
    return frozenset(row.row_id for row in rows if (row.row_id, row.numerator, row.denominator) in out)


def with_editions(rows: Sequence[Published], reference: Reference, editions: Sequence[Known]) -> Everything:
    """Today's rows beside those of every edition, with the sums of all of them, each sum once."""
    by_id = {row.row_id: row for row in rows}
    old: list[dict[str, Published]] = []
    for edition in editions:
        stands = {row.row_id: _standing(row, by_id.get(row.row_id), edition) for row in edition.rows}
        for name, row in stands.items():
            if row.row_id == name:
                by_id[name] = row
            else:
                by_id.setdefault(row.row_id, row)
        old.append(stands)
    today = Tables([row for name, row in by_id.items() if EDITION not in name], reference)
    sums = Tables([by_id[row.row_id] for row in rows], reference).sums()
    for edition, stands in zip(editions, old, strict=True):
        current = {name: by_id[row.row_id] for name, row in stands.items()}
        sums += _old_sums(edition, current, reference)
    once = {(one.whole.row_id, tuple(part.row_id for part in one.parts)): one for one in reversed(sums)}
    return Everything(list(by_id.values()), list(reversed(once.values())), list(today.growths()))


def _standing(row: Published, now: Published | None, edition: Known) -> Published:
    """The row that an edition's row is in the system: today's, or the old number beside it."""
    if now is None:
        return row
    if not row.known and now.hidden is not False:
        return replace(now, hidden=True)
    if not row.known:
        # Today's number is open whatever we do, a zero say, so what was hidden then is an unknown beside it.
        return replace(row, row_id=f"{row.row_id}{EDITION}{edition.edition_id}", hidden=True)
    if (row.numerator, row.denominator) == (now.numerator, now.denominator):
        return replace(now, hidden=False)
    return replace(row, row_id=f"{row.row_id}{EDITION}{edition.edition_id}", hidden=False)


def _old_sums(edition: Known, stands: Mapping[str, Published], reference: Reference) -> Iterable[Sum]:
    """The sums of an edition among the rows that its own rows are now."""
    for one in Tables(edition.rows, reference).sums():
        whole, parts = stands[one.whole.row_id], tuple(stands[part.row_id] for part in one.parts)
        if _may_hold(whole, parts, exact=one.exact):
            yield Sum(whole, parts, one.exact, f"{one.place} ({edition.edition_id})")


def _may_hold(whole: Published, parts: Sequence[Published], *, exact: bool) -> bool:
    """Whether a sum of an edition still can be one; a reader drops it where a row of it was revised."""
    if not whole.known:
        return True
    unknown = [part for part in parts if not part.known]
    for place, name in enumerate(("numerator", "denominator")):
        rest = (getattr(whole, name) or 0) - sum(getattr(part, name) or 0 for part in parts)
        if rest < sum(part.low[place] for part in unknown if part.family.share or not place):
            return False
        if exact and rest and not unknown:
            return False
    return True
