"""Commands that tests start: none outlives its test, and no pipe of it stays open, however the test ends.

What one test leaves running or open is a ResourceWarning, and so a failure, in whatever test comes next.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 300.0
"""Seconds for a whole command: a shared machine is slow at times."""


@contextmanager
def started(command: Sequence[str | Path], **more: Any) -> Iterator[subprocess.Popen[str]]:
    """A started command, as `subprocess.Popen` has it; at the end it is killed with all that it started."""
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8", **more}
    process = subprocess.Popen(command, start_new_session=True, **given)
    try:
        yield process
    finally:
        kill_group(process)
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
        process.wait()


def kill_group(process: subprocess.Popen[str]) -> None:
    """Kill a command and what it has started, which may outlive it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def ran(
    command: Sequence[str | Path], *, timeout: float = PATIENCE, **more: Any
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end.

    Raises:
        subprocess.TimeoutExpired: it took longer; it and what it started are gone.
    """
    with started(command, **more) as process:
        said, complained = process.communicate(timeout=timeout)
    return subprocess.CompletedProcess(command, process.returncode, said, complained)


def wait_until_said(process: subprocess.Popen[str], words: str) -> None:
    """Read what a command says on standard error until the words come; it is killed if they never do."""
    assert process.stderr is not None
    timer = threading.Timer(PATIENCE, kill_group, [process])
    timer.start()
    try:
        assert any(words in line for line in process.stderr), f"«{words}» sades aldrig"
    finally:
        timer.cancel()


def wait_until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.05)


def processes_of(folder: Path) -> list[str]:
    """Command lines of live processes that stand in a folder, or name it in a word or their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            told = command + (process / "environ").read_bytes() + os.fsencode((process / "cwd").readlink())
        except OSError:
            continue  # another user's, or gone already
        if os.fsencode(folder) in told and command:
            found.append(command.replace(b"\0", b" ").decode(errors="replace"))
    return found
