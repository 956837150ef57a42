"""Keeps text in a CSV file from being run as a formula where the file is opened in a spreadsheet program.

An apostrophe is put before what such programs take for a formula (OWASP: `= + - @`, tab and line breaks, and
the same signs in full width, also after blanks and on a line of its own within a cell). What is a number
stays as it is. `unguarded` gives back exactly what was written. Imports nothing.
"""

from __future__ import annotations

import re

_FORMULA = r"[^\S\n]*(?:'[^\S\n]*)*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]"
_BEFORE = re.compile(rf"^(?={_FORMULA})", re.MULTILINE)
_GUARD = re.compile(rf"^'(?={_FORMULA})", re.MULTILINE)
_NUMBER = re.compile(r"[-+]?\d[\d \u00a0\u202f]*(?:[.,]\d+)?(?:[ \u00a0]?(?:%|[a-zåäö]+))?")


def guarded(text: str) -> str:
    """The text as it may stand in a CSV cell."""
    return text if _NUMBER.fullmatch(text) else _BEFORE.sub("'", text)


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return _GUARD.sub("", text)
