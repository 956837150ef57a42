"""Where things lie, and how a file is written so that it is whole or not there. Imports only errors."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

REFERENCE_PARTS = (
    "programme",
    "organisation",
    "codelists",
    "comparison",
    "words.yaml",
    "forms.yaml",
    "form_texts.yaml",
    "disclosure.yaml",
    "kontakter.csv",
    "kontroll.yaml",
)
"""Reference tables that a data folder may lack: they then come from the checkout (ARCHITECTURE §2).

Of codelists it may have some of its own: each list that is missing comes from the checkout."""


@dataclass(frozen=True)
class Folders:
    """The folders that one run works with.

    Attributes:
        checkout: the folder with notebooks/, expectations/ and the checkout's own data/.
        data: the year's material, and reference tables where it has its own.
        params: the folder with <year>.yaml.
        output: where everything that is made goes.
        signing_key: what runs are signed with; None where they are not.
    """

    checkout: Path
    data: Path
    params: Path
    output: Path
    signing_key: Path | None = None

    @property
    def incoming(self) -> Path:
        """Files as received, by year and period."""
        return self.data / "incoming"

    @property
    def notebooks(self) -> Path:
        """One notebook per kind of chapter."""
        return self.checkout / "notebooks"

    @property
    def expectations(self) -> Path:
        """Great Expectations suites as JSON."""
        return self.checkout / "expectations"

    def prose(self, report: str) -> Path:
        """The utredare's texts for one report, such as `2024` or `2024-T1`: each refers to its own period."""
        return self.data / "analysis" / report

    @property
    def archive(self) -> Path:
        """Sealed runs."""
        return self.output / "archive"

    def reference(self, part: str) -> Path:
        """The data folder's own reference table, or the checkout's where it lacks one."""
        own = self.data / part
        return own if own.exists() else self.checkout / "data" / part


def stem(year: int, period: str) -> str:
    """The name of a report: `2024` for the whole year, else `2024-T1` (ARCHITECTURE §6)."""
    return str(year) if period == "VB" else f"{year}-{period}"


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path` in one step: readers see the old file or the new, never a half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text with line feeds as they are, in one step (see `write_bytes`)."""
    write_bytes(path, text.encode("utf-8"))


def internal_folder(path: Path, reason: str) -> Path:
    """Make a folder that may not leave the house: mode 0700, and a note that says why (ARCHITECTURE §6)."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    note = path / "INTERNT.txt"
    if not note.exists():
        write_text(note, reason.rstrip() + "\n")
    return path
