"""Drawings: no mark at a value that is not shown, no bar too many, no axis that a hidden value explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from samlad.disclosure.attacker.pages.anchored import Fault
from samlad.disclosure.attacker.pages.contexts import item_of
from samlad.disclosure.attacker.pages.knowledge import Allowed
from samlad.disclosure.attacker.pages.numbers import ITEM, YEAR, numbers
from samlad.disclosure.attacker.pages.tree import Node, Page

PAIR = re.compile(r"(-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)")
GRID = "var(--grid"
HEIGHT_OF_TEXT = 5.3
"""How far below its line the text of a tick stands."""

NEAR = 1.5
SLACK = 0.012
"""How far, as a part of the axis, a mark may stand from its value: what rounding and pixels leave."""

AXIS, MARK, BAR = (
    "diagrammets axel förklaras inte av de värden som visas",
    "diagrammet har en markering vid ett värde som inte visas",
    "diagrammet har fler staplar än värden som visas",
)


@dataclass(frozen=True)
class Axis:
    """Heights on the page of two values, and what lies between them."""

    low: tuple[float, float]
    high: tuple[float, float]
    left: float
    right: float

    def value(self, y: float) -> float:
        """The value at a height."""
        (y0, v0), (y1, v1) = self.low, self.high
        return v0 + (y - y0) * (v1 - v0) / (y1 - y0)

    def around(self, x: float, y: float) -> bool:
        """Whether a point lies within it."""
        return self.left - NEAR <= x <= self.right + NEAR and self.high[0] - NEAR <= y <= self.low[0] + NEAR


def marks(page: Page, allowed: Allowed) -> Iterator[Fault]:
    """Drawings about an indicator with hidden rows, held against the figure's own table of values."""
    for figure in page.nodes:
        if figure.name != "figure":
            continue
        shown = [*_shown(figure), *_behind(figure, allowed)]
        for drawing in (node for node in figure.walk() if node.name == "svg"):
            if item_of(drawing, allowed) is not None or _about_hidden(figure, allowed):
                why = _fault(drawing, shown)
                if why:
                    yield drawing, why


def _behind(figure: Node, allowed: Allowed) -> Iterator[float]:
    """Totals of the indicators that a figure names: they may be drawn behind its own lines."""
    for name in set(ITEM.findall(figure.words(without=frozenset({"svg"})))):
        yield from allowed.values.get(name, ())


def _about_hidden(figure: Node, allowed: Allowed) -> bool:
    return any(match in allowed.items for match in ITEM.findall(figure.words(without=frozenset({"svg"}))))


def _shown(figure: Node) -> list[float]:
    """The numbers of the figure's table, and of the lines that its words explain."""
    cells = [node.words() for node in figure.walk() if node.name == "td"]
    words = [node.words() for node in figure.walk() if node.name == "desc"]
    aims = [text.partition("linje: ")[2] for text in words if "linje: " in text]
    bars = [node.words() for node in figure.walk() if node.name == "p"]
    texts = [*cells, *aims, *(text for text in bars if "årsmål" in text.casefold())]
    return [float(number) for text in texts for number in numbers(YEAR.sub(" ", text))]


def _fault(drawing: Node, shown: Sequence[float]) -> str:
    axes = list(_axes(drawing))
    if not axes:
        return BAR if len(list(_boxes(drawing))) > len(shown) else ""
    if any(not _explained(axis, shown) for axis in axes):
        return AXIS
    for x, y in _points(drawing):
        for axis in axes:
            if axis.around(x, y) and not _near(axis, axis.value(y), shown):
                return MARK
    return ""


def _near(axis: Axis, value: float, shown: Iterable[float]) -> bool:
    room = SLACK * (axis.high[1] - axis.low[1])
    return any(abs(value - one) <= room for one in (*shown, axis.low[1], axis.high[1]))


def _explained(axis: Axis, shown: Sequence[float]) -> bool:
    """An axis ends at the round number next to what is shown; 0–100 needs no reason."""
    low, high = axis.low[1], axis.high[1]
    if (low, high) == (0, 100):
        return True
    if not shown:
        return high <= 1
    inside = [one for one in shown if low <= one <= high]
    step = max((high - low) / 2, 10.0 if low else 0.0)
    return bool(inside) and max(inside) > high - step and (low == 0 or min(inside) < low + step)


def _axes(drawing: Node) -> Iterator[Axis]:
    """Grid lines with a number at their height, put together to one axis per field of the drawing."""
    heights = [
        (float(node.attributes.get("y", "nan")) - HEIGHT_OF_TEXT, float(number))
        for node in drawing.walk()
        if node.name == "text"
        for number in numbers(node.words())
        if "text-anchor:end" in node.attributes.get("style", "") and "bold" not in _style(node)
        and re.fullmatch(r"[\d,\s−-]+", node.words().strip())
    ]  # fmt: skip
    fields: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for line in _paths(drawing):
        points = _pairs(line)
        if GRID in _style(line) and len(points) == 2:
            (x0, y), (x1, _) = points
            value = next((value for height, value in heights if abs(height - y) < NEAR), None)
            if value is not None:
                fields.setdefault((x0, x1), []).append((y, value))
    for (left, right), lines in fields.items():
        yield from _fields(left, right, sorted(lines, reverse=True))


def _fields(left: float, right: float, lines: Sequence[tuple[float, float]]) -> Iterator[Axis]:
    """Fields below one another start again at the lowest value."""
    current: list[tuple[float, float]] = []
    for line in lines:
        if current and line[1] <= current[-1][1]:
            if len(current) > 1:
                yield Axis(current[0], current[-1], left, right)
            current = []
        current.append(line)
    if len(current) > 1:
        yield Axis(current[0], current[-1], left, right)


def _points(drawing: Node) -> Iterator[tuple[float, float]]:
    """Places of all marks and of all corners of lines, but those of the grid."""
    for node in drawing.walk():
        if node.name == "use":
            yield float(node.attributes.get("x", "nan")), float(node.attributes.get("y", "nan"))
        if node.name in ("circle", "ellipse"):
            yield float(node.attributes.get("cx", "nan")), float(node.attributes.get("cy", "nan"))
    for line in _paths(drawing):
        if GRID not in _style(line):
            yield from _pairs(line)


def _boxes(drawing: Node) -> Iterator[Node]:
    """Filled shapes and rectangles: bars."""
    for node in drawing.walk():
        closed = (
            node.name == "path" and "z" in node.attributes.get("d", "") and "fill:none" not in _style(node)
        )
        if node.name == "rect" or (closed and node.above("defs") is None):
            yield node


def _paths(drawing: Node) -> Iterator[Node]:
    """Lines; the shapes of marks are drawn where they are used."""
    return (node for node in drawing.walk() if node.name == "path" and node.above("defs") is None)


def _pairs(path: Node) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in PAIR.findall(path.attributes.get("d", ""))]


def _style(node: Node) -> str:
    return node.attributes.get("style", "")
