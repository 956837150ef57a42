"""What every test may lean on: programs that pip cannot bring, and steady settings for hypothesis."""

from __future__ import annotations

import functools
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent
# What several folders of tests share lies beside this file.
sys.path.append(str(HERE))

# A shell's background job ignores Ctrl-C, and so would every command that is started here and sent one.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

LONGEST = (
    "whole/test_publish.py", "whole/test_audit.py", "whole/test_bad_input.py", "feedback/test_planted.py",
    "forms", "whole", "feedback", "validation", "disclosure", "intake",
)  # fmt: skip
"""What takes longest, first: files, and folders for all the rest in them."""

# No deadlines: a shared machine is slow at times. In CI the same examples each time, so that a failure stays.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first.

    pytest-xdist hands out whole files (loadfile, so that a file's own desk is built once) in this order. One
    of minutes that came last would keep one worker busy while the others have nothing left to do.
    """
    gone = [name for name in LONGEST if not (HERE / name).exists()]
    if gone:
        raise pytest.UsageError(f"tests/conftest.py, LONGEST: {', '.join(gone)} finns inte")
    items.sort(key=lambda item: place_in_line(item.path))


def place_in_line(path: Path) -> int:
    """Where a file of tests stands among the longest."""
    inside = path.relative_to(HERE)
    return next((place for place, name in enumerate(LONGEST) if inside.is_relative_to(name)), len(LONGEST))


@pytest.fixture(scope="session")
def needs_program() -> Callable[..., str]:
    """A function that gives the path of the first named program found, or skips and says what to install.

    `needs_program("chromium", "google-chrome", apt="chromium")`; `apt` is the package for the apt-get line.
    """

    def find(*names: str, apt: str) -> str:
        for name in names:
            path = shutil.which(name)
            if path:
                return path
        pytest.skip(f"{' eller '.join(names)} saknas på datorn: sudo apt-get install {apt}")

    return find


@pytest.fixture(scope="session")
def libreoffice(
    needs_program: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., list[Path]]:
    """A function that saves workbooks with LibreOffice: `libreoffice("ods", folder, *files)`."""
    from libreoffice import saved

    soffice = needs_program("soffice", apt="libreoffice-calc-nogui")
    return functools.partial(saved, soffice, tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="session")
def offline_validator(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[dict[str, Any]]]:
    """A function that tries crates with roc-validator (REQUIRED) and no network; one verdict per crate.

    Where the system lets us (Linux, most containers) the process has no network at all; everywhere it
    refuses to connect, and says what was tried.
    """
    unshared = ["unshare", "-rn"]
    closed = shutil.which("unshare") and not subprocess.run([*unshared, "true"], check=False).returncode

    from commanding import ran

    def validate(profile: str, *crates: Path) -> list[dict[str, Any]]:
        home = tmp_path_factory.mktemp("hem")
        # roc-validator 0.13.0 loses the root of a crate whose path has a space or an å.
        plain = [home / f"crate-{number}" for number in range(len(crates))]
        for link, crate in zip(plain, crates, strict=True):
            link.symlink_to(crate, target_is_directory=True)
        result = ran(
            [
                *(unshared if closed else []),
                sys.executable,
                "-P",
                str(Path(__file__).with_name("roc_offline.py")),
                str(home / "svar.json"),
                profile,
                *map(str, plain),
            ],
            cwd=home,
            env={"PATH": os.environ["PATH"], "HOME": str(home)},
        )
        assert result.returncode == 0, result.stderr
        verdicts: list[dict[str, Any]] = json.loads((home / "svar.json").read_text(encoding="utf-8"))
        return verdicts

    return validate


@pytest.fixture(scope="module")
def browser(needs_program: Callable[..., str]) -> Iterator[Browser]:
    """A real Chromium."""
    from playwright.sync_api import sync_playwright

    path = needs_program("chromium", "chromium-browser", "google-chrome", apt="chromium")
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox refuses root
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=["--disable-dev-shm-usage", *(["--no-sandbox"] if root else [])]
        )
        yield started
        started.close()
