"""The years of a series, as an indicator has them: the run's own period, and the whole year before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samlad.chapters.cells import ALL_AGES, CITY, TOTAL, Cell
from samlad.chapters.scope import Scope


@dataclass(frozen=True)
class Occasion:
    """One year and period of a series."""

    year: int
    period: str
    label: str


def occasions(scope: Scope, indicator_id: str) -> tuple[Occasion, ...]:
    """Each year of the run's series with the period shown for it.

    An earlier year has the run's own period where it is known, else its last one; then the label says
    which. A year that no cell speaks of has no slot: the indicator was not yet in the programme.
    """
    cells = scope.cells.of(indicator_id)
    found = [(year, _period(scope, cells, year)) for year in scope.run.years]
    pairs = [(year, period) for year, period in found if period]
    mixed = len({period for _, period in pairs}) > 1
    return tuple(Occasion(year, period, f"{year} {period}" if mixed else str(year)) for year, period in pairs)


def _period(scope: Scope, cells: Iterable[Cell], year: int) -> str:
    order = [row["code"] for row in scope.material.codes("periods")]
    periods = {cell.period for cell in cells if cell.year == year}
    if year == scope.run.year or scope.run.period in periods:
        return scope.run.period if scope.run.period in periods else ""
    return max(periods, key=order.index, default="")


def comparable(series: Iterable[Occasion], period: str) -> tuple[Occasion, ...]:
    """Those occasions that may stand on one line: of one and the same period."""
    return tuple(occasion for occasion in series if occasion.period == period)


def latest(
    scope: Scope, indicator_id: str, area: str, sex: str = TOTAL, age_group: str = ALL_AGES
) -> Cell | None:
    """The cell of the run's own year and period."""
    return scope.cells.get(indicator_id, area, scope.run.year, scope.run.period, sex, age_group)


def areas(scope: Scope, indicator_id: str) -> tuple[str, ...]:
    """Units with a duty that have a cell of their own in any year shown, alphabetically.

    One to which the indicator has never applied, such as one that lacks the role, is not among them.
    """
    return _units(scope, indicator_id, extra=False)


def extra_areas(scope: Scope, indicator_id: str) -> tuple[str, ...]:
    """Units that have answered beyond their duty: shown apart, in no total (beslut 12)."""
    due = areas(scope, indicator_id)
    return tuple(area for area in _units(scope, indicator_id, extra=True) if area not in due)


def unit_by_unit(scope: Scope, indicator_id: str) -> bool:
    """Whether there is more to tell than the whole says: several units, or one and no whole."""
    listed = (*areas(scope, indicator_id), *extra_areas(scope, indicator_id))
    return len(listed) > 1 or bool(listed and not has_whole(scope, indicator_id))


def has_whole(scope: Scope, indicator_id: str) -> bool:
    """Whether the table plan has the whole, and so a table of its own."""
    return any(cell.committee_id == CITY for cell in scope.cells.of(indicator_id))


def _units(scope: Scope, indicator_id: str, *, extra: bool) -> tuple[str, ...]:
    return scope.units.in_order(
        cell.committee_id
        for cell in scope.cells.of(indicator_id)
        if scope.units.known(cell.committee_id)
        and cell.year in scope.run.years
        and cell.extra == extra
        and cell.status != "not_applicable"
    )


def current_areas(scope: Scope, indicator_id: str) -> tuple[str, ...]:
    """Those of the units that still exist at the end of the run's period."""
    return tuple(
        area
        for area in areas(scope, indicator_id)
        if not "" < scope.units.row(area)["valid_to"] < scope.period_end
    )
