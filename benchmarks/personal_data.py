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

from samlad.validation.personal_data import KINDS, Search

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
    "Insatserna pågick 1–31 oktober och 4/11–6/12.",
    "Perioden 1/1-30/6 2024 jämfört med 1/7-31/12 2023.",
    "Den 2024-05-06–07 hölls två utbildningsdagar.",
    "Kl. 08:30–12:00 och 13.15–16.45 alla vardagar.",
    "Vecka 2402–2414 var enheten stängd.",
    "Org.nr 556036-0793 och 802000-0000, plusgiro 12 34 56-7, bankgiro 5050-1055.",
    "Fakturan på 1\u00a0234\u00a0567,50 kronor betalades.",
    "Budgeten är 12,5 mnkr, utfallet 11 987 654 kr och avvikelsen -512 346 kr.",
    "Se ISBN 978-91-7555-123-4 och ISSN 1103-5870.",
    "Indikatorerna N07402, U37515 och N17538 i Kolada.",
    "Enligt SFS 2018:1937, prop. 2008/09:150 och HSLF-FS 2022:39.",
    "EN 301 549 V3.2.1 och WCAG 2.1 gäller.",
    "Postnumret är 104 20 och rummet 3412.",
    "Av 1 200 enkäter besvarades 845 (70,4 %), mot 812 av 1 150 (70,6 %).",
    "Åldrarna 0-12, 13-17, 18-25 och 26-64 år.",
    "Version 1.2.3 av handboken, uppdaterad 20240315.",
    "Tre av fyra chefer, 75 procent, har gått kursen 2023-2024.",
    "Antalet ökade från 12 till 24 (+100 %), se bilaga 2 och tabell 4.1.",
    "Kön, ålder och år redovisas i tabell 2024:3.",
    "Larmet går till 112, sjukvården har 1177 och polisen 114 14.",
    "Rutinen är från 2019/2020 och ses över 2025/2026.",
    "På Sveavägen pågår arbetet; 24 personer deltog.",
    "Vi gick en annan väg 2024 och valde utvägen 3 av 4.",
    "Kungsholmen 27, Farsta 31 och Skärholmen 18 svar.",
    "Planen 2024 - 2027 har 52 aktiviteter.",
    "Samverkan med kontaktpunkt@ är inte beslutad.",
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
    nine = eight[2:] + f"{draw.randrange(1, 1000):03}"
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
    "siffror i full bredd": lambda n: _moved(f"{n[2:8]}-{n[8:]}", 0xFF10),
    "arabiska siffror": lambda n: _moved(f"{n[2:8]}-{n[8:]}", 0x0660),
    "tecken utan bredd": lambda n: f"{n[2:5]}\u200b{n[5:8]}-\u2060{n[8:]}",
    "mjukt bindestreck": lambda n: f"{n[2:8]}\u00ad{n[8:]}",
    "smalt hårt mellanslag": lambda n: f"{n[:8]}\u202f{n[8:]}",
    "radbrytning": lambda n: f"{n[2:8]}\n{n[8:]}",
    "tabb": lambda n: f"{n[2:8]}\t{n[8:]}",
    "två och två": lambda n: " ".join(n[place : place + 2] for place in range(0, 12, 2)),
    "snedstreck": lambda n: f"{n[2:8]}/{n[8:]}",
    "understreck": lambda n: f"{n[2:8]}_{n[8:]}",
    "plus (över hundra år)": lambda n: f"{n[2:8]}+{n[8:]}",
    "mellan kolon": lambda n: f"{n[2:8]}:{n[8:]}",
    "ihop med ord": lambda n: f"pnr{n[2:8]}-{n[8:]}",
    "inom parentes": lambda n: f"({n[:8]}-{n[8:]})",
    "punkt efter": lambda n: f"{n[2:8]}-{n[8:]}.",
    "datum med punkter": lambda n: f"{n[6:8]}.{n[4:6]}.{n[:4]}-{n[8:]}",
    "tre tankstreck": lambda n: f"{n[2:8]} \u2014 {n[8:]}",
}
OTHERS = {
    "phone": ("070-174 06 05", "0701740605", "070 174 06 05", "+46701740605", "+46 (0)70-174 06 05",
              "08-508 123 45", "08 50812345", "0910-123 45", "0046 70 1740605", "tfn 070/174 06 05",
              "070\u2011174 06 05", "070\u00a0174\u00a006\u00a005", "０７０-１７４ ０６ ０５",
              "(070) 174 06 05", "08-508\n00 123", "070.174.06.05", "+45 12 34 56 78", "070 - 174 06 05"),
    "email": ("anna.b@exempel.se", "anna(at)exempel.se", "ANNA_B@sub.exempel.se", "anna @ exempel.se",
              "anna.b＠exempel.se", "anna[at]exempel.se", "anna.b@ exempel.se", "anna+hjalp@exempel.se",
              "mailto:anna@exempel.se", "åsa.ö@exempel.se", "anna snabel-a exempel punkt se"),
    "address": ("Storgatan 12", "storgatan 12 B", "Norra Kungs väg 7", "Lindvägen 3A", "S:t Eriksgatan 8",
                "Björkallén 14", "Sveavägen 117, 3 tr", "Storgatan\u00a012", "Stora Gatan 4",
                "Lilla Nygatan 23, lgh 1101", "Ringvägen 100 D", "STORGATAN 12", "Storgatan nr 7",
                "Åsögatan 5", "Storg. 12", "Karlaplan 3", "Torsplan 4", "Gården 2"),
    "case": ("dnr 2024/123", "SN 2024/1234", "3.1.2-123/2024", "B 1234-24", "0201-K12345-24",
             "ärendenr 55812", "målnr T 123-23", "diarienummer 1.2-77/2024", "Dnr: SN 2024/1234-1.2",
             "dnr. 1.1-345/2024", "ärende nr 4455-24", "5000-K123456-24", "mål nr B 1234-24", "Ö 4321-23",
             "K 0201-12345-24", "ärende fem två ett"),
}  # fmt: skip
SHAPES: dict[str, Callable[[random.Random], str]] = {
    "datumspann ÅÅÅÅMMDD-MMDD, 2024": lambda d: f"2024{_day(d)}-{_day(d)}",
    "datumspann ÅÅÅÅMMDD-MMDD, 2021–2023": lambda d: f"{d.randrange(2021, 2024)}{_day(d)}-{_day(d)}",
    "tidpunkt ÅÅÅÅMMDDTTMM, 2024": lambda d: f"2024{_day(d)}{d.randrange(24):02}{d.randrange(60):02}",
    "tio siffror på måfå": lambda d: f"{d.randrange(10**9, 10**10)}",
    "tolv siffror på måfå": lambda d: f"{d.randrange(10**11, 10**12)}",
    "belopp med mellanslag": lambda d: f"{d.randrange(10**6, 10**9):,}".replace(",", " "),
}


def _moved(text: str, zero: int) -> str:
    """The same digits in another script."""
    return "".join(chr(zero + int(one)) if one.isdigit() else one for one in text)


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
    print(f"Falska larm, {len(HARMLESS)} meningar utan personuppgifter:")
    for kind in KINDS:
        alarms = [text for text in HARMLESS if kind in search.kinds(text, END)]
        print(f"  {kind:28} {len(alarms)}: {' | '.join(alarms) or '–'}")
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
