"""Takes the secret input out of a sealed run and leaves its hashes, with a note that says so.

In this order: the note comes into place in one step, then the files go one by one. So a kill leaves the run
as it was, or a run whose note names what is still to go; the audit tells which, and the same command goes on.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samlad.archive.audit.audit import run_facts
from samlad.archive.closed_world import STILL_THERE, Fault, faults_in
from samlad.archive.desk_lock import in_turn
from samlad.archive.destroying.destroyed import FOLDER, NOTE, Gone, Note, has_note, read_note
from samlad.archive.destroying.secret_parts import is_taken, unknown_parts
from samlad.archive.manifest import MANIFEST, SIGNATURE, digest, read_manifest, write_manifest
from samlad.archive.signature import sign
from samlad.errors import ArchiveError, AuditError, UsageError
from samlad.paths import write_text

INTERNAL = "internt"
MOST_LINES = 12


@dataclass(frozen=True)
class TakenOut:
    """What became of a run: its note, and whether it was finished already when the command came."""

    note: Note
    already: bool
    signed: bool


def take_out(
    run: Path,
    decision: str,
    day: date,
    key: Path | None,
    step: Callable[[str], None] = lambda _: None,
) -> TakenOut:
    """Destroy the received input of an internal run, or go on where an earlier command was stopped.

    Args:
        run: the sealed run.
        decision: case number of the decision.
        day: the day of the destruction; one that was begun earlier keeps its own.
        key: what the note is signed with; None where the desk has none.
        step: called after each thing that is done on disk, with what it was.

    Raises:
        AuditError: there is no run, or it is not what its manifest says: that comes first.
        UsageError: the run is public, or was destroyed by another decision.
        ArchiveError: there is nothing to destroy, or the run holds what this version doesn't know.
    """
    _check_internal(run)
    with _faults_in_words(run), in_turn(run.resolve().parent / f".las-gallring-{run.resolve().name}"):
        before = faults_in(run)
        already = has_note(run) and not before
        if not has_note(run):
            _check_whole(run, before)
            _place_note(run, _new_note(run, decision, day), key, step)
        note = _current_note(run, decision)
        for one in note.files:
            (run / one.name).unlink(missing_ok=True)
            step(one.name)
        _drop_empty(run, note)
        _check_whole(run, faults_in(run))
    return TakenOut(note, already, (run / FOLDER / SIGNATURE).is_file())


@contextmanager
def _faults_in_words(run: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"Alla filer i {run.resolve().name} gick inte att ta bort, eller notisen gick inte att skriva.",
            remedy="se till att disken inte är full och att mappen inte är skrivskyddad, och kör samma "
            "kommando igen: det fortsätter där det slutade.",
        ) from error


def what_would_go(run: Path) -> tuple[Gone, ...]:
    """The files of a whole internal run that hold received values, in the order of names; nothing is done.

    Of a run whose destruction has begun, those that are still there.

    Raises:
        AuditError, UsageError, ArchiveError: as in `take_out`.
    """
    _check_internal(run)
    if not has_note(run):
        _check_whole(run, faults_in(run))
        return _going(run)
    note = read_note(run)
    _check_whole(run, tuple(one for one in faults_in(run) if one.kind != STILL_THERE))
    return tuple(one for one in note.files if (run / one.name).is_file()) if note else ()


def _going(run: Path) -> tuple[Gone, ...]:
    """The files of a run that hold received values.

    Raises:
        ArchiveError: the run holds something that may be secret for all that this version knows.
    """
    listed = read_manifest(run)
    unknown = unknown_parts(listed)
    if unknown:
        raise ArchiveError(
            "Körningen har delar som den här versionen av Samlad inte känner till. De kan rymma mottagna "
            "uppgifter, så ingenting har tagits bort.",
            details=_short(unknown),
            remedy="använd den version av Samlad som gjorde körningen, eller en nyare.",
        )
    names = sorted(name for name in listed if is_taken(name))
    return tuple(Gone(name, listed[name], (run / name).stat().st_size) for name in names)


def _check_internal(run: Path) -> None:
    if run_facts(run).get("kind") != INTERNAL:
        raise UsageError(
            f"{run.resolve().name} är ett publikt arkiv. Där finns inget mottaget underlag att gallra.",
            remedy="ange den interna körningen, mappen med samma namn utan -public.",
        )


def _check_whole(run: Path, faults: tuple[Fault, ...]) -> None:
    if faults:
        raise AuditError(
            f"{run.resolve().name} avviker från sin försegling. Det ska utredas innan något gallras.",
            details=_short([str(one) for one in faults]),
            remedy="kör audit på körningen, och ta tillbaka det som är fel ur säkerhetskopian.",
        )


def _new_note(run: Path, decision: str, day: date) -> Note:
    files = _going(run)
    if not files:
        raise ArchiveError(
            f"{run.resolve().name} rymmer inget mottaget underlag.",
            remedy="se efter att det är rätt körning; ingenting i den behöver gallras.",
        )
    return Note(digest(run / MANIFEST), decision, day.isoformat(), files)


def _place_note(run: Path, note: Note, key: Path | None, step: Callable[[str], None]) -> None:
    """Make the note with its manifest and signature beside the run, and move it in in one step."""
    if key is None and (run / SIGNATURE).is_file():
        raise ArchiveError(
            "Körningen är signerad, så notisen om gallringen måste också signeras: annars kan ingen skilja "
            "gallringen från att någon har tagit bort filer.",
            remedy="skriv signing_key i lokalt.yaml; hur en nyckel görs står i docs/how-to/kontrollera.md.",
        )
    folder = run.resolve()
    prefix = f".gallring-{folder.name}."
    for left in folder.parent.glob(f"{prefix}*"):
        shutil.rmtree(left)
    work = Path(tempfile.mkdtemp(prefix=prefix, dir=folder.parent))
    try:
        write_text(work / NOTE, note.as_json())
        write_manifest(work)
        if key is not None:
            sign(work, key)
        step("notis")
        work.rename(folder / FOLDER)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    step(FOLDER)


def _current_note(run: Path, decision: str) -> Note:
    """The run's note, once everything but what is still to go is as it should be."""
    _check_whole(run, tuple(one for one in faults_in(run) if one.kind != STILL_THERE))
    note = read_note(run)
    if note is None or note.decision != decision:
        known = note.decision if note is not None else ""
        raise UsageError(
            f"{run.resolve().name} är redan gallrad, eller håller på att gallras, enligt beslut {known}.",
            remedy=f'skriv --beslut "{known}" om gallringen ska göras färdig.',
        )
    return note


def _drop_empty(run: Path, note: Note) -> None:
    """Take away the folders that the destroyed files lay in, the innermost first."""
    parents = {parent for one in note.files for parent in (run / one.name).parents if parent != run}
    inside = [parent for parent in parents if parent.is_relative_to(run)]
    for folder in sorted(inside, key=lambda path: len(path.parts), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _short(lines: list[str]) -> list[str]:
    left = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], *([f"och {left} till"] if left > 0 else [])]
