"""A page as a tree of elements, read with the standard library alone; nothing in it is run or left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
TEXT, COMMENT = "#text", "#comment"


class Node:
    """An element, a text or a comment."""

    __slots__ = ("attributes", "children", "line", "name", "parent", "text")

    def __init__(self, name: str, parent: Node | None, line: int, text: str = "") -> None:
        self.name = name
        self.parent = parent
        self.line = line
        self.text = text
        self.attributes: Mapping[str, str] = {}
        self.children: list[Node] = []

    def walk(self) -> Iterator[Node]:
        """Itself and all below it, in the order of the page."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack += reversed(node.children)

    def words(self, *, without: frozenset[str] = frozenset()) -> str:
        """Its text, with a space between elements; comments are not text."""
        return " ".join(node.text for node in self._texts(without) if node.text.strip())

    def _texts(self, without: frozenset[str]) -> Iterator[Node]:
        stack = [self]
        while stack:
            node = stack.pop()
            if node.name == TEXT:
                yield node
            elif node.name not in without or node is self:
                stack += reversed(node.children)

    def above(self, *names: str) -> Node | None:
        """The nearest element around it, or itself, with one of the names."""
        node: Node | None = self
        while node is not None and node.name not in names:
            node = node.parent
        return node

    def following(self) -> Iterator[Node]:
        """The elements after it in the same parent."""
        if self.parent is not None:
            siblings = self.parent.children
            yield from siblings[siblings.index(self) + 1 :]


@dataclass(frozen=True)
class Page:
    """All nodes of a page, in its order."""

    nodes: tuple[Node, ...]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open = Node("#page", None, 0)
        self.nodes = [self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = self._add(tag)
        node.attributes = {key: value or "" for key, value in attrs}
        if tag not in VOID:
            self._open = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag).attributes = {key: value or "" for key, value in attrs}

    def handle_endtag(self, tag: str) -> None:
        found = self._open.above(tag)
        if found is not None and found.parent is not None:
            self._open = found.parent

    def handle_data(self, data: str) -> None:
        self._add(TEXT, data)

    def handle_comment(self, data: str) -> None:
        self._add(COMMENT, data)

    def _add(self, name: str, text: str = "") -> Node:
        node = Node(name, self._open, self.getpos()[0], text)
        self._open.children.append(node)
        self.nodes.append(node)
        return node


def tree(page: str) -> Page:
    """The whole page."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return Page(tuple(reader.nodes))
