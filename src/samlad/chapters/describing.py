"""A figure in words for those who do not see it: every value, and why a value is not there."""

from __future__ import annotations

from samlad.chapters.charts import Bar, BarChart, Chart, Line, LineChart, Panels


def description(chart: Chart) -> str:
    """Alternative text computed from the chart's own data."""
    if isinstance(chart, LineChart):
        return _lines(chart)
    if isinstance(chart, BarChart):
        return _bars(chart)
    return _panels(chart)


def _lines(chart: LineChart) -> str:
    words = [f"Linjediagram, {chart.unit}."]
    words += [_line(line, chart.slots) for line in chart.lines]
    if chart.target is not None:
        words.append(f"Streckad linje: {chart.target[1]}.")
    return " ".join(words)


def _bars(chart: BarChart) -> str:
    words = [f"Stapeldiagram, {chart.unit}.", f"{'; '.join(_bar(bar) for bar in chart.bars)}."]
    if chart.reference is not None:
        words.append(f"Lodrät linje: {chart.reference[1]}.")
    return " ".join(words)


def _panels(chart: Panels) -> str:
    words = [f"{len(chart.panels)} små linjediagram på samma skala, {chart.unit}."]
    words += [_line(panel.line, chart.slots) for panel in chart.panels]
    behind = next((panel.behind for panel in chart.panels if panel.behind is not None), None)
    if behind is not None:
        words.append(f"I varje diagram också {_line(behind, chart.slots)}")
    return " ".join(words)


def _line(line: Line, slots: tuple[str, ...]) -> str:
    values = [
        f"{slots[point.x]} {point.words if point.value is None else point.text}" for point in line.points
    ]
    return f"{line.name}: {'; '.join(values)}."


def _bar(bar: Bar) -> str:
    return f"{bar.name} {bar.words if bar.value is None else bar.text}"
