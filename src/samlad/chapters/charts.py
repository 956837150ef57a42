"""What a figure shows, as data: lines, bars and small multiples. Drawing and describing both read this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samlad import swedish

CLOSE = 20.0
"""Shares keep the axis 0-100 unless all values lie within this many percentage points (LOOK, Figures)."""


@dataclass(frozen=True)
class Point:
    """One value of a series; without a number, `words` says why (`saknas`, `redovisas inte`).

    Attributes:
        x: the slot, counted from 0.
        text: the number as the reader sees it.
        sign: the sign of `words`, for places where the words have no room.
        breaks: whether the definition changed before this value, so that no line leads to it.
        href: where the figure's table leads from the value.
    """

    x: int
    value: float | None
    text: str
    words: str = ""
    sign: str = ""
    breaks: bool = False
    href: str = ""


@dataclass(frozen=True)
class Line:
    """A series; `role` is its colour's use: text, quiet, link, kvinnor, man."""

    name: str
    role: str
    points: tuple[Point, ...]

    @property
    def last(self) -> Point:
        """The point of the latest slot."""
        return self.points[-1]


@dataclass(frozen=True)
class Scale:
    """An axis of values; `said` is the note it needs when it does not go from 0 to 100."""

    lower: float
    upper: float
    ticks: tuple[float, ...]
    said: str = ""


@dataclass(frozen=True)
class LineChart:
    """Lines over time. `slots` are the years' labels; `target` is (value, words) of a dashed line."""

    slots: tuple[str, ...]
    lines: tuple[Line, ...]
    scale: Scale
    unit: str
    target: tuple[float, str] | None = None
    formed_at: int | None = None

    def values(self) -> list[float]:
        """Every number in the chart."""
        return numbers(self.lines)


@dataclass(frozen=True)
class Bar:
    """One bar; `target` is a mark of its own aim, `href` where the figure's table leads from it."""

    name: str
    value: float | None
    text: str
    words: str = ""
    role: str = "text"
    target: float | None = None
    href: str = ""


@dataclass(frozen=True)
class BarChart:
    """Bars from zero. `reference` is (value, words) of a thin line through all bars."""

    bars: tuple[Bar, ...]
    scale: Scale
    unit: str
    reference: tuple[float, str] | None = None


@dataclass(frozen=True)
class Panel:
    """One small multiple: its name, the unit's line, and the whole's line behind it."""

    name: str
    line: Line
    behind: Line | None = None
    formed_at: int | None = None


@dataclass(frozen=True)
class Panels:
    """Small multiples on one scale."""

    slots: tuple[str, ...]
    panels: tuple[Panel, ...]
    scale: Scale
    unit: str


Chart = LineChart | BarChart | Panels


def numbers(lines: Iterable[Line]) -> list[float]:
    """Every number of some lines."""
    return [point.value for line in lines for point in line.points if point.value is not None]


def scale(values: Iterable[float], unit: str, *, from_zero: bool = False) -> Scale:
    """The axis for values of a unit: shares 0-100 unless they lie close, else from 0 to a round number."""
    known = list(values) or [0.0]
    if unit == "procent":
        within = max(known) - min(known) <= CLOSE and not from_zero
        return _close(min(known), max(known)) if within else Scale(0, 100, (0, 25, 50, 75, 100))
    upper, step = _round(max(known))
    return Scale(min(0.0, *known), upper, _ticks(0.0, upper, step))


def _close(low: float, high: float) -> Scale:
    lower = low // 10 * 10
    upper = min(max(-(-high // 10) * 10, lower + 10), max(100.0, -(-high // 10) * 10))
    lower = min(lower, upper - 10)
    if (lower, upper) == (0, 100):
        return Scale(0, 100, (0, 25, 50, 75, 100))
    said = f"Axeln går från {swedish.number(lower)} till {swedish.number(upper)} procent."
    return Scale(lower, upper, _ticks(lower, upper, 5 if upper - lower <= 20 else 10), said)


def _round(high: float) -> tuple[float, float]:
    """A round upper end and a step that gives at most six lines."""
    step = 1.0
    sizes = [size * 10.0**power for power in range(-2, 8) for size in (1, 2, 5)]
    for step in sizes:
        if step * 5 >= high:
            break
    steps = max(1, int(-(-high // step)))
    return step * steps, step


def _ticks(lower: float, upper: float, step: float) -> tuple[float, ...]:
    return tuple(lower + step * number for number in range(round((upper - lower) / step) + 1))
