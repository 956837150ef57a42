"""Reviewers' comments that nobody has answered: `data/review/<report>/*.yaml`, read for its statuses alone.

What a comment says is not read here: it may quote what is not to be repeated.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from samlad.files import Faults, read_yaml

FORMAT_VERSION = 1
LIST = "kommentarer"
KEYS = {"id", "status", "var", "text", "av", "datum", "svar"}
OPEN, CLOSED = "oppen", ("atgardad", "avbojd")


def open_comments(folder: Path) -> tuple[str, ...]:
    """Every comment that is open, as `file: id`; a file that can't be read as comments counts as one.

    Args:
        folder: one report's comments; none there means that none are open.
    """
    if not folder.is_dir():
        return ()
    return tuple(line for path in sorted(folder.rglob("*")) if _asked(path) for line in _open(path))


def _asked(path: Path) -> bool:
    return path.is_file() and not path.name.startswith((".", "~$")) and path.name != "INTERNT.txt"


def _open(path: Path) -> Iterator[str]:
    if path.suffix != ".yaml":
        yield f"{path.name}: filen är inte genomgången (den är inte en YAML-fil)"
        return
    faults = Faults()
    content = read_yaml(path, faults)
    comments = content.get(LIST)
    if not faults and (content.get("format") != FORMAT_VERSION or not isinstance(comments, list)):
        faults.append(f"{path.name}: ska ha format: {FORMAT_VERSION} och listan {LIST}")
    if faults:
        yield from faults
        return
    for number, one in enumerate(comments or (), start=1):
        yield from _state(path.name, number, one)


def _state(file: str, number: int, one: Any) -> Iterator[str]:
    if not isinstance(one, dict) or set(one) - KEYS or not one.get("id"):
        yield f"{file}, kommentar {number}: ska ha id och status, och inga andra nycklar än de beskrivna"
    elif one.get("status") == OPEN:
        yield f"{file}: {one['id']} är öppen"
    elif one.get("status") not in CLOSED:
        yield f"{file}: {one['id']} har en okänd status"
