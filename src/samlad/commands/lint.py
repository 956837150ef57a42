"""`lint`: the code's form, and that nothing which must stay at the desk is tracked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from samlad.errors import SamladError
from samlad.paths import TRAINING_PREFIX

CHECKS = (
    (("ruff", "check"), "ruff check"),
    (("ruff", "format", "--check"), "ruff format"),
    (("mypy",), "mypy"),
)


def lint(checkout: Path) -> None:
    """Run all checks and say every fault.

    Raises:
        SamladError: at least one check failed.
    """
    failed = [
        name
        for command, name in CHECKS
        if subprocess.run([sys.executable, "-m", *command], cwd=checkout, check=False).returncode
    ]
    forbidden = forbidden_files(tracked_files(checkout))
    if failed or forbidden:
        details = [f"{name} hittade fel, se ovan" for name in failed]
        details += [f"{file} får inte vara spårad i git" for file in forbidden]
        raise SamladError(
            "Granskningen hittade fel.", details=details, remedy="rätta dem och kör ./inv lint igen."
        )
    print("Granskningen hittade inga fel.")


def tracked_files(checkout: Path) -> list[str]:
    """Names of the files that git tracks; none outside a git checkout."""
    result = subprocess.run(
        ["git", "ls-files", "-z"], cwd=checkout, check=False, capture_output=True, encoding="utf-8"
    )
    return [name for name in result.stdout.split("\0") if name]


def forbidden_files(tracked: list[str]) -> list[str]:
    """Tracked files that must not be: real material in the training folder, and keys (ARCHITECTURE §2)."""
    return [
        name
        for name in tracked
        if (name.startswith("data/incoming/") and not name.rpartition("/")[2].startswith(TRAINING_PREFIX))
        or ("/hemligt/" in f"/{name}" and not name.endswith(("/ovning_fro", "/oppen_fro")))
        or name in ("lokalt.yaml",)
        or name.startswith("output/")
    ]
