"""Presentable tables: headers, signs with words, legends of what is there, and a lasting address per cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from samlad.chapters import Chapter
from samlad.chapters.activity_tables import activity_table
from samlad.chapters.indicator_tables import city_table
from samlad.chapters.markup import linked
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.targets import Target, setter_words
from samlad.chapters.unit_tables import unit_table


def table(rows: int = 1, columns: int = 1) -> PresentableTable:
    cells = tuple(TableCell(str(number)) for number in range(columns))
    return PresentableTable(
        "t", "Rubrik", "Namn", tuple(Column(f"K{number}") for number in range(columns)),
        tuple(TableRow(TableCell(f"R{number}"), cells) for number in range(rows)),
    )  # fmt: skip


def test_corrections_are_counted_per_unit_and_rule_with_their_marks(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    page = opened(material).section("kvalitet_rattelser").html()
    assert re.search(r"Krav</th>.*Åsen.*rättad.*>2<", page, re.DOTALL)
    assert re.search(r"Hela leveransen</th>.*Åsen.*reviderad.*>1<", page, re.DOTALL)
    own = opened(material, "asen").section("namnd_rattelser").html()
    assert "rättad" in own and "reviderad" in own
    assert opened(material, "dalen").section("namnd_rattelser") is None


def test_a_wide_or_long_table_scrolls_in_a_region_that_its_caption_names() -> None:
    region = '<div class="tabell-yta" role="region" tabindex="0" aria-labelledby="t-rubrik">'
    assert region not in table().html()
    assert region in table(columns=4).html()
    assert region in table(rows=16).html()


def test_a_table_that_stacks_keeps_its_roles_and_says_each_heading_at_its_cell() -> None:
    html = replace(table(columns=3), stacks=True).html()
    assert html.count('data-rubrik="K1"') == 1
    assert html.count('role="columnheader"') == 4
    assert 'role="rowheader"' in html and 'role="cell"' in html
    assert "data-rubrik" not in table(columns=3).html() and "rowheader" not in table(columns=3).html()


def test_an_aim_is_set_by_the_board_of_a_company_and_by_a_committee(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    codes = material.documents["codelists"]["target_setters"]
    [own] = [code for code in codes if code["code"] == "namnd"]
    scope = opened(material, "1").scope
    own_words = setter_words(scope, Target("asen", "namnd", 50.0, ""))
    assert own_words == own["label"]
    own["group_labels"] = "annan: annat | krets: byalaget"
    assert setter_words(opened(material, "1").scope, Target("asen", "namnd", 50.0, "")) == "byalaget"
    assert setter_words(opened(material, "1").scope, Target("stad", "namnd", 50.0, "")) == own["label"]


def test_headers_say_what_they_head() -> None:
    html = table(columns=2).html()
    assert '<caption id="t-rubrik">Rubrik</caption>' in html
    assert html.count('scope="col"') == 3
    assert html.count('scope="row"') == 1


def test_columns_without_anything_in_them_are_left_out() -> None:
    columns = (Column("A"), Column("B"), Column("C"))
    rows = [TableRow(TableCell("r"), (TableCell("1"), TableCell(), TableCell(mark="..", spoken="dold")))]
    kept, cut = used(columns, rows)
    assert [column.heading for column in kept] == ["A", "C"]
    assert [len(row.cells) for row in cut] == [2]


def test_the_whole_by_sex_age_base_and_aim(material: Any, opened: Callable[..., Chapter]) -> None:
    scope = opened(material, "1").scope
    share = city_table(scope, scope.programme.indicator("1.I1"))
    assert share is not None
    assert [(row.group, row.header.text) for row in share.rows] == [
        ("", "Totalt"), ("Underlag", "Täljare, antal"), ("Underlag", "Nämnare, antal"),
        ("Årsmål", "Satt av storrådet"),
    ]  # fmt: skip
    assert [str(cell.text) for cell in share.rows[0].cells] == ["32,5", "42,5", "50,0", "65,6", "+15,6"]
    persons = city_table(scope, scope.programme.indicator("1.I2"))
    assert persons is not None
    assert [(row.group, row.header.text) for row in persons.rows] == [
        ("", "Totalt"), ("Kön", "Kvinnor"), ("Kön", "Män"), ("Ålder", "0–12 år"),
    ]  # fmt: skip
    assert scope.word("persons_counted") in persons.notes


def test_a_hidden_cell_has_a_sign_for_the_eye_and_words_for_the_ear(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    scope = opened(material, "1").scope
    persons = city_table(scope, scope.programme.indicator("1.I2"))
    assert persons is not None
    html = persons.html()
    words = "redovisas inte, skydd mot röjande"
    assert f'<span aria-hidden="true">..</span><span class="visuellt-dold">{words}</span>' in html
    assert [mark for mark, _ in persons.legend] == ["..", "."]
    assert 'id="c-1.I2-stad-2022-VB-kvinnor-alla"' in html


def test_units_stand_in_alphabetical_order_former_and_uncalled_for_ones_apart(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    scope = opened(material, "1").scope
    units = unit_table(scope, scope.programme.indicator("1.I1"))
    assert units is not None
    assert [(row.group, row.header.text) for row in units.rows] == [
        ("", "Hela köpingen"), ("", "Backen"), ("", "Dalen"), ("", "Sjölunden"), ("", "Åsen"),
        ("Tidigare kretser", "Sjön"),
        ("Svar utöver ansvaret", "Trafikgillet"),
    ]  # fmt: skip
    assert [str(cell.text) for cell in units.rows[4].cells[5:]] == ["70", "kretsen", "når inte årsmålet"]
    assert units.rows[0].cells[0].anchor == ""


def test_a_unit_without_a_report_has_no_link(material: Any, opened: Callable[..., Chapter]) -> None:
    scope = opened(material, "1").scope
    units = unit_table(scope, scope.programme.indicator("1.I1"))
    assert units is not None
    links = [row.header.href for row in units.rows[1:5]]
    assert links == ["namnd-backen.html", "namnd-dalen.html", "", "namnd-asen.html"]


def test_one_table_looks_as_it_did(golden: Callable[[str, str], None]) -> None:
    rows = (
        TableRow(TableCell("Hela"), (TableCell("54,3"), TableCell("+4,2")), total=True),
        TableRow(
            TableCell("Åsen & co", href="namnd-asen.html"),
            (TableCell(mark="..", spoken="redovisas inte", status="suppressed", anchor="c-1"), TableCell()),
            group="Kvarter",
        ),
        TableRow(
            TableCell("<b>"), (TableCell("uppfylls helt", mark="●"), TableCell("1\u00a0234,5")), "Kvarter"
        ),
    )
    shown = PresentableTable(
        "tabell", "Skolor, procent", "Namn", (Column("2024"), Column("Förändring")), rows,
        legend=(("..", "Värdet redovisas inte."),), notes=("En anmärkning.",), source="kretsarna.",
    )  # fmt: skip
    golden("table.html", str(shown.html()))


def test_a_table_of_units_says_what_the_table_of_the_whole_would_have(
    plain_material: Any, opened: Callable[..., Chapter]
) -> None:
    plain_material.rows["indicators"][0]["note"] = "Frågan ställs i mars."
    scope = opened(plain_material, "1").scope
    indicator = scope.programme.indicator("1.I1")
    assert city_table(scope, indicator) is None
    units = unit_table(scope, indicator)
    assert units is not None
    assert units.notes[-2:] == (scope.word("source_share_note"), "Frågan ställs i mars.")


def test_a_unit_beside_no_whole_is_drawn_and_told_alone(
    plain_material: Any, opened: Callable[..., Chapter]
) -> None:
    chapter = opened(plain_material, "by-a")
    section = chapter.section("namnd_utfall")
    assert section is not None
    html = str(section.html())
    assert "Hela köpingen" not in html
    assert "hela köpingen" not in html
    assert "Tunn linje" not in html
    assert "Årsmål" not in html


def test_an_activity_that_nobody_is_asked_for_has_no_zeros(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    material.rows["due"] = [row for row in material.rows["due"] if row["item_id"] != "1.A2"]
    material.rows["activity_counts"] = [
        row for row in material.rows["activity_counts"] if row["activity_id"] != "1.A2"
    ]
    scope = opened(material, "1").scope
    table = activity_table(scope, "t", "Rubrik", scope.programme.goal_activities("1"))
    assert table is not None
    assert [cell.mark for cell in table.rows[1].cells[1:-1]] == ["."] * 5
    assert table.rows[1].cells[-1].text == "efterfrågas inte"
    assert [mark for mark, _ in table.legend] == ["."]


def test_a_sign_in_place_of_a_status_is_said_below_the_table(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    for row in material.rows["activity_counts"]:
        if row["activity_id"] == "1.A1" and row["status"] == "saknas":
            row["status"] = "suppressed_by_source"
    scope = opened(material, "1").scope
    table = activity_table(scope, "t", "Rubrik", scope.programme.goal_activities("1"))
    assert table is not None
    assert "1.A1: redovisas inte av källan 1." in table.notes


def test_a_web_address_becomes_a_link_with_the_sites_name() -> None:
    words = linked("Se https://www.example.org/a/b.html, eller http://exempel.se. <b>")
    assert words == (
        'Se <a href="https://www.example.org/a/b.html">example.org</a>, eller '
        '<a href="http://exempel.se">exempel.se</a>. &lt;b&gt;'
    )
