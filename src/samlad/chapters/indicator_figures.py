"""An indicator's figures: the whole over time, and unit by unit as small multiples or bars."""

from __future__ import annotations

from collections.abc import Sequence

from samlad.chapters.anchors import indicator_anchor
from samlad.chapters.caution import answers_note, merger_notes, small_base, unit_bases
from samlad.chapters.cells import CITY, Cell
from samlad.chapters.charts import Bar, BarChart, Line, LineChart, Panel, Panels, numbers, scale
from samlad.chapters.disclosure_record import rounding_note
from samlad.chapters.figure import Figure
from samlad.chapters.figure_data import bar_table, line_table
from samlad.chapters.findings import finding, units_finding
from samlad.chapters.indicator_tables import unit_words, years_words
from samlad.chapters.material import Row
from samlad.chapters.occasions import Occasion, current_areas, latest
from samlad.chapters.scope import Scope
from samlad.chapters.series import city_lines, has_values, line, series, status_words
from samlad.chapters.signs import bare
from samlad.chapters.targets import city_target, target
from samlad.chapters.units import Who

SHARES = ("andel", "ja_nej")


def city_figure(scope: Scope, indicator: Row) -> Figure | None:
    """The whole and its sexes over time; None where the whole has no number at all."""
    slots = series(scope, indicator["indicator_id"])
    lines = city_lines(scope, indicator["indicator_id"], slots) if slots else ()
    if not has_values(lines, 2):
        return _sexes(scope, indicator, lines, slots)
    aim = city_target(scope, indicator["indicator_id"])
    values = [*numbers(lines), *([aim.value] if aim is not None else [])]
    chart = LineChart(
        slots=tuple(slot.label for slot in slots),
        lines=lines,
        scale=scale(values, chart_unit(indicator)),
        unit=unit_words(indicator),
        target=(aim.value, f"Årsmål {aim.text}") if aim is not None else None,
    )
    notes = [chart.scale.said, small_base(scope, indicator), answers_note(scope, indicator)]
    return figure(scope, indicator, "diagram", finding(scope, indicator), chart, slots, notes)


def _sexes(scope: Scope, indicator: Row, lines: Sequence[Line], slots: Sequence[Occasion]) -> Figure | None:
    """The first year has no line to draw: bars, where there is more than one number to compare."""
    shown = [one for one in lines if one.last.value is not None]
    if len(shown) < 2:
        return None
    bars = tuple(
        Bar(one.name, one.last.value, one.last.text, one.last.words, one.role, href=one.last.href)
        for one in lines
    )
    values = [one.last.value for one in shown if one.last.value is not None]
    chart = BarChart(bars, scale(values, chart_unit(indicator), from_zero=True), unit_words(indicator))
    notes = [small_base(scope, indicator)]
    return figure(scope, indicator, "diagram", finding(scope, indicator), chart, slots[-1:], notes)


def unit_figure(scope: Scope, indicator: Row) -> Figure | None:
    """Unit by unit: small multiples over time, bars when there is one year only, nothing for yes and no."""
    areas = current_areas(scope, indicator["indicator_id"])
    if indicator["kind"] == "ja_nej" or len(areas) < 2:
        return None
    slots = series(scope, indicator["indicator_id"])
    lines = [
        line(scope, indicator["indicator_id"], area, slots, scope.units.short(area), "link") for area in areas
    ]
    if has_values(lines, 2):
        return _panels(scope, indicator, areas, lines, slots)
    return _bars(scope, indicator, areas, slots) if has_values(lines) else None


def figure(
    scope: Scope, indicator: Row, name: str, title: str, chart: LineChart | BarChart | Panels,
    slots: Sequence[Occasion], notes: Sequence[str],
) -> Figure:  # fmt: skip
    """A figure about an indicator, with its data, its source and the mark of training data."""
    anchor = f"{indicator_anchor(indicator['indicator_id'])}-{name}"
    caption = f"{indicator['short_text']}, {unit_words(indicator)}"
    if isinstance(chart, BarChart):
        data = bar_table(f"{anchor}-data", caption, chart)
    else:
        data = line_table(f"{anchor}-data", caption, chart)
    return Figure(
        anchor=anchor,
        title=title,
        subtitle=f"{caption}, {who_words(scope, indicator)}",
        chart=chart,
        data=data,
        details_label=scope.word("figure_data_label"),
        source=source_words(scope, slots),
        notes=tuple(
            note for note in (*notes, rounding_note(scope, about_persons=indicator["about_persons"])) if note
        ),
        synthetic=scope.synthetic,
    )


