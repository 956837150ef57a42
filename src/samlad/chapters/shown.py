"""The objects that a chapter's calls return: each knows itself as HTML and as one short line of text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from samlad.chapters.markup import Markup, joined, paragraph, tag


class Shown(ABC):
    """Something a notebook can show. `html` is complete and escaped; `plain` has no object address."""

    @abstractmethod
    def html(self) -> Markup:
        """The whole of it, as HTML."""

    @abstractmethod
    def plain(self) -> str:
        """What it is, in one short line."""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": str(self.html()), "text/plain": self.plain()}

    def __repr__(self) -> str:
        return self.plain()


@dataclass(frozen=True, repr=False)
class Heading(Shown):
    """A heading with a lasting anchor. `level` 1 is the page's title."""

    text: str
    level: int = 1
    anchor: str = ""

    def html(self) -> Markup:
        return tag(f"h{self.level}", self.text, id=self.anchor)

    def plain(self) -> str:
        return self.text


@dataclass(frozen=True, repr=False)
class Sentence(Shown):
    """One or more paragraphs of running text."""

    paragraphs: tuple[str | Markup, ...]
    class_: str = ""

    def html(self) -> Markup:
        return joined((paragraph(text, self.class_) for text in self.paragraphs), "\n")

    def plain(self) -> str:
        return " ".join(_plain(text) for text in self.paragraphs if text)


@dataclass(frozen=True, repr=False)
class Passage(Shown):
    """Ready-made HTML built by `markup.tag`, with its name as plain text."""

    content: Markup
    name: str

    def html(self) -> Markup:
        return self.content

    def plain(self) -> str:
        return self.name


@dataclass(frozen=True, repr=False)
class Section(Shown):
    """A heading with what stands below it."""

    heading: Heading
    parts: tuple[Shown, ...]

    def html(self) -> Markup:
        return joined([self.heading.html(), *(part.html() for part in self.parts)], "\n")

    def plain(self) -> str:
        return self.heading.text


def sentence(*paragraphs: str | Markup, class_: str = "") -> Sentence | None:
    """A sentence of the paragraphs that say something; None when none does."""
    said = tuple(text for text in paragraphs if text)
    return Sentence(said, class_) if said else None


def section(text: str, anchor: str, parts: Sequence[Shown | None], level: int = 2) -> Section | None:
    """A section of the parts that exist; None when none does, so that no heading stands over nothing."""
    present = tuple(part for part in parts if part is not None)
    return Section(Heading(text, level, anchor), present) if present else None


def _plain(text: str | Markup) -> str:
    return text.striptags() if isinstance(text, Markup) else text
