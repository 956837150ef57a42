"""A figure as one object: the finding, what is measured, two drawings of it, its words and its data."""

from __future__ import annotations

from dataclasses import dataclass, field

from samlad.chapters.charts import Chart
from samlad.chapters.describing import description
from samlad.chapters.drawing import NARROW, WIDE, drawn
from samlad.chapters.markup import Markup, joined, paragraph, tag
from samlad.chapters.presentable import PresentableTable
from samlad.chapters.shown import Shown

LAYOUTS = (("bred", WIDE), ("smal", NARROW))


@dataclass(frozen=True, repr=False)
class Figure(Shown):
    """A figure as the reader sees it.

    Attributes:
        anchor: lasting id.
        title: the finding, computed from the data and no more than it holds.
        subtitle: measure, unit, who.
        data: the figure's values as a table.
        details_label: what opens that table.
        synthetic: the mark of training data, or "".
    """

    anchor: str
    title: str
    subtitle: str
    chart: Chart
    data: PresentableTable
    details_label: str
    source: str | Markup = ""
    notes: tuple[str | Markup, ...] = field(default=())
    synthetic: str = ""

    @property
    def alt(self) -> str:
        """The figure in words: every value that it shows."""
        return description(self.chart)

    def html(self) -> Markup:
        caption = tag(
            "figcaption",
            paragraph(self.title, "figur-titel"),
            paragraph(self.subtitle, "figur-underrubrik"),
        )
        drawings = [
            tag("div", self._drawing(name, width), class_=f"figur-bild figur-{name}")
            for name, width in LAYOUTS
        ]
        details = tag("details", tag("summary", self.details_label), self.data.html(), class_="figur-data")
        parts = [caption, *drawings, *self._below(), details]
        return tag("figure", joined(parts, "\n"), class_="figur", id=self.anchor)

    def plain(self) -> str:
        return f"Diagram: {self.title} ({self.subtitle})"

    def _drawing(self, name: str, width: int) -> Markup:
        return drawn(self.chart, width, f"{self.anchor}-{name}", self.title, self.alt)

    def _below(self) -> list[Markup]:
        lines = [paragraph(note, "anm") for note in self.notes]
        if self.source:
            lines.append(paragraph(joined(["Källa: ", self.source]), "anm"))
        lines.append(paragraph(self.synthetic, "synt"))
        return [line for line in lines if line]
