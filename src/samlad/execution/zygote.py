"""The process that workers and kernels are forked from, so that start-up is paid once a run (Linux).

It is started by exec and has read no data: what it forks can't hold any. It has one thread, imports what
every kernel needs, and then forks on request. Whoever asks holds a connection for as long as the child may
live: when the connection closes the child's process group is killed, and when the child dies a message
says so. Standard input is the run's own lease: when it closes, everything here ends at once.

Requests: {"fork": "worker"}: the connection itself becomes the worker's. {"fork": "kernel", "file": path}:
answered {"pid": n}, later {"exit": status}. {"signal": n} goes to the kernel's process group.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from samlad.execution.kernel import become_kernel
from samlad.execution.messages import Line, Message
from samlad.execution.preload import preload
from samlad.execution.run_folder import RunFolder
from samlad.execution.worker import serve_line
from samlad.lifetime import die_with_parent


class Zygote:
    """The listening socket, the connections that lease children, and the children by process id."""

    def __init__(self, folder: RunFolder) -> None:
        self.folder = folder
        self.selector = selectors.DefaultSelector()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(folder.socket))
        self.listener.listen(64)
        self.deaths, self._wake = socket.socketpair()
        for end in (self.deaths, self._wake):
            end.setblocking(False)
        self.lines: dict[socket.socket, Line] = {}
        self.children: dict[int, Line | None] = {}
        self.ended = False

    def run(self) -> None:
        """Serve until standard input closes."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        calls: tuple[tuple[socket.socket | int, Callable[[], None]], ...] = (
            (self.listener, self._accept),
            (self.deaths, self._reap),
            (0, self._end),
        )
        for source, call in calls:
            self.selector.register(source, selectors.EVENT_READ, call)
        while not self.ended:
            for key, _ in self.selector.select():
                key.data()
        for pid in list(self.children):
            _kill_group(pid)

    def _end(self) -> None:
        self.ended = True

    def _accept(self) -> None:
        connection, _ = self.listener.accept()
        self.lines[connection] = Line(connection)
        self.selector.register(connection, selectors.EVENT_READ, lambda: self._request(connection))

    def _request(self, connection: socket.socket) -> None:
        """Serve everything that has come: two messages may arrive as one, and then only one call follows."""
        line = self.lines[connection]
        self._serve(connection, line.receive())
        while line.waiting and connection in self.lines:
            self._serve(connection, line.receive())

    def _serve(self, connection: socket.socket, message: Message | None) -> None:
        if message is None:
            self._release(connection)
        elif message.get("fork") == "worker":
            self._fork_worker(connection)
        elif message.get("fork") == "kernel":
            self._fork_kernel(connection, Path(message["file"]))
        elif "signal" in message:
            self._signal(connection, int(message["signal"]))

    def _fork_worker(self, connection: socket.socket) -> None:
        parent = os.getpid()
        line = self.lines[connection]  # may hold the first job already
        pid = os.fork()
        if pid == 0:
            self._child(parent, keep=connection, log="worker", work=lambda: serve_line(self.folder, line))
        self.children[pid] = None  # its own connection is its lease: it ends when that closes
        self._forget(connection)

    def _fork_kernel(self, connection: socket.socket, file: Path) -> None:
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._child(parent, keep=None, log=file.stem, work=lambda: become_kernel(self.folder, file))
        self.children[pid] = self.lines[connection]
        self.lines[connection].send({"pid": pid})

    def _child(
        self, parent: int, *, keep: socket.socket | None, log: str, work: Callable[[], None]
    ) -> NoReturn:
        """What a child does after the fork; it never comes back here."""
        status = 1
        try:
            os.setsid()
            die_with_parent(parent)
            self._close_all_but(keep)
            _standard_streams(self.folder.kernels / f"{log}.log")
            work()
            status = 0
        except SystemExit as leave:
            status = leave.code if isinstance(leave.code, int) else 0
        finally:
            if sys.exc_info()[0] is not None:
                traceback.print_exc()
            os._exit(status)

    def _close_all_but(self, keep: socket.socket | None) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self.selector.close()
        for end in (self.listener, self.deaths, self._wake, *self.lines):
            if end is not keep:
                end.close()

    def _signal(self, connection: socket.socket, number: int) -> None:
        for pid, line in self.children.items():
            if line is not None and line.connection is connection:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, number)

    def _release(self, connection: socket.socket) -> None:
        for pid, line in self.children.items():
            if line is not None and line.connection is connection:
                _kill_group(pid)
                self.children[pid] = None
        self._forget(connection)

    def _forget(self, connection: socket.socket) -> None:
        self.selector.unregister(connection)
        del self.lines[connection]
        connection.close()

    def _reap(self) -> None:
        """Collect the dead: first what they had started (their group is still theirs), then themselves."""
        with contextlib.suppress(BlockingIOError):
            self.deaths.recv(4096)
        while self.children:
            dead = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if dead is None:
                return
            _kill_group(dead.si_pid)
            os.waitpid(dead.si_pid, 0)
            line = self.children.pop(dead.si_pid, None)
            if line is not None:
                with contextlib.suppress(OSError):
                    line.send({"exit": dead.si_status if dead.si_code == os.CLD_EXITED else -dead.si_status})


def _kill_group(pid: int) -> None:
    """Kill a child and what it has started; one that was just forked has no group of its own yet."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _standard_streams(log: Path) -> None:
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(out, stream)
    os.close(null)
    os.close(out)


def main() -> None:
    """`python -m samlad.execution.zygote RUN_FOLDER PARENT`: says `ready` when it may be asked."""
    die_with_parent(int(sys.argv[2]))
    folder = RunFolder(Path(sys.argv[1]))
    os.chdir(folder.work)
    preload()
    zygote = Zygote(folder)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    zygote.run()


if __name__ == "__main__":
    main()
