"""The note that a run carries when its received input has been destroyed: what went, when, by which decision.

It lies in a folder of its own, `gallring/`, with a manifest over it that is signed in the same way as the
run's: the run's own manifest is as it was sealed, and still holds the hash of every file that is gone.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from samlad.archive.manifest import MANIFEST, digest

FOLDER = "gallring"
NOTE = "gallring.json"
FORMAT_VERSION = 1


@dataclass(frozen=True)
class Gone:
    """One file that was destroyed: its name in the run, its sha256, and its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Note:
    """The destruction of a run's input.

    Attributes:
        manifest: sha256 of the run's own manifest: a note belongs to one run.
        decision: case number of the decision.
        day: the day, ISO.
        files: what is destroyed, in the order of names.
    """

    manifest: str
    decision: str
    day: str
    files: tuple[Gone, ...]

    @property
    def size(self) -> int:
        """Bytes that were destroyed."""
        return sum(one.size for one in self.files)

    def as_json(self) -> str:
        """The note as it is written."""
        content = {"format_version": FORMAT_VERSION, **asdict(self)}
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def has_note(run: Path) -> bool:
    """Whether something of a destruction lies in the run, whole or not."""
    return (run / FOLDER).exists() or (run / FOLDER).is_symlink()


def read_note(run: Path) -> Note | None:
    """The run's note; None where there is none, or where it is not one that this run can have."""
    try:
        content = json.loads((run / FOLDER / NOTE).read_text(encoding="utf-8"))
        if content.pop("format_version") != FORMAT_VERSION or not _well_formed(content):
            return None
        note = Note(**{**content, "files": tuple(Gone(**one) for one in content["files"])})
        date.fromisoformat(note.day)
        return note if note.manifest == digest(run / MANIFEST) else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _well_formed(content: dict[str, Any]) -> bool:
    """Whether what was read has the kinds of value that a note has; its keys are tried by making one."""
    files = content["files"]
    return (
        bool(str(content["decision"]).strip())
        and isinstance(content["decision"], str)
        and isinstance(files, list)
        and bool(files)
        and all(isinstance(one["name"], str) and isinstance(one["sha256"], str) for one in files)
        and all(type(one["size"]) is int and one["size"] >= 0 for one in files)
    )
