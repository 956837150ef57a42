"""Origins of hidden rows: no number may stand there, or at a link there, but its year and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samlad.disclosure.attacker.pages.anchored import Fault, said
from samlad.disclosure.attacker.pages.knowledge import Allowed
from samlad.disclosure.attacker.pages.numbers import DIGIT
from samlad.disclosure.attacker.pages.tree import Node, Page

TARGET = re.compile(r"(?:#|--)(u-[^#]+)$")
BLOCKS = ("td", "li", "tr", "p", "dd", "figcaption", "caption")
WHY = "ursprunget till en dold rad har ett tal som inte är radens plats"


def origins(page: Page, allowed: Allowed) -> Iterator[Fault]:
    """Origins of hidden rows, and blocks with a link to one, that say more than where the row stands."""
    hidden = allowed.placed.hidden
    for node in page.nodes:
        name = node.attributes.get("id", "").rpartition("--")[2]
        if name in hidden and _tells(node, name, allowed):
            yield node, WHY
        led = TARGET.search(node.attributes.get("href", "")) if node.name == "a" else None
        block = _block(node) if led is not None and led[1] in hidden else None
        if led is not None and block is not None and _tells(block, led[1], allowed):
            yield block, WHY


def _block(link: Node) -> Node | None:
    """What a link stands in; a row's heading stands for its row."""
    block = link.above(*BLOCKS, "th")
    return block.above("tr") if block is not None and block.name == "th" else block


def _tells(node: Node, name: str, allowed: Allowed) -> bool:
    texts = [(one, one.text) for one in node.walk() if one.text]
    written = {text for _, text in texts}
    texts += [(node, text) for text in said(node) if text not in written]
    return any(_number(one, text, name, allowed) for one, text in texts)


def _number(node: Node, text: str, name: str, allowed: Allowed) -> bool:
    left = allowed.placed.without(node, text)
    for word in allowed.placed.hidden[name]:
        left = left.replace(word, " ")
    return DIGIT.search(allowed.plain(left)) is not None
