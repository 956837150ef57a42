"""Lines over time: labels at the lines' ends, a dashed aim, empty slots that say why they are empty."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from samlad import swedish
from samlad.chapters.charts import Line, LineChart
from samlad.chapters.drawing.canvas import LINE_HEIGHT, Anchor, Canvas, width_of
from samlad.chapters.drawing.frame import Frame, grid, segments, slot_labels

NARROW_BELOW = 500
ROOM_FOR_WORDS = 100.0
"""Width of a slot, in px, in which `redovisas inte` can stand lying down."""


@dataclass(frozen=True)
class EndLabel:
    """What stands at a line's end: one or two lines of text at a wanted height."""

    lines: tuple[str, ...]
    role: str
    y: float


def draw(chart: LineChart, width: int) -> Canvas:
    """The chart on a sheet of that width."""
    narrow = width < NARROW_BELOW
    names = [words for line in chart.lines for words in _end_words(line, narrow)]
    right = max(map(width_of, names), default=0.0) + 18
    left = max(width_of(swedish.number(tick)) for tick in chart.scale.ticks) + 10
    canvas = Canvas(width, 280 if narrow else 300)
    frame = Frame(left, 22, width - right, canvas.height - 30, chart.scale, len(chart.slots))
    grid(canvas, frame)
    slot_labels(canvas, frame, chart.slots)
    if chart.formed_at is not None:
        x = frame.x(chart.formed_at - 0.5)
        canvas.line([(x, frame.top), (x, frame.bottom)], "quiet", 0.75)
    for line in chart.lines:
        _series(canvas, frame, line)
    _gaps(canvas, frame, chart)
    _target(canvas, frame, chart)
    _end_labels(canvas, frame, chart, narrow)
    return canvas


def _series(canvas: Canvas, frame: Frame, line: Line) -> None:
    for segment in segments(line):
        points = [(frame.x(x), frame.y(value)) for x, value in segment]
        if len(points) > 1:
            canvas.line(points, line.role, 2.25)
        for x, y in points:
            canvas.dot(x, y, line.role, 6)


def _target(canvas: Canvas, frame: Frame, chart: LineChart) -> None:
    if chart.target is None:
        return
    value, words = chart.target
    y = frame.y(value)
    canvas.line([(frame.left, y), (frame.right, y)], "text", 1.25, dashed=True)
    canvas.text(frame.left + 4, y - 5, words)


def _gaps(canvas: Canvas, frame: Frame, chart: LineChart) -> None:
    """Words in the slots that have no number; once for slots in a row that lack theirs for one reason."""
    room = (frame.right - frame.left) / max(1, len(chart.slots) - 1)
    for said, run in groupby(range(len(chart.slots) - 1), key=lambda slot: _said(chart, slot)):
        slots = list(run)
        x = (frame.x(slots[0]) + frame.x(slots[-1])) / 2
        for number, (text, role) in enumerate(said):
            if room * len(slots) >= ROOM_FOR_WORDS:
                anchor: Anchor = "left" if slots == [0] else "center"
                canvas.text(x, frame.bottom - 6 - number * LINE_HEIGHT, text, role, anchor)
            else:
                canvas.text(x + 5 + number * LINE_HEIGHT, frame.bottom - 6, text, role, upright=True)


def _said(chart: LineChart, slot: int) -> list[tuple[str, str]]:
    """What stands in a slot, with its colour: one word where no line has a number and all say the same."""
    empty = [(line, point) for line in chart.lines for point in line.points
             if point.x == slot and point.value is None]  # fmt: skip
    words = [(point.words, line.role) for line, point in empty]
    if len(empty) == len(chart.lines) and len({text for text, _ in words}) == 1:
        return [(words[0][0], "quiet")]
    return words


def _end_words(line: Line, narrow: bool) -> tuple[str, ...]:
    value = line.last.text if line.last.value is not None else line.last.words
    if line.last.value is None:
        return (line.name, *value.split(" ", 1)) if narrow else (line.name, value)
    return (line.name, value) if narrow else (f"{line.name} {value}",)


def _end_labels(canvas: Canvas, frame: Frame, chart: LineChart, narrow: bool) -> None:
    labels = [EndLabel(_end_words(line, narrow), line.role, _end_height(frame, line)) for line in chart.lines]
    for label, y in spread(labels, frame.top, frame.bottom):
        for number, words in enumerate(label.lines):
            canvas.text(frame.right + 10, y + number * LINE_HEIGHT, words, label.role, bold=number == 0)


def _end_height(frame: Frame, line: Line) -> float:
    known = [point.value for point in line.points if point.value is not None]
    return frame.y(known[-1]) + 5 if known else frame.bottom


def spread(labels: list[EndLabel], top: float, bottom: float) -> list[tuple[EndLabel, float]]:
    """Heights of the labels' first lines, moved apart so that none covers another, within the frame."""
    placed: list[tuple[EndLabel, float]] = []
    floor = top
    for label in sorted(labels, key=lambda label: label.y):
        y = max(label.y - (len(label.lines) - 1) * LINE_HEIGHT / 2, floor)
        placed.append((label, y))
        floor = y + len(label.lines) * LINE_HEIGHT + 2
    ceiling = bottom + LINE_HEIGHT
    for index in range(len(placed) - 1, -1, -1):
        label, y = placed[index]
        y = min(y, ceiling - len(label.lines) * LINE_HEIGHT)
        placed[index] = (label, y)
        ceiling = y - 2
    return placed
