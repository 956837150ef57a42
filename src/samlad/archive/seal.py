"""Seals a run: everything it was made from and everything it made, in one folder, moved into place once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from samlad import __version__
from samlad.archive.audit.compare import LOG, TIMES
from samlad.archive.contents import REUSE
from samlad.archive.crate import write_crate
from samlad.archive.environment import ENVIRONMENT, environment
from samlad.archive.manifest import digest, write_manifest
from samlad.archive.readme import write_readme
from samlad.archive.runs import FORMAT_VERSION, PAGES, next_run
from samlad.archive.signature import sign
from samlad.archive.source import pack
from samlad.errors import ArchiveError
from samlad.frames import csv_text
from samlad.journal import Journal
from samlad.paths import copy_folder, internal_folder, move_settled, write_text
from samlad.recipe import Recipe
from samlad.stages import DisclosureRecord, ExecutedChapter, FileRecord, GateRecord, Released, RunFacts

SOURCE = "src/"
WHY_INTERNAL = """Den här mappen får inte lämna huset.
Den innehåller de filer som har tagits emot, med uppgifter som kan vara sekretessbelagda, och hashar av dem.
Det som får lämnas ut ligger i rapportens egen mapp, output/<år>/.
"""


@dataclass(frozen=True)
class SealedParts:
    """What a run consists of.

    Attributes:
        recipe, files: what it was made from: hashes, and where each file lies, by its name in the recipe.
        received: every received file with its hash.
        gate: rules and places, no values; disclosure: what was hidden and why (internal).
        released, chapters, pages: what it made; `pages` is a folder with the rendered report.
        journal: what was said and how long it took; its last stage is the sealing itself.
    """

    facts: RunFacts
    recipe: Recipe
    files: Mapping[str, Path]
    received: tuple[FileRecord, ...]
    gate: GateRecord
    disclosure: DisclosureRecord
    released: Released
    chapters: tuple[ExecutedChapter, ...]
    pages: Path
    journal: Journal


def seal(parts: SealedParts, archive: Path, work: Path, key: Path | None = None) -> Path:
    """Assemble the run in `work` and move it to `archive/<stem>-r<nn>` in one step, all of it on the disk.

    Args:
        key: what to sign it with; a run without a signature is a run all the same, and says so when audited.

    Raises:
        ArchiveError: it could not be signed, or a file changed while the run was being made, so that the
            run does not follow from it.
    """
    folder = work / "forseglas"
    folder.mkdir(mode=0o700)
    internal_folder(folder, WHY_INTERNAL)
    _copy_recipe(parts, folder)
    copy_folder(parts.released.folder, folder / "released")
    copy_folder(parts.pages, folder / PAGES)
    (folder / "chapters").mkdir()
    for chapter in parts.chapters:
        shutil.copyfile(chapter.path, folder / "chapters" / chapter.path.name)
    _write_grounds(parts.disclosure, folder / "disclosure")
    run = _run_facts(parts)
    for name, content in {"run.json": run, **_records(parts)}.items():
        write_text(folder / name, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    write_text(folder / LOG, parts.journal.log())
    write_readme(folder, run)
    write_crate(folder, run)
    write_manifest(folder)
    if key is not None:
        sign(folder, key)
    internal_folder(archive, WHY_INTERNAL)
    target = next_run(archive, parts.facts.stem)
    move_settled(folder, target)
    return target


def _copy_recipe(parts: SealedParts, folder: Path) -> None:
    source = {name: path for name, path in parts.files.items() if name.startswith(SOURCE)}
    (folder / "source.tar").write_bytes(pack(source))
    for name, path in parts.files.items():
        kept = path if name in source else folder / name
        if name not in source:
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, kept)
        if digest(kept) != parts.recipe.files[name]:
            raise ArchiveError(
                f"Filen {name} ändrades medan rapporten byggdes. Rapporten har inte bytts ut.",
                remedy="se till att ingen skriver i filen och kör kommandot igen.",
            )


def _write_grounds(record: DisclosureRecord, folder: Path) -> None:
    """What the protection rests on, cell by cell, and the rows behind every number: for an audit alone."""
    folder.mkdir()
    for name in ("problems", "intervals", "witnesses", "origins"):
        write_text(folder / f"{name}.csv", csv_text(getattr(record, name)))


def _run_facts(parts: SealedParts) -> dict[str, object]:
    return {
        "format_version": FORMAT_VERSION,
        "samlad": __version__,
        "kind": "internt",
        "stem": parts.facts.stem,
        "year": parts.facts.year,
        "period": parts.facts.period,
        "report_date": parts.facts.report_date,
        "dnr": parts.facts.dnr,
        "title": parts.facts.title,
        "synthetic": parts.facts.synthetic,
        "recipe": parts.recipe.digest,
        "fingerprint": parts.recipe.fingerprint,
        "released": parts.released.fingerprint,
        "files": dict(parts.recipe.files),
        "editions": list(parts.recipe.editions),
        "edition": None,
    }


def _records(parts: SealedParts) -> dict[str, object]:
    return {
        "input.json": [asdict(record) for record in parts.received],
        "gate.json": asdict(parts.gate),
        "disclosure.json": {
            "hidden": parts.disclosure.hidden.to_dict("records"),
            "counts": parts.disclosure.counts.to_dict("records"),
            "k": parts.disclosure.k,
            "lost": parts.disclosure.lost,
            "public": parts.disclosure.public,
        },
        ENVIRONMENT: environment(),
        REUSE: {"reused": []},
        TIMES: parts.journal.times(),
    }
