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
HERE = str(Path(__file__).resolve().parents[1])
if HERE not in sys.path:  # for what searches everything that a run wrote
    sys.path.append(HERE)
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


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a draft that lacks nothing but approval, and marks planted in what may not leave."""
    from .publishing import APPROVED, assess, filled_in, plant, sign

    desk = lay(tmp_path_factory.mktemp("ge ut") / "checkout")
    assess(desk)
    plant(desk)
    sign(desk)
    assert desk.report().returncode == 0
    assert desk.run("publish", "--year", "2024", *APPROVED).returncode == 20
    filled_in(desk)
    return desk


@pytest.fixture(scope="session")
def published(ready: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same desk with its edition; nobody may change anything in it."""
    from .publishing import APPROVED

    folder = tmp_path_factory.mktemp("utgiven") / "checkout"
    shutil.copytree(ready.checkout, folder)
    result = Desk(folder).run("publish", "--year", "2024", *APPROVED)
    assert result.returncode == 0, result.stderr + result.stdout
    assert "Båda arkiven är signerade." in result.stdout
    return Desk(folder)


@pytest.fixture(scope="session")
def corrected(published: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same desk with a second edition, which corrects the first."""
    from .publishing import correct, filled_in, published_again

    folder = tmp_path_factory.mktemp("rättad") / "checkout"
    shutil.copytree(published.checkout, folder)
    desk = Desk(folder)
    correct(desk)
    assert desk.report().returncode == 0
    assert "ersätter" not in (desk.output / "2024" / "index.html").read_text(encoding="utf-8")
    refused = published_again(desk, "")
    assert refused.returncode == 20 and "skälet till att 2024-u1 rättas är sagt" in refused.stdout
    archive = desk.output / "archive"
    words = ("--old", str(archive / "2024-r02"), "--new", str(archive / "2024-r03"))
    assert desk.run("diff", *words).returncode == 0
    filled_in(desk)
    result = published_again(desk, "Södermalms uppgifter & <b>text")
    assert result.returncode == 0, result.stderr + result.stdout
    return desk
