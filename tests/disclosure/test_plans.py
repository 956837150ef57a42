"""A plan is safe by the definition, and nothing cheaper is: held against every table and every plan."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from exhaustive import Table, counts, shares
from hypothesis import given, settings
from hypothesis import strategies as st
from small_city import reference

from samlad.disclosure.complementary import Solved, complementary
from samlad.disclosure.greedy import repaired
from samlad.disclosure.integers import broken
from samlad.disclosure.readers import all_readers
from samlad.disclosure.relations import Tables
from samlad.disclosure.search import Search
from samlad.disclosure.told import wider
from samlad.errors import DisclosureError

KEY = b"prov"
weights = st.lists(st.integers(1, 4), min_size=9, max_size=9)
cell = st.integers(0, 4)
small_counts = st.builds(counts, st.lists(st.tuples(cell, cell), min_size=2, max_size=2), weights)
share = st.integers(1, 6).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))
small_shares = st.builds(shares, st.lists(share, min_size=2, max_size=3), weights)
tables = st.one_of(small_counts, small_shares)


def solved(table: Table, key: bytes = KEY) -> list[Solved]:
    return complementary(table.rows, reference(), 3, key)


def hidden(table: Table, key: bytes = KEY) -> frozenset[int]:
    names = {name for one in solved(table, key) for name in one.hidden}
    return frozenset(at for at, row in enumerate(table.rows) if row.row_id in names)


@settings(max_examples=40, deadline=None)
@given(tables)
def test_a_plan_is_safe_against_every_table_and_the_cheapest_of_all_plans(table: Table) -> None:
    best = table.cheapest()
    if best is None:
        with pytest.raises(DisclosureError, match="går inte att skydda"):
            hidden(table)
        return
    plan = hidden(table)
    assert table.safe(plan)
    assert table.cost(plan) == best
    assert all(one.plan.gap == 0 for one in solved(table))


@settings(max_examples=25, deadline=None)
@given(tables)
def test_opening_any_one_row_that_was_hidden_for_anothers_sake_is_found(table: Table) -> None:
    if table.cheapest() is None:
        return
    plan = hidden(table)
    assert not [at for at in plan - table.must if table.safe(plan - {at})]


@settings(max_examples=15, deadline=None)
@given(tables)
def test_a_search_that_is_stopped_is_repaired_and_says_how_far_it_is_at_most_from_the_best(
    table: Table,
) -> None:
    best = table.cheapest()
    if best is None:
        return
    stopped = [Search(one.system, 3, KEY, rounds=1).run() for one in solved(table)]
    if stopped:
        (plan,) = stopped
        assert table.safe(frozenset(_places(table, plan.hidden, solved(table)[0])))
        assert plan.bound <= best <= plan.objective
        assert plan.gap >= 100 * (plan.objective - best) / plan.objective


@settings(max_examples=15, deadline=None)
@given(tables)
def test_the_plan_costs_no_more_than_greedy_repair_or_than_hiding_every_sibling(table: Table) -> None:
    if table.cheapest() is None:
        return
    plan = hidden(table)
    for one in solved(table):
        greedy = repaired(one.system, one.system.must, all_readers(one.system, 3))
        assert table.safe(frozenset(_places(table, greedy, one)))
        assert one.plan.objective <= one.system.cost(greedy)
    siblings = _siblings(table)
    assert not table.safe(siblings) or table.cost(plan) <= table.cost(siblings)


def _siblings(table: Table) -> frozenset[int]:
    """What the simple rule hides: all parts of a sum with a hidden part, until no more follow."""
    sums = [one.parts for one in Tables(table.rows, reference()).sums()]
    names = {row.row_id for row in table.rows if row.hidden}
    while (
        more := {part.row_id for parts in sums if names & {one.row_id for one in parts} for part in parts}
        - names
    ):
        names |= more
    free = {at for at, row in enumerate(table.rows) if row.row_id in names and row.hidden is not False}
    return frozenset(free)


def _places(table: Table, hidden: frozenset[int], one: Solved) -> list[int]:
    names = {one.system.rows[at].row_id for at in hidden}
    return [at for at, row in enumerate(table.rows) if row.row_id in names]


@settings(max_examples=10, deadline=None)
@given(tables, st.integers())
def test_the_order_of_rows_does_not_reach_the_plan(table: Table, seed: int) -> None:
    if table.cheapest() is None:
        return
    rows = list(table.rows)
    random.Random(seed).shuffle(rows)
    assert names(complementary(rows, reference(), 3, KEY)) == names(solved(table))


def names(found: Sequence[Solved]) -> set[str]:
    return {name for one in found for name in one.hidden}


@settings(max_examples=10, deadline=None)
@given(tables)
def test_every_hidden_count_has_witnesses_that_add_up(table: Table) -> None:
    if table.cheapest() is None:
        return
    for one in solved(table):
        assert not [1 for witness in one.plan.tables if broken(one.system, witness)]
        for at, count in enumerate(one.system.counts):
            if count.row in one.plan.hidden:
                assert len({int(witness[at]) for witness in one.plan.tables}) >= 2


def test_a_witness_that_does_not_add_up_is_refused() -> None:
    one = solved(counts([(1, 4), (5, 6)], [1] * 9))[0]
    witness = one.plan.tables[0].copy()
    witness[0] += 1
    assert broken(one.system, witness)


def test_two_keys_choose_differently_among_equally_cheap_plans_and_one_key_always_the_same() -> None:
    table = counts([(1, 6), (6, 6), (6, 6)], [1] * 12)
    plans = {key: hidden(table, key) for key in (b"%d" % number for number in range(12))}
    assert len({table.cost(plan) for plan in plans.values()}) == 1
    assert len(set(plans.values())) > 1
    assert all(hidden(table, key) == plan for key, plan in plans.items())


def test_company_for_what_an_attack_told_is_chosen_by_the_key_among_equally_cheap_rows() -> None:
    [one] = solved(counts([(1, 6), (6, 6), (6, 6)], [1] * 12))
    told = frozenset(list(one.hidden)[:1])
    chosen = {key: wider([one], told, key) for key in (b"%d" % number for number in range(12))}
    assert all(chosen.values()) and len(set(chosen.values())) > 1
    assert all(wider([one], told, key) == rows for key, rows in chosen.items())
