"""Says where a fault of ours arose: what sort it is and the lines of code, never what the exception says.

An exception quotes what it met (`KeyError: 'what a committee wrote'`), and a terminal is a log.
"""

from __future__ import annotations

import traceback
from pathlib import Path

SHOWN_WITH = "SAMLAD_VISA_FEL"
"""The environment variable that lets a developer read the whole of it, with `ja`."""


def fault_in_words(error: BaseException) -> str:
    """The message of an exception that nobody foresaw, without its text or its causes' texts."""
    lines = [f"Fel i Samlad ({_kinds(error)}). Den tidigare rapporten är orörd."]
    lines += [
        f"  {Path(frame.filename).name}, rad {frame.lineno}, i {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    lines.append(
        "Gör så här: skicka raderna ovan till den som sköter Samlad. Feltexten visas inte, eftersom den kan "
        f"återge det som en nämnd har skrivit; {SHOWN_WITH}=ja visar den."
    )
    return "\n".join(lines)


def _kinds(error: BaseException) -> str:
    """The type of the exception and of what it came from."""
    kinds, one = [], error
    while True:
        kinds.append(type(one).__name__)
        cause = one.__cause__ or one.__context__
        if cause is None:
            return ", av ".join(kinds)
        one = cause
