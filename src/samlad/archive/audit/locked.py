"""What a run's lock pins: packages with their version and the hashes that their files may have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from samlad.archive.manifest import digest

LOCK = "requirements.lock"
PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
ABSENT, OTHER, UNREACHED = "saknas", "annan_hash", "onadd"
WORDS = {
    ABSENT: "finns inte där",
    OTHER: "har en annan hash än låset säger",
    UNREACHED: "kunde inte hämtas",
}


@dataclass(frozen=True)
class Pin:
    """One package of a lock."""

    name: str
    version: str
    hashes: frozenset[str]


@dataclass(frozen=True)
class Lacking:
    """A package that an environment could not get: `why` is a key of `WORDS`, or "" where it isn't known."""

    name: str
    version: str
    why: str

    def __str__(self) -> str:
        reason = f": {WORDS[self.why]}" if self.why else ""
        return f"{self.name} {self.version}{reason}"


def pins(lock: Path) -> tuple[Pin, ...]:
    """The packages of a lock, in its order; one that differs between systems is there once for each."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    found = []
    for line in text.splitlines():
        match = PIN.match(line)
        if match:
            found.append(Pin(match[1], match[2], frozenset(HASH.findall(line))))
    return tuple(found)


def same_name(name: str) -> str:
    """A package's name as every writing of it has in common."""
    return re.sub(r"[-_.]+", "-", name).lower()


def not_in(folder: Path, wanted: Iterable[Pin]) -> tuple[Lacking, ...]:
    """The packages that have no file in a wheelhouse with a hash that the lock allows."""
    wheels = sorted(folder.glob("*.whl"))
    there = {digest(path) for path in wheels}
    named = {tuple(path.name.split("-")[:2]) for path in wheels}
    spelt = {(same_name(name), version) for name, version in named}
    return tuple(
        Lacking(one.name, one.version, OTHER if (same_name(one.name), one.version) in spelt else ABSENT)
        for one in wanted
        if not one.hashes & there
    )
