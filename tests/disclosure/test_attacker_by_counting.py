"""The attacker against plain counting: every whole table that agrees with what is printed, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from released_folder import Folder

from samlad.disclosure.attacker import Judged, attack

AREAS = ("ange", "berga", "ek")
SEXES = ("kvinnor", "man")
MOST = 60_000
"""Tables to look through in one example; more would take too long."""

Table = dict[tuple[str, str], int]

LEAVES = [(area, sex) for area in AREAS for sex in SEXES]
ALL = [(area, sex) for area in ("stad", *AREAS) for sex in ("totalt", *SEXES)]


def whole(leaves: Table) -> Table:
    """A table with its sums."""
    table = dict(leaves)
    for area in AREAS:
        table[area, "totalt"] = sum(table[area, sex] for sex in SEXES)
    for sex in ("totalt", *SEXES):
        table["stad", sex] = sum(table[area, sex] for area in AREAS)
    return table


def agreeing(table: Table, hidden: frozenset[tuple[str, str]]) -> list[Table]:
    """Every table with the same shown numbers in which all sums hold and no hidden count is 0."""
    choices = [list(_of_area(area, table, hidden)) for area in AREAS]
    assume(prod(map(len, choices)) < MOST)
    found = (whole({leaf: part[leaf] for part in parts for leaf in part}) for parts in product(*choices))
    return [one for one in found if all(_fits(cell, one, table, hidden) for cell in ALL)]


def _of_area(area: str, table: Table, hidden: frozenset[tuple[str, str]]) -> Iterator[Table]:
    ranges = [
        range(1, table["stad", "totalt"] + 1) if (area, sex) in hidden else [table[area, sex]]
        for sex in SEXES
    ]
    for numbers in product(*ranges):
        part = dict(zip([(area, sex) for sex in SEXES], numbers, strict=True))
        if (area, "totalt") in hidden or sum(numbers) == table[area, "totalt"]:
            yield part


def _fits(cell: tuple[str, str], one: Table, table: Table, hidden: frozenset[tuple[str, str]]) -> bool:
    return one[cell] > 0 if cell in hidden else one[cell] == table[cell]


def folder(path: Path, table: Table, hidden: frozenset[tuple[str, str]]) -> Folder:
    made = Folder(path).indicator("1.I1")
    for area, sex in ALL:
        number: int | str = ".." if (area, sex) in hidden else table[area, sex]
        made.cell("1.I1", area, number, sex=sex, n=len(AREAS) if area == "stad" else 1)
    return made


@st.composite
def printed(draw: st.DrawFn) -> tuple[Table, frozenset[tuple[str, str]]]:
    table = whole({leaf: draw(st.integers(0, 5)) for leaf in LEAVES})
    assume(not 1 <= table["stad", "totalt"] <= 4)
    small = {cell for cell in ALL if 1 <= table[cell] <= 4}
    more = draw(st.sets(st.sampled_from(ALL), max_size=3))
    # The city's total is shown, so that no hidden count can be as large as one likes.
    return table, frozenset(small | {cell for cell in more if table[cell]}) - {("stad", "totalt")}


def judgements(path: Path) -> tuple[bool, dict[tuple[str, str], Judged]]:
    verdict = attack(path)
    assert verdict.contradictions == ()
    return verdict.held, {tuple(one.count.cell.split("/")[1:5:3]): one for one in verdict.judged}  # type: ignore[misc]


@settings(max_examples=60, deadline=None)
@given(printed())
def test_the_attacker_finds_what_counting_finds(case: tuple[Table, frozenset[tuple[str, str]]]) -> None:
    table, hidden = case
    tables = agreeing(table, hidden)
    with TemporaryDirectory() as where:
        held, found = judgements(folder(Path(where), table, hidden).write())
    safe = True
    for cell in hidden:
        possible = {other[cell] for other in tables}
        demanded = 3 if any(1 <= value <= 4 for value in possible) else 2
        seen = set(found[cell].values)
        assert seen <= possible
        assert seen == possible or len(seen) >= demanded
        safe = safe and len(possible) >= demanded
    assert held is safe


def proofs(path: Path) -> Iterator[dict[tuple[str, str], int]]:
    for witness in attack(path).witnesses:
        yield {tuple(count.cell.split("/")[1:5:3]): value for count, value in witness.items()}  # type: ignore[misc]


@settings(max_examples=30, deadline=None)
@given(printed())
def test_every_proof_is_a_table_in_which_all_sums_hold(
    case: tuple[Table, frozenset[tuple[str, str]]],
) -> None:
    table, hidden = case
    with TemporaryDirectory() as where:
        for proof in proofs(folder(Path(where), table, hidden).write()):
            other = {**table, **proof}
            assert whole({leaf: other[leaf] for leaf in LEAVES}) == other or set(proof) != hidden
            assert all(value >= 1 for value in proof.values())
