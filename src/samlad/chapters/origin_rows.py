"""The rows that numbers come from, as released, and how one is told: whose, which file, sheet and row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samlad.chapters.markup import Markup, joined, slug, tag
from samlad.chapters.material import Material, Row

SHORT = 12
"""Digits of a file's name that tell it from the others; the whole of it stands once on the page."""


class Origins:
    """The released origins, looked up by the number's id, as the page about a goal tells them."""

    def __init__(self, material: Material, goal_id: str) -> None:
        self._goal_id = goal_id
        found: dict[str, list[Row]] = {}
        for row in material.rows("origins"):
            found.setdefault(row["cell_id"], []).append(row)
        self._by_id: Mapping[str, Sequence[Row]] = found

    def of(self, number_id: str) -> Sequence[Row]:
        """The rows behind a number; none where nothing was sent."""
        return self._by_id.get(number_id, ())

    def file_anchor(self, file: str) -> str:
        """The anchor of a file's whole name on its page."""
        return f"fil-{slug(self._goal_id)}-{file[:SHORT]}"

    def place(self, row: Row) -> Markup:
        """`fil ab12cd34ef56, blad Indikatorer, rad 7`; sheet and row where they are told."""
        file = tag("a", row["file"][:SHORT], href=f"#{self.file_anchor(row['file'])}")
        parts = [joined(["fil ", file])]
        parts += [joined(["blad ", row["sheet"]])] if row["sheet"] else []
        parts += [joined(["rad ", row["row"]])] if row["row"] else []
        return joined(parts, ", ")

    def listed(self, rows: Sequence[tuple[str | Markup, Row | None]]) -> Markup:
        """Rows with what is said of each before its place; nothing more is said of one that was not sent."""
        entries = [
            tag("li", said) if row is None else tag("li", said, "; ", self.place(row)) for said, row in rows
        ]
        return tag("ul", *entries)
