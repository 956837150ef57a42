"""What every test may lean on: programs that pip cannot bring, and steady settings for hypothesis."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest
from hypothesis import settings

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
