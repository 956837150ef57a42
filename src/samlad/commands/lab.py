"""`lab`: JupyterLab on a working copy of the chapters of a run, the latest one or any that is named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from samlad.archive import check_readable, latest_run
from samlad.archive.audit.own_word import made_with
from samlad.archive.audit.rerun import unpack
from samlad.errors import UsageError
from samlad.execution import desk_copy
from samlad.interrupts import held_back
from samlad.paths import Folders, internal_folder, stem

WHY_INTERNAL = """Den här mappen får inte lämna huset.
Den innehåller arbetskopior av rapportens kapitel. Det som ändras här påverkar varken rapporten eller arkivet.
"""

PACKAGE = Path(__file__).resolve().parents[1]
NO_CALLS = "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate"
"""JupyterLab asks its makers for newer versions unless it is told not to."""
OWN_CODE = "Cellerna körs med körningens egen kod, som är en annan än dagens."
TODAYS_CODE = (
    "Körningen gjordes med en annan version av koden än dagens, så cellerna kan visa något annat än i den. "
    "Lägg till --trust för att köra dem med körningens egen kod, om du litar på den som förseglade körningen."
)


def lab(folders: Folders, run: Path, *, start: bool, trust: bool = False) -> None:
    """Make the working copy and open JupyterLab on it; with `start` false only the copy is made.

    Args:
        run: the sealed run; nothing is written in it, so autosave breaks no seal.
        trust: its own code may be executed, where that is another than today's.
    """
    desk = internal_folder(folders.output / "lab", WHY_INTERNAL)
    own = desk / f".kod-{run.name}"
    shutil.rmtree(own, ignore_errors=True)
    older = not made_with(run, PACKAGE)
    copy = desk_copy(run, desk / run.name, unpack(run, own) if older and trust else None)
    print(f"Arbetskopia av {run.name}: {copy.notebooks}")
    if older:
        print(OWN_CODE if trust else TODAYS_CODE)
    if start:
        command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={copy.notebooks}", NO_CALLS]
        with held_back():  # JupyterLab asks before it closes, and must not be killed meanwhile
            subprocess.run(command, env={**os.environ, **copy.settings}, check=False)


def chosen_run(folders: Folders, year: int, period: str) -> Path:
    """The latest run of a report.

    Raises:
        UsageError: there is none.
    """
    run = latest_run(folders.archive, stem(year, period))
    if run is None:
        raise UsageError(
            f"Det finns ingen körning för {stem(year, period)} att öppna.",
            remedy=f"bygg rapporten först: ./inv report --year {year}.",
        )
    return run


def named_run(path: Path) -> Path:
    """A run somewhere else, such as one that an auditor was given.

    Raises:
        UsageError: the folder is no sealed run. AuditError: its format is newer than this version.
    """
    if not (path / "chapters").is_dir() or not (path / "released").is_dir():
        raise UsageError(
            f"Det finns ingen körning i {path}.",
            remedy="ange mappen med körningen, till exempel output/archive/2024-r01.",
        )
    check_readable(path)
    return path.resolve()
