"""Which runs there are: their folders, the latest one, and the one made from a given recipe."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from samlad.archive.manifest import MANIFEST

NAME = re.compile(r"(?P<stem>.+)-r(?P<number>\d{2,})")
FORMAT_VERSION = 1


def runs(archive: Path, stem: str) -> list[Path]:
    """Sealed runs of a stem, the first one first."""
    found = []
    for folder in archive.glob(f"{stem}-r*"):
        match = NAME.fullmatch(folder.name)
        if match and match["stem"] == stem and (folder / MANIFEST).is_file():
            found.append((int(match["number"]), folder))
    return [folder for _, folder in sorted(found)]


def latest_run(archive: Path, stem: str) -> Path | None:
    """The newest sealed run of a stem."""
    found = runs(archive, stem)
    return found[-1] if found else None


def next_run(archive: Path, stem: str) -> Path:
    """The folder of the run to come; only for one who holds the stem's lock."""
    latest = latest_run(archive, stem)
    match = NAME.fullmatch(latest.name) if latest else None
    return archive / f"{stem}-r{int(match['number']) + 1 if match else 1:02d}"


def input_hashes(run: Path) -> dict[str, str] | None:
    """sha256 of the received files that a run was made from, by name in the recipe; None where it is gone."""
    if not (run / "run.json").is_file():
        return None
    return {name: str(sha) for name, sha in facts_of(run)["files"].items() if name.startswith("incoming/")}


def same_recipe(archive: Path, stem: str, digest: str) -> Path | None:
    """The newest draft, if it was made from this very recipe; an edition's pages are no draft's."""
    latest = latest_draft(archive, stem)
    return latest if latest is not None and facts_of(latest).get("recipe") == digest else None


def latest_draft(archive: Path, stem: str) -> Path | None:
    """The newest sealed run of a stem that is no edition."""
    drafts = [run for run in runs(archive, stem) if facts_of(run).get("edition") is None]
    return drafts[-1] if drafts else None


def facts_of(run: Path) -> dict[str, Any]:
    """What run.json says."""
    content: dict[str, Any] = json.loads((run / "run.json").read_text(encoding="utf-8"))
    return content
