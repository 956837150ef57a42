"""Finds personal data in free text: which kinds a text holds, never what it says."""

from __future__ import annotations

from samlad.validation.personal_data.emptied import emptied
from samlad.validation.personal_data.long_numbers import figures_only
from samlad.validation.personal_data.names import Names
from samlad.validation.personal_data.search import CRITICAL, KINDS, Search
from samlad.validation.personal_data.texts import (
    Alarm,
    Released,
    alarms,
    every_text,
    expected_kinds,
    nothing_released,
    texts_frame,
)

__all__ = [
    "CRITICAL",
    "KINDS",
    "Alarm",
    "Names",
    "Released",
    "Search",
    "alarms",
    "emptied",
    "every_text",
    "expected_kinds",
    "figures_only",
    "nothing_released",
    "texts_frame",
]
