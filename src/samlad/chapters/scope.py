"""What one chapter knows: the released tables, the run, and the subject that the chapter is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from samlad.chapters.anchors import committee_page, goal_page, origin_anchor, origin_page
from samlad.chapters.cells import Cell, Cells
from samlad.chapters.material import Material, Row, Run
from samlad.chapters.programme import Programme
from samlad.chapters.units import Units
from samlad.errors import ChapterError


@dataclass(frozen=True)
class Scope:
    """A chapter's view of the released tables.

    Attributes:
        subject: a goal id, a committee id, or "" for a chapter about the whole.
    """

    material: Material
    run: Run
    subject: str

    @cached_property
    def cells(self) -> Cells:
        """Released cells and changes."""
        return Cells(self.material)

    @cached_property
    def programme(self) -> Programme:
        """The catalogue."""
        return Programme(self.material)

    @cached_property
    def units(self) -> Units:
        """Committees and companies."""
        return Units(self.material)

    @cached_property
    def delivered(self) -> frozenset[str]:
        """Units that have sent a report for the run's period, and so have a page of their own."""
        return frozenset(row["committee_id"] for row in self.now("deliveries"))

    @cached_property
    def period_end(self) -> str:
        """The last day of the run's period, YYYY-MM-DD."""
        return f"{self.run.year}-{self.material.code('periods', self.run.period).get('ends') or '12-31'}"

    def now(self, name: str) -> tuple[Row, ...]:
        """The rows of a table that are about the run's own year and period."""
        year, period = str(self.run.year), self.run.period
        return tuple(
            row for row in self.material.rows(name) if (row["year"], row["period"]) == (year, period)
        )

    def word(self, key: str, **values: str | int) -> str:
        """One of the reader's words, with the run's year and period in place."""
        return self.material.word(
            key, **{"year": self.run.year, "period_label": self.run.period_label, **values}
        )

    def things(self, kind: str, number: int = 2) -> str:
        """The word for so many indicators or activities, as this report calls them.

        Args:
            kind: `indicator` or `activity`.
        """
        return self.word(f"{kind}_singular" if number == 1 else f"{kind}_plural")

    @property
    def goal(self) -> Row:
        """The goal that the chapter is about."""
        if not any(row["goal_id"] == self.subject for row in self.programme.goals):
            raise ChapterError(f"Kapitlet gäller inget mål: ämnet är «{self.subject}».")
        return self.programme.goal(self.subject)

    @property
    def unit(self) -> Row:
        """The committee or company that the chapter is about."""
        if not self.units.known(self.subject):
            raise ChapterError(
                f"Kapitlet gäller ingen {self.word('unit_or_board')}: ämnet är «{self.subject}»."
            )
        return self.units.row(self.subject)

    def goal_title(self, goal_id: str) -> str:
        """`Mål 1: …`, a goal's number with its text."""
        return f"{self.word('chapter_mal', goal=goal_id)}: {self.programme.goal(goal_id)['text']}"

    def goal_link(self, goal_id: str) -> str:
        """Link to a goal's page; "" when the report has no such chapters."""
        return goal_page(goal_id) if "mal" in self.run.sections else ""

    def origin_link(self, number_id: str, goal_id: str) -> str:
        """Link to where a number comes from; "" when the report has no such pages."""
        known = any(row["goal_id"] == goal_id for row in self.programme.goals)
        there = known and "ursprung" in self.run.sections
        return f"{origin_page(goal_id)}#{origin_anchor(number_id)}" if there else ""

    def origin(self, cell: Cell | None) -> str:
        """Link to where a cell comes from; "" without a cell, and where nothing was asked."""
        if cell is None or not cell.followed:
            return ""
        return self.origin_link(cell.cell_id, self.programme.indicator(cell.indicator_id)["goal_id"])

    def unit_link(self, committee_id: str) -> str:
        """Link to a unit's page; "" when it has none."""
        has_page = "namnd" in self.run.sections and committee_id in self.delivered
        return committee_page(committee_id) if has_page else ""

    @property
    def synthetic(self) -> str:
        """The mark that everything made from training data carries; "" for real data."""
        return self.word("synthetic_mark") if self.run.synthetic else ""
