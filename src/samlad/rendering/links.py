"""Links and ids of chapters: mended where the report lacks a page, and made unique for the single file.

Works on sanitised HTML, where attributes stand in double quotes and hold no `<` or `>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from samlad.rendering.fragments import ID, TAG, Fragment

HREF = re.compile(r'(\s(?:xlink:)?href)="([^"]*)"')
PAGE = re.compile(r"([a-z0-9][a-z0-9._-]*)\.html(?:#(.*))?", re.IGNORECASE)
REFERENCES = re.compile(r'(\s(?:id|headers|aria-labelledby|aria-describedby|aria-controls))="([^"]*)"')
PAINT = re.compile(r"url\((&quot;|)#")
LEVELS = re.compile(r"(</?h)([1-6])(?=[\s>])")
DEEPEST = 6


Places = Mapping[str, Collection[str]]
"""The ids of every page, by the page's name."""


def places(fragments: Iterable[Fragment]) -> Places:
    """The ids of the report's pages."""
    return {fragment.name: frozenset(ID.findall(fragment.html)) for fragment in fragments}


def within_site(fragment: Fragment, known: Places) -> str:
    """The chapter's HTML for its own page.

    A link to a page that the report lacks becomes plain words, and one to a place that a page lacks (a cell
    whose table is not published there) leads to the top of that page.
    """

    def mended(match: re.Match[str]) -> str:
        page = PAGE.fullmatch(match[2])
        if page is None or (page[1] in known and (not page[2] or page[2] in known[page[1]])):
            return match[0]
        return f'{match[1]}="{page[1]}.html"' if page[1] in known else ""

    return _in_tags(fragment.html, lambda tag: HREF.sub(mended, tag))


def for_single_file(fragment: Fragment, known: Places) -> str:
    """The chapter's HTML for a page that holds all chapters: ids of its own, headings one level down."""

    def linked(match: re.Match[str]) -> str:
        return f'{match[1]}="#{target}"' if (target := _target(match[2], fragment.name)) else match[0]

    def changed(tag: str) -> str:
        tag = REFERENCES.sub(lambda found: _prefixed(found, fragment.name), tag)
        tag = PAINT.sub(rf"url(\g<1>#{fragment.name}--", tag)
        return LEVELS.sub(_one_down, HREF.sub(linked, tag))

    return _in_tags(within_site(fragment, known), changed)


def _target(href: str, name: str) -> str:
    """Where a link leads in the single file; "" for a link that leaves it."""
    if href.startswith("#"):
        return f"{name}--{href[1:]}" if href[1:] else name
    page = PAGE.fullmatch(href)
    if page is None:
        return ""
    return f"{page[1]}--{page[2]}" if page[2] else page[1]


def _prefixed(match: re.Match[str], name: str) -> str:
    return f'{match[1]}="{" ".join(f"{name}--{one}" for one in match[2].split())}"'


def _one_down(match: re.Match[str]) -> str:
    return f"{match[1]}{min(int(match[2]) + 1, DEEPEST)}"


def _in_tags(html: str, change: Callable[[str], str]) -> str:
    return TAG.sub(lambda match: change(match[0]), html)
