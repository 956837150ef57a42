"""One chapter as a fragment of HTML: its title, its headings with lasting anchors, and what is inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape, unescape

HEADING = re.compile(r"<h([1-6])((?:\s[^<>]*)?)>(.*?)</h\1>", re.DOTALL)
ID = re.compile(r'\sid="([^"]*)"')
TAG = re.compile(r"<[^<>]*>")
HIDDEN = re.compile(r'<span class="visuellt-dold">.*?</span>', re.DOTALL)
LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u"})


@dataclass(frozen=True)
class HeadingLine:
    """A heading: its level in the chapter (1 is the page's title), its anchor and its words."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Fragment:
    """A chapter's sanitised HTML.

    Attributes:
        name: its page's name without `.html`.
        title: short, for navigation; heading: the page's own title.
        group: what navigation gathers it under; "" for none.
        html: every heading in it has an id.
    """

    name: str
    title: str
    heading: str
    group: str
    html: str
    headings: tuple[HeadingLine, ...]


def make_fragment(name: str, title: str, group: str, html: str) -> Fragment:
    """Give every heading of a sanitised chapter an anchor; an anchor that a heading has is kept."""
    taken = set(ID.findall(html))
    lines: list[HeadingLine] = []

    def anchored(match: re.Match[str]) -> str:
        level, attributes, content = int(match[1]), match[2], match[3]
        text = plain(content)
        own = ID.search(attributes)
        anchor = own[1] if own else _new_anchor(text, taken)
        lines.append(HeadingLine(level, unescape(anchor), text))
        added = "" if own else f' id="{escape(anchor)}"'
        return f"<h{level}{attributes}{added}>{content}</h{level}>"

    html = HEADING.sub(anchored, html)
    heading = next((line.text for line in lines if line.level == 1), title)
    return Fragment(name, title, heading, group, html, tuple(lines))


def with_heading(fragment: Fragment, heading: str) -> Fragment:
    """The chapter under another heading of its own."""
    first = next(match for match in HEADING.finditer(fragment.html) if match[1] == "1")
    html = f"{fragment.html[: first.start(3)]}{escape(heading)}{fragment.html[first.end(3) :]}"
    return replace(fragment, heading=heading, html=html)


def plain(html: str) -> str:
    """The words of a piece of HTML."""
    return " ".join(unescape(TAG.sub("", HIDDEN.sub("", html))).split())


def _new_anchor(text: str, taken: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", text.lower().translate(LETTERS)).strip("-") or "avsnitt"
    anchor = next(one for one in _numbered(base) if one not in taken)
    taken.add(anchor)
    return anchor


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
