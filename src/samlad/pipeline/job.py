"""One report to be built: what it is made of, and that this is the same when it is finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samlad.errors import ArchiveError, IntakeError
from samlad.pipeline.asked import Asked
from samlad.recipe import Recipe, edition_files, recipe_files
from samlad.register import Entry, Register
from samlad.stages import Received


@dataclass(frozen=True)
class Review:
    """A draft that is let out of the house: to whom, as the utredare says it, and which day."""

    recipient: str
    day: date


@dataclass(frozen=True)
class Job:
    """One report to be built: what was asked, what it follows from, what is out, and a folder to work in."""

    asked: Asked
    recipe: Recipe
    register: Register
    work: Path
    review: Review | None

    @property
    def editions(self) -> tuple[Entry, ...]:
        """What had left the house before this recipe did; what readers know already."""
        return self.register.entries[: len(self.recipe.editions)]

    @property
    def out(self) -> dict[str, Path]:
        """The folder with the tables of each of them, by its id."""
        return {one.edition_id: self.register.tables(one) for one in self.editions}


def check_unchanged(received: Received, recipe: Recipe) -> None:
    """Refuse files that were not read as they were when the recipe was.

    Raises:
        IntakeError: with their names.
    """
    files = (*received.files, *received.former_files)
    changed = [one.file for one in files if recipe.files.get(f"incoming/{one.file}") != one.sha256]
    if changed:
        raise IntakeError(
            f"{len(changed)} filer ändrades medan de lästes. Ingenting har byggts.",
            details=changed,
            remedy="vänta tills filerna är färdiga och kör kommandot igen.",
        )


def ingredients(job: Job) -> dict[str, Path]:
    """Where each file of the recipe lies, the tables that were out among them.

    Raises:
        ArchiveError: a file has come or gone while the report was being built.
    """
    asked = job.asked
    files = recipe_files(asked.folders, asked.params, asked.period, asked.reference)
    for edition in job.editions:
        files |= edition_files(job.register, edition)
    changed = sorted(files.keys() ^ job.recipe.files.keys())
    if changed:
        raise ArchiveError(
            "Filer kom till eller försvann medan rapporten byggdes. Rapporten har inte bytts ut.",
            details=changed,
            remedy="vänta tills filerna är färdiga och kör kommandot igen.",
        )
    return files
