"""What the attacker computes back from tables that are protected in older ways, and from ours.

    python benchmarks/attack_older_ways.py            # one city-year at three sizes, then real published data

The tables are those of benchmarks/disclosure.py: committee × sex × age × period, numerator and denominator,
1 440 counts, drawn here and about nobody. The real data are Kolada's own, as they were published.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(CHECKOUT / "src"), str(CHECKOUT / "benchmarks")]

from disclosure import KEY, LIMITS, SIZES, _city, _reference  # noqa: E402

from samlad.cells import CITY, KIND  # noqa: E402
from samlad.disclosure.assemble import systems  # noqa: E402
from samlad.disclosure.attacker import attack  # noqa: E402
from samlad.disclosure.published import Published  # noqa: E402
from samlad.disclosure.relations import Tables  # noqa: E402
from samlad.disclosure.search import Search  # noqa: E402

ITEM = "provtabell"
KOLADA = CHECKOUT / "tests" / "fixtures" / "real" / "kolada_n09890_sekretess_2021-.csv"
COLUMNS = (
    "cell_id", "indicator_id", "year", "period", "committee_id", "committee_kind", "sex", "age_group",
    "numerator", "denominator", "value", "unit", "status", "basis", "n_reported", "n_due", "duty", "note",
    "text",
)  # fmt: skip
HEADINGS = (
    "tabell", "sätt", "dolda rader", "dolda tal", "exakt framräknade", "för få värden", "frågor", "cpu-s",
)  # fmt: skip
Hidden = frozenset[str]


def main() -> None:
    """Protect in four ways, attack each, and print what came back."""
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


def write(folder: Path, rows: Sequence[Published], hidden: Hidden) -> None:
    """A released folder of these rows."""
    answers = Counter((row.slot, row.kind) for row in rows if row.committee)
    with (folder / "cells.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(_cell(row, row.row_id in hidden, answers) for row in rows)
    _csv(folder / "indicators.csv", [
        {"indicator_id": ITEM, "kind": "andel", "parts": "kravs", "about_persons": "ja", "cumulative": "ja",
         "direction": "hogre"}
    ])  # fmt: skip
    lists = {name: [dict(row) for row in codes.rows] for name, codes in _reference().codelists.items()}
    (folder / "codelists.json").write_text(json.dumps(lists), encoding="utf-8")
    given = {
        "count_low": LIMITS.count_low,
        "count_high": LIMITS.count_high,
        "denominator_min": LIMITS.denominator_min,
        "survey_answers_min": LIMITS.survey_answers_min,
    }
    rules = {"thresholds": given, "show_zero": LIMITS.show_zero, "applies_to": "about_persons"}
    (folder / "disclosure.json").write_text(json.dumps(rules), encoding="utf-8")


def _cell(row: Published, hides: bool, answers: Counter[tuple[object, str]]) -> dict[str, object]:
    year, period, sex, age = row.slot
    kinds = [kind for (slot, kind) in answers if slot == row.slot and row.area in (CITY, KIND + kind)]
    numbers = {} if hides else {"numerator": row.numerator, "denominator": row.denominator}
    return {
        "cell_id": row.row_id, "indicator_id": ITEM, "year": year, "period": period, "committee_id": row.area,
        "committee_kind": row.kind, "sex": sex, "age_group": age, "duty": "due",
        "status": "suppressed" if hides else "shown",
        "basis": "rapporterad" if row.committee else "summerad",
        "n_reported": 1 if row.committee else sum(answers[row.slot, kind] for kind in kinds), **numbers,
    }  # fmt: skip


def _csv(path: Path, rows: Sequence[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, tuple(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def real() -> Iterable[str]:
    """Kolada, N09890 from 2021: where the total is hidden and both sexes are shown, it lies between them."""
    groups: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    with KOLADA.open(encoding="utf-8-sig", newline="") as stream:
        for line in csv.DictReader(stream, delimiter=";"):
            groups.setdefault((line["municipality_id"], line["year"]), {})[line["gender"]] = line
    patterns = Counter(
        ", ".join(f"{sex} {group[sex]['status'] or 'visas'}" for sex in "TKM" if sex in group)
        for group in groups.values()
    )
    yield "Kolada N09890 (andel elever i musik- och kulturskola), kommuner och år med Privacy:"
    yield from (f"  {count} med {pattern}" for pattern, count in patterns.most_common())
    for (municipality, year), group in groups.items():
        women, men = (group.get(sex, {}).get("value", "") for sex in "KM")
        if group["T"]["status"] == "Privacy" and women and men:
            ends = sorted(float(one.replace(",", ".")) for one in (women, men))
            width = ends[1] - ends[0]
            yield f"  {municipality} {year}: det dolda ringas in till {width:.1f} procentenheter"


if __name__ == "__main__":
    main()
