"""The whole line, from the command to the pages: a checkout of its own, and one report for many tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PARTS = ("src", "notebooks", "expectations", "params", "tasks.py", "requirements.lock")


@dataclass(frozen=True)
class Desk:
    """A checkout with the training data, and an output folder."""

    checkout: Path

    @property
    def output(self) -> Path:
        return self.checkout / "output"

    @property
    def incoming(self) -> Path:
        return self.checkout / "data" / "incoming" / "2024" / "VB"

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-P", "-m", "samlad.program", *words]

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return {**kept, "PYTHONPATH": str(self.checkout / "src"), "PYTHONWARNINGS": "ignore"}

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words),
            cwd=self.checkout,
            env={**self.environment, **more},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    def report(self, **more: str) -> subprocess.CompletedProcess[str]:
        return self.run("report", "--year", "2024", **more)


def lay(folder: Path) -> Desk:
    for part in PARTS:
        source = CHECKOUT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)
    # 2024 is followed up with the years before it: without them a finished activity would be due again.
    shutil.copytree(CHECKOUT / "data", folder / "data", ignore=shutil.ignore_patterns("2025", "T2"))
    return Desk(folder)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk whose report for 2024 is built; nobody may change anything in it."""
    desk = lay(tmp_path_factory.mktemp("bygge med å") / "checkout")
    result = desk.report()
    assert result.returncode == 0, result.stderr
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk of one's own, with nothing built."""
    return lay(tmp_path / "checkout")


@pytest.fixture
def built_desk(built: Desk, tmp_path: Path) -> Desk:
    """A copy of the built desk that a test may spoil."""
    shutil.copytree(built.checkout, tmp_path / "checkout")
    return Desk(tmp_path / "checkout")


@pytest.fixture(scope="session")
def state() -> Callable[[Path], dict[str, bytes]]:
    """Every file under a folder with its bytes."""

    def read(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    return read
