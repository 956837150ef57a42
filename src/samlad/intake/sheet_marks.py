"""What calamine does not tell of a sheet, gathered before it opens the file.

calamine gives `''` for a blank, an error cell and a formula without a stored result alike, and no number
formats. Each form of workbook has a pass of its own that marks them, and bounds which cells are in use
before calamine lays them out. Runs in the reading process; imports nothing heavy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from samlad.intake import bounds
from samlad.intake.refusals import Refused

Mark = Literal["error", "uncalculated", "percent"]
Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass
class SheetMarks:
    """Marks of one sheet by place, and its merged areas as first row and column, last row and column."""

    marks: dict[Place, Mark] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    width: int = 0

    def use(self, row: int, column: int) -> None:
        """A cell is in use.

        Raises:
            Refused: extent, when it lies further out than what is read.
        """
        self.width = max(self.width, column + 1)
        if row >= bounds.MAX_ROWS or self.width > bounds.MAX_COLUMNS:
            raise Refused("extent")
        if (row + 1) * self.width > bounds.MAX_CELLS:
            raise Refused("extent")

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """An area is merged. It may be larger than what is in use: whole rows and columns are often merged.

        Raises:
            Refused: content or extent.
        """
        if last_row < first_row or last_column < first_column:
            raise Refused("content")
        if len(self.merges) >= bounds.MAX_MERGES:
            raise Refused("extent")
        self.merges.append((first_row, first_column, last_row, last_column))

    def covered(self, height: int, width: int) -> tuple[list[Place], dict[Place, int]]:
        """Within the cells in use, those that a merged area covers, and of them those in its first column
        with the row of its top.

        Raises:
            Refused: extent, when areas lie over one another so often that they cannot be real.
        """
        under: list[Place] = []
        spans: dict[Place, int] = {}
        for top, left, bottom, right in self.merges:
            rows, columns = range(top, min(bottom + 1, height)), range(left, min(right + 1, width))
            if len(under) + len(rows) * len(columns) > bounds.MAX_CELLS:
                raise Refused("extent")
            under += [(row, column) for row in rows for column in columns if (row, column) != (top, left)]
            spans |= {(row, left): top for row in rows if row > top and left < width}
        return under, spans
