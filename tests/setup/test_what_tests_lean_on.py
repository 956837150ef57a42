"""What the tests themselves lean on: commands that end with their test, and desks that are made once."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from commanding import processes_of, ran, started, wait_until, wait_until_said
from made_once import made_once

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
STARTS_ANOTHER = f"import subprocess; print('igång', flush=True); subprocess.run({SLEEP})"


def test_a_command_that_takes_too_long_is_gone_with_what_it_started_and_no_pipe_is_open(
    tmp_path: Path,
) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        ran([sys.executable, "-c", STARTS_ANOTHER], cwd=tmp_path, timeout=1)
    wait_until(lambda: not processes_of(tmp_path))
    gc.collect()  # a pipe that was open, or a process that was not waited for, is an error here


def test_a_command_is_gone_when_its_test_fails(tmp_path: Path) -> None:
    code = STARTS_ANOTHER.replace("flush", "file=__import__('sys').stderr, flush")

    def fail() -> None:
        with started([sys.executable, "-c", code], cwd=tmp_path) as process:
            wait_until_said(process, "igång")
            assert processes_of(tmp_path) != []
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    wait_until(lambda: not processes_of(tmp_path))
    gc.collect()


def test_a_command_that_ends_without_saying_what_was_waited_for_is_told() -> None:
    with (
        pytest.raises(AssertionError, match="«klart» sades aldrig"),
        started([sys.executable, "-c", ""]) as process,
    ):
        wait_until_said(process, "klart")


def test_what_several_ask_for_at_once_is_made_by_one_of_them(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    makers: list[int] = []

    def ask(number: int) -> str:
        def make(folder: Path) -> None:
            makers.append(number)
            folder.mkdir()
            time.sleep(0.1)
            (folder / "a").write_text("klar", encoding="utf-8")

        return (made_once(tmp_path_factory, "av en", make) / "a").read_text(encoding="utf-8")

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(4))) == ["klar"] * 4
    assert len(makers) == 1


def test_what_could_not_be_made_is_tried_again_from_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    def fail(folder: Path) -> None:
        folder.mkdir()
        (folder / "halv").touch()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        made_once(tmp_path_factory, "försök", fail)
    assert list(made_once(tmp_path_factory, "försök", Path.mkdir).iterdir()) == []
