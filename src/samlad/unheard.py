"""What is said on standard output and does not arrive: the disk is full, or whoever listened has gone."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, TextIO, cast

from samlad.errors import UnheardError

MESSAGE = "Utskriften kom inte fram: det som den skrivs till är fullt, eller går inte att skriva i."
REMEDY = "skriv den någon annanstans. Kommandot kan ha hunnit göra sitt: kör status för att se hur året står."


class Told:
    """A stream whose failures are `UnheardError`, so that no one takes them for those of another file."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """As the stream's own."""
        try:
            return self._stream.write(text)
        except OSError as error:
            self._let_go(error)

    def flush(self) -> None:
        """As the stream's own."""
        try:
            self._stream.flush()
        except OSError as error:
            self._let_go(error)

    def _let_go(self, error: OSError) -> NoReturn:
        """Send the rest nowhere, so that the process does not end with the same fault once more."""
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)
        if isinstance(error, BrokenPipeError):  # a reader that had had enough, as `| head`
            raise UnheardError("") from None
        raise UnheardError(MESSAGE, remedy=REMEDY) from None


@contextmanager
def told() -> Iterator[None]:
    """Let standard output be such a stream, to its last line.

    Raises:
        UnheardError: something that was said inside did not arrive.
    """
    before = sys.stdout
    sys.stdout = cast("TextIO", Told(before))
    try:
        yield
    finally:
        try:
            sys.stdout.flush()
        finally:
            sys.stdout = before
