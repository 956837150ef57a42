"""Turn this process into a notebook kernel that stands in the work folder under the audit hook."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from samlad.execution import guard
from samlad.execution.preload import preload, without_the_needless
from samlad.execution.run_folder import RunFolder


def become_kernel(folder: RunFolder, connection_file: Path, log_level: str = "ERROR") -> None:
    """Serve one notebook on the connection file; returns when the kernel is told to stop.

    The hook comes last, when the kernel has read its own files and before it takes its first message.
    """
    without_the_needless()
    from ipykernel.kernelapp import IPKernelApp

    os.chdir(folder.work)
    sys.path[:] = ["", *(entry for entry in sys.path if entry)]
    application = IPKernelApp.instance()
    application.initialize(
        ["-f", str(connection_file), "--HistoryManager.enabled=False", f"--log-level={log_level}"]
    )
    guard.install(folder)
    application.start()


def main() -> None:
    """`python -m samlad.execution.kernel RUN_FOLDER CONNECTION_FILE [LOG_LEVEL]`: an unforked kernel.

    Libraries are imported before it answers: matplotlib's first start would say so in a cell's output.
    """
    preload()
    become_kernel(
        RunFolder(Path(sys.argv[1])), Path(sys.argv[2]), *sys.argv[3:4]
    )  # nbclient adds options of its own


if __name__ == "__main__":
    main()
