"""Runs a command and kills it the moment before it moves something to a place: PLACE COMMAND WORDS …"""

from __future__ import annotations

import os
import signal
import sys

PLACE, sys.argv[1:] = sys.argv[1], sys.argv[2:]


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "os.rename" and os.fsdecode(arguments[1]).endswith(PLACE):  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGKILL)


sys.addaudithook(watch)

from samlad.program import main  # noqa: E402

main()
