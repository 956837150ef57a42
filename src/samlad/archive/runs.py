"""Which runs there are: their folders, the latest one, and the one made from a given recipe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from samlad.archive.closed_world import faults_in
from samlad.archive.destroying.destroyed import has_note
from samlad.archive.manifest import MANIFEST
from samlad.archive.numbers import NAME, highest
from samlad.errors import ArchiveError

FORMAT_VERSION = 1
RUN = "run.json"
PAGES = "html"
"""Where a sealed run keeps what it placed."""


def named_as_runs(archive: Path, stem: str) -> list[Path]:
    """Folders with the name of a run of the stem, whole or not, the first one first."""
    found = []
    for folder in archive.glob(f"{stem}-r*"):
        match = NAME.fullmatch(folder.name)
        if match and match["stem"] == stem and folder.is_dir():
            found.append((int(match["number"]), folder))
    return [folder for _, folder in sorted(found)]


def runs(archive: Path, stem: str) -> list[Path]:
    """Sealed runs of a stem, the first one first."""
    return [folder for folder in named_as_runs(archive, stem) if (folder / MANIFEST).is_file()]


def latest_run(archive: Path, stem: str) -> Path | None:
    """The newest sealed run of a stem."""
    found = runs(archive, stem)
    return found[-1] if found else None


def next_run(archive: Path, stem: str) -> Path:
    """The folder of the run to come: a number that no run has had; only for who holds the lock.

    Raises:
        ArchiveError: it cannot be told which numbers destroyed runs have had.
    """
    return archive / f"{stem}-r{highest(archive, stem) + 1:02d}"


def input_hashes(run: Path) -> dict[str, str] | None:
    """sha256 of the received files that a run was made from, by name in the recipe; None where it is gone."""
    if not (run / RUN).is_file():
        return None
    return {name: str(sha) for name, sha in facts_of(run)["files"].items() if name.startswith("incoming/")}


def same_recipe(archive: Path, stem: str, digest: str) -> Path | None:
    """The newest draft, if it was made from this very recipe and what a report takes from it is whole.

    An edition's pages are no draft's, and a draft whose input is destroyed cannot become an edition.
    """
    try:
        latest = latest_draft(archive, stem)
    except ArchiveError:
        return None
    if latest is None or has_note(latest) or any(_is_used(fault.name) for fault in faults_in(latest)):
        return None
    return latest if facts_of(latest).get("recipe") == digest else None


def latest_draft(archive: Path, stem: str) -> Path | None:
    """The newest sealed run of a stem that is no edition.

    Raises:
        ArchiveError: a newer run cannot be read.
    """
    return next((run for run in reversed(runs(archive, stem)) if facts_of(run).get("edition") is None), None)


def facts_of(run: Path) -> dict[str, Any]:
    """What run.json says.

    Raises:
        ArchiveError: it is gone or broken.
    """
    try:
        content: dict[str, Any] = json.loads((run / RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ArchiveError(
            f"Körningen {run.name} i arkivet är skadad: {RUN} går inte att läsa.",
            remedy="ta tillbaka körningen ur säkerhetskopian.",
        ) from error
    return content


def damaged(archive: Path, stem: str) -> tuple[str, ...]:
    """What is wrong in the archive, a line each: runs half copied, and the newest one if it isn't whole."""
    lines = []
    sealed = latest_run(archive, stem)
    for run in named_as_runs(archive, stem):
        faults = faults_in(run) if run == sealed or not (run / MANIFEST).is_file() else ()
        if faults:
            more = f" (och {len(faults) - 1} fel till)" if len(faults) > 1 else ""
            lines.append(f"{run.name}/{faults[0]}{more}")
    return tuple(lines)


def _is_used(name: str) -> bool:
    return name in (RUN, MANIFEST) or name.split("/")[0] in (PAGES, "released")
