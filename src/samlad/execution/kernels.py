"""How papermill gets its kernels: forked from the zygote on Linux, started as processes elsewhere.

Both speak over sockets in the run's own folder (ipc) where the system has them: that works with the
network down, and nobody else on the machine can connect. On Windows, which lacks ipc, they use the loopback.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from samlad.execution.provisioning import ForkedProvisioner, Settings
from samlad.execution.ready_client import ReadyClient


class ChapterKernelManager(AsyncKernelManager):
    """What papermill is told to use as `kernel_manager_class`."""

    def __init__(self, **kwargs: Any) -> None:
        folder = Settings.folder
        if sys.platform != "win32":
            kwargs["transport"] = "ipc"
        number = next(Settings.numbers)
        kwargs["connection_file"] = str(folder.kernels / f"{os.getpid()}-{number}.json")
        super().__init__(**kwargs)
        self.client_class = f"{ReadyClient.__module__}.{ReadyClient.__name__}"
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
