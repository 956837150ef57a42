"""`gallra --year`: destroy what a year has left behind past its day, keep the rest, and leave a protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from samlad.archive.destroying.destroy_year import destroy, year_alone
from samlad.archive.destroying.gallring_protocol import (
    BEGUN,
    Protocol,
    Removed,
    ended,
    files_words,
    free_name,
    scope,
    size_words,
    store,
    unfinished,
)
from samlad.archive.destroying.left_behind import DRAFTS, Part
from samlad.archive.destroying.past_retention import Listing, list_year
from samlad.archive.manifest import digest
from samlad.archive.numbers import remember
from samlad.errors import ArchiveError, ParamsError, UsageError
from samlad.interrupts import said
from samlad.params import ReportParams, load_params
from samlad.paths import TRAINING_PREFIX, Folders
from samlad.register import load_register
from samlad.swedish import day

SYNTHETIC = "Gallringen gäller syntetiska övningsdata."
BACKUPS = "Filer i säkerhetskopior berörs inte: de gallras av den som sköter dem."
UNFINISHED = "Avbrutet. Gallringen är inte färdig. Kör samma kommando igen: det fortsätter där det slutade."


def gallra_year(
    folders: Folders, year: int, on: str, *, execute: bool, step: Callable[[str], None] = lambda _: None
) -> None:
    """List what a year has left behind, and destroy what is past its day if that is asked for.

    Args:
        on: another day than today's to hold against, ISO; only to list. "" for today.
        execute: destroy what the list says.
        step: told of each thing before it is done on disk.

    Raises:
        ParamsError: nobody has decided when anything of the year is to go.
        UsageError: the day is none, or is not today's though something is to be destroyed.
        ArchiveError: something hinders, or could not be removed.
    """
    today = datetime.now().astimezone().date()
    if on and execute:
        raise UsageError("--on prövar en annan dag och kan bara lista.", remedy="ta bort --on eller --utfor.")
    params = load_params(folders.params, year)
    if params.retention is None:
        path = folders.params / f"{year}.yaml"
        raise ParamsError(
            f"Inget beslut om gallring gäller {year}: {path.name} har ingen retention. Allt blir kvar.",
            remedy=f"skriv beslutet och dagarna i {path}, se docs/how-to/gallra.md.",
        )
    if not execute:
        listing = list_year(folders, params, load_register(folders.data), read_day(on) if on else today)
        print("\n".join(_listed(listing, params, read_day(on) if on else today)))
        for name, _ in unfinished(folders.output, f"ar-{year}"):
            print(f"En gallring är inte färdig (protokollet {name}). Kör den igen med --utfor.")
        return
    with year_alone(folders, year):
        listing = list_year(folders, params, load_register(folders.data), today)
        print("\n".join(_listed(listing, params, today, execute=True)))
        _destroy(folders, params, listing, today, step)


def read_day(text: str) -> date:
    """The day that was typed.

    Raises:
        UsageError: it is no day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"«{text}» är inget datum.", remedy="skriv det på formen ÅÅÅÅ-MM-DD.") from error


def _destroy(
    folders: Folders, params: ReportParams, listing: Listing, today: date, step: Callable[[str], None]
) -> None:
    if listing.hindrances:
        raise ArchiveError("Ingenting har tagits bort.", details=listing.hindrances)
    begins = f"ar-{params.year}"
    removed = tuple(_removed(part) for part in listing.going)
    for name, stopped in unfinished(folders.output, begins):
        store(folders.output, name, ended(stopped, removed))
    if not removed or params.retention is None:
        print("Ingenting har passerat sin dag, och ingenting har tagits bort.")
        return
    kept = tuple((one.name, one.why) for one in listing.kept)
    mark = SYNTHETIC if _synthetic(listing.going) else ""
    protocol = Protocol(
        f"Året {params.year}", params.retention.decision, today.isoformat(), BEGUN, removed, kept, mark
    )
    name = free_name(folders.output, f"{begins}-{today.isoformat()}")
    store(folders.output, name, protocol)
    step(name)
    with said(UNFINISHED):
        remember(folders.archive)
        destroy(listing.going, step)
    step("slut")
    page = store(folders.output, name, ended(protocol, ()))
    print(f"Gallrat: {scope(removed)}.\n{BACKUPS}\nGallringsprotokoll: {page}")


def _removed(part: Part) -> Removed:
    """A part as the protocol says it; drafts are ours, so only what was received is told file by file."""
    hashes = () if part.kind == DRAFTS else tuple(sorted(digest(path) for path in part.files))
    return Removed(part.name, part.what, len(part.files), part.size, hashes)


def _synthetic(parts: Sequence[Part]) -> bool:
    received = [path.name for part in parts if part.name.startswith("data/incoming") for path in part.files]
    return bool(received) and all(name.startswith(TRAINING_PREFIX) for name in received)


def _listed(listing: Listing, params: ReportParams, on: date, *, execute: bool = False) -> Iterator[str]:
    decision = params.retention.decision if params.retention else ""
    yield f"Gallring {params.year}, enligt beslut {decision}. Dagen som prövas är {day(on)}."
    yield "Gallras:" if listing.going else "Ingenting har passerat sin dag."
    for part in listing.going:
        yield f"  {part.name}: {part.what}, {files_words(len(part.files))}, {size_words(part.size)}"
    yield "Bevaras:" if listing.kept else "Inget annat finns kvar av året."
    yield from (f"  {one.name}: {one.why}" for one in listing.kept)
    yield from _under("Observera:", listing.warnings)
    if execute:
        return
    yield from _under("Det här hindrar gallringen:", listing.hindrances)
    yield "Ingenting har tagits bort."
    if listing.going and not listing.hindrances:
        yield "Kör samma kommando med --utfor för att förstöra det under Gallras. Det går inte att ångra."


def _under(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield heading
        yield from (f"  - {line}" for line in lines)
