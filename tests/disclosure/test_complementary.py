"""What a reader knows, relation by relation: periods, mergers, what the source hid, data that cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_city import reference

from samlad.cells import ALL_AGES, CITY, TOTAL
from samlad.disclosure.complementary import Solved, complementary
from samlad.disclosure.known import Known
from samlad.disclosure.published import Family, Published
from samlad.disclosure.rules import Limits
from samlad.errors import DisclosureError

KEY = b"prov"
LIMITS = Limits(1, 4, 21, 10, show_zero=True)
ANTAL = Family("1.I2", share=False, cumulative=False, limits=LIMITS)
HITTILLS = Family("4.I1", share=False, cumulative=True, limits=LIMITS)
ANDEL = Family("1.I1", share=True, cumulative=False, limits=LIMITS)
SKOLOR = Family("2.I1", share=False, cumulative=False, limits=None)


def row(
    area: str,
    n: int | None,
    d: int | None = None,
    *,
    of: Family = ANTAL,
    sex: str = TOTAL,
    age: str = ALL_AGES,
    period: str = "VB",
    year: int = 2024,
    many: int = 1,
    weight: int = 1,
) -> Published:
    """A row; None is a number that the source hid."""
    slot = (year, period, sex, age)
    small = n is not None and of.limits is not None and (1 <= n <= 4 or (d is not None and d < 21))
    hidden = True if small or n is None else False if n == 0 and d is None else None
    low = (0, 0) if n is None else (0, 1) if of.share else (1, 0)
    name = "/".join((of.name, area, *map(str, slot)))
    return Published(name, of, area, "distrikt", slot, "rapporterad", n, d, low, hidden, weight, many)


def hides(*rows: Published, known: tuple[Known, ...] = ()) -> set[str]:
    found = complementary(rows, reference(), 3, KEY, known)
    return {name for one in found for name in one.hidden} & {one.row_id for one in rows}


def ids(*rows: Published) -> set[str]:
    return {one.row_id for one in rows}


def test_a_small_increase_between_two_periods_is_not_shown_by_showing_both() -> None:
    first, second = row("ange", 30, of=HITTILLS, period="T1"), row("ange", 33, of=HITTILLS, period="T2")
    assert len(hides(first, second)) == 1
    assert hides(first, replace(second, numerator=36)) == set()
    unrelated = replace(HITTILLS, cumulative=False)
    assert hides(*(replace(one, family=unrelated) for one in (first, second))) == set()


def test_periods_do_not_pin_what_lies_between_them() -> None:
    """T1 and VB of women shown would pin T2 of women, and so T2 of men."""
    rows = [
        row("ange", number, of=HITTILLS, period=period, sex=sex)
        for sex, numbers in ((TOTAL, (40, 43, 43)), ("kvinnor", (38, 38, 38)), ("man", (2, 5, 5)))
        for period, number in zip(("T1", "T2", "VB"), numbers, strict=True)
    ]
    for one in complementary(rows, reference(), 3, KEY):
        for at, count in enumerate(one.system.counts):
            if count.row in one.plan.hidden:
                assert len({int(witness[at]) for witness in one.plan.tables}) >= 2


def test_a_cumulative_count_that_falls_is_a_fault_in_the_data() -> None:
    with pytest.raises(DisclosureError, match="motsäger sig själva") as error:
        hides(row("ange", 33, of=HITTILLS, period="T1"), row("ange", 30, of=HITTILLS, period="T2"))
    assert error.value.exit_code == 15
    assert error.value.details == ("4.I1/ange/2024/T2/totalt/alla",)


def test_parts_over_the_whole_and_a_numerator_over_its_denominator_are_faults_in_the_data() -> None:
    with pytest.raises(DisclosureError, match="stad/2024/VB/totalt/alla: uppdelad på kön"):
        hides(row(CITY, 40), row(CITY, 30, sex="kvinnor"), row(CITY, 20, sex="man"))
    with pytest.raises(DisclosureError, match="motsäger sig själva"):
        hides(row("ange", 50, 40, of=ANDEL))
    with pytest.raises(DisclosureError, match="summan av dem som har rapporterat"):
        hides(row(CITY, 41), row("ange", 30), row("berga", 10))


def test_parts_of_which_more_have_answered_may_be_over_the_whole() -> None:
    whole, women = row(CITY, 40), row(CITY, 30, sex="kvinnor", many=2)
    assert hides(whole, women, row(CITY, 20, sex="man", many=2)) == set()


def test_a_sum_that_falls_short_may_still_be_guessed_to_hold() -> None:
    """One age is hidden, and the shown ones fall short: who guesses that they don't would name a number."""
    whole, small = row(CITY, 100, weight=16), row(CITY, 3, age="65-")
    found = hides(whole, small, row(CITY, 40, age="18-25"), row(CITY, 30, age="26-64"))
    assert small.row_id in found
    assert len(found) == 2
    assert whole.row_id not in found


