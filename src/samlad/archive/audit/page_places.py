"""What a page says, piece by piece, each with its place for a reader: heading, table, row, column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CELLS = ("td", "th")
ENDING = (
    *HEADINGS, *CELLS, "p", "li", "dt", "dd", "caption", "figcaption", "summary", "text", "title", "desc",
    "div", "section", "table", "tr", "svg", "figure", "header", "footer", "nav", "main",
)  # fmt: skip
"""Elements whose beginning and end separate one piece of text from the next."""
UNREAD = ("script", "style")
SPACE = re.compile(r"\s+")

Piece = tuple[str, str]
"""A place in words, and the text there."""


def pieces_of(page: str) -> list[Piece]:
    """Every text of a page in its order, with its place."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return list(reader.finished())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[Piece] = []
        self._text: list[str] = []
        self._heading, self._caption, self._row = "", "", ""
        self._columns: list[str] = []
        self._column, self._in_head, self._unread = -1, False, 0

    def finished(self) -> Iterator[Piece]:
        """What was read."""
        self._end_piece("")
        yield from self._pieces

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ENDING:
            self._end_piece("")
        if tag in UNREAD:
            self._unread += 1
        elif tag == "table":
            self._caption, self._columns, self._row = "", [], ""
        elif tag == "thead":
            self._in_head = True
        elif tag == "tr":
            self._row, self._column = "", -1
        elif tag in CELLS:
            self._column += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in UNREAD:
            self._unread -= 1
        if tag in ENDING:
            self._end_piece(tag)
        if tag == "thead":
            self._in_head = False
        elif tag == "table":
            self._caption, self._columns, self._row, self._column = "", [], "", -1

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._text.append(data)

    def _end_piece(self, tag: str) -> None:
        text = SPACE.sub(" ", "".join(self._text)).strip()
        self._text.clear()
        if tag in HEADINGS and text:
            self._heading = text
        elif tag == "caption":
            self._caption = text
        elif tag == "th" and self._in_head:
            self._columns.append(text)
        elif tag == "th" and not self._row:
            self._row = text
        if text:
            self._pieces.append((self._place(), text))

    def _place(self) -> str:
        parts = [f"under ”{self._heading}”" if self._heading else "före första rubriken"]
        if self._caption:
            parts.append(f"tabellen ”{self._caption}”")
        if self._row and self._column >= 0:
            parts.append(f"raden ”{self._row}”")
            if 0 < self._column < len(self._columns) and self._columns[self._column]:
                parts.append(f"kolumnen ”{self._columns[self._column]}”")
        return ", ".join(parts)
