"""What every test may lean on: programs that pip cannot bring, and steady settings for hypothesis."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# What several folders of tests share lies beside this file.
sys.path.append(str(Path(__file__).parent))

# No deadlines: a shared machine is slow at times. In CI the same examples each time, so that a failure stays.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


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
def offline_validator(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[dict[str, Any]]]:
    """A function that tries crates with roc-validator (REQUIRED) and no network; one verdict per crate.

    Where the system lets us (Linux, most containers) the process has no network at all; everywhere it
    refuses to connect, and says what was tried.
    """
    unshared = ["unshare", "-rn"]
    closed = shutil.which("unshare") and not subprocess.run([*unshared, "true"], check=False).returncode

    def validate(profile: str, *crates: Path) -> list[dict[str, Any]]:
        home = tmp_path_factory.mktemp("hem")
        # roc-validator 0.13.0 loses the root of a crate whose path has a space or an å.
        plain = [home / f"crate-{number}" for number in range(len(crates))]
        for link, crate in zip(plain, crates, strict=True):
            link.symlink_to(crate, target_is_directory=True)
        result = subprocess.run(
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
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=180,
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
