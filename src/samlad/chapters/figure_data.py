"""A figure's values as a table: the same numbers and the same reasons for a missing one."""

from __future__ import annotations

from samlad.chapters.charts import Bar, BarChart, Line, LineChart, Panels, Point
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow


def line_table(anchor: str, caption: str, chart: LineChart | Panels) -> PresentableTable:
    """Lines as rows, slots as columns; the line behind small multiples comes first."""
    lines: list[Line] = list(chart.lines) if isinstance(chart, LineChart) else _panel_lines(chart)
    rows = [TableRow(TableCell(line.name), tuple(map(_point, line.points))) for line in lines]
    columns = tuple(Column(slot) for slot in chart.slots)
    aim = chart.target[1] if isinstance(chart, LineChart) and chart.target is not None else ""
    return PresentableTable(anchor, caption, "Serie", columns, tuple(rows), notes=(f"{aim}.",) if aim else ())


def bar_table(anchor: str, caption: str, chart: BarChart) -> PresentableTable:
    """Bars as rows."""
    rows = [TableRow(TableCell(bar.name), (_bar(bar),)) for bar in chart.bars]
    return PresentableTable(anchor, caption, "Stapel", (Column(chart.unit),), tuple(rows))


def _panel_lines(chart: Panels) -> list[Line]:
    behind = next((panel.behind for panel in chart.panels if panel.behind is not None), None)
    return [*([behind] if behind is not None else []), *(panel.line for panel in chart.panels)]


def _point(point: Point) -> TableCell:
    return TableCell(point.text if point.value is not None else point.words, href=point.href)


def _bar(bar: Bar) -> TableCell:
    return TableCell(bar.text if bar.value is not None else bar.words, href=bar.href)
