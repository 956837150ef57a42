"""The list of what must be in place before an edition is made: yes or no on each line, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST = 6
"""What a line names before it only says how many there are beside."""


@dataclass(frozen=True)
class Line:
    """One thing that must be in place.

    Attributes:
        what: what it is, as a statement that is true when it is in place.
        lacking: what is not in place, one short text each; none when all is.
        remedy: how to mend it.
    """

    what: str
    lacking: tuple[str, ...] = ()
    remedy: str = ""

    @property
    def met(self) -> bool:
        """Whether it is in place."""
        return not self.lacking


def listed(lines: Sequence[Line]) -> Iterator[str]:
    """The whole list in Swedish, as it is printed."""
    for line in lines:
        yield f"  {'ja ' if line.met else 'nej'}  {line.what}"
        if not line.met:
            yield from (f"         - {one}" for one in line.lacking[:MOST])
            if len(line.lacking) > MOST:
                yield f"         - och {len(line.lacking) - MOST} till"
            yield f"       Gör så här: {line.remedy}"


def missing(lines: Sequence[Line]) -> list[str]:
    """What is not in place, a line each."""
    return [f"inte än: {line.what}" for line in lines if not line.met]
