"""One JSON object per line over a socket or a pipe: how our processes speak to one another."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import IO, Any

Message = dict[str, Any]


def encode(message: Message) -> bytes:
    """The message as one line."""
    return json.dumps(message, ensure_ascii=True).encode("ascii") + b"\n"


def messages(stream: IO[bytes]) -> Iterator[Message]:
    """Messages until the other end closes; a last line cut short by its death is dropped."""
    for line in stream:
        if line.endswith(b"\n"):
            yield json.loads(line)


class Line:
    """One end of a socket that carries messages; `receive` gives None when the other end is gone."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._rest = b""

    @property
    def waiting(self) -> bool:
        """Whether a whole message has been read from the socket and not yet received."""
        return b"\n" in self._rest

    def __iter__(self) -> Iterator[Message]:
        """Messages until the other end is gone."""
        while (message := self.receive()) is not None:
            yield message

    def send(self, message: Message) -> None:
        """Send one message."""
        self.connection.sendall(encode(message))

    def receive(self) -> Message | None:
        """The next message, or None at the end; obeys the socket's own time-out."""
        while not self.waiting:
            try:
                part = self.connection.recv(65536)
            except ConnectionError:
                part = b""
            if not part:
                return None
            self._rest += part
        line, self._rest = self._rest.split(b"\n", 1)
        message: Message = json.loads(line)
        return message
