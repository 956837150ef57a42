"""What was said and how long it took while a run was made: told at the desk, and kept in the run.

The clock is read here. What it says stands in the run's `tider.json`, outside everything that is compared;
the log has no times, no values and no paths.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Protocol

STAGES = {
    "intake": "Läste det som hade kommit in",
    "validation": "Granskade det mottagna i grinden",
    "outcomes": "Förde samman utfallen i en form",
    "measures": "Räknade summor, mått och täckning",
    "disclosure": "Dolde det som kan röja någon",
    "release": "Släppte tabellerna och prövade skyddet",
    "chapters": "Körde kapitlen på de släppta tabellerna",
    "rendering": "Gjorde rapportens alla former",
    "archive": "Förseglade körningen",
}
"""The stages of the line (ARCHITECTURE §1) and what each did, in the reader's words."""


class Progress(Protocol):
    """What the desk is told while a report is built."""

    def stage(self, text: str) -> None:
        """A new stage begins."""

    def chapter(self, done: int, of: int, name: str) -> None:
        """A chapter was finished."""


class Silent:
    """Nobody watches."""

    def stage(self, text: str) -> None:
        """A new stage begins."""

    def chapter(self, done: int, of: int, name: str) -> None:
        """A chapter was finished."""


class Journal:
    """Passes on what the desk is told, and remembers what was said and how long each stage took."""

    def __init__(
        self,
        desk: Progress | None = None,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._desk = desk if desk is not None else Silent()
        self._clock, self._seconds = clock, seconds
        self._started = clock()
        self._stages: list[tuple[str, float]] = []
        self._chapters: dict[str, float] = {}
        self._lines: list[str] = []

    def begin(self, stage: str, told: str = "") -> None:
        """A stage of the line begins and the one before it ends.

        Args:
            stage: a key of `STAGES`.
            told: what the desk is told; "" where it is told nothing new.
        """
        self._stages.append((stage, self._seconds()))
        self._lines.append(f"{STAGES[stage]} ({stage})")
        if told:
            self._desk.stage(told)

    def note(self, line: str) -> None:
        """Something worth reading afterwards: no value that may be about a person, no path."""
        self._lines.append(f"  {line}".rstrip())

    def chapter(self, done: int, of: int, name: str) -> None:
        """A chapter was finished."""
        self._desk.chapter(done, of, name)

    def chapter_took(self, name: str, seconds: float) -> None:
        """How long the page `name` took."""
        self._chapters[name] = seconds

    def log(self) -> str:
        """What was said so far, a stage at a time."""
        return "".join(f"{line}\n" for line in self._lines)

    def times(self) -> dict[str, Any]:
        """Start and end so far (ISO 8601, UTC), and seconds per stage and per chapter, as they ran."""
        now = self._seconds()
        ends = [start for _, start in self._stages[1:]] + [now]
        return {
            "started": self._started.isoformat(timespec="seconds"),
            "ended": self._clock().isoformat(timespec="seconds"),
            "stages": [
                {"stage": name, "seconds": round(end - start, 3)}
                for (name, start), end in zip(self._stages, ends, strict=True)
            ],
            "chapters": {name: round(taken, 3) for name, taken in sorted(self._chapters.items())},
        }
