"""Places that name a hidden row: anchors, attributes, JSON, scripts, comments. No number may stand there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from samlad.disclosure.attacker.pages.knowledge import Allowed
from samlad.disclosure.attacker.pages.numbers import DIGIT
from samlad.disclosure.attacker.pages.tree import COMMENT, TEXT, Node, Page

NEUTRAL = frozenset(
    {"id", "href", "class", "style", "colspan", "rowspan", "headers", "scope", "tabindex", "for", "name",
     "lang", "aria-labelledby", "aria-describedby", "d", "x", "y", "width", "height", "viewbox", "xmlns",
     "points", "transform"}
)  # fmt: skip
"""Attributes that lay out or link, and say nothing to a reader."""

Fault = tuple[Node, str]


def anchored(page: Page, allowed: Allowed) -> Iterator[Fault]:
    """Elements at a hidden row's anchor with a number in their text or in what is said of them."""
    for node in page.nodes:
        name = node.attributes.get("id", "").rpartition("--")[2]
        if name in allowed.anchors and any(DIGIT.search(text) for text in said(node)):
            yield node, "en dold cell innehåller ett tal"


def said(node: Node) -> Iterator[str]:
    """All that an element and those in it say: text, comments, and attributes that a reader can meet."""
    for one in node.walk():
        if one.name in (TEXT, COMMENT):
            yield one.text
        yield from (text for key, text in one.attributes.items() if key not in NEUTRAL)


def spoken_of(page: Page, allowed: Allowed) -> Iterator[Fault]:
    """Attributes, comments and scripts that name a hidden row and hold a number beside its name."""
    pattern = naming(allowed)
    for node in page.nodes:
        texts = [text for key, text in node.attributes.items() if key not in NEUTRAL]
        if node.name == COMMENT or (
            node.name == TEXT
            and node.parent is not None
            and node.parent.name in ("script", "style", "template", "noscript")
        ):
            texts.append(node.text)  # fmt: skip
        for text in texts:
            if pattern.search(text) and tells(text, pattern):
                yield node, "ett tal står vid namnet på en dold cell"


def naming(allowed: Allowed) -> re.Pattern[str]:
    """Finds the id and the anchor of every hidden row."""
    names = {*allowed.anchors, *allowed.anchors.values()}
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)) or r"(?!)")


def tells(text: str, names: re.Pattern[str]) -> bool:
    """Whether a text gives a number to a row that it names: JSON by its objects, all else by its lines."""
    try:
        content = json.loads(text)
    except ValueError:
        return any(
            DIGIT.search(names.sub(" ", line)) is not None for line in text.splitlines() if names.search(line)
        )
    return _tells_in(content, names)


def _tells_in(content: Any, names: re.Pattern[str]) -> bool:
    """Whether an object that names a hidden row, or stands under its name, has a number."""
    if isinstance(content, Mapping):
        named = any(isinstance(value, str) and names.fullmatch(value) for value in content.values())
        if named and any(_number(value, names) for value in content.values()):
            return True
        return any(
            (names.search(str(key)) is not None and _number(value, names)) or _tells_in(value, names)
            for key, value in content.items()
        )
    return isinstance(content, list) and any(_tells_in(one, names) for one in content)


def _number(value: Any, names: re.Pattern[str]) -> bool:
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, Mapping):
        return any(_number(one, names) for one in value.values())
    if isinstance(value, list):
        return any(_number(one, names) for one in value)
    return isinstance(value, int | float) or DIGIT.search(names.sub(" ", str(value))) is not None
