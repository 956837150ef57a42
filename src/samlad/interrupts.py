"""Ctrl-C at any moment: the first stops the work, none disturbs the tidying, and the process is soon gone.

Imports nothing of ours.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
"""The exit code: 128 + SIGINT, as shells count."""

TIDYING = 5.0
"""Seconds that tidying has for itself. A Ctrl-C after them interrupts again: where the first one came in the
middle of a destructor Python has dropped it, and the work would else never be stopped."""


@contextmanager
def once() -> Iterator[None]:
    """Let the first Ctrl-C interrupt what is done inside, and those that follow on it pass."""
    first = -TIDYING

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        nonlocal first
        now = time.monotonic()
        if now - first >= TIDYING:
            first = now
            raise KeyboardInterrupt

    with handled_by(interrupt):
        yield


@contextmanager
def held_back() -> Iterator[None]:
    """Let no Ctrl-C come between steps that belong together; one that came is forgotten with them done.

    For what takes milliseconds: the work was finished, and only its place was left.
    """
    with handled_by(lambda _number, _frame: None):
        yield


@contextmanager
def said(words: str) -> Iterator[None]:
    """Give an interrupt of what is done inside its words, as the exception's message."""
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt(words) from None


def leave() -> NoReturn:
    """End the process at once, when what it started is ended and everything is said.

    Python's own way out waits for threads, and may wait for ever for one that is in the middle of an import.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):  # whatever does not arrive now never will
            stream.flush()
    os._exit(INTERRUPTED)


@contextmanager
def handled_by(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Let `handler` have each Ctrl-C that comes inside.

    Where Ctrl-C is ignored (a shell's background job) or is not ours to handle (another thread), nothing.
    """
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        yield
        return
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
