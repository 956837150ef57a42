"""`lab`: JupyterLab on a working copy of the chapters of a run, the latest one or any that is named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from samlad.archive import check_readable, latest_run
from samlad.errors import UsageError
from samlad.execution import desk_copy
from samlad.paths import Folders, internal_folder, stem

WHY_INTERNAL = """Den här mappen får inte lämna huset.
Den innehåller arbetskopior av rapportens kapitel. Det som ändras här påverkar varken rapporten eller arkivet.
"""


def lab(folders: Folders, run: Path, *, start: bool) -> None:
    """Make the working copy and open JupyterLab on it; with `start` false only the copy is made.

    Args:
        run: the sealed run; nothing is written in it, so autosave breaks no seal.
    """
    desk = internal_folder(folders.output / "lab", WHY_INTERNAL)
    copy = desk_copy(run, desk / run.name)
    print(f"Arbetskopia av {run.name}: {copy.notebooks}")
    if start:
        command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={copy.notebooks}"]
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
