"""What the attacker computes back from tables that are protected in older ways, and from ours.

    python benchmarks/attack_older_ways.py            # one city-year at three sizes, then real published data
    python benchmarks/attack_older_ways.py kolada     # the real published data alone

The tables are those of benchmarks/disclosure.py: committee × sex × age × period, numerator and denominator,
1 440 counts, drawn here and about nobody. The real data are Kolada's own, as published (SOURCES.md).
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(CHECKOUT / one) for one in ("src", "benchmarks", "tests/disclosure")]

from disclosure import KEY, LIMITS, SIZES, _city, _reference  # noqa: E402
from released_folder import HIDDEN, Folder  # noqa: E402

from samlad.cells import ALL_AGES, CITY, KIND, SOURCE, TOTAL  # noqa: E402
from samlad.disclosure.assemble import systems  # noqa: E402
from samlad.disclosure.attacker import attack  # noqa: E402
from samlad.disclosure.complementary import complementary  # noqa: E402
from samlad.disclosure.published import Family, Published  # noqa: E402
from samlad.disclosure.relations import Tables  # noqa: E402
from samlad.disclosure.search import Search  # noqa: E402

KOLADA = CHECKOUT / "benchmarks" / "kolada_n17538_sekretess.csv"
DENOMINATORS = 400
"""No municipality among these has so many pupils in a year."""
LEAST_BASE = 21
"""Kolada takes shares of fewer away (N33870 and others)."""
HEADINGS = (
    "tabell", "sätt", "dolda rader", "dolda tal", "exakt framräknade", "för få värden", "frågor", "cpu-s",
)  # fmt: skip
Hidden = frozenset[str]


def main() -> None:
    """Protect in four ways, attack each, and print what came back."""
    if sys.argv[1:] == ["kolada"]:
        print("\n".join(real()))
        return
    print(" | ".join(HEADINGS), flush=True)
    for name, size in SIZES.items():
        rows = list(_city(2024, size))
        ways = {
            "bara små tal": primary,
            "varje summa för sig": each_sum,
            "varje tabell för sig, billigast": each_table,
            "allt på en gång (Samlad)": together,
        }
        for way, protect in ways.items():
            print(" | ".join((name, way, *attacked(rows, protect(rows)))), flush=True)
    print("\n" + "\n".join(real()))


def primary(rows: Sequence[Published]) -> Hidden:
    """Only what is sensitive in itself."""
    return frozenset(row.row_id for row in rows if row.hidden)


def each_sum(rows: Sequence[Published]) -> Hidden:
    """In every sum with a single hidden row the smallest other one too, until no sum has a single one."""
    hidden, before = set(primary(rows)), -1
    sums = Tables(rows, _reference()).sums()
    while len(hidden) != before:
        before = len(hidden)
        for one in sums:
            members = (one.whole, *one.parts)
            shown = [row for row in members if row.row_id not in hidden and row.hidden is not False]
            if len(members) - sum(row.row_id not in hidden for row in members) == 1 and shown:
                hidden.add(min(shown, key=lambda row: row.denominator or row.numerator or 0).row_id)
    return frozenset(hidden)


def each_table(rows: Sequence[Published]) -> Hidden:
    """Numerators and denominators of each period as tables of their own, each protected at least cost."""
    hidden: set[str] = set()
    for period in dict.fromkeys(row.slot[1] for row in rows):
        for part in ("numerator", "denominator"):
            family = replace(rows[0].family, name=f"{part}/{period}", share=False, cumulative=False)
            alone = [
                replace(row, family=family, numerator=getattr(row, part), denominator=None, low=(1, 0))
                for row in rows
                if row.slot[1] == period
            ]
            hidden |= _planned(alone)
    return frozenset(hidden | primary(rows))


def together(rows: Sequence[Published]) -> Hidden:
    """One system of all relations."""
    return frozenset(_planned(rows))


def _planned(rows: Sequence[Published]) -> set[str]:
    tables = Tables(rows, _reference())
    found: set[str] = set()
    for block in systems(rows, tables.sums(), list(tables.growths())):
        if block.must:
            plan = Search(block, 3, KEY, 60, insiders_too=False).run()
            found |= {block.rows[index].row_id for index in plan.hidden}
    return found


def attacked(rows: Sequence[Published], hidden: Hidden) -> tuple[str, ...]:
    """Let the tables out, attack them, and count."""
    with TemporaryDirectory() as where:
        write(Path(where), rows, hidden)
        begun = time.process_time()
        verdict = attack(Path(where))
        used = time.process_time() - begun
    counts = [one for one in verdict.judged if one.count.cell in hidden and one.count.part in ("n", "d")]
    exact = sum(one.exact and len(one.values) == 1 for one in counts)
    few = sum(not one.safe for one in counts)
    return tuple(map(str, (len(hidden), len(counts), exact, few, verdict.questions, f"{used:.1f}")))


def write(path: Path, rows: Sequence[Published], hidden: Hidden) -> None:
    """A released folder of these rows."""
    answers = Counter((row.slot, row.kind) for row in rows if row.committee)
    folder = Folder(path).indicator(rows[0].family.name, "andel", cumulative="ja")
    folder.rules["thresholds"] = asdict(LIMITS)
    for row in rows:
        year, period, sex, age = row.slot
        kinds = [kind for (slot, kind) in answers if slot == row.slot and row.area in (CITY, KIND + kind)]
        folder.cell(
            row.family.name,
            row.area,
            HIDDEN if row.row_id in hidden else (row.numerator or 0, row.denominator or 0),
            sex=sex,
            age=age,
            year=year,
            period=period,
            status=SOURCE if not row.known else "",
            n=1 if row.committee else sum(answers[row.slot, kind] for kind in kinds),
            kind=row.kind,
        )
    folder.write()


def real() -> Iterable[str]:
    """Kolada's N17538 as published, and with what Samlad would have hidden beside it: pairs computed back."""
    groups: dict[tuple[str, int], dict[str, str]] = {}
    with KOLADA.open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            groups.setdefault((line["municipality_id"], int(line["year"])), {})[line["gender"]] = line[
                "value"
            ]
    pairs = [_pair(*key, group) for key, group in sorted(groups.items()) if group["T"]]
    rows = [row for pair in pairs for row in pair]
    asked = {
        "som Kolada publicerade": frozenset(row.row_id for row in rows if not row.known),
        "med Samlads skydd": frozenset(
            name for one in complementary(rows, _reference(), 3, KEY) for name in one.hidden
        ),
    }
    yield f"Kolada N17538, kommun och år där totalen visas och minst ett kön är dolt: {len(pairs)} par"
    for way, hidden in asked.items():
        with TemporaryDirectory() as where:
            write(Path(where), rows, hidden)
            verdict = attack(Path(where))
        told = {one.cell.rsplit("/", 3)[0] for one in verdict.failures}
        more = sum(row.known and row.row_id in hidden for row in rows)
        yield f"  {way}: {len(told)} av {len(pairs)} par framräknade, {more} rader dolda till"
        yield from (f"    {one}" for one in sorted(told))


