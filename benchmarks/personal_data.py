"""How often the search for personal data misses and how often it alarms without cause, on texts of our own.

    python benchmarks/personal_data.py

Misses: numbers and addresses written in many ways within sentences. False alarms: sentences like those in
committees' reports with dates, spans, sums and references, and numbers drawn at random in the shapes that
are known to be mistaken. Identity numbers are made with a checksum of their own and name nobody. The draw is
seeded, so that the same rates are printed each time.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from samlad.validation.personal_data import Search

END = date(2024, 12, 31)
DRAWS = 4000
SENTENCES = (
    "Den enskilde ({}) har fått stöd under året.",
    "Se ärendet {}, som är avslutat.",
    "{} kontaktades av mottagningen i mars",
    "Kontakt: {}.",
    "Stödet gällde bland annat {} och två till.",
)
HARMLESS = (
    "Under 2024 fick 1 234 personer stöd, jämfört med 1 180 år 2023.",
    "Andelen ökade från 54,2 till 61,8 procent.",
    "Utbildningen gavs 2024-03-14 och 2024-10-02 för 45 medarbetare.",
    "Perioden 20240101-0630 jämfört med 20230101-0630.",
    "Perioden 240101-240630 har färre svar.",
    "Programmet 2021-2025 och verksamhetsplan 2024.",
    "Läsåret 2023/24 deltog 12 skolor.",
    "Öppettiderna är 08.00-16.00, torsdagar 13-18.",
    "Enligt SOU 2024:13 och 5 kap. 11 § socialtjänstlagen.",
    "Organisationsnummer 212000-0142.",
    "Kostnaden blev 12 345 678 kronor.",
    "Kvinnofridslinjen når man på 020-50 50 50.",
    "Indikator 3.I1 och aktivitet 4.A12 redovisas i tabell 7.",
    "Enkäten besvarades av 128 av 245, det vill säga 52 procent.",
    "Handlingsplan 3 antogs den 12 juni 2024.",
    "Vi hittade nya vägar in och en utväg 2024.",
    "Medel: 1,5 mnkr 2023, 2,0 mnkr 2024.",
    "Uppdatering 202406301200 av statistiken.",
    "Målgruppen är 13-25 år; 8 av 10 är nöjda.",
    "Grupp 1-4 möts tisdagar i lokal 212.",
    "Tertial 1/2024 och nr 3/2024 av nyhetsbrevet.",
    "Mätning 2024-01-15 09:30 till 2024-02-15 10:45.",
)


def checksum(nine: str) -> int:
    """The last digit of a number of ten."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(nine))
    return -sum(value // 10 + value % 10 for value in doubled) % 10


def born(draw: random.Random) -> date:
    """A day of birth between 1925 and 2023."""
    return date(1925, 1, 1) + timedelta(days=draw.randrange(36_000))


def identity(draw: random.Random, coordination: bool) -> str:
    """A personnummer or samordningsnummer, as twelve digits."""
    day = born(draw)
    eight = f"{day:%Y%m}{day.day + 60 * coordination:02}"
    nine = eight[2:] + f"{draw.randrange(1000):03}"
    return f"{eight[:2]}{nine}{checksum(nine)}"


WAYS: dict[str, Callable[[str], str]] = {
    "ÅÅMMDD-NNNN": lambda n: f"{n[2:8]}-{n[8:]}",
    "ÅÅÅÅMMDD-NNNN": lambda n: f"{n[:8]}-{n[8:]}",
    "tio siffror": lambda n: n[2:],
    "tolv siffror": lambda n: n,
    "mellanslag": lambda n: f"{n[2:8]} {n[8:]}",
    "långt tankstreck": lambda n: f"{n[:8]} \u2013 {n[8:]}",
    "minustecken": lambda n: f"{n[2:8]}\u2212{n[8:]}",
    "delat datum": lambda n: f"{n[:4]}-{n[4:6]}-{n[6:8]}-{n[8:]}",
    "parvis": lambda n: f"{n[2:4]} {n[4:6]} {n[6:8]}-{n[8:10]} {n[10:]}",
    "hårt mellanslag": lambda n: f"{n[2:8]}\u00a0{n[8:]}",
    "punkter": lambda n: f"{n[2:4]}.{n[4:6]}.{n[6:8]}-{n[8:]}",
    "med bokstäver (TF-nummer)": lambda n: f"{n[2:8]}-T{n[9:]}",
    "delat på rader": lambda n: f"{n[2:8]}-\n{n[8:]}",
    "ordet och mellan": lambda n: f"{n[2:8]} sista fyra {n[8:]}",
}
OTHERS = {
    "phone": ("070-174 06 05", "0701740605", "070 174 06 05", "+46701740605", "+46 (0)70-174 06 05",
              "08-508 123 45", "08 50812345", "0910-123 45", "0046 70 1740605", "tfn 070/174 06 05"),
    "email": ("anna.b@exempel.se", "anna(at)exempel.se", "ANNA_B@sub.exempel.se", "anna @ exempel.se",
              "anna snabel-a exempel punkt se"),
    "address": ("Storgatan 12", "storgatan 12 B", "Norra Kungs väg 7", "Lindvägen 3A", "S:t Eriksgatan 8",
                "Björkallén 14", "Sveavägen 117, 3 tr", "Torsplan 4", "Gården 2"),
    "case": ("dnr 2024/123", "SN 2024/1234", "3.1.2-123/2024", "B 1234-24", "0201-K12345-24",
             "ärendenr 55812", "målnr T 123-23", "diarienummer 1.2-77/2024", "ärende fem två ett"),
}  # fmt: skip
SHAPES: dict[str, Callable[[random.Random], str]] = {
    "datumspann ÅÅÅÅMMDD-MMDD, 2024": lambda d: f"2024{_day(d)}-{_day(d)}",
    "datumspann ÅÅÅÅMMDD-MMDD, 2021–2023": lambda d: f"{d.randrange(2021, 2024)}{_day(d)}-{_day(d)}",
    "tidpunkt ÅÅÅÅMMDDTTMM, 2024": lambda d: f"2024{_day(d)}{d.randrange(24):02}{d.randrange(60):02}",
    "tio siffror på måfå": lambda d: f"{d.randrange(10**9, 10**10)}",
    "tolv siffror på måfå": lambda d: f"{d.randrange(10**11, 10**12)}",
    "belopp med mellanslag": lambda d: f"{d.randrange(10**6, 10**9):,}".replace(",", " "),
}


def _day(draw: random.Random) -> str:
    return f"{date(2024, 1, 1) + timedelta(days=draw.randrange(366)):%m%d}"


def main() -> None:
    """Measure and print."""
    draw, search = random.Random(1), Search(("020-50 50 50",))
    print("Missar, personnummer och samordningsnummer (andel som inte hittas):")
    missed = total = 0
    for name, write in WAYS.items():
        texts = [draw.choice(SENTENCES).format(write(identity(draw, place % 4 == 0))) for place in range(400)]
        gone = sum("identity" not in search.kinds(text, END) for text in texts)
        missed, total = missed + gone, total + len(texts)
        print(f"  {name:28} {100 * gone / len(texts):5.1f} %")
    print(f"  {'alla':28} {100 * missed / total:5.1f} %")
    print("Missar, andra slag:")
    for kind, written in OTHERS.items():
        gone_texts = [one for one in written if kind not in search.kinds(SENTENCES[3].format(one), END)]
        print(f"  {kind:28} {len(gone_texts)} av {len(written)}: {', '.join(gone_texts) or '–'}")
    print("Falska larm, meningar:")
    alarms = [text for text in HARMLESS if search.kinds(text, END)]
    print(f"  {len(alarms)} av {len(HARMLESS)}: {' | '.join(alarms) or '–'}")
    print("Falska larm om personnummer, tal på måfå:")
    for name, shape in SHAPES.items():
        hits = sum("identity" in search.kinds(f"Se {text}.", END) for text in _draws(draw, shape))
        print(f"  {name:38} {100 * hits / DRAWS:5.2f} %")
    texts = [" ".join(draw.sample(HARMLESS, 3)) + str(place) for place in range(DRAWS)]
    start = time.perf_counter()
    for text in texts:
        search.kinds(text, END)
    print(f"Tid: {1e6 * (time.perf_counter() - start) / DRAWS:.0f} µs per text om 200 tecken")


def _draws(draw: random.Random, shape: Callable[[random.Random], str]) -> Iterator[str]:
    return (shape(draw) for _ in range(DRAWS))


if __name__ == "__main__":
    main()
