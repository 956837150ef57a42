"""Finds personal data in free text: which kinds a text holds, never what it says."""

from __future__ import annotations

from samlad.validation.personal_data.search import CRITICAL, KINDS, Search
from samlad.validation.personal_data.texts import Released, nothing_released, texts_frame

__all__ = ["CRITICAL", "KINDS", "Released", "Search", "nothing_released", "texts_frame"]
