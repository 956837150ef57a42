"""Where things lie, and how a file is written so that it is whole or not there. Imports only locks."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from samlad.locks import take

TRAINING_PREFIX = "ovning_"
"""How the names of training files begin; the name alone decides (ARCHITECTURE §2)."""

RANDOM_LETTERS = 8
"""How many `tempfile` puts after a prefix."""


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

    @property
    def editions(self) -> Path:
        """The pages of the editions that count, by their ids."""
        return self.output / "utgava"

    def reference(self, part: str) -> Path:
        """The data folder's own reference table, or the checkout's where it lacks one (ARCHITECTURE §2).

        Of codelists it may have some of its own: each list that is missing comes from the checkout.
        """
        own = self.data / part
        return own if own.exists() else self.checkout / "data" / part


def stem(year: int, period: str) -> str:
    """The name of a report: `2024` for the whole year, else `2024-T1` (ARCHITECTURE §6)."""
    return str(year) if period == "VB" else f"{year}-{period}"


def write_bytes(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write `content` to `path` in one step: readers see the old file or the new, never a half.

    The bytes are on the disk before the name is: that holds after a power cut too. What a killed process
    left of the same file is removed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_left(path)
    handle, name = _own_file(path)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            Path(name).chmod(mode)
            if sys.platform != "win32":  # the lock is held until the file has its name
                Path(name).replace(path)
        if sys.platform == "win32":
            Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _own_file(path: Path) -> tuple[int, str]:
    """A new file beside `path` that is locked: no other process takes it for left."""
    while True:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        if sys.platform == "win32" or _locked(handle):
            return handle, name
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        return take(handle) and os.fstat(handle).st_nlink > 0
    except OSError:  # a disk without locks: nothing there is taken for left
        return True


def _remove_left(path: Path) -> None:
    """Remove what killed processes left when they wrote `path`; what someone is writing now stays."""
    prefix = f".{path.name}."
    for left in path.parent.iterdir():
        if left.name.startswith(prefix) and len(left.name) == len(prefix) + RANDOM_LETTERS:
            with contextlib.suppress(OSError), left.open("rb+") as stream:
                if sys.platform != "win32" and take(stream.fileno()):
                    left.unlink()


def write_text(path: Path, text: str, *, mode: int = 0o644) -> None:
    """Write UTF-8 text with line feeds as they are, in one step (see `write_bytes`)."""
    write_bytes(path, text.encode("utf-8"), mode=mode)


def settle(path: Path) -> None:
    """Wait until a file, or the names in a folder, would be there after a power cut (on Windows: files)."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def move_settled(folder: Path, target: Path) -> None:
    """Give a finished folder its name in one step, with everything in it on the disk before and after."""
    for path in sorted(folder.rglob("*")):
        settle(path)
    settle(folder)
    folder.rename(target)
    settle(target.parent)


def copy_folder(source: Path, target: Path, leave_out: Collection[str] = ()) -> None:
    """Copy a folder to a place where nothing is, but for some names at its top.

    As `shutil.copytree`, which gathers faults and loses their numbers: a full disk could not be told.
    """
    target.mkdir()
    for path in sorted(source.iterdir()):
        if path.is_dir() and path.name not in leave_out:
            copy_folder(path, target / path.name)
        elif path.name not in leave_out:
            shutil.copy2(path, target / path.name)


def internal_folder(path: Path, reason: str) -> Path:
    """Make a folder that may not leave the house: mode 0700, and a note that says why (ARCHITECTURE §6)."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    note = path / "INTERNT.txt"
    if not note.exists():
        write_text(note, reason.rstrip() + "\n")
    return path
