"""Locks that the system drops when their holder ends, however it ends: so what was left can be told.

Imports nothing of ours. On Windows folders cannot be locked: there nothing that was left is removed.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


def take(handle: int, *, wait: bool = False) -> bool:
    """Lock an open file, or folder; False where another holds it.

    Raises:
        OSError: the disk that it lies on has no locks.
    """
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@dataclass(frozen=True)
class HeldFolder:
    """A temporary folder that nobody else takes for left while this process lives."""

    path: Path
    handle: int | None

    def remove(self) -> None:
        """Remove it, and let go."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self.handle is not None:
            os.close(self.handle)


def held_folder(prefix: str, base: str) -> HeldFolder:
    """Make a folder for nobody else to read, and hold it.

    Raises:
        OSError: it could not be made.
    """
    while True:
        path = Path(tempfile.mkdtemp(prefix=prefix, dir=base)).resolve()
        if sys.platform == "win32":
            return HeldFolder(path, None)
        try:
            handle = os.open(path, os.O_RDONLY | _FOLDER)
        except FileNotFoundError:
            continue  # another process took it for left before we had locked it
        if _mine(path, handle, without_locks=True):
            return HeldFolder(path, handle)
        os.close(handle)


@contextmanager
def temporary_folder(prefix: str, base: Path | None = None) -> Iterator[Path]:
    """A held folder for as long as the block lasts; those that killed processes left are removed first.

    Args:
        base: where it is made; None for the system's folder for temporary files.

    Raises:
        OSError: it could not be made.
    """
    place = tempfile.gettempdir() if base is None else str(base)
    remove_left(prefix, place)
    held = held_folder(prefix, place)
    try:
        yield held.path
    finally:
        held.remove()


def remove_left(prefix: str, base: str) -> None:
    """Remove the folders of that name that nobody holds: their makers were killed."""
    if sys.platform == "win32":
        return
    for path in Path(base).glob(f"{prefix}*"):
        try:
            handle = os.open(path, os.O_RDONLY | _FOLDER)
        except OSError:
            continue  # another user's, gone already, or no folder
        if _mine(path, handle, without_locks=False):
            HeldFolder(path, handle).remove()
        else:
            os.close(handle)


def _mine(path: Path, handle: int, *, without_locks: bool) -> bool:
    """Whether the folder is locked now by us; `without_locks` answers for a disk that has none."""
    try:
        return take(handle) and path.exists()
    except OSError:
        return without_locks
