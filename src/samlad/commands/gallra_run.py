"""`gallra --run`: take the received input out of an archived run by decision, and leave a protocol."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from samlad.archive.audit.audit import run_facts
from samlad.archive.destroying.destroyed import Gone
from samlad.archive.destroying.gallring_protocol import DONE, Protocol, Removed, files_words, scope, store
from samlad.archive.destroying.secret_parts import TAKEN
from samlad.archive.destroying.take_out import take_out, what_would_go
from samlad.commands.gallra import BACKUPS, SYNTHETIC, UNFINISHED
from samlad.errors import UsageError
from samlad.interrupts import said
from samlad.paths import Folders

DECISION = re.compile(r"[A-Za-zÅÄÖåäö0-9][A-Za-zÅÄÖåäö0-9 ./:-]{0,79}")


def gallra_run(folders: Folders, run: Path, decision: str) -> None:
    """Take the received input out of an internal run; without a decision only say what would go.

    Raises:
        UsageError: the decision is no case number, the run is public, or it was destroyed by another.
        AuditError: there is no run, or it is not what its manifest says.
        ArchiveError: it could not be done.
    """
    facts = run_facts(run)
    name = run.resolve().name
    if not decision:
        going = what_would_go(run)
        print("\n".join(_asked(name, _grouped(going))))
        return
    if not DECISION.fullmatch(decision):
        raise UsageError(f"«{decision}» är inget diarienummer.", remedy='skriv till exempel "SN 2029/12".')
    with said(UNFINISHED):
        taken = take_out(run, decision, datetime.now().astimezone().date(), folders.signing_key)
    removed = _grouped(taken.note.files)
    protocol = Protocol(
        f"Det mottagna underlaget i körningen {name}: {facts.get('title', '')}",
        decision,
        taken.note.day,
        DONE,
        removed,
        (("resten av körningen", "så att sidorna går att göra om och varje fil går att kontrollera"),),
        SYNTHETIC if facts.get("synthetic") else "",
    )
    page = store(folders.output, f"korning-{name}-{taken.note.manifest[:8]}", protocol)
    print("\n".join(_told(folders, name, taken.note.files, removed, page, already=taken.already)))
    print("Notisen i körningen är signerad." if taken.signed else "Notisen i körningen är inte signerad.")


def _asked(name: str, going: Sequence[Removed]) -> Iterator[str]:
    if not going:
        yield f"{name} rymmer inget mottaget underlag, eller det är redan gallrat."
        return
    yield f"Ur {name} skulle det här gallras:"
    yield from (f"  {one.name}: {one.kind}, {files_words(one.files)}" for one in going)
    yield "Ingenting har tagits bort. Kör samma kommando med --beslut och beslutets diarienummer för att"
    yield "förstöra det. Det går inte att ångra."


def _told(
    folders: Folders,
    name: str,
    files: Sequence[Gone],
    removed: Sequence[Removed],
    page: Path,
    *,
    already: bool,
) -> Iterator[str]:
    yield (
        f"Underlaget i {name} var redan gallrat: {scope(removed)}."
        if already
        else (f"Underlaget i {name} är gallrat: {scope(removed)}. Filernas hashar är kvar.")
    )
    there = sum((folders.data / one.name).is_file() for one in files if one.name.startswith("incoming/"))
    if there:
        yield f"I datamappen ligger {files_words(there)} med samma namn kvar. De gallras med gallra --year."
    yield BACKUPS
    yield f"Gallringsprotokoll: {page}"


def _grouped(files: Sequence[Gone]) -> tuple[Removed, ...]:
    """The files of a run by the folder that they lay in."""
    result = []
    for folder, members in groupby(sorted(files, key=_place), key=_place):
        group = list(members)
        why = next(why for part, why in TAKEN.items() if group[0].name.startswith(part))
        hashes = tuple(sorted(one.sha256 for one in group))
        result.append(Removed(folder, why, len(group), sum(one.size for one in group), hashes))
    return tuple(result)


def _place(one: Gone) -> str:
    """`incoming/2024/VB` of a received file, however deep it lay; a file of ours by its own name."""
    parts = one.name.split("/")
    return "/".join(parts[: min(3, len(parts) - 1)]) if parts[0] == "incoming" else one.name
