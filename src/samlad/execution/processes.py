"""How much of the machine a run may use."""

from __future__ import annotations

import os
import sys


def usable_cores() -> int:
    """How many cores this process may run on: `os.cpu_count` also counts those that it may not."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
