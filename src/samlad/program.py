"""What `./inv` becomes: from its first moment, before the libraries are there, Ctrl-C ends it in words."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from samlad.interrupts import handled_by, leave


def main(argv: Sequence[str] | None = None) -> None:
    """Entry point of `./inv`.

    Raises:
        SystemExit: with the exit code, where the command did not do what was asked.
    """
    with handled_by(_stop):  # a task, which has something to tidy, handles its own
        from samlad.command_line import run

        run(sys.argv[1:] if argv is None else argv)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.stderr.write("Avbrutet.\n")
    leave()


if __name__ == "__main__":
    main()
