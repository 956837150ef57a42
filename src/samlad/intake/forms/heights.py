"""How high a row must be for its printed texts: no program computes it for a workbook that another wrote.

LibreOffice trusts the heights of what says that it comes from Excel, and prints wrapped lines over one
another where there are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

LINE = 15.0
"""Points of a line of the body font."""
OPEN_LINES = 3
"""Lines of a cell that is to be filled with running text."""


def row_height(texts: Sequence[tuple[str, float]], lines: int = 1) -> float | None:
    """Points for the highest of some texts, each with its column's width in characters; None for one line.

    Args:
        lines: at least so many.
    """
    needed = max([lines, *(_lines(text, width) for text, width in texts)])
    return LINE * needed if needed > 1 else None


def _lines(text: str, width: float) -> int:
    # A column's width counts digits, and letters are a little narrower.
    return sum(max(1, ceil(len(part) / (1.1 * width))) for part in text.split("\n"))
