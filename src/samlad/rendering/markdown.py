"""The markdown cells of notebooks as HTML: raw HTML becomes text, pictures become their words."""

from __future__ import annotations

from typing import Any

import mistune


class _Renderer(mistune.HTMLRenderer):
    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text  # a page fetches nothing


_markdown: Any = mistune.create_markdown(renderer=_Renderer(escape=True), plugins=["table"])


def markdown_to_html(source: str) -> str:
    """CommonMark with tables."""
    return str(_markdown(source))
