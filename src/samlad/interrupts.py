"""Ctrl-C at any moment: the first stops the work, none disturbs the tidying, and the process is soon gone.

Imports nothing of ours.
"""

from __future__ import annotations

import _thread
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
middle of something that lets nothing through, the work would else never be stopped."""

AGAIN = 0.02
"""Seconds until an interrupt that Python dropped is made again: the destructor that it met is done then."""


@contextmanager
def once() -> Iterator[None]:
    """Let the first Ctrl-C interrupt what is done inside, and those that follow on it pass.

    Python drops what is raised in a destructor, and an import has one for each module: such an interrupt
    is made again, until it has come where it stops the work.
    """
    first = -TIDYING
    repeated: list[threading.Timer] = []

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        nonlocal first
        now = time.monotonic()
        if now - first >= TIDYING:
            first = now
            raise KeyboardInterrupt

    def dropped(fault: sys.UnraisableHookArgs) -> None:
        nonlocal first
        if not issubclass(fault.exc_type, KeyboardInterrupt):
            usual(fault)
            return
        first = -TIDYING
        timer = threading.Timer(AGAIN, _interrupt_main)
        timer.daemon = True
        repeated.append(timer)
        timer.start()

    usual = sys.unraisablehook
    with handled_by(interrupt):
        sys.unraisablehook = dropped
        try:
            yield
        finally:
            sys.unraisablehook = usual
            for timer in repeated:
                timer.cancel()


def _interrupt_main() -> None:
    main = threading.main_thread().ident
    if sys.platform == "win32" or main is None:
        _thread.interrupt_main()
    else:
        signal.pthread_kill(main, signal.SIGINT)  # wakes it, should it wait for something


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
