"""Kernels forked from the zygote: asked for, signalled and watched over one open connection."""

from __future__ import annotations

import asyncio
import itertools
import signal
import socket
import time
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

from samlad.execution.messages import Line
from samlad.execution.run_folder import RunFolder

KILLED = -int(getattr(signal, "SIGKILL", signal.SIGTERM))


class Settings:
    """Where this worker's kernels come from; set once by the worker, read by the managers papermill makes."""

    folder: RunFolder
    forked: bool
    numbers = itertools.count(1)


class ForkedProvisioner(KernelProvisionerBase):
    """A kernel forked by the zygote; the open connection to it is what keeps the kernel alive."""

    line: Line | None = None
    status: int | None = None

    @property
    def has_process(self) -> bool:
        """Whether a kernel has been started and not yet seen to end."""
        return self.line is not None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Ask for a kernel on the manager's connection file."""
        manager: Any = self.parent
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(Settings.folder.socket))
        self.line = Line(connection)
        self.line.send({"fork": "kernel", "file": manager.connection_file})
        if self.line.receive() is None:
            raise RuntimeError("the zygote is gone")
        self.status = None
        await self._bound(manager)
        info: KernelConnectionInfo = manager.get_connection_info()
        return info

    async def _bound(self, manager: Any) -> None:
        """Wait until the kernel listens: a connection tried too early is tried again 0.1 s later."""
        sockets = [Path(f"{manager.ip}-{port}") for port in manager.ports]
        deadline = time.monotonic() + 10
        while not all(path.exists() for path in sockets) and time.monotonic() < deadline:
            if self._status(wait=0.0) is not None:
                return
            await asyncio.sleep(0.002)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Write the connection file that the kernel will read."""
        manager: Any = self.parent
        kwargs.pop("extra_arguments", None)
        manager.write_connection_file()
        return await super().pre_launch(cmd=[], **kwargs)

    async def poll(self) -> int | None:
        """None while the kernel lives, then its exit status."""
        return self._status(wait=0.0)

    async def wait(self) -> int | None:
        """Wait for the end."""
        while self._status(wait=0.0) is None:
            await asyncio.sleep(0.01)
        self._hang_up()
        return self.status

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel's process group."""
        if self.line is not None and self.status is None:
            self.line.send({"signal": int(signum)})

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel and everything it has started, and see it gone."""
        await self.send_signal(signal.SIGKILL)
        self._status(wait=5.0)

    async def terminate(self, restart: bool = False) -> None:
        """As kill: a chapter has nothing to save."""
        await self.kill(restart)

    async def cleanup(self, restart: bool = False) -> None:
        """Hang up: the zygote then kills whatever is left."""
        self._hang_up()

    def _status(self, wait: float) -> int | None:
        if self.line is None or self.status is not None:
            return self.status if self.status is not None else 0
        self.line.connection.settimeout(wait)
        try:
            message = self.line.receive()
        except (BlockingIOError, TimeoutError):
            return None
        finally:
            self.line.connection.settimeout(None)
        self.status = KILLED if message is None else int(message["exit"])
        return self.status

    def _hang_up(self) -> None:
        if self.line is not None:
            self.line.connection.close()
            self.line = None
