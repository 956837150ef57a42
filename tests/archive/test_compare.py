"""What was made again is held against what was sealed, down to the cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.archive.audit.compare import MOST_PLACES, Difference, compared, differences
from samlad.archive.audit.places import Place, places
from samlad.archive.manifest import digest

CELLS = "cell_id,numerator,status\n1.I1/stad/2024,12,shown\n1.I1/farsta/2024,,suppressed\n"


def everything(_: str) -> bool:
    return True


def lay(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / "released" / name.replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    return lay(tmp_path / "sealed", cells_csv=CELLS, sida_html="<p>ett</p>\n<p>två 12</p>\n")


def again(tmp_path: Path, **files: str) -> Path:
    return lay(
        tmp_path / "again", **{"cells_csv": CELLS, "sida_html": "<p>ett</p>\n<p>två 12</p>\n", **files}
    )


def test_the_same_bytes_are_no_difference(sealed: Path, tmp_path: Path) -> None:
    assert differences(sealed, again(tmp_path), everything) == ()
    assert compared(sealed, everything) == 2


def test_a_changed_number_is_told_with_its_cell_and_both_values(sealed: Path, tmp_path: Path) -> None:
    other = again(tmp_path, cells_csv=CELLS.replace(",12,", ",13,"))
    place = Place("1.I1/stad/2024, kolumn numerator", "12", "13")
    hashes = [digest(folder / "released" / "cells.csv") for folder in (sealed, other)]
    assert differences(sealed, other, everything) == (
        Difference("released/cells.csv", "andrad", (place,), 0, *hashes),
    )


def test_rows_that_came_and_went_are_told(sealed: Path, tmp_path: Path) -> None:
    other = again(tmp_path, cells_csv=CELLS.replace("farsta", "järva"))
    [one] = differences(sealed, other, everything)
    assert [place.where for place in one.places] == ["1.I1/farsta/2024", "1.I1/järva/2024"]


def test_a_changed_sentence_is_told_with_the_heading_it_stands_under(sealed: Path, tmp_path: Path) -> None:
    other = again(tmp_path, sida_html="<p>ett</p>\n<p>två 13</p>\n")
    [one] = differences(sealed, other, everything)
    assert one.places == (Place("före första rubriken", "två 12", "två 13"),)


TABLE = """<h2>Indikatorer</h2><p>Först.</p><table><caption>Stöd</caption>
<thead><tr><th>Nämnd</th><th>2023</th><th>2024</th></tr></thead>
<tbody><tr><th>Norr</th><td>1</td><td>2</td></tr><tr><th>Syd</th><td>1</td><td>2</td></tr></tbody></table>
<p>Sist.</p>"""


def test_a_number_in_a_page_is_told_with_table_row_and_column() -> None:
    changed = TABLE.replace("<td>2</td></tr></tbody>", "<td>5</td></tr></tbody>").replace(
        "Sist", "Nytt</p><p>Sist"
    )
    where = "under ”Indikatorer”, tabellen ”Stöd”, raden ”Syd”, kolumnen ”2024”"
    assert places("sida.html", TABLE, changed) == [
        Place(where, "2", "5"),
        Place("under ”Indikatorer”", "", "Nytt"),
    ]


def test_a_page_that_says_the_same_in_other_bytes_is_told_by_its_line() -> None:
    changed = TABLE.replace("<p>Först", '<p class="x">Först')
    [one] = places("sida.html", TABLE, changed)
    assert (one.where, 'class="x"' in one.after) == ("rad 1", True)


def test_a_notebook_is_told_by_cell_and_a_document_by_the_way_to_its_value() -> None:
    cell = {"cell_type": "code", "id": "tabell", "source": ["chapter.table()"]}
    old, new = (
        json.dumps({"cells": [{**cell, "outputs": [{"data": {"text/html": [text]}}]}]})
        for text in (TABLE, TABLE.replace("<td>1</td>", "<td>3</td>", 1))
    )
    [one] = places("mal-3.ipynb", old, new)
    assert one.where.startswith("cell 1 (tabell), utdata under ”Indikatorer”, tabellen ”Stöd”, raden ”Norr”")
    assert (one.before, one.after) == ("1", "3")
    assert places("run.json", '{"a": {"b": [1, 2]}}', '{"a": {"b": [1, 4]}}') == [
        Place("a › b › 2", "2", "4")
    ]


def test_what_cannot_be_read_as_its_ending_says_is_compared_by_lines() -> None:
    assert places("run.json", "{\n1\n", "{\n2\n") == [Place("rad 2", "1", "2")]
    assert places("a.csv", "a\n1\n", "a\r\n1\r\n") == [Place("radslut", "", "")]


@given(st.text(alphabet='<>th"pab1 ådrx/', max_size=80), st.text(alphabet='<>th"pab1 ådrx/', max_size=80))
def test_two_texts_that_differ_always_have_a_place(old: str, new: str) -> None:
    for name in ("a.html", "a.csv", "a.json", "a.ipynb", "a.txt"):
        assert old == new or places(name, old, new)


def test_files_that_are_missing_or_new_are_told(sealed: Path, tmp_path: Path) -> None:
    other = again(tmp_path, ny_csv="a\n1\n")
    (other / "released" / "sida.html").unlink()
    found = [(one.file, one.kind) for one in differences(sealed, other, everything)]
    assert found == [("released/ny.csv", "ny"), ("released/sida.html", "saknas")]


def test_many_differences_are_counted_rather_than_listed(sealed: Path, tmp_path: Path) -> None:
    rows = "".join(f"{number},1\n" for number in range(MOST_PLACES + 5))
    lay(sealed, lang_csv="cell_id,n\n" + rows)
    other = again(tmp_path, lang_csv="cell_id,n\n" + rows.replace(",1\n", ",2\n"))
    [one] = differences(sealed, other, everything)
    assert (len(one.places), one.more) == (MOST_PLACES, 5)


def test_a_file_that_is_no_text_is_compared_all_the_same(sealed: Path, tmp_path: Path) -> None:
    other = again(tmp_path, bild_png="x")
    (other / "released" / "bild.png").write_bytes(b"\xff\xfe1")
    (sealed / "released" / "bild.png").write_bytes(b"\xff\xfe2")
    [one] = differences(sealed, other, everything)
    assert (one.file, one.kind) == ("released/bild.png", "andrad")
