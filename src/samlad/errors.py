"""Errors that a person must act on, each with its exit code (ARCHITECTURE §1). Imports nothing of ours.

Every message is Swedish, says first what is wrong, then where, then how to mend it, and never holds a
received value that may be about a person.
"""

from __future__ import annotations

from collections.abc import Sequence


class SamladError(Exception):
    """Base of everything that is shown without a traceback.

    Args:
        message: what is wrong, in Swedish; the first line must be readable alone.
        remedy: how to mend it, in Swedish; may be empty.
        details: further lines, one fault each.
    """

    exit_code = 1

    def __init__(self, message: str, *, remedy: str = "", details: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.details = tuple(details)

    def __str__(self) -> str:
        lines = [self.message, *(f"  - {detail}" for detail in self.details)]
        if self.remedy:
            lines.append(f"Gör så här: {self.remedy}")
        return "\n".join(lines)


class UsageError(SamladError):
    """The command was called in a way that it does not know."""

    exit_code = 2


class ParamsError(SamladError):
    """A params file is missing, misspelt or contradicts itself."""

    exit_code = 10


class CatalogueError(SamladError):
    """Programme, organisation, code lists or words contradict one another; lists all faults at once."""

    exit_code = 10


class IntakeError(SamladError):
    """What was to be read is not there, or cannot be read."""

    exit_code = 11


class GateError(SamladError):
    """The gate is closed: no figure may be built on what was received."""

    exit_code = 12


class SuiteError(GateError):
    """An expectation suite is not what it says: a rule would not have been checked."""


class OutcomesError(SamladError):
    """Validated tables could not be brought into the one tidy form."""

    exit_code = 13


class MeasuresError(SamladError):
    """A measure could not be computed."""

    exit_code = 14


class DisclosureError(SamladError):
    """Cells could not be protected."""

    exit_code = 15


class ReleaseError(SamladError):
    """Tables may not be released as they are."""

    exit_code = 15


class ChapterError(SamladError):
    """A chapter could not be executed."""

    exit_code = 16


class RenderingError(SamladError):
    """A page could not be rendered."""

    exit_code = 17


class ArchiveError(SamladError):
    """A run could not be sealed."""

    exit_code = 18


class AuditError(SamladError):
    """A sealed run is not what it says."""

    exit_code = 19


class NotReadyError(SamladError):
    """An edition is not ready to leave the house."""

    exit_code = 20


class UnheardError(SamladError):
    """What a command says cannot be written; the code is sysexits' EX_IOERR."""

    exit_code = 74
