"""Reads the pages as a reader can, and says where something stands that the released tables do not show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from samlad.disclosure.attacker.pages.anchored import anchored, spoken_of
from samlad.disclosure.attacker.pages.contexts import unexplained
from samlad.disclosure.attacker.pages.downloads import downloads
from samlad.disclosure.attacker.pages.knowledge import Allowed, read_allowed
from samlad.disclosure.attacker.pages.labelled import labelled
from samlad.disclosure.attacker.pages.marks import marks
from samlad.disclosure.attacker.pages.origins import origins
from samlad.disclosure.attacker.pages.tree import Node, Page, tree
from samlad.disclosure.attacker.verdict import Failure

CHECKS = (anchored, spoken_of, labelled, unexplained, marks, origins)
PAGES = ("*.html", "*.htm", "*.svg", "*.xhtml")


def attack_pages(pages: Path, released: Path) -> tuple[Failure, ...]:
    """Look for hidden numbers in everything beside the tables; see docs/explanation/rojandeskydd.md.

    A page may say what shown rows give, in a place that is about them. Whether those give a hidden one away
    is for `attack` to say.

    Args:
        pages: a folder with HTML pages, drawings in them, and files to download.
        released: the released tables that they were made from.

    Returns:
        Page or file, the nearest id above the place, and what is wrong; never a value.

    Raises:
        DisclosureError: the released folder is not whole.
    """
    allowed = read_allowed(released)
    if not allowed.items and not allowed.own and not allowed.placed.hidden:
        return ()
    names = {*allowed.items, *(name for _, name in allowed.own), *allowed.anchors, *allowed.placed.hidden}
    found: list[Failure] = []
    for path in sorted({path for pattern in PAGES for path in pages.rglob(pattern)}):
        text = path.read_text(encoding="utf-8")
        if any(name in text for name in names):
            found += _page(path.relative_to(pages).as_posix(), tree(text), allowed)
    return (*dict.fromkeys(found), *downloads(pages, allowed))


def _page(name: str, page: Page, allowed: Allowed) -> Iterator[Failure]:
    for check in CHECKS:
        for node, why in check(page, allowed):
            yield Failure(f"{name}, {_where(node)}", why, allowed.anchors.get(_id(node), ""))


def _where(node: Node) -> str:
    """The nearest id above a place, else its line."""
    line, nearest = node.line, node
    while nearest.parent is not None and not nearest.attributes.get("id"):
        nearest = nearest.parent
    name = nearest.attributes.get("id", "")
    return f"vid {name}" if name else f"rad {line}"


def _id(node: Node) -> str:
    return node.attributes.get("id", "").rpartition("--")[2]