def test_what_the_source_hid_of_persons_has_three_values_left_and_of_others_two() -> None:
    ange, berga, ek = row("ange", None), row("berga", 6), row("ek", 1)
    assert hides(row(CITY, 9, many=3, weight=9), ange, berga, ek) == ids(ange, ek)
    assert hides(row(CITY, 8, many=3, weight=9), ange, berga, ek) == ids(ange, berga, ek)
    schools = [replace(one, family=SKOLOR, hidden=None) for one in (row(CITY, 7, many=2), row("berga", 6))]
    hidden = replace(row("ange", None), family=SKOLOR)
    assert hides(*schools, hidden) == ids(hidden, schools[1]) or hides(*schools, hidden) == ids(
        hidden, schools[0]
    )


def test_a_merger_is_a_sum_too() -> None:
    merged = replace(row("nya", 63, year=2022), basis="omraknad", n_reported=2)
    dala, ek = row("dala", 3, year=2022), row("ek", 60, year=2022)
    assert len(hides(merged, dala, ek)) >= 2


def test_shown_rows_of_an_earlier_edition_stay_shown_and_hidden_ones_hidden() -> None:
    rows = [row(CITY, 80, many=3, weight=16), row("ange", 3), row("berga", 37), row("ek", 40)]
    out = Known("2024-u1", tuple(replace(one, hidden=False) for one in rows if one.area != "ange"))
    with pytest.raises(DisclosureError, match="går inte att skydda"):
        hides(*rows, known=(out,))
    city = Known("2024-u1", (replace(rows[0], hidden=False), replace(rows[2], numerator=None, hidden=True)))
    found = hides(*rows, known=(city,))
    assert rows[2].row_id in found
    assert rows[0].row_id not in found


PROGRAM = """
import sys
sys.path[:0] = {paths!r}
from test_complementary import wide
print(sorted(name for one in wide() for name in one.hidden))
"""


def wide() -> list[Solved]:
    """Many equally cheap plans to choose from."""
    rows: list[Published] = []
    for number, name in enumerate(("ange", "berga", "nya", "oster")):
        women, men = 3 if not number else 20 + number, 30 + number
        rows += [row(name, women + men), row(name, women, sex="kvinnor"), row(name, men, sex="man")]
    for sex in (TOTAL, "kvinnor", "man"):
        total = sum(one.numerator or 0 for one in rows if one.slot[2] == sex)
        rows.append(row(CITY, total, sex=sex, many=4, weight=2))
    return complementary(rows, reference(), 3, KEY)


def test_neither_hash_seed_nor_number_of_threads_reaches_the_plan() -> None:
    here = Path(__file__).resolve()
    source = here.parents[2] / "src"
    program = PROGRAM.format(paths=[str(here.parent), str(here.parents[1]), str(source)])
    found = set()
    for seed, threads in (("1", "1"), ("2", "7")):
        environment: dict[str, Any] = {**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads}
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
        )
        found.add(done.stdout)
    assert len(found) == 1
    assert "ange" in found.pop()
