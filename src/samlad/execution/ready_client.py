"""A kernel's client that knows when the kernel is ready."""

from __future__ import annotations

import time
from queue import Empty

from jupyter_client.asynchronous.client import AsyncKernelClient


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
