"""Figures: their words are their data, nothing hidden is in them, and they look as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.chapters import Chapter
from samlad.chapters.charts import Bar, BarChart, Line, LineChart, Panel, Panels, Point, scale
from samlad.chapters.describing import description
from samlad.chapters.drawing import NARROW, WIDE, drawn
from samlad.chapters.drawing.frame import segments
from samlad.chapters.drawing.lines import EndLabel, spread
from samlad.chapters.figure import Figure
from samlad.chapters.figure_data import line_table
from samlad.chapters.indicator_figures import city_figure, unit_figure


def line(*values: float | None, name: str = "Totalt", role: str = "text") -> Line:
    points = [
        Point(
            slot,
            value,
            "" if value is None else f"{value:.1f}".replace(".", ","),
            "" if value else "saknas",
            "",
        )
        for slot, value in enumerate(values)
    ]
    return Line(name, role, tuple(points))


def chart(*lines: Line) -> LineChart:
    slots = tuple(str(2021 + slot) for slot in range(len(lines[0].points)))
    known = [point.value for one in lines for point in one.points if point.value is not None]
    return LineChart(slots, lines, scale(known, "procent"), "procent")


def test_the_description_says_every_value_and_why_one_is_not_there() -> None:
    assert description(chart(line(41.0, None, 54.3))) == (
        "Linjediagram, procent. Totalt: 2021 41,0; 2022 saknas; 2023 54,3."
    )


@given(st.lists(st.one_of(st.none(), st.floats(0, 100)), min_size=2, max_size=6))
def test_words_table_and_chart_hold_the_same_values(values: list[float | None]) -> None:
    drawing = chart(line(*values))
    table = line_table("a", "Rubrik", drawing)
    cells = [f"{slot} {cell.text}" for slot, cell in zip(drawing.slots, table.rows[0].cells, strict=True)]
    assert description(drawing) == f"Linjediagram, procent. Totalt: {'; '.join(cells)}."


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("kind", ["lines", "bars", "panels"])
def test_an_element_has_words_and_ids_of_its_own_and_nothing_else(width: int, kind: str) -> None:
    lines = chart(line(41.0, None, 54.3), line(30.0, 31.0, 32.0, name="Män <b>", role="man"))
    charts: dict[str, Any] = {
        "lines": lines,
        "bars": BarChart((Bar("Åsen", 12.0, "12"), Bar("Backen", None, "", "redovisas inte")),
                         scale([12.0], "antal"), "antal", (11.0, "Hela 11")),
        "panels": Panels(lines.slots, tuple(Panel(one.name, one, lines.lines[0], 1) for one in lines.lines),
                         lines.scale, "procent"),
    }  # fmt: skip
    svg = drawn(charts[kind], width, "figur-1", "Titel & mer", "Text")
    assert svg.startswith("<svg ")
    assert 'role="img"' in svg
    assert 'aria-labelledby="figur-1-namn figur-1-text"' in svg
    assert "<title" in svg
    assert "Titel &amp; mer" in svg
    assert re.search(rf'viewBox="0 0 {width} [0-9.]+"', svg)
    assert all(name.startswith("figur-1-") for name in re.findall(r'id="([^"]*)"', svg))
    assert all(name.startswith("#figur-1-") for name in re.findall(r'href="([^"]*)"', svg))
    assert "<text" in svg
    assert "<b>" not in svg
    assert not re.search(r"<(script|style|metadata|image)|DejaVu|matplotlib|[0-9]{4}-[0-9]{2}-", svg)
    assert re.findall(r"#[0-9a-f]{6}", re.sub(r"var\(--[a-z]+, #[0-9a-f]{6}\)", "", svg)) == []


def words_in(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def panels(*named: Line) -> Panels:
    fields = tuple(Panel(one.name, one, None, None) for one in named)
    return Panels(("2021", "2022", "2023", "2024"), fields, scale([0.0, 100.0], "procent"), "procent")


def test_a_name_that_is_wider_than_its_field_is_divided_where_its_parts_meet() -> None:
    full = [line(41.0, 42.0, 43.0, 44.0, name=name) for name in
            ("Arbetsmarknadsnämnden", "Enskede-Årsta-Vantör", "Överförmyndarnämnden", "Bromma")]  # fmt: skip
    said = words_in(drawn(panels(*full), NARROW, "f", "Titel", "Text"))
    names = [one for one in said if re.search("[a-z]", one)]
    assert names == ["Arbetsmarknads-", "nämnden", "Enskede-Årsta-", "Vantör", "Överförmyndarnämn-", "den",
                     "Bromma"]  # fmt: skip


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_slots_in_a_row_without_a_number_share_one_word_so_that_words_do_not_cover_one_another(
    width: int,
) -> None:
    eleven = chart(line(31.0, *[None] * 7, 93.0, 94.0, 95.0))
    assert words_in(drawn(eleven, width, "f", "Titel", "Text")).count("saknas") == 1
    gaps = chart(line(31.0, None, 35.0, None, 95.0))
    assert words_in(drawn(gaps, width, "f", "Titel", "Text")).count("saknas") == 2


def test_a_line_that_ends_early_says_so_once() -> None:
    points = [Point(slot, None, "", "saknas", "saknas") for slot in range(4)]
    points[0] = Point(0, 41.0, "41,0")
    early = Line("Åsen", "link", tuple(points))
    assert words_in(drawn(panels(early, early), NARROW, "f", "Titel", "Text")).count("saknas") == 2


def test_a_gap_is_neither_bridged_nor_zero() -> None:
    assert segments(line(1.0, 2.0, None, 4.0)) == [[(0, 1.0), (1, 2.0)], [(3, 4.0)]]


def test_a_new_definition_breaks_the_line() -> None:
    points = (Point(0, 1.0, "1"), Point(1, 2.0, "2"), Point(2, 3.0, "3", breaks=True))
    assert segments(Line("a", "text", points)) == [[(0, 1.0), (1, 2.0)], [(2, 3.0)]]


def test_shares_keep_the_whole_axis_unless_they_lie_close_and_then_the_axis_says_so() -> None:
    assert (scale([10.0, 90.0], "procent").lower, scale([10.0, 90.0], "procent").upper) == (0, 100)
    close = scale([62.0, 78.0], "procent")
    assert (close.lower, close.upper) == (60, 80)
    assert close.said == "Axeln går från 60 till 80 procent."
    assert scale([10.0, 90.0], "procent").said == ""


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=8), st.sampled_from(["procent", "antal"]))
def test_every_value_lies_on_the_axis(values: list[float], unit: str) -> None:
    if unit == "procent":
        values = [value / 1e4 for value in values]
    axis = scale(values, unit)
    assert axis.lower <= min(values)
    assert max(values) <= axis.upper
    assert axis.ticks[0] == axis.lower
    assert len(axis.ticks) <= 6


@given(st.lists(st.floats(20, 250), min_size=1, max_size=5))
def test_labels_at_the_lines_ends_do_not_cover_one_another(heights: list[float]) -> None:
    placed = spread([EndLabel(("a", "b"), "text", height) for height in heights], 20, 250)
    ys = sorted(y for _, y in placed)
    assert all(after - before >= 34 for before, after in pairwise(ys))


def figures(chapter: Chapter) -> list[Figure]:
    scope = chapter.scope
    found = [maker(scope, row) for row in scope.programme.indicators for maker in (city_figure, unit_figure)]
    return [figure for figure in found if figure is not None]


def test_no_figure_holds_a_value_that_is_hidden(material: Any, opened: Callable[..., Chapter]) -> None:
    without = [str(figure.html()) for figure in figures(opened(material, "1"))]
    for row in material.rows["cells"]:
        if row["status"] != "shown":
            # What release would never write, so that a chapter that trusted it would give itself away.
            row.update(numerator=777, denominator=8888, value=8.7419)
            material.add("changes", cell_id=row["cell_id"], previous_cell_id=row["cell_id"], change=7.77,
                         change_unit="procentenheter", text="+7,8")  # fmt: skip
    found = figures(opened(material, "1"))
    assert [str(figure.html()) for figure in found] == without
    assert not any(value in "".join(without) for value in ("777", "8888", "8,7", "8.7419", "7,77"))


def test_the_figures_of_an_indicator(material: Any, opened: Callable[..., Chapter]) -> None:
    city, units, persons, persons_by_unit, plan = figures(opened(material, "1"))
    assert city.title == "21 av 32 skolor (65,6\u00a0procent), mot 20 av 40 (50,0\u00a0procent) år 2023"
    assert isinstance(city.chart, LineChart)
    assert city.chart.target == (60.0, "Årsmål 60")
    assert isinstance(units.chart, Panels)
    assert [panel.name for panel in units.chart.panels] == ["Backen", "Dalen", "Sjölunden", "Åsen"]
    assert [panel.formed_at for panel in units.chart.panels] == [None, None, 2, None]
    assert "Dalen: 2021 25,0; 2022 37,5; 2023 37,5; 2024 saknas." in units.alt
    assert isinstance(persons.chart, LineChart)
    assert [one.role for one in persons.chart.lines] == ["text", "kvinnor", "man"]
    assert "2022 redovisas inte" in persons.alt
    assert persons.title == "Antalet ökade med 13 sedan 2023, till 123 barn"
    assert isinstance(persons_by_unit.chart, BarChart)
    answers = "3 av 4 kvarter svarar ja (75,0\u00a0procent), mot 1 av 4 (25,0\u00a0procent) år 2023"
    assert plan.title == answers


def test_synthetic_figures_carry_the_mark(material: Any, opened: Callable[..., Chapter]) -> None:
    assert all('<p class="synt">Syntetiska' in figure.html() for figure in figures(opened(material, "1")))
    material.documents["run"]["synthetic"] = False
    assert not any("Syntetiska" in figure.html() for figure in figures(opened(material, "1")))


def test_one_figure_looks_as_it_did(golden: Callable[[str, str], None]) -> None:
    drawing = chart(line(41.0, None, 54.3), line(30.0, 31.0, 52.0, name="Män", role="man"))
    figure = Figure(
        anchor="i-1.I1-diagram",
        title="Andelen ökade",
        subtitle="Skolor, procent, kvarteren",
        chart=drawing,
        data=line_table("i-1.I1-diagram-data", "Skolor, procent", drawing),
        details_label="Visa värdena som tabell",
        source="kretsarnas rapporter.",
        notes=("Underlaget är litet.",),
        synthetic="Syntetiska övningsdata",
    )
    golden("figure.html", str(figure.html()))
