"""Finishes an edition that was interrupted: what the register lacks is removed, what it has is made whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from samlad.archive import is_placed, place_new, public_archive, seal_public, sealed_editions
from samlad.archive.manifest import MANIFEST, SIGNATURE
from samlad.errors import ArchiveError, DisclosureError
from samlad.paths import Folders
from samlad.register import Entry, Register


@dataclass(frozen=True)
class Published:
    """What became of it.

    Attributes:
        entry: the edition in the register.
        pages: its folder, to be put where readers find it.
        run, public: its two archives.
        new: false where the edition had been made before; `finished` true where it had been interrupted.
        signed: whether the archives are.
    """

    entry: Entry
    pages: Path
    run: Path
    public: Path
    new: bool
    finished: bool
    signed: bool


def remove_unfinished(folders: Folders, register: Register, stem: str, work: Path) -> None:
    """Remove an edition's run that a kill kept from the register; nothing of it can have left the house.

    Raises:
        DisclosureError: the edition was finished, so that it is the register that lacks it.
    """
    entered = {entry.edition_id: entry.run for entry in register.editions(stem)}
    for run, name in list(sealed_editions(folders.archive, stem)):
        if entered.get(name) == run.name:
            continue
        if public_archive(run).exists() or (name not in entered and _pages(folders, name).exists()):
            raise DisclosureError(
                f"Utgåvan {name} finns, men står inte i registret. Ingenting har getts ut.",
                remedy="ta tillbaka data/released.yaml och data/released/ ur säkerhetskopian, och kör igen.",
            )
        run.rename(work / f"ofardig-{run.name}")


def _pages(folders: Folders, edition_id: str) -> Path:
    return folders.editions / edition_id


def complete(folders: Folders, entry: Entry, work: Path, key: bytes) -> Published | None:
    """Make what an edition in the register lacks: its public archive, and its pages.

    None where its run is not in the archive: it was moved elsewhere, and what follows from it with it.

    Raises:
        ArchiveError: the edition's pages are there and are not those that were approved.
    """
    run, target = folders.archive / entry.run, _pages(folders, entry.edition_id)
    if not (run / MANIFEST).is_file():
        return None
    public = public_archive(run)
    finished = not public.exists() or not target.exists()
    work.mkdir(parents=True, exist_ok=True)
    if not public.exists():
        seal_public(run, work, key, folders.signing_key)
    if not target.exists():
        place_new(run, target, work)
    elif not is_placed(run, target):
        raise ArchiveError(
            f"Filerna i {target} är inte de som godkändes.",
            remedy="flytta undan mappen och kör publish igen, så läggs utgåvan tillbaka ur arkivet.",
        )
    return Published(entry, target, run, public, False, finished, (run / SIGNATURE).is_file())
