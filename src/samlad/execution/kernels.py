"""How papermill gets its kernels: forked from the zygote on Linux, started as processes elsewhere.

Both speak over sockets in the run's own folder (ipc) where the system has them: that works with the
network down, and nobody else on the machine can connect. On Windows, which lacks ipc, they use the loopback.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import socket
import sys
import time
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
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


class ReadyClient(AsyncKernelClient):
    """A client that knows a kernel is ready from its own answers, without waiting 0.2 s for silence twice."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Hear the kernel on the output channel, then ask, and see both the answer and its `idle`.

        After that nothing older can follow. Output sent before we listened is lost, hence the first step.

        Raises:
            RuntimeError: the kernel died, or was silent for `timeout` seconds.
        """
        deadline = time.monotonic() + (timeout or 60)
        while not await self._heard():
            await self._check(deadline)
        while not await self._answered(self.kernel_info()):
            await self._check(deadline)

    async def _check(self, deadline: float) -> None:
        if not await self._async_is_alive():
            raise RuntimeError("Kernel died before replying to kernel_info")
        if time.monotonic() > deadline:
            raise RuntimeError("Kernel didn't respond in time")

    async def _heard(self) -> bool:
        try:
            await self.get_iopub_msg(timeout=1)
        except Empty:
            return False
        return True

    async def _answered(self, asked: str) -> bool:
        try:
            reply = await self.get_shell_msg(timeout=1)
            while reply["parent_header"].get("msg_id") != asked:
                reply = await self.get_shell_msg(timeout=1)
            self._handle_kernel_info_reply(reply)
            while True:
                message = await self.get_iopub_msg(timeout=1)
                idle = message["content"].get("execution_state") == "idle"
                if idle and message["parent_header"].get("msg_id") == asked:
                    return True
        except Empty:
            return False


class ChapterKernelManager(AsyncKernelManager):
    """What papermill is told to use as `kernel_manager_class`."""

    def __init__(self, **kwargs: Any) -> None:
        folder = Settings.folder
        if sys.platform != "win32":
            kwargs["transport"] = "ipc"
        number = next(Settings.numbers)
        kwargs["connection_file"] = str(folder.kernels / f"{os.getpid()}-{number}.json")
        super().__init__(**kwargs)
        self.client_class = f"{__name__}.{ReadyClient.__name__}"
        start = [
            sys.executable,
            "-m",
            "samlad.execution.kernel",
            str(folder.path),
            "{connection_file}",
            "ERROR",
        ]
        self._kernel_spec = KernelSpec(argv=start, display_name="Python 3", language="python")

    async def _async_pre_start_kernel(self, **kwargs: Any) -> tuple[list[str], dict[str, Any]]:
        maker = ForkedProvisioner if Settings.forked else LocalProvisioner
        self.provisioner = maker(kernel_id="chapter", kernel_spec=self.kernel_spec, parent=self)
        return await super()._async_pre_start_kernel(kernel_id="chapter", **kwargs)
