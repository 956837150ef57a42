"""Validation: may figures be built on what was received? (stage 2)

Great Expectations is imported inside this package only, and only when a rule is asked: it takes seconds.
"""

from __future__ import annotations

import contextlib
import importlib
import threading

from samlad.validation.consolidated import check_consolidated
from samlad.validation.gate import GateClosedError, told, validate
from samlad.validation.large_changes import asked_result, unconfirmed
from samlad.validation.result_page import render_result_page
from samlad.validation.suites import known_rules

__all__ = [
    "GateClosedError",
    "asked_result",
    "check_consolidated",
    "known_rules",
    "load_engine",
    "render_result_page",
    "told",
    "unconfirmed",
    "validate",
]


def load_engine() -> threading.Thread:
    """Start importing Great Expectations beside other work, such as reading files in other processes.

    A failed import is not lost: `validate` imports again and raises it.
    """
    thread = threading.Thread(target=_import_engine, name="load-engine", daemon=True)
    thread.start()
    return thread


def _import_engine() -> None:
    with contextlib.suppress(Exception):
        importlib.import_module("samlad.validation.engine")
