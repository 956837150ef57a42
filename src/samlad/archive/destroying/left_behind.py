"""What a year has left behind on the disk, folder by folder; nothing is touched here.

Everything is known by its place, never by what a file says of itself, and is counted file by file. Links are
not followed: what they lead to would be left, though it was said to be destroyed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from samlad.archive.numbers import NAME
from samlad.archive.runs import facts_of, input_hashes
from samlad.errors import ArchiveError
from samlad.params import PERIODS
from samlad.paths import Folders, stem
from samlad.register import Register

ASIDE = ".gallras-"
"""What a folder is called from the moment when it is no longer there until all of it is gone."""
RECEIVED, FEEDBACK, DRAFTS = "received", "feedback", "drafts"
CORRECTIONS = "rättelser, som anger mottagna värden"
FORMS = "formulär, förifyllda med uppgifter"
KINDS = {RECEIVED: "mottaget underlag", FEEDBACK: "återkoppling", DRAFTS: "utkast"}
"""What is destroyed, by its key in params' retention, in words. Corrections and forms go with what was
received: they hold the same values."""


@dataclass(frozen=True)
class Part:
    """One folder or file that may go.

    Attributes:
        kind: a key of `KINDS`.
        what: the same in words, closer.
        name: where it lies, `data/…` or `output/…`.
        path: the folder or file.
        files: what lies in it, also in what an earlier command has begun to destroy.
        links: what is no plain file or folder; nothing may go while there is one.
    """

    kind: str
    what: str
    name: str
    path: Path
    files: tuple[Path, ...]
    links: tuple[Path, ...]

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(path.stat().st_size for path in self.files)


def stems(year: int) -> list[str]:
    """The names of a year's reports."""
    return [stem(year, period) for period in PERIODS]


def parts_of(folders: Folders, year: int, register: Register) -> Iterator[Part]:
    """Everything of a year that may go one day, in the order of `KINDS` and of places."""
    data, output = folders.data, folders.output
    for path in children(data / "incoming" / str(year)):
        yield _part(RECEIVED, f"data/incoming/{year}/{path.name}", path)
    corrections = f"corrections/{year}.yaml"
    yield _part(RECEIVED, f"data/{corrections}", data / corrections, CORRECTIONS)
    for kind, folder, what in ((RECEIVED, "forms", FORMS), (FEEDBACK, "feedback", "")):
        for path in children(output / folder):
            if re.fullmatch(rf"{year}-[A-Z0-9]+", path.name):
                yield _part(kind, f"output/{folder}/{path.name}", path, what)
    for path in children(output):
        if is_of(path.name, year):
            yield _part(DRAFTS, f"output/{path.name}", path)
    for folder in ("archive", "lab"):
        for path in children(output / folder):
            run = run_of(path.name, year)
            if run and not stays(folders.archive, run, register):
                yield _part(DRAFTS, f"output/{folder}/{path.name}", path)


def children(folder: Path) -> list[Path]:
    """What lies in a folder, in the order of names, and what was there until an earlier command began."""
    names = {entry.name.removeprefix(ASIDE) for entry in folder.iterdir()} if folder.is_dir() else set()
    return [folder / name for name in sorted(names)]


def is_of(name: str, year: int) -> bool:
    """Whether a report of that name is the year's: the whole year, a period, or a committee's own."""
    periods = "|".join(period for period in PERIODS if stem(year, period) != str(year))
    return re.fullmatch(rf"{year}(-({periods}|namnd-[a-z0-9-]+))?", name) is not None


def run_of(name: str, year: int) -> str:
    """The year's run that a folder in the archive is or belongs to: `2024-r01` of `2024-r01.kontroll`."""
    run = name.partition(".")[0].removesuffix("-public")
    match = NAME.fullmatch(run)
    return run if match and is_of(match["stem"], year) else ""


def stays(archive: Path, run: str, register: Register) -> bool:
    """Whether something that has left the house rests on a run: the register, or the run itself, says so."""
    named = any(entry.run == run for entry in register.entries)
    return named or _is_edition(archive / run) or (archive / f"{run}-public").exists()


def editions_of(folders: Folders, year: int) -> list[Path]:
    """The year's published editions, as their folders in output say."""
    return [
        path
        for path in children(folders.editions)
        if re.fullmatch(r".+-u\d+", path.name) and is_of(path.name.rpartition("-u")[0], year)
    ]


def inputs_of(run: Path) -> Sequence[str]:
    """Names of the received files that a run was made from; none where it cannot be read."""
    try:
        return list(input_hashes(run) or {})
    except (ArchiveError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _is_edition(run: Path) -> bool:
    try:
        return bool(facts_of(run).get("edition"))
    except (ArchiveError, AttributeError):
        return False


def _part(kind: str, name: str, path: Path, what: str = "") -> Part:
    files: list[Path] = []
    links: list[Path] = []
    for root in (path, path.with_name(f"{ASIDE}{path.name}")):
        for entry in [root, *(sorted(root.rglob("*")) if root.is_dir() and not root.is_symlink() else [])]:
            if entry.is_symlink():
                links.append(entry)
            elif entry.is_file():
                files.append(entry)
    return Part(kind, what or KINDS[kind], name, path, tuple(files), tuple(links))
