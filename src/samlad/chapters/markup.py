"""HTML that is escaped by construction: every element is built here, text becomes text and never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

__all__ = ["Markup", "escape", "hidden", "joined", "linked", "listed", "paragraph", "sign", "slug", "tag"]

ADDRESS = re.compile(r"(https?://(?:www\.)?([a-z0-9.-]*[a-z0-9])(?:/[^\s,;)]*[^\s,;).])?/?)")


def tag(name: str, *content: str | Markup, **attributes: str | int | None) -> Markup:
    """One element; plain strings in `content` and attribute values are escaped.

    Args:
        name: the element's name, never taken from data.
        content: what is inside, in order.
        attributes: `class_` becomes class, `aria_label` aria-label; None or "" leaves one out.
    """
    words = [
        Markup('{}="{}"').format(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
        if value not in (None, "")
    ]
    opening = Markup(" ").join([Markup(name), *words])
    return Markup("<{}>{}</{}>").format(opening, joined(content), Markup(name))


def joined(parts: Iterable[str | Markup], separator: str | Markup = "") -> Markup:
    """Parts after one another, escaped where they are plain text."""
    return escape(separator).join(escape(part) for part in parts)


def paragraph(content: str | Markup, class_: str = "") -> Markup:
    """A paragraph, or nothing where there is nothing to say."""
    return tag("p", content, class_=class_) if content else Markup("")


def listed(items: Iterable[str | Markup], class_: str = "") -> Markup:
    """An unordered list; nothing for no items."""
    entries = [tag("li", item) for item in items]
    return tag("ul", *entries, class_=class_) if entries else Markup("")


def linked(text: str) -> Markup:
    """Text in which web addresses have become links, each with the name of its site for words."""
    parts: list[str | Markup] = []
    end = 0
    for match in ADDRESS.finditer(text):
        parts += [text[end : match.start()], tag("a", match[2], href=match[1])]
        end = match.end()
    return joined([*parts, text[end:]])


def hidden(text: str) -> Markup:
    """Words for screen readers only."""
    return tag("span", text, class_="visuellt-dold")


def sign(mark: str) -> Markup:
    """A mark for the eye only; words for the ear stand beside it."""
    return tag("span", mark, aria_hidden="true")


def slug(text: str) -> str:
    """An id that may stand in a page and in a link: `/` and `:` become `-`, the rest is kept or dropped."""
    kept = "".join(character if (character.isascii() and character.isalnum()) or character in ".-_" else "-"
                   for character in text)  # fmt: skip
    return kept.strip("-")
