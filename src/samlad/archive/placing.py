"""Puts a finished report in its place in one step: at any moment there is the old one or the new, whole."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

from samlad.archive.manifest import digest, files_in, read_manifest
from samlad.archive.runs import PAGES
from samlad.paths import copy_folder

_EXCHANGE = 2
_HERE = -100


def place(new: Path, target: Path) -> None:
    """Move the folder `new` to `target`; what stood there is removed afterwards.

    On Linux the two folders change places in one system call. Elsewhere the old one is moved aside
    first, and `recover` brings it back after a kill between the two steps.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        new.rename(target)
        return
    if not _exchange(new, target):
        aside = _aside(target)
        target.rename(aside)
        new.rename(target)
        new = aside
    shutil.rmtree(new)


def recover(target: Path) -> None:
    """Bring back what a kill in the middle of `place` left aside; only for one who holds the lock."""
    aside = _aside(target)
    if aside.exists():
        if target.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(target)


def put_back(run: Path, target: Path, work: Path) -> bool:
    """Make `target` what the sealed run placed, if it is not so already; says whether it had to."""
    if is_placed(run, target):
        return False
    copy_folder(run / PAGES, work / PAGES)
    place(work / PAGES, target)
    return True


def is_placed(run: Path, target: Path) -> bool:
    """Whether `target` is what the sealed run placed, file by file."""
    sealed = {
        name.removeprefix(f"{PAGES}/"): hexdigest
        for name, hexdigest in read_manifest(run).items()
        if name.startswith(f"{PAGES}/")
    }
    return target.is_dir() and {name: digest(target / name) for name in files_in(target)} == sealed


def place_new(run: Path, target: Path, work: Path) -> None:
    """Put a run's pages at `target`, where nothing may be: an edition is never written over.

    Raises:
        FileExistsError: something is there.
    """
    if target.exists():
        raise FileExistsError(target)
    copy_folder(run / PAGES, work / target.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    (work / target.name).rename(target)


def _aside(target: Path) -> Path:
    return target.with_name(f".undan-{target.name}")


def _exchange(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return call is not None and call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
