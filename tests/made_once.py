"""What takes long to make is made once for all of pytest's workers: the first to need it makes it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from samlad.locks import take


def made_once(temporary: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` has filled, in this process or in another worker's; nobody may change it.

    Args:
        name: of the folder; the same for everyone who wants the same.
        make: gets a path that is not there; what it raises, it raises for each who asks.
    """
    base = temporary.getbasetemp()
    # Each worker has a folder of its own in the one that they share.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    ready = folder.with_name(f"{name}.klar")
    with folder.with_name(f"{name}.las").open("wb") as lock:
        take(lock.fileno(), wait=True)
        if not ready.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            ready.touch()
    return folder
