"""The way around in the report: chapters in their groups, the sections of the page, before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from samlad.rendering.fragments import Fragment, HeadingLine


@dataclass(frozen=True)
class Entry:
    """A link to a chapter; the current one also has its sections."""

    title: str
    href: str
    current: bool
    sections: tuple[HeadingLine, ...] = ()


@dataclass(frozen=True)
class Group:
    """Chapters that stand together; one without a title holds chapters that stand by themselves."""

    title: str
    entries: tuple[Entry, ...]

    @property
    def current(self) -> bool:
        """Whether the reader is in it."""
        return any(entry.current for entry in self.entries)


def page_href(fragment: Fragment) -> str:
    """A chapter's page."""
    return f"{fragment.name}.html"


def place_href(fragment: Fragment) -> str:
    """A chapter's place in the single file."""
    return f"#{fragment.name}"


def navigation(
    fragments: Sequence[Fragment], current: Fragment | None, href: Callable[[Fragment], str]
) -> tuple[Group, ...]:
    """The groups in the reader's order."""
    return tuple(
        Group(title, tuple(_entry(fragment, current, href) for fragment in members))
        for title, members in groupby(fragments, key=lambda fragment: fragment.group)
    )


def around(fragments: Sequence[Fragment], current: Fragment) -> tuple[Fragment | None, Fragment | None]:
    """The chapters before and after."""
    place = fragments.index(current)
    before = fragments[place - 1] if place else None
    return before, fragments[place + 1] if place + 1 < len(fragments) else None


def _entry(fragment: Fragment, current: Fragment | None, href: Callable[[Fragment], str]) -> Entry:
    here = fragment is current
    sections = tuple(line for line in fragment.headings if line.level == 2) if here else ()
    return Entry(fragment.title, href(fragment), here, sections)