def chart_unit(indicator: Row) -> str:
    """The unit that decides the axis: shares in per cent keep theirs."""
    return "procent" if indicator["kind"] in SHARES else indicator["value_unit"]


def who_words(scope: Scope, indicator: Row) -> str:
    """Whom the numbers are from: those who answer for the indicator."""
    return scope.units.responsible_words(scope.programme.responsible(indicator["indicator_id"]))


def source_words(scope: Scope, slots: Sequence[Occasion]) -> str:
    """Where the numbers come from, without the leading word, and for which years."""
    text = scope.word("source_reported").removeprefix("Källa:").strip().rstrip(".")
    return f"{text}. År: {years_words(slots)}."


def _panels(
    scope: Scope, indicator: Row, areas: Sequence[str], lines: Sequence[Line], slots: Sequence[Occasion]
) -> Figure:
    city = line(scope, indicator["indicator_id"], CITY, slots, scope.word("city_series"), "text")
    behind = city if indicator["kind"] != "antal" and has_values([city]) else None
    values = numbers([*lines, *([behind] if behind is not None else [])])
    panels = [
        Panel(one.name, one, behind, formed_slot(scope, area, slots))
        for area, one in zip(areas, lines, strict=True)
    ]
    chart = Panels(
        slots=tuple(slot.label for slot in slots),
        panels=tuple(panels),
        scale=scale(values, chart_unit(indicator)),
        unit=unit_words(indicator),
    )
    who = scope.units.who(map(scope.units.kind, areas))
    notes = [chart.scale.said, _reading(chart, who), *_shared(scope, indicator, areas)]
    return figure(scope, indicator, "per-enhet", units_finding(scope, indicator), chart, slots, notes)


def _reading(chart: Panels, who: Who) -> str:
    behind = next((panel.behind for panel in chart.panels if panel.behind is not None), None)
    if behind is None:
        return ""
    merged = (
        " Lodrät linje: sammanslagning." if any(panel.formed_at is not None for panel in chart.panels) else ""
    )
    return f"Tjock linje: {who.singular}. Tunn linje: {behind.name[:1].lower()}{behind.name[1:]}.{merged}"


def formed_slot(scope: Scope, area: str, slots: Sequence[Occasion]) -> int | None:
    """The first slot of a unit that was formed within the years shown; the line is drawn before it."""
    row = scope.units.row(area)
    if not scope.units.predecessors(row):
        return None
    years = [slot.year for slot in slots]
    year = int(row["valid_from"][:4])
    return years.index(year) if year in years[1:] else None


def _bars(scope: Scope, indicator: Row, areas: Sequence[str], slots: Sequence[Occasion]) -> Figure:
    bars = [_bar(scope, indicator, area, latest(scope, indicator["indicator_id"], area)) for area in areas]
    city = latest(scope, indicator["indicator_id"], CITY)
    reference = None
    if city is not None and city.shown and city.value is not None and indicator["kind"] != "antal":
        reference = (city.value, f"{scope.word('city_series')} {bare(city.text)}")
    values = [bar.value for bar in bars if bar.value is not None]
    aims = [bar.target for bar in bars if bar.target is not None]
    axis = scale(
        [*values, *aims, *([reference[0]] if reference else [])], chart_unit(indicator), from_zero=True
    )
    chart = BarChart(tuple(bars), axis, unit_words(indicator), reference)
    marks = "Lodrätt streck på en stapel: årsmålet." if aims else ""
    notes = [marks, *_shared(scope, indicator, areas)]
    return figure(scope, indicator, "per-enhet", units_finding(scope, indicator), chart, slots[-1:], notes)


def _bar(scope: Scope, indicator: Row, area: str, cell: Cell | None) -> Bar:
    name = scope.units.short(area)
    if cell is None or not cell.shown:
        status = cell.status if cell is not None else "missing"
        words = status_words(scope.material, status)[0]
        return Bar(name, None, "", words, "quiet", href=scope.origin(cell))
    aim = target(scope, indicator["indicator_id"], area, cell.year, cell.period)
    least = aim.value if aim is not None else None
    return Bar(name, cell.value, bare(cell.text), "", "quiet", least, scope.origin(cell))


def _shared(scope: Scope, indicator: Row, areas: Sequence[str]) -> list[str]:
    cells = [cell for area in areas if (cell := latest(scope, indicator["indicator_id"], area)) is not None]
    return [unit_bases(scope, indicator, cells), *merger_notes(scope, areas)]
