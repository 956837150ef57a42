"""What a process needs to know of its parent and its machine: die with it, and use no more than it has."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """Ask Linux to kill this process when `parent` dies; elsewhere nothing.

    ipykernel's own watch is a Python thread, so a cell that holds the interpreter lock outlives a parent
    that was killed (docs/explanation/execution.md). The parent may die before we have asked: look after.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def usable_cores() -> int:
    """How many cores this process may run on: `os.cpu_count` also counts those that it may not."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
