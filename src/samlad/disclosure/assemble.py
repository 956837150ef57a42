"""Makes the linear systems of published rows: one for each block that hangs together.

Every row has its numerator; a share also has its denominator and, derived, its complement, which is never
less than 0: that is n ≤ d. Every growth between periods of a cumulative indicator is a derived count too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from samlad.disclosure.complete import completed
from samlad.disclosure.editions import Interval
from samlad.disclosure.published import Published
from samlad.disclosure.relations import Growth, Sum
from samlad.disclosure.system import NO_ROW, Count, Equation, Row, System

PARTS = ("numerator", "denominator", "complement")
DIFFERENCE, REST = "difference", "rest"
ANY = 1_000_000
"""A rest that can be more or less than nothing can be as much as this."""


def systems(rows: Sequence[Published], sums: Sequence[Sum], growths: Sequence[Growth]) -> list[System]:
    """One system per block of rows that relations link, by the least row id; rows in order of id.

    Raises:
        DisclosureError: what is known agrees with no numbers at all.
    """
    links = [(one.whole, *one.parts) for one in sums] + [(one.earlier, one.later) for one in growths]
    result = []
    for block in _blocks(rows, links):
        inside = {row.row_id for row in block}
        result.append(
            _system(
                block,
                [one for one in sums if one.whole.row_id in inside],
                [one for one in growths if one.later.row_id in inside],
            )
        )
    return result


def _blocks(rows: Iterable[Published], links: Iterable[tuple[Published, ...]]) -> list[list[Published]]:
    by_id = {row.row_id: row for row in sorted(rows, key=lambda one: one.row_id)}
    parent = {name: name for name in by_id}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for first, *others in links:
        for other in others:
            low, high = sorted((root(first.row_id), root(other.row_id)))
            parent[high] = low
    blocks: dict[str, list[Published]] = {}
    for name, row in by_id.items():
        blocks.setdefault(root(name), []).append(row)
    return list(blocks.values())


@dataclass
class _Draft:
    """A system that is being built; counts whose value is None are filled in at the end."""

    counts: list[Count] = field(default_factory=list)
    unknown: set[int] = field(default_factory=set)
    equations: list[Equation] = field(default_factory=list)
    rests: list[int] = field(default_factory=list)
    at: dict[tuple[str, str], int] = field(default_factory=dict)

    def count(self, count: Count, *, known: bool = True) -> int:
        self.counts.append(count)
        if not known:
            self.unknown.add(len(self.counts) - 1)
        return len(self.counts) - 1


def _system(block: Sequence[Published], sums: Sequence[Sum], growths: Sequence[Growth]) -> System:
    draft = _Draft()
    for index, row in enumerate(block):
        _add_row(draft, index, row)
    for growth in growths:
        _add_growth(draft, growth)
    for one in sums:
        _add_sum(draft, one)
    name = block[0].row_id
    values = completed(name, draft.counts, draft.equations, draft.unknown)
    counts = [replace(count, value=value) for count, value in zip(draft.counts, values, strict=True)]
    # A sum that adds up, where a reader may take it to, needs no rest: the reader is right.
    gone = {index for index in draft.rests if counts[index].value == 0}
    equations = [
        replace(one, terms=tuple(term for term in one.terms if term[0] not in gone))
        for one in draft.equations
    ]
    return _renumbered(name, _rows(block), counts, equations, draft.rests, gone)


def _rows(block: Sequence[Published]) -> tuple[Row, ...]:
    return tuple(Row(row.row_id, row.weight, row.hidden, row.committee, row.known) for row in block)


def _renumbered(
    name: str,
    rows: tuple[Row, ...],
    counts: Sequence[Count],
    equations: Sequence[Equation],
    rests: Sequence[int],
    gone: set[int],
) -> System:
    kept = [index for index in range(len(counts)) if index not in gone]
    new = {old: place for place, old in enumerate(kept)}
    unique = dict.fromkeys(
        Equation(one.place, tuple(sorted((new[index], a) for index, a in one.terms))) for one in equations
    )
    guesses = tuple(new[index] for index in rests if index not in gone)
    return System(name, rows, tuple(counts[index] for index in kept), tuple(unique), guesses)


def _add_row(draft: _Draft, index: int, row: Published) -> None:
    limits = row.family.limits
    small, base = (limits.count_high, limits.denominator_min) if limits else (0, 0)
    zero = limits is not None and not limits.show_zero

    few = 0 < (row.denominator or 0) < base

    def add(
        part: str, value: int, low: int, base: int = 0, *, few: bool = False, within: Interval | None = None
    ) -> int:
        # A revised row may have become nothing though an older edition hid it; a complement never is less.
        least = max(0, min(low, value)) if row.known else low
        name = f"{row.row_id}|{part}"
        # An edition's base that was printed as it is, beside a rounded count, is no secret.
        exact = row.printed and within is not None and within[0] == within[1]
        told = exact and within is not None and within[0] > max(small, base - 1)
        count = Count(
            name, index, value, least, small, base, zero, few, not told, within=within, printed=row.printed
        )
        draft.at[row.row_id, part] = draft.count(count, known=row.known)
        return draft.at[row.row_id, part]

    n = add(PARTS[0], row.numerator or 0, row.low[0], few=few, within=row.within[0])
    if row.family.share:
        d = add(PARTS[1], row.denominator or 0, row.low[1], base, within=row.within[1])
        c = add(PARTS[2], (row.denominator or 0) - (row.numerator or 0), 0)
        draft.equations.append(Equation(f"{row.row_id}: täljare och nämnare", ((d, 1), (n, -1), (c, -1))))


def _add_growth(draft: _Draft, growth: Growth) -> None:
    later, earlier = growth.later, growth.earlier
    limits = later.family.limits
    for part in PARTS[:2] if later.family.share else PARTS[:1]:
        ends = draft.at[later.row_id, part], draft.at[earlier.row_id, part]
        known = later.known and earlier.known
        value = draft.counts[ends[0]].value - draft.counts[ends[1]].value
        small = limits.count_high if limits else 0
        name = f"{later.row_id}|{DIFFERENCE}|{earlier.row_id}|{part}"
        count = Count(name, NO_ROW, value, small=small, watched=small > 0)
        difference = draft.count(count, known=known)
        place = f"{later.row_id}: ökningen sedan {earlier.slot[1]}"
        draft.equations.append(Equation(place, ((ends[0], 1), (ends[1], -1), (difference, -1))))


def _add_sum(draft: _Draft, one: Sum) -> None:
    known = one.whole.known and all(part.known for part in one.parts)
    for part in PARTS[:2] if one.whole.family.share else PARTS[:1]:
        terms = [(draft.at[one.whole.row_id, part], 1)]
        terms += [(draft.at[row.row_id, part], -1) for row in one.parts]
        if not one.exact:
            value = sum(a * draft.counts[index].value for index, a in terms)
            least = 0 if one.floor else -ANY
            rest = Count(f"{one.place}|{REST}|{part}", NO_ROW, value, least, watched=False)
            at = draft.count(rest, known=known)
            if one.guess:
                draft.rests.append(at)
            terms.append((at, -1))
        draft.equations.append(Equation(one.place, tuple(terms)))
