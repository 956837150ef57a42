"""Tests that need a program from outside pip are skipped where it is missing, with the way to get it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


def test_a_missing_program_skips_with_its_apt_get_line(needs_program: Callable[..., str]) -> None:
    with pytest.raises(pytest.skip.Exception, match=r"no-such-program saknas.*apt-get install such-package"):
        needs_program("no-such-program", apt="such-package")


def test_a_program_that_is_here_is_given_by_its_path(needs_program: Callable[..., str]) -> None:
    assert Path(needs_program("no-such-program", "git", apt="git")).name == "git"
