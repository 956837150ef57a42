"""The processes of one run: a zygote that workers and kernels are forked from, or ordinary processes.

On Linux start-up is paid once, and every process dies with its parent. On macOS and Windows workers and
kernels are ordinary processes: the same bytes, but each kernel imports pandas and matplotlib for itself,
and after kill -9 a kernel that holds the interpreter lock may live on until its cell ends.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from samlad.errors import ChapterError
from samlad.execution.messages import Message, encode, messages
from samlad.execution.run_folder import RunFolder, environment, run_folder

LINUX = sys.platform == "linux"


class Worker:
    """One worker as seen from the run: give it a job, wait for the answer."""

    def __init__(
        self,
        incoming: IO[bytes],
        outgoing: IO[bytes],
        *,
        connection: socket.socket | None = None,
        process: subprocess.Popen[bytes] | None = None,
    ) -> None:
        self._answers = messages(incoming)
        self._streams = (incoming, outgoing)
        self._connection = connection
        self.process = process

    def run(self, job: Message) -> Message | None:
        """The answer to a job, or None when the worker has died."""
        try:
            self._streams[1].write(encode(job))
            self._streams[1].flush()
            return next(self._answers, None)
        except OSError:
            return None

    def close(self) -> None:
        """Close our ends, when the worker has died; whoever waits for an answer is told that none comes."""
        if self._connection is not None:
            with contextlib.suppress(OSError):
                self._connection.shutdown(socket.SHUT_RDWR)
            self._connection.close()
        _close(*self._streams)


class Pool:
    """A started run: its folder, and workers on request."""

    def __init__(self, folder: RunFolder, zygote: subprocess.Popen[bytes] | None) -> None:
        self.folder = folder
        self.zygote = zygote
        self.workers: list[Worker] = []

    def worker(self) -> Worker:
        """A new worker.

        Raises:
            ChapterError: the zygote could not start.
        """
        made = self._forked() if self.zygote is not None else self._ordinary()
        self.workers.append(made)
        return made

    def _forked(self) -> Worker:
        assert self.zygote is not None and self.zygote.stdout is not None
        if not self.workers and self.zygote.stdout.readline() != b"ready\n":
            raise ChapterError(
                "Processerna som ska köra kapitlen kunde inte starta.",
                details=_last_lines(self.folder),
                remedy="kör ./inv test; om testerna fallerar, ta bort .venv och kör ./inv igen.",
            )
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(self.folder.socket))
        connection.sendall(encode({"fork": "worker"}))
        return Worker(connection.makefile("rb"), connection.makefile("wb"), connection=connection)

    def _ordinary(self) -> Worker:
        process = _start(self.folder, "samlad.execution.worker", str(self.folder.path), str(os.getpid()))
        assert process.stdin is not None and process.stdout is not None
        return Worker(process.stdout, process.stdin, process=process)

    def stop(self) -> None:
        """End every process of the run, at once."""
        for worker in self.workers:
            if worker.process is not None:
                worker.process.kill()
        for process in (self.zygote, *(worker.process for worker in self.workers)):
            if process is not None:
                _stop(process)
        for worker in self.workers:
            worker.close()


@contextmanager
def start_pool(*, forked: bool = LINUX) -> Iterator[Pool]:
    """Start the processes of a run; they warm up while the caller does other things, and end with it."""
    with run_folder() as folder:
        zygote = (
            _start(folder, "samlad.execution.zygote", str(folder.path), str(os.getpid())) if forked else None
        )
        pool = Pool(folder, zygote)
        try:
            yield pool
        finally:
            pool.stop()


def _start(folder: RunFolder, module: str, *arguments: str) -> subprocess.Popen[bytes]:
    with (folder.kernels / "errors.log").open("ab") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=folder.work,
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,  # Ctrl-C reaches the run alone, which then ends the others
        )


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and collect it: the zygote by closing its lease, after which its children die with it."""
    _close(process.stdin)
    try:
        process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _close(process.stdout)


def _close(*streams: IO[bytes] | None) -> None:
    for stream in streams:
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()


def _last_lines(folder: RunFolder) -> list[str]:
    text = (folder.kernels / "errors.log").read_text(encoding="utf-8", errors="replace")
    return text.splitlines()[-3:]
