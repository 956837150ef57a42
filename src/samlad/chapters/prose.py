"""Texts written by people: Markdown without raw HTML, with references to numbers filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mistune
from mistune.inline_parser import InlineParser, InlineState

from samlad.chapters.markup import Markup
from samlad.chapters.references import BRACES, Source, resolve
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage

DEEPEST = 6
SECTION = 2
"""The level of a section's heading; the page's title is 1."""


def written(scope: Scope, stem: str) -> Mapping[str, Any]:
    """Front matter and body of `data/analysis/<report>/<stem>.md`; empty when no one has written it."""
    texts = scope.material.document("analysis")
    return dict(texts.get(stem, {}))


def prose(scope: Scope, stem: str, below: int = 1) -> Passage | None:
    """The body of a text as HTML; None when there is none.

    Args:
        below: the level of the heading that the text stands under; its own highest comes next to that.

    Raises:
        ChapterError: a reference is malformed or names no cell; says which, and in which file.
    """
    body = str(written(scope, stem).get("body", "")).strip()
    return Passage(marked_up(scope, stem, body, below), f"Text: {stem}") if body else None


def inline(scope: Scope, stem: str, text: str) -> Markup:
    """One line of written text: its references filled in, everything else as it stands."""
    source = _source(scope, stem)
    parts: list[Markup] = []
    end = 0
    for match in BRACES.finditer(text):
        parts += [Markup.escape(text[end : match.start()]), resolve(scope, source, match.group(1))]
        end = match.end()
    return Markup("").join([*parts, Markup.escape(text[end:])])


def marked_up(scope: Scope, stem: str, body: str, below: int) -> Markup:
    """Markdown as HTML, its highest heading one level below `below`."""
    source = _source(scope, stem)
    down = below + 1 - _highest(body)
    markdown = mistune.create_markdown(renderer=_Renderer(scope, source, down), escape=True)
    # Before the inline rules: a link's own pattern must not swallow a reference.
    markdown.inline.register("reference", BRACES.pattern, _parse_reference, before="link")
    return Markup(markdown(body))


def _highest(body: str) -> int:
    """The level of a text's highest heading; 1 where it has none."""
    tokens: Any = mistune.create_markdown(renderer=None)(body)
    levels: list[int] = [token["attrs"]["level"] for token in tokens if token["type"] == "heading"]
    return min(levels, default=1)


def _source(scope: Scope, stem: str) -> Source:
    return Source(f"data/analysis/{scope.run.stem}/{stem}.md")


def _parse_reference(inline: InlineParser, match: Any, state: InlineState) -> int:
    state.append_token({"type": "reference", "raw": match.group(0)[1:-1]})
    return int(match.end())


class _Renderer(mistune.HTMLRenderer):
    """Headings at their level, pictures as their words (a page fetches nothing), references filled in."""

    def __init__(self, scope: Scope, source: Source, down: int) -> None:
        super().__init__(escape=True)
        self._scope = scope
        self._source = source
        self._down = down

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        depth = min(level + self._down, DEEPEST)
        return f"<h{depth}>{text}</h{depth}>\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text

    def reference(self, text: str) -> str:
        return str(resolve(self._scope, self._source, text))
