"""Drawing of figures as SVG: the only place that imports matplotlib, and only when a figure is drawn."""

from __future__ import annotations

from samlad.chapters.charts import BarChart, Chart, LineChart
from samlad.chapters.markup import Markup

WIDE = 720
NARROW = 328
"""Widths in px: a column of a page, and a telephone."""


def drawn(chart: Chart, width: int, prefix: str, title: str, text: str) -> Markup:
    """The chart as one SVG element.

    Args:
        width: in px, `WIDE` or `NARROW`; text keeps its size in both.
        prefix: begins every id within, so that ids differ within a page.
        title, text: the figure's name and its description for those who do not see it.
    """
    from samlad.chapters.drawing import bars, lines, panels
    from samlad.chapters.drawing.svg import as_element

    if isinstance(chart, LineChart):
        canvas = lines.draw(chart, width)
    elif isinstance(chart, BarChart):
        canvas = bars.draw(chart, width)
    else:
        canvas = panels.draw(chart, width)
    return as_element(canvas.svg(), prefix, title, text)
