"""Published series as figures: only values that the source gives as one number of one year are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from samlad import swedish
from samlad.chapters.charts import Line, LineChart, Panel, Panels, Point, numbers, scale
from samlad.chapters.comparison_series import Group, Series, Value
from samlad.chapters.figure import Figure
from samlad.chapters.figure_data import line_table
from samlad.chapters.origin_links import series_link
from samlad.chapters.scope import Scope
from samlad.chapters.series import ROLES
from samlad.chapters.wording import capital

LEAST_YEARS = 3
"""Fewer years than this are read as easily in the table."""

OTHER_ROLES = ("text", "link", "quiet")
NOTHING = "inget värde"


def group_figure(scope: Scope, group: Group) -> Figure | None:
    """A group's series over time: lines, or small multiples when there are many; None for short series."""
    drawable = [series for series in group.series if len(_exact(series)) >= LEAST_YEARS]
    if not drawable:
        return None
    years = [int(value.row["year"]) for series in drawable for value in _exact(series)]
    span = range(min(years), max(years) + 1)
    roles = _roles(drawable)
    slots = tuple(str(year) for year in span)
    lines = [
        _line(series, role or "link", span, series_link(scope, series.row))
        for series, role in zip(drawable, roles, strict=True)
    ]
    axis = scale(numbers(lines), group.unit)
    chart: LineChart | Panels
    if all(roles):
        chart = LineChart(slots, tuple(lines), axis, group.unit)
    else:
        chart = Panels(slots, tuple(Panel(line.name, line) for line in lines), axis, group.unit)
    return _figure(scope, group, drawable, chart)


def _figure(scope: Scope, group: Group, drawable: Sequence[Series], chart: LineChart | Panels) -> Figure:
    breaks = any(value.breaks for series in drawable for value in _exact(series))
    words = scope.word("comparison_break")
    anchor = f"{group.anchor}-diagram"
    notes = [axis for axis in (chart.scale.said,) if axis]
    if breaks:
        notes.append(f"Avbrott i linjen: {words}.")
    return Figure(
        anchor=anchor,
        title=_title(group, drawable, words),
        subtitle=f"{capital(group.unit)}, {swedish.years(int(chart.slots[0]), int(chart.slots[-1]))}",
        chart=chart,
        data=line_table(f"{anchor}-data", f"{group.title}, {group.unit}", chart),
        details_label=scope.word("figure_data_label"),
        source=f"{', '.join(part for part in group.source if part)}.",
        notes=tuple(notes),
    )


def _title(group: Group, drawable: Sequence[Series], break_words: str) -> str:
    """First and last value of one series, the last of several; after a new definition only the last."""
    if len(drawable) > 1:
        latest = "; ".join(f"{one.name} {_at(group, _exact(one)[-1])}" for one in drawable)
        return f"{group.title}: {latest}"
    values = _exact(drawable[0])
    first, last = values[0], values[-1]
    if any(value.breaks for value in values):
        return f"{group.title}: {_at(group, last)} ({break_words})"
    return f"{group.title}: {_at(group, first)} och {_at(group, last)}"


def _at(group: Group, value: Value) -> str:
    return f"{value.text}{' procent' if group.unit == 'procent' else ''} år {value.year}"


def _exact(series: Series) -> list[Value]:
    return [value for value in series.current if value.number is not None and value.row["year"].isdecimal()]


def _roles(series: Sequence[Series]) -> list[str]:
    """A colour for each series: a sex has its own, others one of three; "" when there are too many."""
    codes = [one.row["sex"] for one in series]
    if any(codes.count(code) > 1 for code in ROLES):
        codes = [""] * len(codes)
    if sum(code not in ROLES for code in codes) > len(OTHER_ROLES):
        return [""] * len(codes)
    free = iter(OTHER_ROLES)
    return [ROLES[code] if code in ROLES else next(free) for code in codes]


def _line(series: Series, role: str, span: range, href: str) -> Line:
    by_year = {int(value.row["year"]): value for value in _exact(series)}
    points = [_point(slot, by_year.get(year), href) for slot, year in enumerate(span)]
    return Line(series.name or series.row["title"], role, tuple(points))


def _point(slot: int, value: Value | None, href: str) -> Point:
    if value is None:
        return Point(slot, None, "", NOTHING, "")
    return Point(slot, value.number, value.text, breaks=value.breaks, href=href)
