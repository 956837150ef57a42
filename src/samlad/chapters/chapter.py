"""The door between a notebook and the released tables: `open_chapter`, and the calls on what it returns."""

from __future__ import annotations

from dataclasses import dataclass

from samlad.chapters import registry
from samlad.chapters.material import Material
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Heading, Shown
from samlad.errors import ChapterError


@dataclass(frozen=True, repr=False)
class Chapter:
    """An open chapter. Every call returns an object that shows itself, or None when there is nothing."""

    scope: Scope

    def heading(self, name: str = "") -> Heading:
        """The page's title: the subject's own, the report's, or the title of the chapter of that name."""
        scope = self.scope
        if name:
            return Heading(scope.word(f"chapter_{name}", goal=scope.subject))
        if not scope.subject:
            return Heading(scope.run.title or scope.word("report_title"))
        if scope.units.known(scope.subject):
            return Heading(scope.unit["name"])
        number = scope.word("chapter_mal", goal=scope.goal["goal_id"])
        return Heading(f"{number}: {scope.goal['text']}")

    def sentence(self, name: str) -> Shown | None:
        """A sentence or passage computed from the tables."""
        return registry.find("sentence", name)(self.scope)

    def table(self, name: str) -> Shown | None:
        """A table."""
        return registry.find("table", name)(self.scope)

    def figure(self, name: str) -> Shown | None:
        """A figure with its description and its data."""
        return registry.find("figure", name)(self.scope)

    def section(self, name: str) -> Shown | None:
        """A heading with all that stands below it; None when nothing would."""
        return registry.find("section", name)(self.scope)

    def prose(self, name: str) -> Shown | None:
        """A text that someone has written, with its references to numbers filled in."""
        return registry.find("prose", name)(self.scope)

    def __repr__(self) -> str:
        return f"Kapitel {self.scope.subject or self.scope.run.stem}"


def open_chapter(year: int, period: str, subject: str, released: str) -> Chapter:
    """Open a chapter on released tables.

    Args:
        year, period: the run's; must be what the tables say.
        subject: a goal id, a committee id, or "" for a chapter about the whole.
        released: relative path of the folder with released tables.

    Raises:
        ChapterError: the tables are of another run, or the subject is unknown.
    """
    material = Material(released)
    run = material.run()
    if (run.year, run.period) != (year, period):
        raise ChapterError(
            f"Kapitlet gäller {year} {period}, men de släppta tabellerna gäller {run.year} {run.period}.",
            remedy="öppna kapitlet med tabellerna från samma körning.",
        )
    scope = Scope(material, run, subject)
    goals = {row["goal_id"] for row in scope.programme.goals}
    if subject and subject not in goals and not scope.units.known(subject):
        raise ChapterError(f"«{subject}» är varken ett mål eller en {scope.word('unit_or_board')}.")
    return Chapter(scope)
