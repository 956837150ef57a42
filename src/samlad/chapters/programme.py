"""The catalogue as released: goals, conditions, indicators, activities, and who answers for each."""

from __future__ import annotations

from functools import cached_property

from samlad.chapters.material import Material, Row
from samlad.errors import ChapterError


class Programme:
    """Look-ups in the released catalogue; all rows are text, in the order of the catalogue."""

    def __init__(self, material: Material) -> None:
        self._material = material

    @cached_property
    def facts(self) -> dict[str, object]:
        """programme.yaml as released."""
        return dict(self._material.document("programme"))

    @property
    def goals(self) -> tuple[Row, ...]:
        """All goals."""
        return self._material.rows("goals")

    @property
    def indicators(self) -> tuple[Row, ...]:
        """All indicators."""
        return self._material.rows("indicators")

    @property
    def activities(self) -> tuple[Row, ...]:
        """All activities."""
        return self._material.rows("activity_texts")

    def goal(self, goal_id: str) -> Row:
        """One goal."""
        return _one(self.goals, "goal_id", goal_id)

    def indicator(self, indicator_id: str) -> Row:
        """One indicator."""
        return _one(self.indicators, "indicator_id", indicator_id)

    def goal_indicators(self, goal_id: str) -> tuple[Row, ...]:
        """A goal's indicators."""
        return tuple(row for row in self.indicators if row["goal_id"] == goal_id)

    def goal_activities(self, goal_id: str) -> tuple[Row, ...]:
        """A goal's activities."""
        return tuple(row for row in self.activities if row["goal_id"] == goal_id)

    def goal_conditions(self, goal_id: str) -> tuple[Row, ...]:
        """What must be in place for a goal."""
        return tuple(row for row in self._material.rows("conditions") if row["goal_id"] == goal_id)

    @cached_property
    def _responsible(self) -> dict[str, list[str]]:
        result: dict[str, list[str]] = {}
        for row in self._material.rows("responsibilities"):
            result.setdefault(row["item_id"], []).append(row["responsible"])
        return result

    def responsible(self, item_id: str) -> tuple[str, ...]:
        """Committee ids and `kind:<kind>` that answer for an item."""
        return tuple(self._responsible.get(item_id, ()))

    def item_text(self, item_id: str) -> str:
        """An indicator's short text or an activity's text; "" for an id that is not in the catalogue."""
        texts = {
            **{row["indicator_id"]: row["short_text"] for row in self.indicators},
            **{row["activity_id"]: row["text"] for row in self.activities},
        }
        return texts.get(item_id, "")

    @cached_property
    def _answered_by(self) -> dict[str, str]:
        return {row["activity_id"]: row["same_as"] or row["activity_id"] for row in self.activities}

    def answered_by(self, activity_id: str) -> str:
        """The activity through which an activity is answered: itself, or the one it repeats."""
        return self._answered_by.get(activity_id, activity_id)


def _one(rows: tuple[Row, ...], column: str, value: str) -> Row:
    for row in rows:
        if row[column] == value:
            return row
    raise ChapterError(f"«{value}» finns inte bland de släppta tabellerna ({column}).")
