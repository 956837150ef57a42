"""Destroys what is past its day, one folder at a time, so that a kill leaves nothing half there.

A folder is first called something else, in one step: from then on it is no run, no report and no delivery.
What a kill leaves under that name is counted and destroyed by the next command.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from samlad.archive.desk_lock import one_at_a_time
from samlad.archive.destroying.left_behind import ASIDE, Part, stems
from samlad.errors import ArchiveError
from samlad.paths import Folders


@contextmanager
def year_alone(folders: Folders, year: int) -> Iterator[None]:
    """Hold the locks of all reports of a year: nothing is built or published while it is looked through.

    Raises:
        ArchiveError: one of them is being built.
    """
    with ExitStack() as held:
        for name in stems(year):
            held.enter_context(one_at_a_time(folders.output, name))
        yield


def destroy(parts: tuple[Part, ...], step: Callable[[str], None] = lambda _: None) -> None:
    """Remove the parts of a listing, in its order.

    Args:
        step: called before each thing that is done on disk, with what it is.

    Raises:
        ArchiveError: something could not be removed; the same command goes on with it.
    """
    for part in parts:
        try:
            _remove(part.path, step)
        except OSError as error:
            raise ArchiveError(
                f"{part.name} gick inte att ta bort helt.",
                remedy="stäng program som har filer öppna, se till att mappen inte är skrivskyddad, och kör "
                "samma kommando igen: det fortsätter där det slutade.",
            ) from error


def _remove(path: Path, step: Callable[[str], None]) -> None:
    aside = path.with_name(f"{ASIDE}{path.name}")
    _remove_all(aside, step)
    if path.exists():
        step(f"undan {path.name}")
        path.rename(aside)
        _remove_all(aside, step)
    parent = path.parent
    if parent.name.isdigit() and parent.is_dir() and not any(parent.iterdir()):
        step(f"mapp {parent.name}")
        parent.rmdir()


def _remove_all(path: Path, step: Callable[[str], None]) -> None:
    for folder, _, files in os.walk(path, topdown=False):
        for name in sorted(files):
            step(name)
            (Path(folder) / name).unlink()
    if path.is_dir():
        step(f"mapp {path.name}")
        shutil.rmtree(path)
    elif path.exists():
        step(path.name)
        path.unlink()
