"""What every worker and kernel needs, imported once: a plain kernel start pays 2-3 s for it each time."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import sys

NEVER = ("rfc3987_syntax", "debugpy")
"""What jsonschema and ipykernel import if it is there: a grammar for a format that notebooks don't have
(0.9 s an import) and a debugger that no chapter uses (0.1 s a kernel)."""

MODULES = (
    "ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.debugger", "IPython.core.completerlib",
    "IPython.core.debugger", "IPython.core.oinspect", "IPython.extensions.storemagic",
    "tornado.platform.asyncio", "pydoc", "papermill", "pandas",
)  # fmt: skip


def without_the_needless() -> None:
    """Let libraries believe that the modules of `NEVER` are not installed."""
    for name in NEVER:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]


def preload() -> None:
    """Import libraries and all of what a notebook may call, and let forked children share the memory."""
    without_the_needless()
    for name in MODULES:
        importlib.import_module(name)
    chapters = importlib.import_module("samlad.chapters")
    for module in pkgutil.walk_packages(chapters.__path__, "samlad.chapters."):
        importlib.import_module(module.name)
    gc.collect()
    gc.freeze()
