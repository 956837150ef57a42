"""Whether files have come or changed since the edition that counts, or since the latest run, was made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from samlad.archive import input_hashes, latest_run
from samlad.pipeline import Asked
from samlad.recipe import INCOMING, recipe_files
from samlad.register import EDITION, Register


def late_lines(asked: Asked, register: Register) -> Iterator[str]:
    """What to do about files that came late: a new edition where one is out, else a new run; nothing if none.

    A file that no longer lies there counts as changed: the edition rests on it.
    """
    archive = asked.folders.archive
    now = incoming_hashes(asked)
    editions = [one for one in register.entries if one.kind == EDITION and one.stem == asked.stem]
    edition = editions[-1] if editions else None
    if edition is not None:
        before = input_hashes(archive / edition.run)
        if before is None:
            yield (
                f"Körningen bakom utgåvan {edition.edition_id} finns inte i arkivet. Det går inte att "
                "säga om något har kommit efter den."
            )
        elif late := count_late(before, now):
            yield (
                f"{_files(late)} har kommit eller ändrats efter den utgåva som gäller "
                f"({edition.edition_id}): en ny utgåva behövs. Kör report, granska och kör publish."
            )
    run = latest_run(archive, asked.stem)
    if run is not None and (edition is None or run.name != edition.run):
        late = count_late(input_hashes(run) or {}, now)
        if late:
            yield f"{_files(late)} har kommit eller ändrats efter körningen {run.name}: kör report igen."


def incoming_hashes(asked: Asked) -> dict[str, str]:
    """sha256 of every file that the report reads, by its name in a recipe."""
    files = recipe_files(asked.folders, asked.params, asked.period, asked.reference)
    return {name: _sha256(path) for name, path in files.items() if name.startswith(INCOMING)}


def count_late(before: Mapping[str, str], now: Mapping[str, str]) -> int:
    """How many files are new, changed or gone."""
    return sum(before.get(name) != now.get(name) for name in {*before, *now})


def _files(number: int) -> str:
    return "1 fil" if number == 1 else f"{number} filer"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