def _pair(municipality: str, year: int, values: dict[str, str]) -> list[Published]:
    """Total, women and men in whole numbers that give the published shares; None where Kolada hid them.

    Kolada prints no numbers of pupils, so these are the least that are possible: that one sex is the total
    less the other holds whatever they are.
    """
    whole = _least(values["T"], LEAST_BASE)
    women = None if not values["K"] else _part(values["K"], whole)
    men = None if not values["M"] else _part(values["M"], whole)
    return [
        _row(municipality, year, TOTAL, whole),
        _row(municipality, year, "kvinnor", women),
        _row(municipality, year, "man", men),
    ]


def _least(value: str, base: int) -> tuple[int, int]:
    """The least numerator and denominator, from a base up, of a share in per cent with six decimals."""
    share = Fraction(float(value) / 100).limit_denominator(DENOMINATORS)
    times = -(-base // share.denominator)
    return share.numerator * times, share.denominator * times


def _part(value: str, whole: tuple[int, int]) -> tuple[int, int]:
    """The numbers that give a sex's share, and leave the other as near to as many as they can be."""
    n, d = _least(value, 1)
    many = [
        (n * times, d * times)
        for times in range(1, whole[1] // d + 1)
        if 0 <= whole[0] - n * times <= whole[1] - d * times
    ]
    return min(many, key=lambda one: abs(2 * one[1] - whole[1]))


def _row(area: str, year: int, sex: str, counts: tuple[int, int] | None) -> Published:
    family = Family("N17538", share=True, cumulative=False, limits=LIMITS)
    slot = (year, "VB", sex, ALL_AGES)
    row_id = "/".join((family.name, area, *map(str, slot)))
    n, d = counts or (None, None)
    low = (0, 0) if counts is None else (0, 1)
    hidden = True if counts is None else None
    weight = 2 if sex == TOTAL else 1
    return Published(row_id, family, area, "kommun", slot, "rapporterad", n, d, low, hidden, weight)


if __name__ == "__main__":
    main()
