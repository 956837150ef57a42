"""Small multiples: one field per unit on one scale, two columns on a telephone, the whole's line behind."""

from __future__ import annotations

import textwrap

from samlad import swedish
from samlad.chapters.charts import Panel, Panels, Point
from samlad.chapters.drawing.canvas import CHARACTER, LINE_HEIGHT, Anchor, Canvas, width_of
from samlad.chapters.drawing.frame import Frame, grid, segments, slot_labels
from samlad.chapters.drawing.lines import NARROW_BELOW

FIELD = 84
GAP = 14.0
COLUMNS = 4
COLUMNS_NARROW = 2
SHORT_SIGN = 2
LEAST = 3
"""Letters on either side of a hyphen."""


def draw(chart: Panels, width: int) -> Canvas:
    """The chart on a sheet of that width."""
    columns = min(COLUMNS_NARROW if width < NARROW_BELOW else COLUMNS, max(2, len(chart.panels)))
    axis = max(width_of(swedish.number(tick)) for tick in _ends(chart)) + 8
    across = (width - axis - GAP * (columns - 1)) / columns
    limit = max(10, int(across / CHARACTER))
    names = [_name_lines(panel.name, limit) for panel in chart.panels]
    head = max(map(len, names)) * LINE_HEIGHT + 20
    down = head + FIELD + 34
    rows = -(-len(chart.panels) // columns)
    canvas = Canvas(width, rows * down)
    for number, (panel, name) in enumerate(zip(chart.panels, names, strict=True)):
        row, column = divmod(number, columns)
        left = axis + column * (across + GAP)
        top = row * down + head
        for index, words in enumerate(name):
            y = row * down + 14 + index * LINE_HEIGHT
            canvas.text(left, y, words, "text", bold=True)
        frame = Frame(left, top, left + across, top + FIELD, chart.scale, len(chart.slots))
        _panel(canvas, chart, panel, frame, first=column == 0)
    return canvas


def _name_lines(name: str, limit: int) -> list[str]:
    """A name in lines that fit its field; a word that is too long is divided with a hyphen.

    A Swedish compound is best divided after the s that joins its parts.
    """
    words = [part for word in name.split(" ") for part in _divided(word, limit)]
    return textwrap.wrap(" ".join(words), limit, break_long_words=False) or [""]


def _divided(word: str, limit: int) -> list[str]:
    if max(map(len, word.split("-"))) <= limit:
        return [word]
    joint = word.rfind("s", LEAST, min(limit - 1, len(word) - LEAST)) + 1
    cut = joint or min(limit - 1, len(word) - LEAST)
    return [f"{word[:cut]}-", *_divided(word[cut:], limit)]


def _ends(chart: Panels) -> tuple[float, ...]:
    return (chart.scale.ticks[0], chart.scale.ticks[-1])


def _panel(canvas: Canvas, chart: Panels, panel: Panel, frame: Frame, *, first: bool) -> None:
    grid(canvas, frame, labels=first, ticks=_ends(chart))
    slot_labels(canvas, frame, chart.slots, ends_only=True)
    if panel.formed_at is not None:
        x = frame.x(panel.formed_at - 0.5)
        canvas.line([(x, frame.top), (x, frame.bottom)], "quiet", 0.75)
    if panel.behind is not None:
        for segment in segments(panel.behind):
            canvas.line([(frame.x(x), frame.y(value)) for x, value in segment], panel.behind.role, 1.0)
    for segment in segments(panel.line):
        points = [(frame.x(x), frame.y(value)) for x, value in segment]
        if len(points) > 1:
            canvas.line(points, panel.line.role, 2.5)
        else:
            canvas.dot(*points[0], panel.line.role, 6)
    _words(canvas, panel, frame)


def _words(canvas: Canvas, panel: Panel, frame: Frame) -> None:
    """The latest number at the line's end; for an empty slot why it is empty."""
    empty = [point for point in panel.line.points if point.value is None]
    if len(empty) == len(panel.line.points):
        canvas.text(frame.left + 8, frame.bottom - 8, empty[-1].words, "quiet")
        return
    last = panel.line.last
    if last.value is not None:
        canvas.dot(frame.x(last.x), frame.y(last.value), panel.line.role, 6)
        y = frame.y(last.value) - 8
        canvas.text(frame.right, max(y, frame.top - 5), last.text, panel.line.role, "right", bold=True)
    else:
        canvas.text(frame.right, frame.bottom - 8, last.words, "quiet", "right")
    for point in empty:
        if point is not last and not (len(point.sign) > SHORT_SIGN and _said_last(panel, point)):
            _sign(canvas, frame, point)


def _said_last(panel: Panel, point: Point) -> bool:
    """Whether the word at the line's end is said of this slot too: nothing but that lies between them."""
    after = panel.line.points[panel.line.points.index(point) :]
    return all(one.value is None and one.words == point.words for one in after)


def _sign(canvas: Canvas, frame: Frame, point: Point) -> None:
    if not point.sign:
        return
    if len(point.sign) > SHORT_SIGN:
        canvas.text(frame.x(point.x) + 5, frame.bottom - 6, point.sign, "quiet", upright=True)
    else:
        anchor: Anchor = "left" if point.x == 0 else "center"
        canvas.text(frame.x(point.x), frame.bottom - 5, point.sign, "quiet", anchor)
