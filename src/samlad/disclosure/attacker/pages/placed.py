"""Where numbers come from, as the released origins say it: which rows and files a place may name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from samlad.disclosure.attacker.counts import HIDDEN
from samlad.disclosure.attacker.files import Folder, Line
from samlad.disclosure.attacker.pages.tree import Node

SHORT = 12
NAMED = (
    ("own_indicators", "egen/{committee_id}/{own_id}/{year}/{period}/{sex}/{age_group}"),
    ("surveys", "enkat/{committee_id}/{year}/{period}/{own_id}/{position}"),
)
WORDS = ("name", "question", "alternative", "respondents", "conducted")
"""What a committee calls its own: words that someone has read, which may hold figures."""


@dataclass(frozen=True)
class Placed:
    """What the released origins give each number.

    Attributes:
        rows: numbers of rows by the anchor of the number's origin.
        files: the beginnings of the names of files.
        hidden: anchors of the origins of hidden rows, with the words that the row is called by.
    """

    rows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def without(self, node: Node, text: str) -> str:
        """A text without the row and file that its place may name."""
        if node.above("a") is not None and text in self.files:
            return ""
        rows = self.rows.get(_nearest(node), frozenset())
        return re.sub(r"\brad (\d+)\b", lambda found: "" if found[1] in rows else found[0], text)


def read_placed(folder: Folder) -> Placed:
    """Read the origins of a released folder; none where it has no such table."""
    rows: dict[str, set[str]] = {}
    lines = folder.lines("origins")
    for line in lines:
        rows.setdefault(origin(line["cell_id"]), set()).add(line["row"])
    called = {line["committee_id"]: line.get("short_name") or "" for line in folder.lines("organisation")}
    hidden: dict[str, tuple[str, ...]] = {
        origin(line["cell_id"]): _longest(line["indicator_id"], called.get(line["committee_id"], ""))
        for line in folder.lines("cells")
        if line["status"] in HIDDEN
    }
    for table, name in NAMED:
        for line in folder.lines(table):
            if line["status"] in HIDDEN:
                hidden[origin(name.format_map(line))] = _words(line)
    files = frozenset(line["file"][:SHORT] for line in lines)
    return Placed({name: frozenset(found) for name, found in rows.items()}, files, hidden)


def origin(number_id: str) -> str:
    """The anchor of a number's origin: all that may not stand in an anchor becomes `-`."""
    return "u-" + re.sub(r"[^A-Za-z0-9._-]", "-", number_id).strip("-")


def _nearest(node: Node) -> str:
    """The anchor of the nearest origin above."""
    while node.parent is not None:
        name = node.attributes.get("id", "").rpartition("--")[2]
        if name.startswith("u-"):
            return name
        node = node.parent
    return ""


def _words(line: Line) -> tuple[str, ...]:
    return _longest(*(line.get(name) or "" for name in WORDS))


def _longest(*words: str) -> tuple[str, ...]:
    """The words there are, the longest first: one may be part of another."""
    return tuple(sorted(filter(None, words), key=len, reverse=True))
