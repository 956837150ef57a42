"""One report at a time for a stem: a second one started meanwhile is told so, and nothing is mixed."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samlad.errors import ArchiveError


@contextmanager
def one_at_a_time(output: Path, stem: str) -> Iterator[Path]:
    """Hold the stem's lock and give a private work folder on the same disk as the report.

    The operating system drops the lock when the process ends, however it ends; so a work folder found
    while holding it was left by a killed run, and is removed.

    Raises:
        ArchiveError: the output folder cannot be written in, or another report is being built.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        handle = os.open(output / f".las-{stem}", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _not_writable(output) from error
    try:
        if not _take(handle):
            raise ArchiveError(
                f"En rapport för {stem} byggs redan.",
                remedy="vänta tills den är klar, eller avbryt den, och pröva igen.",
            )
        with _work_folder(output, stem) as work:
            yield work
    finally:
        os.close(handle)


@contextmanager
def _work_folder(output: Path, stem: str) -> Iterator[Path]:
    prefix = f".arbete-{stem}."
    try:
        for left in output.glob(f"{prefix}*"):
            shutil.rmtree(left)
        work = Path(tempfile.mkdtemp(prefix=prefix, dir=output))
    except OSError as error:
        raise _not_writable(output) from error
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _not_writable(output: Path) -> ArchiveError:
    return ArchiveError(
        f"Mappen {output} går inte att skriva i. Ingenting har byggts.",
        remedy="kontrollera att mappen inte är skrivskyddad och att disken inte är full, eller välj en annan "
        "med --output.",
    )


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
