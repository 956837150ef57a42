"""How long complementary suppression takes on full tables, how near it comes, and what simpler rules lose.

    python benchmarks/disclosure.py                      # one city-year at three sizes
    python benchmarks/disclosure.py years --workers 2    # 2021–2025 with three periods
    python benchmarks/disclosure.py country              # 290 municipalities, 21 counties, the country
    python benchmarks/disclosure.py plan                 # the table plan on the training years

The tables are drawn here and are about nobody: committee × sex × age × period, numerator and denominator,
1 440 counts a year. The report never publishes such tables; they are here to have something hard.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT / "src"))

from samlad.cells import ALL_AGES, CITY, KIND, TOTAL  # noqa: E402
from samlad.disclosure import Approved, protect  # noqa: E402
from samlad.disclosure.assemble import systems  # noqa: E402
from samlad.disclosure.greedy import repaired  # noqa: E402
from samlad.disclosure.published import Family, Published  # noqa: E402
from samlad.disclosure.readers import all_readers  # noqa: E402
from samlad.disclosure.relations import Tables  # noqa: E402
from samlad.disclosure.rules import Limits  # noqa: E402
from samlad.disclosure.search import Search  # noqa: E402
from samlad.disclosure.system import System  # noqa: E402
from samlad.measures import measure  # noqa: E402
from samlad.params import load_params  # noqa: E402
from samlad.paths import Folders  # noqa: E402
from samlad.pipeline import ask, through_the_gate  # noqa: E402
from samlad.reference import Reference, load_reference  # noqa: E402

LIMITS = Limits(1, 4, 1, 10, show_zero=True)
SEXES, AGES, PERIODS = ("kvinnor", "man"), ("13-17", "18-25", "26-64", "65-"), ("T1", "T2", "VB")
SIZES = {"glesa": 14.0, "mellan": 30.0, "täta": 90.0}
"""Typical denominator of a leaf; the smaller it is, the more numerators are 1–4."""
KEY = b"matning"
HEADINGS = (
    "tabell", "rader", "primära", "dolda", "vikt", "gap %", "varv", "villkor", "cpu-s (s)", "girig", "cpu-s",
    "alla syskon",
)  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", default="city", choices=("city", "years", "country", "plan"))
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--insiders", action="store_true", help="skydda också mot nämnder som kan sitt eget")
    parser.add_argument("--no-greedy", action="store_true", help="mät inte det giriga sättet")
    asked = parser.parse_args()
    if asked.part == "plan":
        _plan()
        return
    print(" | ".join(HEADINGS), flush=True)
    if asked.part == "country":
        print(_measured(("kommuner", 0, 20.0, asked.rounds, asked.insiders, not asked.no_greedy)), flush=True)
        return
    years = range(2021, 2026) if asked.part == "years" else (2024,)
    jobs = [
        (name, year, size, asked.rounds, asked.insiders, not asked.no_greedy)
        for name, size in SIZES.items()
        for year in years
        if asked.part == "city" or name == "mellan"
    ]
    begun = time.perf_counter()
    if asked.workers == 1:
        for job in jobs:
            print(_measured(job), flush=True)
    else:
        with ProcessPoolExecutor(asked.workers) as pool:
            for line in pool.map(_measured, jobs):
                print(line, flush=True)
    print(f"Allt: {time.perf_counter() - begun:.1f} s")


def _measured(job: tuple[str, int, float, int, bool, bool]) -> str:
    """Solve one problem, and the same with simpler rules."""
    name, year, size, rounds, inside, too = job
    rows = list(_country(size) if name == "kommuner" else _city(year, size))
    tables = Tables(rows, _reference())
    sums = tables.sums()
    begun, cpu = time.perf_counter(), time.process_time()
    blocks = systems(rows, sums, list(tables.growths()))
    plans = [Search(block, 3, KEY, rounds, insiders_too=inside).run() for block in blocks if block.must]
    solved, used = time.perf_counter(), time.process_time()
    greedy = sum(_greedy(block, inside) for block in blocks if block.must) if too else 0
    done = time.process_time()
    objective, bound = sum(one.objective for one in plans), sum(one.bound for one in plans)
    values = (
        f"{name} {year or ''}".strip(),
        len(rows),
        sum(len(block.must) for block in blocks),
        sum(len(plan.hidden) for plan in plans),
        objective,
        f"{100 * (objective - bound) / objective:.2f}",
        max(plan.rounds for plan in plans),
        sum(plan.cuts for plan in plans),
        f"{used - cpu:.1f} ({solved - begun:.1f})",
        f"{greedy} (+{100 * (greedy - objective) / objective:.1f} %)" if too else "–",
        f"{done - used:.1f}",
        _siblings(rows, [(one.whole, one.parts) for one in sums]),
    )
    return " | ".join(map(str, values))


def _greedy(block: System, inside: bool) -> int:
    return block.cost(repaired(block, block.must, all_readers(block, 3, insiders_too=inside)))


def _siblings(rows: Sequence[Published], sums: Sequence[tuple[Published, Sequence[Published]]]) -> str:
    """Weight when every part of a sum with a hidden part is hidden, and again, until nothing more is."""
    hidden = {row.row_id for row in rows if row.hidden}
    weight = {row.row_id: row.weight for row in rows}
    while True:
        before = len(hidden)
        for _, parts in sums:
            names = {part.row_id for part in parts}
            if names & hidden:
                hidden |= names
        if len(hidden) == before:
            return f"{sum(weight[name] for name in hidden)} ({len(hidden)} rader)"


def _city(year: int, size: float) -> Iterator[Published]:
    """13 committees of a kind and one other, with all totals."""
    areas = {f"namnd{number:02}": "stadsdelsnamnd" for number in range(13)} | {"annan": "facknamnd"}
    kinds = ("stadsdelsnamnd",)
    family = Family("provtabell", share=True, cumulative=True, limits=LIMITS)
    draw = np.random.default_rng(year * 1000 + int(size))
    scale = draw.lognormal(np.log(size), 0.8, (len(areas), len(SEXES), len(AGES)))
    share = draw.beta(2.0, 3.0, scale.shape)
    part = draw.poisson(scale / 3, (len(PERIODS), *scale.shape)).cumsum(axis=0)
    added = np.diff(part, axis=0, prepend=0)
    met = draw.binomial(added, share).cumsum(axis=0)
    yield from _rows(family, areas, kinds, year, met, part)


def _country(size: float) -> Iterator[Published]:
    """290 municipalities in 21 counties."""
    areas = {f"kommun{number:03}": f"lan{number % 21:02}" for number in range(290)}
    family = Family("provtabell", share=False, cumulative=False, limits=LIMITS)
    draw = np.random.default_rng(int(size))
    scale = draw.lognormal(np.log(size / 4), 1.0, (len(areas), len(SEXES), len(AGES)))
    met = draw.poisson(scale)[np.newaxis]
    yield from _rows(family, areas, tuple(sorted(set(areas.values()))), 2024, met, None)


def _rows(
    family: Family, areas: dict[str, str], kinds: Sequence[str], year: int, met, of
) -> Iterator[Published]:  # type: ignore[no-untyped-def]
    names = list(areas)
    groups = {name: [at] for at, name in enumerate(names)}
    groups |= {
        f"{KIND}{kind}": [at for at, name in enumerate(names) if areas[name] == kind] for kind in kinds
    }
    groups[CITY] = list(range(len(names)))
    periods = PERIODS if len(met) > 1 else ("VB",)
    for (area, inside), sex, age, (when, period) in product(
        groups.items(), (TOTAL, *SEXES), (ALL_AGES, *AGES), enumerate(periods)
    ):
        sexes = range(len(SEXES)) if sex == TOTAL else [SEXES.index(sex)]
        ages = range(len(AGES)) if age == ALL_AGES else [AGES.index(age)]
        at = np.ix_([when], inside, sexes, ages)
        n, d = int(met[at].sum()), None if of is None else int(of[at].sum())
        if d == 0:
            continue
        small = 1 <= n <= LIMITS.count_high or (d is not None and 1 <= d - n <= LIMITS.count_high)
        hidden = True if small else False if d is None and n == 0 else None
        weight = {CITY: 4}.get(area, 2 if area.startswith(KIND) else 1)
        weight *= (2 if sex == TOTAL else 1) * (2 if age == ALL_AGES else 1)
        slot = (year, period, sex, age)
        row_id = "/".join((family.name, area, *map(str, slot)))
        kind = areas.get(area, area.removeprefix(KIND))
        low = (0, 1) if family.share else (1, 0)
        of_many = len(inside)
        yield Published(row_id, family, area, kind, slot, "rapporterad", n, d, low, hidden, weight, of_many)


def _plan() -> None:
    """The tables that reports publish: all training years, protected from nothing."""
    print("år | rader | dolda | problem | största gap % | cpu-s (s)")
    with tempfile.TemporaryDirectory(prefix="samlad-matning-") as name:
        for year in sorted(int(path.stem) for path in (CHECKOUT / "params").glob("*.yaml")):
            asked = ask(Folders(CHECKOUT, CHECKOUT / "data", CHECKOUT / "params", Path(name)), year, "VB")
            measured = measure(through_the_gate(asked).outcomes, asked.reference, asked.params)
            begun, cpu = time.perf_counter(), time.process_time()
            result = protect(measured, asked.reference, asked.params, Approved(), key=KEY)
            took = f"{time.process_time() - cpu:.2f} ({time.perf_counter() - begun:.2f})"
            gap = result.record.problems["gap"].max()
            hidden, problems = len(result.record.hidden), len(result.record.problems)
            print(f"{year} | {len(result.cells)} | {hidden} | {problems} | {gap} | {took}", flush=True)


@cache
def _reference() -> Reference:
    folders = Folders(CHECKOUT, CHECKOUT / "data", CHECKOUT / "params", CHECKOUT / "output")
    return load_reference(folders, load_params(folders.params, 2024))


if __name__ == "__main__":
    main()
