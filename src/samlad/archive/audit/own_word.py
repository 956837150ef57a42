"""A run held against its own word: run.json says which files it was made from, by hash, and what it released.

A seal that was renewed over a changed, added or removed file hides that from the manifest, not from this.
Only received files that the run's note says are destroyed by decision may be missing. A public archive names
no files, since a plain hash of them would give their counts back, and is held against its released tables
alone.
"""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samlad.archive.destroying.destroyed import read_note
from samlad.archive.manifest import digest, files_in
from samlad.folder_hash import fingerprint_of

RELEASED = "released"
SOURCE, SOURCE_FILE, COMPILED = "src/", "source.tar", "__pycache__"
NO_FILE = "ingen vanlig fil"


@dataclass(frozen=True)
class Broken:
    """A file that isn't the one that the run says: its name in run.json, the hash there, and its own.

    `then` is "" for a file that the run doesn't name; `now` is "" for one that isn't there.
    """

    name: str
    then: str
    now: str


def broken(run: Path, facts: Mapping[str, Any]) -> tuple[Broken, ...]:
    """Every file of a run that isn't the one that its run.json names, in the order of names."""
    files = facts.get("files")
    said = {str(name): str(value) for name, value in files.items()} if isinstance(files, dict) else {}
    note = read_note(run)
    gone = {one.name for one in note.files} if note is not None else set()
    found = [
        *_files(run, said),
        *_missing(run, said, gone),
        *_source(run, said),
        *_released(run, str(facts.get("released", ""))),
    ]
    return tuple(sorted(found, key=lambda one: one.name))


def made_with(run: Path, package: Path) -> bool:
    """Whether a run's code is, file for file, that of a package folder; no where it cannot be read."""
    try:
        own = dict(_members(run / SOURCE_FILE))
    except (OSError, tarfile.TarError):
        return False
    prefix = f"{SOURCE}{package.name}/"
    names = [name for name in files_in(package) if COMPILED not in name and "/." not in f"/{name}"]
    return own == {f"{prefix}{name}": digest(package / name) for name in names}


def _files(run: Path, said: Mapping[str, str]) -> Iterator[Broken]:
    for part in sorted({name.partition("/")[0] for name in said if not name.startswith(SOURCE)}):
        place = run / part
        names = [part] if place.is_file() else [f"{part}/{name}" for name in files_in(place)]
        for name in names:
            own = digest(run / name)
            if own != said.get(name, ""):
                yield Broken(name, said.get(name, ""), own)


def _missing(run: Path, said: Mapping[str, str], gone: Collection[str]) -> Iterator[Broken]:
    for name, then in said.items():
        if not name.startswith(SOURCE) and name not in gone and not (run / name).is_file():
            yield Broken(name, then, "")


def _source(run: Path, said: Mapping[str, str]) -> Iterator[Broken]:
    then = {name: value for name, value in said.items() if name.startswith(SOURCE)}
    if not then:
        return
    try:
        now = dict(_members(run / SOURCE_FILE))
    except (OSError, tarfile.TarError):
        yield Broken(SOURCE_FILE, "", "")
        return
    for name in sorted(then.keys() | now.keys()):
        if then.get(name, "") != now.get(name, ""):
            yield Broken(name, then.get(name, ""), now.get(name, ""))


def _members(path: Path) -> Iterator[tuple[str, str]]:
    """sha256 of every file in the source by name; what is no plain file has no hash, and is not read.

    Nobody has vouched for the archive yet: one that says that it is larger than it is isn't read either.
    """
    with tarfile.open(path, "r:") as archive:
        for entry in archive:
            plain = entry.isreg() and not entry.issparse() and entry.size <= path.stat().st_size
            stream = archive.extractfile(entry) if plain else None
            if stream is not None:
                yield entry.name, hashlib.sha256(stream.read()).hexdigest()
            elif not entry.isdir():
                yield entry.name, NO_FILE


def _released(run: Path, then: str) -> Iterator[Broken]:
    if then and (run / RELEASED).is_dir():
        now = fingerprint_of(run / RELEASED)
        if now != then:
            yield Broken(f"{RELEASED}/", then, now)
