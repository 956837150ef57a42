"""The field that values are drawn in: where a slot and a value lie, its grid, its unbroken runs."""

from __future__ import annotations

from dataclasses import dataclass

from samlad import swedish
from samlad.chapters.charts import Line, Scale
from samlad.chapters.drawing.canvas import Anchor, Canvas


@dataclass(frozen=True)
class Frame:
    """A field in px, from its upper left corner, for `slots` slots on a scale."""

    left: float
    top: float
    right: float
    bottom: float
    scale: Scale
    slots: int

    def x(self, slot: float) -> float:
        """Where a slot lies; a single one in the middle."""
        if self.slots < 2:
            return (self.left + self.right) / 2
        return self.left + 8 + slot / (self.slots - 1) * (self.right - self.left - 16)

    def y(self, value: float) -> float:
        """How far down a value lies."""
        share = (value - self.scale.lower) / (self.scale.upper - self.scale.lower)
        return self.bottom - share * (self.bottom - self.top)


def grid(canvas: Canvas, frame: Frame, *, labels: bool = True, ticks: tuple[float, ...] = ()) -> None:
    """Light lines across, with their numbers to the left."""
    for tick in ticks or frame.scale.ticks:
        y = frame.y(tick)
        canvas.line([(frame.left, y), (frame.right, y)], "grid", 0.75)
        if labels:
            decimals = 0 if float(tick).is_integer() else 1
            canvas.text(frame.left - 6, y + 5, swedish.number(tick, decimals), "quiet", "right")


def slot_labels(canvas: Canvas, frame: Frame, slots: tuple[str, ...], *, ends_only: bool = False) -> None:
    """The years below the field: all of them, or where they would touch the first and the last."""
    room = (frame.right - frame.left) / max(1, len(slots) - 1)
    crowded = ends_only or room < 8.0 * max(len(slot) for slot in slots)
    for number, slot in enumerate(slots):
        if crowded and number not in (0, len(slots) - 1):
            continue
        anchor: Anchor = "center"
        if ends_only and len(slots) > 1:
            anchor = "left" if number == 0 else "right"
        canvas.text(frame.x(number), frame.bottom + 20, slot, "quiet", anchor)


def segments(line: Line) -> list[list[tuple[int, float]]]:
    """Unbroken runs of (slot, value): a gap or a new definition is never bridged, nor drawn as zero."""
    runs: list[list[tuple[int, float]]] = [[]]
    for point in line.points:
        if point.value is None or point.breaks:
            runs.append([])
        if point.value is not None:
            runs[-1].append((point.x, point.value))
    return [run for run in runs if run]
