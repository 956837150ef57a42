"""Lets a process end with the one that started it, however that ends."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time

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


def end_with_parent(parent: int) -> None:
    """End this process when `parent` is gone, also in the middle of its work: it has nothing to save.

    Where the system cannot be asked to, a thread looks every second. Windows does not show it: there the
    process ends when its work is done.
    """
    die_with_parent(parent)
    if sys.platform not in ("linux", "win32"):
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
