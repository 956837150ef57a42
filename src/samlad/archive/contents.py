"""What a sealed run consists of, part by part: the words that its crate and its `LASMIG.txt` share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from samlad.archive.audit.compare import LOG, NOT_COMPARED, TIMES
from samlad.archive.destroying.destroyed import FOLDER
from samlad.archive.manifest import MANIFEST, SIGNATURE, files_in
from samlad.edition import CHANGES

CRATE = "ro-crate-metadata.json"
README = "LASMIG.txt"
REUSE = "reuse.json"
DESTRUCTION = f"{FOLDER}/"

PARTS = {
    "params/": "årets parametrar: vad som har frågats efter",
    "reference/": "referensdata: programmets katalog, organisationen, kodlistorna, jämförelserna, orden och "
    "reglerna",
    "incoming/": "filerna som de togs emot, år för år och period för period",
    "analysis/": "utredarens texter, bedömningar och godkända fritexter",
    "corrections/": "kända fel i det som togs emot, och hur de har rättats",
    "hemligt/": "årets nyckel, som röjandeskyddet och fingeravtrycket använder",
    "register/": "de tabeller som redan hade lämnat huset när körningen gjordes",
    "expectations/": "grindens regler",
    "notebooks/": "kapitlens notebooks, utan innehåll",
    "source.tar": "programmets källkod",
    "requirements.lock": "paketen som behövs, med version och hash",
    "environment.json": "Python, system och paket som körningen gjordes med",
    "input.json": "hash och storlek på varje mottagen fil",
    "gate.json": "vad grinden fann: regler och platser, inga värden",
    "disclosure.json": "vad som doldes och efter vilken regel",
    "disclosure/": "vad röjandeskyddet vilar på, cell för cell",
    "released/": "de släppta tabellerna: det enda som kapitlen kan öppna",
    "chapters/": "de körda kapitlen, som notebooks",
    "html/": "rapporten i alla sina former, och öppna data",
    CHANGES: "vad som ändrats från utgåva till utgåva",
    "publicering.yaml": "vad som sågs över innan utgåvan godkändes",
    "underlag.json": "hash under en hemlig nyckel av varje mottagen fil, i stället för filerna",
    "run.json": "vad körningen är: format, rapport, recept med hashar, och vilken Samlad som gjorde den",
    LOG: "vad som sades medan körningen gjordes, steg för steg",
    TIMES: "när körningen gjordes och hur lång tid varje steg och kapitel tog",
    REUSE: "vad som återanvändes från en tidigare körning",
    "INTERNT.txt": "varför mappen inte får lämna huset",
    README: "den här texten",
    CRATE: "körningen beskriven för andra program (RO-Crate)",
    MANIFEST: "hash av varje annan fil",
    DESTRUCTION: "notis om det mottagna som är gallrat, efter förseglingen",
    SIGNATURE: "signatur över manifestet; finns bara i en signerad körning",
}
"""Every part that a run may have, by its name at the top of the folder; a folder's ends with `/`."""


def part_of(name: str) -> str:
    """The part that a file belongs to: `released/cells.csv` to `released/`."""
    first, slash, _ = name.partition("/")
    return first + slash


def parts_in(folder: Path) -> Iterator[str]:
    """The parts that a run has, in the order of `PARTS`; a part without a description is told last."""
    found = {part_of(name) for name in files_in(folder)}
    yield from (name for name in PARTS if name in found)
    yield from sorted(found - PARTS.keys())


def is_compared(part: str) -> bool:
    """Whether the part is made by the run, and held against another run of the same recipe."""
    return part not in (*NOT_COMPARED, DESTRUCTION)
