"""Keeps one reading process alive over many files, and replaces it when a file ends it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Self

import samlad
from samlad.intake.bounds import CHILD_WALL_SECONDS
from samlad.intake.cells import BLANK, Cell, Sheet
from samlad.intake.child import LENGTH
from samlad.intake.refusals import Refused

_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from samlad.intake.child import main; main()"


class ReadingProcess:
    """Reads workbooks in a child process; use as a context manager.

    The child is a fresh interpreter (no fork of a process with threads), started at the first workbook.
    """

    def __init__(self, wall_seconds: float = CHILD_WALL_SECONDS) -> None:
        self._wall_seconds = wall_seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, content: bytes) -> list[Sheet]:
        """The sheets of a workbook.

        Raises:
            Refused: what the child says, or died when it ended or took too long.
        """
        process = self._running()
        timer = threading.Timer(self._wall_seconds, process.kill)
        timer.daemon = True  # a run that is interrupted just as the timer starts must not wait for it
        try:
            timer.start()
            answer = json.loads(_exchange(process, content))
        except (OSError, EOFError):
            self._end()
            raise Refused("died") from None
        except BaseException:
            self._end()
            raise
        finally:
            timer.cancel()
        if "refused" in answer:
            raise Refused(answer["refused"])
        return [
            Sheet(
                name,
                [[_cell(raw) for raw in row] for row in rows],
                {(row, column): top for row, column, top in spans},
            )
            for name, rows, spans in answer["sheets"]
        ]

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            source = str(Path(samlad.__file__).resolve().parent.parent)
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _PROGRAM, source],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # What a dying reader prints may hold cell values; the cause is all that is passed on.
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def _exchange(process: subprocess.Popen[bytes], content: bytes) -> bytes:
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(LENGTH.pack(len(content)))
    process.stdin.write(content)
    process.stdin.flush()
    head = process.stdout.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    size = LENGTH.unpack(head)[0]
    answer = process.stdout.read(size)
    if len(answer) < size:
        raise EOFError
    return answer


def _cell(raw: object) -> Cell:
    match raw:
        case None:
            return BLANK
        case bool():
            return Cell("bool", number=float(raw))
        case str():
            return Cell("text", raw)
        case int() | float():
            return Cell("number", number=float(raw))
        case ["percent", float(number)]:
            return Cell("percent", number=number)
        case ["date", str(text)]:
            return Cell("date", text)
        case ["error" | "uncalculated" as kind, _]:
            return Cell(kind)
        case _:
            raise Refused("content")
