"""What was hidden, and what another choice of tables would show: for the utredare alone, without values.

Protection is also a choice of tables. Each alternative is protected anew, for the report's own period by
itself: sums with earlier years and editions are left out, so its figures are a forecast and not a promise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from samlad.cells import SHOWN, SUPPRESSED, Cell, from_frame
from samlad.disclosure.complementary import complementary
from samlad.disclosure.method import method_of
from samlad.disclosure.plan import planned
from samlad.disclosure.primary import primary
from samlad.disclosure.published import of_cells
from samlad.disclosure.rounding import Rounding, rounded_plans
from samlad.disclosure.rules import Rules
from samlad.errors import DisclosureError
from samlad.params import ReportParams
from samlad.reference import Reference
from samlad.stages import Measured, Protected


@dataclass(frozen=True)
class Option:
    """One choice of tables: rows with a number, how many of them are hidden, and the weight of the others."""

    name: str
    rows: int
    hidden: int
    weight: int

    @property
    def shown(self) -> int:
        """How many rows have a number that is shown."""
        return self.rows - self.hidden


@dataclass(frozen=True)
class Choice:
    """An indicator with hidden rows: as it is now, and the alternatives that are other tables than that."""

    indicator_id: str
    text: str
    now: Option
    others: tuple[Option, ...]

    @property
    def best(self) -> Option:
        """The one that shows the greatest weight; what is now, where nothing shows more."""
        return max((self.now, *self.others), key=lambda option: option.weight)


WITHOUT_AGE, WITHOUT_SEX, KINDS, CITY_ALONE = "utan_alder", "utan_kon", "slag", "bara_staden"
ALTERNATIVES: dict[str, Callable[[Cell], bool]] = {
    WITHOUT_AGE: lambda cell: cell.split != "age",
    WITHOUT_SEX: lambda cell: cell.split != "sex",
    KINDS: lambda cell: cell.area != "committee",
    CITY_ALONE: lambda cell: cell.area == "stad" and cell.whole,
}
"""Which rows each alternative has; where committees are grouped, every kind of them has its row."""


def choices(
    measured: Measured,
    protected: Protected,
    reference: Reference,
    params: ReportParams,
    period: str,
    *,
    key: bytes,
) -> tuple[Choice, ...]:
    """The indicators that have hidden rows in the report's own period, in the catalogue's order."""
    now = _of_period(protected.cells, params.year, period)
    everything = _of_period(measured.cells, params.year, period)
    plan = planned(everything, reference.programme)
    exempted = frozenset(one["cell_id"] for one in protected.record.public.get("exceptions", ()))
    at = _Desk(reference, params, Rules.of(reference), key, exempted)
    found = []
    for indicator in reference.programme.indicators.values():
        name = indicator.indicator_id
        rows = [cell for cell in now if cell.indicator_id == name and cell.status in (SHOWN, SUPPRESSED)]
        if not any(cell.status == SUPPRESSED for cell in rows):
            continue
        hidden = {cell.cell_id for cell in rows if cell.status == SUPPRESSED}
        ours = [cell for cell in plan if cell.indicator_id == name]
        kinds = [
            cell for cell in everything if cell.indicator_id == name and cell.area == "kind" and cell.whole
        ]
        others = tuple(at.others(ours, kinds))
        found.append(Choice(name, indicator.short_text, at.option("", rows, hidden), others))
    return tuple(found)


def own_hidden(own: pd.DataFrame, year: int, period: str) -> tuple[int, int]:
    """How many rows of own indicators are hidden in a period, and how many there are with a number."""
    rows = own[(own["year"] == year) & (own["period"] == period)]
    hidden = int((rows["status"] == SUPPRESSED).sum())
    return hidden, hidden + int((rows["status"] == SHOWN).sum())


def _of_period(frame: pd.DataFrame, year: int, period: str) -> list[Cell]:
    return from_frame(frame[(frame["year"] == year) & (frame["period"] == period)])


@dataclass(frozen=True)
class _Desk:
    reference: Reference
    params: ReportParams
    rules: Rules
    key: bytes
    exempted: frozenset[str]

    def others(self, plan: Sequence[Cell], kinds: Sequence[Cell]) -> Iterator[Option]:
        """The alternatives that are other tables than the plan's, each protected anew."""
        for name, keeps in ALTERNATIVES.items():
            kept = [cell for cell in plan if keeps(cell)]
            if name == KINDS:
                kept += [cell for cell in kinds if cell not in kept]
            if not kept or {cell.key for cell in kept} == {cell.key for cell in plan}:
                continue
            hidden = self._hidden(kept)
            if hidden is not None:
                yield self.option(name, [cell for cell in kept if cell.status == SHOWN], hidden)

    def option(self, name: str, rows: Sequence[Cell], hidden: Iterable[str]) -> Option:
        """Rows counted and weighed."""
        gone = set(hidden)
        shown = [cell for cell in rows if cell.cell_id not in gone]
        weight = sum(self.rules.weights.of(cell.committee_id, whole=cell.whole) for cell in shown)
        return Option(name, len(rows), len(rows) - len(shown), weight)

    def _hidden(self, cells: Sequence[Cell]) -> set[str] | None:
        """The rows that would be hidden; None where these tables can't be protected at all."""
        programme, method = self.reference.programme, method_of(self.reference, self.params)
        small = self._allowed(primary(cells, self.rules, programme))
        rows = list(of_cells(cells, small, self.exempted, self.rules, self.reference))
        try:
            solved = complementary(rows, self.reference, self.rules.k, self.key, method=method)
            if method.rounds:
                must = self._allowed(primary(cells, self.rules, programme, method))
                rounding = Rounding(method, frozenset(must), self.exempted)
                solved, small = rounded_plans(solved, rounding, self.rules.k, self.key), must
        except DisclosureError:
            return None
        return {*small, *(name for one in solved for name in one.hidden)}

    def _allowed(self, rules: dict[str, str]) -> dict[str, str]:
        return {name: rule for name, rule in rules.items() if name not in self.exempted}
