"""One report at a time for a stem: a second one started meanwhile is told so, and nothing is mixed."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samlad.errors import ArchiveError
from samlad.locks import take

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST)


@contextmanager
def one_at_a_time(output: Path, stem: str) -> Iterator[Path]:
    """Hold the stem's lock and give a private work folder on the same disk as the report.

    The operating system drops the lock when the process ends, however it ends; so a work folder found
    while holding it was left by a killed run, and is removed.

    Raises:
        ArchiveError: the output folder cannot be written in, or another report is being built.
    """
    with disk_faults_in_words(output):
        output.mkdir(parents=True, exist_ok=True)
        handle = os.open(output / f".las-{stem}", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _taken(handle, output):
            raise ArchiveError(
                f"En rapport för {stem} byggs redan.",
                remedy="vänta tills den är klar, eller avbryt den, och pröva igen.",
            )
        with disk_faults_in_words(output), _work_folder(output, stem) as work:
            yield work
    finally:
        os.close(handle)


def _taken(handle: int, output: Path, *, wait: bool = False) -> bool:
    try:
        return take(handle, wait=wait)
    except OSError as error:
        raise ArchiveError(
            f"Disken som {output} ligger på kan inte låsa filer, så två körningar kan inte hållas isär.",
            remedy="välj en mapp på en annan disk.",
        ) from error


@contextmanager
def in_turn(path: Path) -> Iterator[None]:
    """Hold a lock file while something short is written, waiting for another process that holds it.

    Raises:
        ArchiveError: the disk has no locks.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _taken(handle, path.parent, wait=True)
        yield
    finally:
        os.close(handle)


@contextmanager
def _work_folder(output: Path, stem: str) -> Iterator[Path]:
    prefix = f".arbete-{stem}."
    for left in output.glob(f"{prefix}*"):
        shutil.rmtree(left)
    work = Path(tempfile.mkdtemp(prefix=prefix, dir=output))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def disk_faults_in_words(output: Path) -> Iterator[None]:
    """Say that the output folder cannot be written in, or that the disk is full; other faults pass.

    Raises:
        ArchiveError: told by the error's number, never by its text, which follows the locale.
    """
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise ArchiveError(
                f"Disken är full, så allt kunde inte skrivas i {output}. Det som fanns där är helt.",
                remedy="gör plats på disken, eller välj en annan mapp med --output, och kör kommandot igen.",
            ) from error
        if error.errno in CLOSED:
            raise ArchiveError(
                f"Mappen {output} går inte att skriva i. Ingenting har byggts.",
                remedy="kontrollera att mappen inte är skrivskyddad, eller välj en annan med --output.",
            ) from error
        raise
