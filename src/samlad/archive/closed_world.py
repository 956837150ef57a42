"""A sealed run held against its manifest, both ways: what is missing, changed, extra, or no plain file.

`sha256sum -c` finds what is missing or changed, but passes a file that nobody listed; a crate passes that and
a changed file too. Here the manifest is the whole world: what it doesn't name may not be there.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from samlad.archive.destroying.destroyed import FOLDER, NOTE, Note, has_note, read_note
from samlad.archive.destroying.secret_parts import is_taken
from samlad.archive.manifest import MANIFEST, OUTSIDE, SIGNATURE, digest

LINE = re.compile(r"([0-9a-f]{64})  ([^\r\n]+)")

NO_MANIFEST = "manifest_saknas"
BAD_LINE = "manifest_fel"
MISSING = "saknas"
CHANGED = "andrad"
EXTRA = "okand"
NOT_A_FILE = "ingen_fil"
CLASH = "samma_namn"
UNREADABLE = "olaslig"
BAD_NOTE = "notis_fel"
NOT_TO_GO = "far_inte_gallras"
STILL_THERE = "inte_gallrad"
NOTE_UNSIGNED = "notis_osignerad"
NOTE_FORGED = "notis_ogiltig"

WORDS = {
    NO_MANIFEST: "manifestet saknas",
    BAD_LINE: "raden i manifestet går inte att läsa",
    MISSING: "filen saknas",
    CHANGED: "filen är ändrad",
    EXTRA: "filen står inte i manifestet",
    NOT_A_FILE: "är en länk eller något annat än en vanlig fil",
    CLASH: "skiljer sig från ett annat namn bara i stora och små bokstäver",
    UNREADABLE: "filen går inte att läsa",
    BAD_NOTE: "gallringens notis går inte att läsa, eller hör inte till den här körningen",
    NOT_TO_GO: "notisen säger att filen är gallrad, men den är inget underlag i den här körningen",
    STILL_THERE: "filen skulle ha gallrats men finns kvar",
    NOTE_UNSIGNED: "körningen är signerad, men gallringens notis är det inte",
    NOTE_FORGED: "signaturen hör inte till notisen, eller inte till någon i filen med betrodda nycklar",
}


@dataclass(frozen=True)
class Fault:
    """One thing in the folder that the manifest doesn't say, or the other way round.

    Attributes:
        kind: a key of `WORDS`.
        name: the file, relative to the run; for a bad line its number in the manifest.
    """

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.name}: {WORDS[self.kind]}"


def faults_in(folder: Path) -> tuple[Fault, ...]:
    """Everything that keeps a run from being exactly what its manifest says; nothing is followed or run.

    A run whose received input has been destroyed carries a note: what the note lists may be missing, and
    nothing else. The note is held against a manifest of its own in the same way.

    Args:
        folder: the run.

    Returns:
        Faults in the order of their names; none when the run is whole.
    """
    if not has_note(folder):
        return _in_order(_against_manifest(folder, None))
    note = read_note(folder)
    inside = _against_manifest(folder / FOLDER, None)
    faults = [Fault(one.kind, f"{FOLDER}/{one.name}") for one in inside]
    if note is None:
        faults.append(Fault(BAD_NOTE, f"{FOLDER}/{NOTE}"))
    if (folder / SIGNATURE).is_file() and not (folder / FOLDER / SIGNATURE).is_file():
        faults.append(Fault(NOTE_UNSIGNED, f"{FOLDER}/{NOTE}"))
    return _in_order([*faults, *_against_manifest(folder, note, noted=True)])


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda one: (one.name.encode("utf-8", "surrogateescape"), one.kind)))


def _against_manifest(folder: Path, note: Note | None, *, noted: bool = False) -> list[Fault]:
    """The faults of one folder against its own manifest.

    Args:
        note: what may be missing.
        noted: whether the folder has a note, which its manifest cannot list.
    """
    manifest = folder / MANIFEST
    if manifest.is_symlink() or not manifest.is_file():
        return [Fault(NO_MANIFEST, MANIFEST)]
    faults: list[Fault] = []
    listed = dict(_listed(manifest, faults))
    found = dict(_found(folder, ""))
    if noted:
        found = {name: plain for name, plain in found.items() if not name.startswith(f"{FOLDER}/")}
    gone = {} if note is None else {one.name: one.sha256 for one in note.files}
    faults += [
        Fault(NOT_TO_GO, name) for name in gone if listed.get(name) != gone[name] or not is_taken(name)
    ]
    faults += [Fault(STILL_THERE, name) for name in gone.keys() & found.keys()]
    faults += [Fault(MISSING, name) for name in listed.keys() - found.keys() - gone.keys()]
    for name in found.keys() - set(OUTSIDE):
        if not found[name]:
            faults.append(Fault(NOT_A_FILE, name))
        elif name not in listed:
            faults.append(Fault(EXTRA, name))
        else:
            faults += _content(folder, name, listed[name])
    faults += [Fault(NOT_A_FILE, name) for name in OUTSIDE if found.get(name) is False]
    faults += _clashes(found)
    return faults


def _listed(manifest: Path, faults: list[Fault]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    text = manifest.read_bytes().decode("utf-8", "surrogateescape")
    for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1):
        match = LINE.fullmatch(line)
        if match is None or match[2] in seen or not _inside(match[2]):
            faults.append(Fault(BAD_LINE, f"{MANIFEST}, rad {number}"))
            continue
        seen.add(match[2])
        yield match[2], match[1]


def _inside(name: str) -> bool:
    """Whether a listed name is a file of the run itself: relative, without steps upwards or empty parts."""
    parts = name.split("/")
    return not PurePosixPath(name).is_absolute() and all(part not in ("", ".", "..") for part in parts)


def _found(folder: Path, before: str) -> Iterator[tuple[str, bool]]:
    """Every name in the folder that is no folder, and whether it is a plain file."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: os.fsencode(one.name)):
            name = f"{before}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _found(Path(entry.path), f"{name}/")
            else:
                yield name, stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode)


def _content(folder: Path, name: str, expected: str) -> list[Fault]:
    try:
        return [] if digest(folder / name) == expected else [Fault(CHANGED, name)]
    except OSError:
        return [Fault(UNREADABLE, name)]


def _clashes(found: dict[str, bool]) -> list[Fault]:
    first: dict[str, str] = {}
    clashes = []
    for name in sorted(found):
        if first.setdefault(name.casefold(), name) != name:
            clashes.append(Fault(CLASH, name))
    return clashes
