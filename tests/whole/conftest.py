"""The whole line, from the command to the pages: a checkout of its own, and one report for many tests."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from commanding import ran
from made_once import made_once
from small_desk import make_small

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

    @property
    def place(self) -> dict[str, Any]:
        """What a command is started with."""
        return {"cwd": self.checkout, "env": self.environment}

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return ran(self.command(*words), cwd=self.checkout, env={**self.environment, **more})

    def report(self, **more: str) -> subprocess.CompletedProcess[str]:
        return self.run("report", "--year", "2024", **more)


def lay(folder: Path) -> Desk:
    for part in PARTS:
        source = CHECKOUT / part
        if source.is_dir():  # without byte code, which another worker may be writing just now
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    # 2024 is followed up with the years before it: without them a finished activity would be due again.
    shutil.copytree(CHECKOUT / "data", folder / "data", ignore=shutil.ignore_patterns("2025", "T2"))
    return Desk(folder)


def lay_small(folder: Path) -> Desk:
    """A desk that little has come in to."""
    desk = lay(folder)
    make_small(desk.checkout / "data", desk.checkout / "params")
    return desk


def copied(desk: Desk, folder: Path) -> Desk:
    """A copy of a desk, at `folder`/checkout."""
    shutil.copytree(desk.checkout, folder / "checkout")
    return Desk(folder / "checkout")


def write_more(desk: Desk) -> None:
    """Change the utredare's text, so that there is a new report to build."""
    path = desk.checkout / "data" / "analysis" / "2024" / "mal-1.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nEtt stycke till.\n", encoding="utf-8")


def settled(desk: Desk) -> None:
    """Leave nothing for those who run commands at a shared desk to write: others may be copying it."""
    compileall.compile_dir(desk.checkout, quiet=2, workers=1)


def build(desk: Desk) -> None:
    result = desk.report()
    assert result.returncode == 0, result.stderr
    settled(desk)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk whose report for 2024 is built; nobody may change anything in it."""
    folder = made_once(tmp_path_factory, "bygge med å", lambda path: build(lay(path / "checkout")))
    return Desk(folder / "checkout")


@pytest.fixture(scope="session")
def small_built(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same for a desk that little has come in to, where what a test shows has nothing to do with that."""
    folder = made_once(tmp_path_factory, "litet bygge", lambda path: build(lay_small(path / "checkout")))
    return Desk(folder / "checkout")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk of one's own, with nothing built."""
    return lay(tmp_path / "checkout")


@pytest.fixture
def built_desk(built: Desk, tmp_path: Path) -> Desk:
    """A copy of the built desk that a test may spoil."""
    return copied(built, tmp_path)


@pytest.fixture
def small_desk(small_built: Desk, tmp_path: Path) -> Desk:
    """A copy of the small built desk that a test may spoil."""
    return copied(small_built, tmp_path)


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


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a draft that lacks nothing but approval, and marks planted in what may not leave."""
    from .publishing import plant, prepare

    def make(folder: Path) -> None:
        desk = lay(folder / "checkout")
        plant(desk)
        prepare(desk)

    return Desk(made_once(tmp_path_factory, "ge ut", make) / "checkout")


@pytest.fixture(scope="session")
def published(ready: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same desk with its edition; nobody may change anything in it."""
    from .publishing import publish

    folder = made_once(tmp_path_factory, "utgiven", lambda path: publish(copied(ready, path)))
    return Desk(folder / "checkout")


@pytest.fixture(scope="session")
def corrected(published: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same desk with a second edition, which corrects the first."""
    from .publishing import correct

    folder = made_once(tmp_path_factory, "rättad", lambda path: correct(copied(published, path)))
    return Desk(folder / "checkout")


@pytest.fixture(scope="session")
def small_ready(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """As `ready`, with nothing planted, for a desk that little has come in to."""
    from .publishing import prepare

    folder = made_once(tmp_path_factory, "ge ut litet", lambda path: prepare(lay_small(path / "checkout")))
    return Desk(folder / "checkout")


@pytest.fixture(scope="session")
def small_published(small_ready: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same small desk with its edition; nobody may change anything in it."""
    from .publishing import publish

    folder = made_once(tmp_path_factory, "utgiven liten", lambda path: publish(copied(small_ready, path)))
    return Desk(folder / "checkout")


@pytest.fixture(scope="module")
def internal(published: Desk) -> Path:
    """The internal archive of the edition."""
    return published.output / "archive" / "2024-r02"


@pytest.fixture(scope="module")
def public(published: Desk) -> Path:
    """Its public archive."""
    return published.output / "archive" / "2024-r02-public"
