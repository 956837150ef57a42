"""Tables and descriptions without anchors: their headings say which row a number belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samlad.disclosure.attacker.counts import ALL_AGES, CITY, HIDDEN, TOTAL
from samlad.disclosure.attacker.pages.anchored import Fault
from samlad.disclosure.attacker.pages.contexts import item_of
from samlad.disclosure.attacker.pages.knowledge import Allowed, Item
from samlad.disclosure.attacker.pages.numbers import DIGIT, YEAR
from samlad.disclosure.attacker.pages.tree import Node, Page

SERIES = re.compile(r"([^.:;]+): ((?:(?:19|20)\d\d[^;.]*;?\s*)+)")
WHY = "en dold rad har ett tal i en tabell eller beskrivning"


def labelled(page: Page, allowed: Allowed) -> Iterator[Fault]:
    """Cells and descriptions in which a row's name and a year lead to a hidden row, with a digit."""
    for node in page.nodes:
        if node.name == "table":
            item = item_of(node, allowed)
            if item is not None:
                yield from _table(node, item, allowed)
        elif node.name == "desc":
            item = item_of(node, allowed)
            if item is not None and any(_description(node.words(), item, allowed)):
                yield node, WHY


def _table(table: Node, item: Item, allowed: Allowed) -> Iterator[Fault]:
    years: list[str] = []
    for row in (node for node in table.walk() if node.name == "tr"):
        cells = [node for node in row.children if node.name in ("td", "th")]
        texts = [cell.words() for cell in cells]
        if row.above("thead") is not None:
            years = texts
            continue
        for year, cell in list(zip(years, cells, strict=False))[1:]:
            if _hidden(item, texts[0], year, allowed) and DIGIT.search(cell.words()):
                yield cell, WHY


def _description(text: str, item: Item, allowed: Allowed) -> Iterator[bool]:
    """`Män: 2021 48,2; 2022 redovisas inte.`"""
    for name, values in SERIES.findall(text):
        for entry in values.split(";"):
            year, _, value = entry.strip().partition(" ")
            yield _hidden(item, name, year, allowed) and DIGIT.search(YEAR.sub("", value)) is not None


def _hidden(item: Item, name: str, year: str, allowed: Allowed) -> bool:
    """Whether a row's name and a year's are those of a hidden row."""
    word = name.strip().casefold()
    area = allowed.areas.get(word, CITY)
    sex = allowed.sexes.get(word, TOTAL)
    key = f"{item.name}/{area}/{year.strip()}/{allowed.period}/{sex}/{ALL_AGES}"
    return allowed.status.get(key) in HIDDEN
