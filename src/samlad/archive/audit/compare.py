"""Two versions of what a run made, held against each other: which files differ, where, and how.

Used by the audit: the sealed files on one side, the same files made again on the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from samlad.archive.audit.places import Place, places
from samlad.archive.manifest import MANIFEST, SIGNATURE, digest, files_in

LOG, TIMES = "logg.txt", "tider.json"
NOT_COMPARED = (TIMES, LOG, MANIFEST, SIGNATURE)
"""Files of a run that two runs of one recipe need not have in common (ARCHITECTURE §7)."""
MOST_PLACES = 20
"""Places told per file; a reader who needs more opens the two files."""


@dataclass(frozen=True)
class Difference:
    """A file that differs: `saknas` (not made again), `ny` (was not sealed) or `andrad`, with its places.

    Attributes:
        more: how many places there are beside those that are told.
        sealed, again: sha256 of the two versions; "" for one that isn't there.
        cause: the likely cause, in words; "" until someone has looked for it.
    """

    file: str
    kind: str
    places: tuple[Place, ...] = ()
    more: int = 0
    sealed: str = ""
    again: str = ""
    cause: str = ""


Wanted = Callable[[str], bool]
"""Whether a file of a run, named relative to it, is to be compared."""


def differences(sealed: Path, again: Path, wanted: Wanted) -> tuple[Difference, ...]:
    """Every wanted file that isn't the same bytes in both, in the order of names.

    Args:
        sealed: the run.
        again: a folder laid out in the same way, made again.
    """
    return tuple(_differences(sealed, again, wanted))


def compared(sealed: Path, wanted: Wanted) -> int:
    """How many sealed files are wanted."""
    return sum(wanted(name) for name in files_in(sealed))


def _differences(sealed: Path, again: Path, wanted: Wanted) -> Iterator[Difference]:
    before, after = (
        {name: digest(folder / name) for name in files_in(folder) if wanted(name)}
        for folder in (sealed, again)
    )
    for name in sorted(before.keys() | after.keys()):
        then, now = before.get(name, ""), after.get(name, "")
        if not now:
            yield Difference(name, "saknas", sealed=then)
        elif not then:
            yield Difference(name, "ny", again=now)
        elif then != now:
            found = _changed(name, sealed / name, again / name)
            yield Difference(
                name, "andrad", tuple(found[:MOST_PLACES]), max(0, len(found) - MOST_PLACES), then, now
            )


def _changed(file: str, before: Path, after: Path) -> list[Place]:
    try:
        old, new = (path.read_bytes().decode("utf-8") for path in (before, after))
    except UnicodeDecodeError:
        return [Place("filen är inte text", "", "")]
    return places(file, old, new)
