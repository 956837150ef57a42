"""`lab`: JupyterLab on a working copy of the chapters of the latest run."""

from __future__ import annotations

import os
import subprocess
import sys

from samlad.archive import latest_run
from samlad.errors import UsageError
from samlad.execution import desk_copy
from samlad.paths import Folders, internal_folder, stem

WHY_INTERNAL = """Den här mappen får inte lämna huset.
Den innehåller arbetskopior av rapportens kapitel. Det som ändras här påverkar varken rapporten eller arkivet.
"""


def lab(folders: Folders, year: int, period: str, *, start: bool) -> None:
    """Make the working copy and open JupyterLab on it; with `start` false only the copy is made.

    Raises:
        UsageError: there is no run to open.
    """
    run = latest_run(folders.archive, stem(year, period))
    if run is None:
        raise UsageError(
            f"Det finns ingen körning för {stem(year, period)} att öppna.",
            remedy=f"bygg rapporten först: ./inv report --year {year}.",
        )
    desk = internal_folder(folders.output / "lab", WHY_INTERNAL)
    copy = desk_copy(run, desk / run.name)
    print(f"Arbetskopia av {run.name}: {copy.notebooks}")
    if start:
        command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={copy.notebooks}"]
        subprocess.run(command, env={**os.environ, **copy.settings}, check=False)
