"""The parts of a page that are about an indicator with hidden rows, and the numbers in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from samlad.disclosure.attacker.pages.anchored import NEUTRAL, Fault
from samlad.disclosure.attacker.pages.knowledge import Allowed, Item
from samlad.disclosure.attacker.pages.numbers import ITEM, OF, numbers
from samlad.disclosure.attacker.pages.tree import COMMENT, TEXT, Node, Page

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = ("li", "tr", "p", "dd", "figcaption", "blockquote", "td", "caption")
DRAWN = frozenset({"svg"})
TICK = "text-anchor:end"
"""Numbers beside an axis are looked at with the drawing; all other words in it are words like others."""

AIM = "årsmål"
WHY = "ett tal som ingen öppen rad ger"
COUNTS = "ett antal som räknar med dolda rader"


def unexplained(page: Page, allowed: Allowed) -> Iterator[Fault]:
    """Blocks about an indicator with hidden rows that hold a number which no shown row of it gives."""
    for item in allowed.items.values():
        for block in _about(page, item.name):
            for text in _texts(block, item.name, allowed):
                if _strange(_without_counts(text, item), item.shown, allowed):
                    yield block, WHY
                if AIM in text.casefold() and not set(_pairs(text)) <= item.aims | item.counted:
                    yield block, COUNTS
    yield from _mentions(page, allowed)
    yield from _own(page, allowed)


def _about(page: Page, name: str) -> Iterator[Node]:
    """Blocks under the indicator's heading, in its figures and tables, and those that link to it."""
    own = re.compile(rf"(?:^|--)[iu]-{re.escape(name)}(?:-|$)")
    linked = re.compile(rf"(?:#|--)(?:[iu]-{re.escape(name)}$|[cu]-{re.escape(name)}-)")
    seen: set[int] = set()
    for node in page.nodes:
        found: Iterable[Node] = ()
        if own.search(node.attributes.get("id", "")):
            found = _section(node) if node.name in HEADINGS else (node,)
        elif node.name == "a" and linked.search(node.attributes.get("href", "")):
            block = node.above(*BLOCKS)
            found = (block,) if block is not None else ()
        for one in found:
            if id(one) not in seen:
                seen.add(id(one))
                yield one


def _section(heading: Node) -> Iterator[Node]:
    """What stands below a heading, to the next one of its level."""
    stops = HEADINGS[: HEADINGS.index(heading.name) + 1]
    yield heading
    for node in heading.following():
        if node.name in stops:
            return
        yield node


def _texts(block: Node, name: str, allowed: Allowed) -> Iterator[str]:
    """Texts of a block one by one, also words of drawings, comments and attributes.

    A number that leads to a cell of another indicator is that indicator's.
    """
    other = re.compile(rf"(?:#|--)[cu]-(?!{re.escape(name)}-)")
    for node in block.walk():
        link = node.above("a")
        if link is not None and other.search(link.attributes.get("href", "")):
            continue
        if node.name in (TEXT, COMMENT) and not _of_a_drawing(node):
            yield allowed.placed.without(node, node.text)
        yield from (text for key, text in node.attributes.items() if key not in NEUTRAL)


def _of_a_drawing(node: Node) -> bool:
    """Whether a text is no words: what is drawn beside an axis, or a rule of how things are drawn."""
    if node.above("svg") is None or node.above("title", "desc") is not None:
        return False
    written = node.above("text")
    return node.name == TEXT and (written is None or TICK in written.attributes.get("style", ""))


def _strange(text: str, shown: frozenset[str], allowed: Allowed) -> bool:
    return any(number not in shown for number in numbers(allowed.plain(text)))


def _pairs(text: str) -> list[tuple[int, int]]:
    return [(int(n), int(m)) for n, m in OF.findall(text)]


def _without_counts(text: str, item: Item) -> str:
    """The text without `n av m` where it says how many have answered or have a value."""
    return OF.sub(lambda match: "" if _pairs(match[0])[0] in item.counted else match[0], text)


def _mentions(page: Page, allowed: Allowed) -> Iterator[Fault]:
    """Running text and descriptions that name the indicator by its id."""
    for node in page.nodes:
        if node.name not in (TEXT, COMMENT):
            continue
        for name, text in _by_item(node.text):
            item = allowed.items.get(name)
            if item is not None and _strange(_without_counts(text, item), item.shown, allowed):
                yield node, WHY


def _by_item(text: str) -> Iterator[tuple[str, str]]:
    """(id, what is said of it): the whole text where it names one id only, else from each id to the next."""
    matches = list(ITEM.finditer(text))
    if len({match.group() for match in matches}) == 1:
        yield matches[0].group(), text
        return
    ends = [*(match.start() for match in matches[1:]), len(text)]
    for match, end in zip(matches, ends, strict=False):
        yield match.group(), text[match.end() : end]


def _own(page: Page, allowed: Allowed) -> Iterator[Fault]:
    """Rows about a committee's own indicator that is hidden."""
    names = {name for _, name in allowed.own}
    for node in page.nodes:
        if node.name != "tr":
            continue
        words = node.words(without=DRAWN)
        for name in names:
            if name and name in words:
                shown = frozenset[str]().union(
                    *(found for (_, one), found in allowed.own.items() if one == name)
                )
                if _strange(words.replace(name, " "), shown, allowed):
                    yield node, WHY


def item_of(node: Node, allowed: Allowed) -> Item | None:
    """The indicator with hidden rows that an element's own id, or the nearest above it, is about."""
    while node.parent is not None:
        match = re.search(r"(?:^|--)i-([^-]+)(?:-|$)", node.attributes.get("id", ""))
        if match:
            return allowed.items.get(match[1])
        node = node.parent
    return None
