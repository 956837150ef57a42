"""What was made again is held against what was sealed, down to the cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from samlad.archive.compare import MOST_PLACES, Difference, Place, compared, differences

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
    assert differences(sealed, other, everything) == (
        Difference("released/cells.csv", "andrad", (Place("1.I1/stad/2024, kolumn numerator", "12", "13"),)),
    )


def test_rows_that_came_and_went_are_told(sealed: Path, tmp_path: Path) -> None:
    other = again(tmp_path, cells_csv=CELLS.replace("farsta", "järva"))
    [one] = differences(sealed, other, everything)
    assert [place.where for place in one.places] == ["1.I1/farsta/2024", "1.I1/järva/2024"]


def test_a_changed_sentence_is_told_with_its_line(sealed: Path, tmp_path: Path) -> None:
    other = again(tmp_path, sida_html="<p>ett</p>\n<p>två 13</p>\n")
    [one] = differences(sealed, other, everything)
    assert one.places == (Place("rad 2", "<p>två 12</p>", "<p>två 13</p>"),)


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
