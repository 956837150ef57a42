"""Finds personal data in free text: which kinds a text holds, never what it says."""

from __future__ import annotations

from samlad.validation.personal_data.names import discreet
from samlad.validation.personal_data.search import CRITICAL, KINDS, Search
from samlad.validation.personal_data.texts import (
    Alarm,
    Released,
    alarms,
    expected_kinds,
    nothing_released,
    texts_frame,
)

__all__ = [
    "CRITICAL",
    "KINDS",
    "Alarm",
    "Released",
    "Search",
    "alarms",
    "discreet",
    "expected_kinds",
    "nothing_released",
    "texts_frame",
]
