"""Bars for comparison, from zero, with name and number on each; on a telephone the name stands above."""

from __future__ import annotations

import textwrap

from samlad.chapters.charts import Bar, BarChart
from samlad.chapters.drawing.canvas import CHARACTER, LINE_HEIGHT, Anchor, Canvas, width_of
from samlad.chapters.drawing.lines import NARROW_BELOW

THICK = 16
NAMES = 230


def draw(chart: BarChart, width: int) -> Canvas:
    """The chart on a sheet of that width."""
    narrow = width < NARROW_BELOW
    left = 0.0 if narrow else min(NAMES, max(width_of(bar.name) for bar in chart.bars) + 12)
    room = (width if narrow else left) - 8
    names = [textwrap.wrap(bar.name, max(12, int(room / CHARACTER))) or [""] for bar in chart.bars]
    heights = [_height(len(lines), narrow) for lines in names]
    top = LINE_HEIGHT + 10.0 if chart.reference is not None else 6.0
    canvas = Canvas(width, top + sum(heights) + 6)
    values = max((width_of(_words(bar)) for bar in chart.bars), default=0.0) + 12
    length = width - left - values
    y = top
    for bar, lines, height in zip(chart.bars, names, heights, strict=True):
        _bar(canvas, chart, bar, lines, (left, y, length), narrow)
        y += height
    _reference(canvas, chart, left, length, top)
    return canvas


def _height(lines: int, narrow: bool) -> float:
    return lines * LINE_HEIGHT + THICK + 12.0 if narrow else max(lines * LINE_HEIGHT, THICK) + 9.0


def _words(bar: Bar) -> str:
    return bar.text if bar.value is not None else bar.words


def _bar(
    canvas: Canvas,
    chart: BarChart,
    bar: Bar,
    names: list[str],
    place: tuple[float, float, float],
    narrow: bool,
) -> None:
    left, top, length = place
    for number, name in enumerate(names):
        anchor: Anchor = "left" if narrow else "right"
        x = 0.0 if narrow else left - 8
        canvas.text(x, top + 13 + number * LINE_HEIGHT, name, "text", anchor)
    if narrow:
        top += len(names) * LINE_HEIGHT + 3
    share = 0.0 if bar.value is None else max(0.0, bar.value / chart.scale.upper)
    if share:
        canvas.box(left, top, share * length, THICK, bar.role)
    canvas.line([(left, top - 3), (left, top + THICK + 3)], "quiet", 0.75)
    role = "text" if bar.value is not None else "quiet"
    end = max(share, (bar.target or 0.0) / chart.scale.upper)
    canvas.text(left + end * length + 7, top + 13, _words(bar), role)
    if bar.target is not None:
        x = left + bar.target / chart.scale.upper * length
        canvas.line([(x, top - 3), (x, top + THICK + 3)], "text", 2.5)


def _reference(canvas: Canvas, chart: BarChart, left: float, length: float, top: float) -> None:
    if chart.reference is None:
        return
    value, words = chart.reference
    x = left + value / chart.scale.upper * length
    canvas.line([(x, top - 6), (x, canvas.height - 4)], "text", 1.0, dashed=True)
    anchor: Anchor = "left" if x + width_of(words) < canvas.width else "right"
    canvas.text(x, top - 10, words, "text", anchor)
