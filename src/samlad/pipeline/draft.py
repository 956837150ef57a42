"""The draft that is to be published: its run, what it was asked for, and what was out before it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from samlad.archive import latest_draft, runs
from samlad.pipeline.asked import Asked
from samlad.recipe import Recipe
from samlad.register import Entry, Register


@dataclass(frozen=True)
class Draft:
    """What is to be published: the run, what was asked, and what is out."""

    asked: Asked
    run: Path
    register: Register
    recipe: Recipe
    key: bytes

    @property
    def earlier(self) -> tuple[Entry, ...]:
        """The report's editions before this one."""
        return self.register.editions(self.asked.stem)

    @property
    def compared_with(self) -> Path | None:
        """The run that readers or reviewers saw last: the last edition's, else that of the draft before."""
        archive = self.asked.folders.archive
        if self.earlier:
            return archive / self.earlier[-1].run
        before = [one for one in runs(archive, self.asked.stem) if one.name < self.run.name]
        return before[-1] if before else None


def latest(asked: Asked, register: Register, recipe: Recipe, key: bytes) -> Draft | None:
    """The latest draft; None where there is none."""
    run = latest_draft(asked.folders.archive, asked.stem)
    return None if run is None else Draft(asked, run, register, recipe, key)
