"""A place to make a run again in, and the making: with which Python, which network, and what comes out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from samlad.archive.audit.compare import NOT_COMPARED, Wanted
from samlad.archive.audit.rerun import rerun
from samlad.archive.audit.verdict import RERENDER
from samlad.archive.environment import ENVIRONMENT
from samlad.locks import held_folder, remove_left

PREFIX = "samlad-kontroll-"
MADE = ("chapters", "html")
"""What a rerendering makes again."""
TOLD_APART = (*NOT_COMPARED, ENVIRONMENT)
"""What two runs need not have in common, and the environment, which the protocol tells line by line."""


@contextmanager
def throwaway() -> Iterator[Path]:
    """A temporary folder, removed also after Ctrl-C; those that killed audits left are removed first."""
    base = tempfile.gettempdir()
    remove_left(PREFIX, base)
    folder = held_folder(PREFIX, base)
    try:
        yield folder.path
    finally:
        folder.remove()


@dataclass(frozen=True)
class Making:
    """How one run is made again, as many times as it takes.

    Attributes:
        work: where; each time gets a folder of its own there.
        python: the interpreter, None for the one that runs this; `prefix` is what closes the network.
    """

    run: Path
    depth: str
    work: Path
    python: Path | None
    prefix: tuple[str, ...]

    def make(self, name: str) -> tuple[Path | None, str]:
        """The folder that was made, laid out as the run; or None, and what stopped it."""
        folder = self.work / name
        folder.mkdir()
        result = rerun(self.run, folder, self.depth, self.python, self.prefix)
        if result.code:
            return None, result.said or f"koden slutade med kod {result.code}"
        if self.depth == RERENDER:
            return folder, ""
        made = sorted(path.parent for path in (folder / "output" / "archive").glob("*/run.json"))
        return (made[0], "") if made else (None, "koden gjorde ingen körning")

    @property
    def wanted(self) -> Wanted:
        """Which files of the run to hold against what was made."""
        if self.depth == RERENDER:
            return lambda name: name.partition("/")[0] in MADE
        return lambda name: name not in TOLD_APART
