"""A sheet to draw on in px from its upper left corner, with matplotlib behind it.

Axes are not used: a few lines and words placed by ourselves give a small SVG, and the same bytes always.
Type is measured by no one: texts are anchored left, right or in the middle, and widths are estimated.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

COLOURS = {
    "text": "#333333",
    "quiet": "#595959",
    "link": "#00549b",
    "kvinnor": "#5d237d",
    "man": "#b92f00",
    "grid": "#d9d9d6",
    "ground": "#ffffff",
}
"""Colours by use, as on a light ground; each becomes a CSS variable of that name (LOOK, Colours)."""

SIZE = 14
LINE_HEIGHT = 17
CHARACTER = 7.4
"""Type size, line height and a wide estimate of a character, all in px."""

Anchor = Literal["left", "center", "right"]
DASHES = (0.0, (5.0, 4.0))


class Canvas:
    """A sheet of `width` by `height` px."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self._figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        self._figure.patch.set_visible(False)
        self._canvas = FigureCanvasSVG(self._figure)

    def line(
        self, points: Sequence[tuple[float, float]], role: str, width: float = 1.0, *, dashed: bool = False
    ) -> None:
        """A line through the points."""
        self._add(
            Line2D(
                [x for x, _ in points],
                [self.height - y for _, y in points],
                color=COLOURS[role],
                linewidth=width,
                linestyle=DASHES if dashed else "solid",
                solid_capstyle="round",
                solid_joinstyle="round",
            )
        )

    def dot(self, x: float, y: float, role: str, size: float = 6.0) -> None:
        """A round mark."""
        colour = COLOURS[role]
        self._add(
            Line2D([x], [self.height - y], color=colour, marker="o", markersize=size, markeredgecolor=colour)
        )

    def box(self, left: float, top: float, width: float, height: float, role: str) -> None:
        """A filled rectangle."""
        corner = (left, self.height - top - height)
        self._add(Rectangle(corner, width, height, facecolor=COLOURS[role], edgecolor="none"))

    def text(
        self, x: float, y: float, words: str, role: str = "text", anchor: Anchor = "left", *,
        bold: bool = False, upright: bool = False,
    ) -> None:  # fmt: skip
        """One line of text on the baseline `y`; `upright` runs from below upwards."""
        self._add(
            Text(
                x,
                self.height - y,
                words,
                color=COLOURS[role],
                fontsize=SIZE,
                fontweight="bold" if bold else "normal",
                horizontalalignment=anchor,
                verticalalignment="baseline",
                rotation=90 if upright else 0,
                rotation_mode="anchor",
                parse_math=False,
            )
        )

    def svg(self) -> str:
        """The sheet as an SVG document, free of clock, chance and the machine's own settings."""
        stream = io.StringIO()
        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            matplotlib.rcParams.update(
                {"svg.fonttype": "none", "svg.hashsalt": "samlad", "path.simplify": False}
            )
            self._canvas.print_svg(stream, metadata={"Date": None, "Creator": None})
        return stream.getvalue()

    def _add(self, artist: Line2D | Rectangle | Text) -> None:
        artist.set_transform(IdentityTransform())
        artist.set_clip_on(False)
        self._figure.add_artist(artist)


def width_of(words: str) -> float:
    """A wide estimate of a text's width in px."""
    return len(words) * CHARACTER
