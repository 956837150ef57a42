"""`forms` at the desk: where the files go, who may read them, and that nothing changes without a cause."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import openpyxl
import pytest

from samlad.commands.forms import forms
from samlad.desk import read_folders
from samlad.errors import CatalogueError, ParamsError
from samlad.intake.forms.texts import FormTexts, load_form_texts

CHECKOUT = Path(__file__).parents[2]


def test_forms_are_internal_whole_and_the_same_when_written_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = read_folders(CHECKOUT, output=str(tmp_path))
    forms(folders, 2024, "VB")
    folder = tmp_path / "forms" / "2024-VB"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {"INTERNT.txt", "farsta.xlsx", "jarva.xlsx"} <= set(first)
    assert "norrmalm.xlsx" not in first
    if sys.platform != "win32":
        assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    said = capsys.readouterr().out
    assert f"{len(first) - 1} formulär" in said
    assert f"Lägg svaren i {folders.incoming / '2024' / 'VB'} och granska dem med validate." in said
    (folder / "norrmalm.xlsx").write_bytes(b"a form of a committee that is gone")
    forms(folders, 2024, "VB")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_another_city_gets_forms_of_its_own_layout_and_words(tmp_path: Path) -> None:
    example = CHECKOUT / "examples" / "kolada"
    forms(read_folders(CHECKOUT, str(example), str(example / "params"), str(tmp_path)), 2023, "VB")
    written = sorted((tmp_path / "forms" / "2023-VB").glob("*.xlsx"))
    assert len(written) == 26
    workbook = openpyxl.load_workbook(written[0])
    assert {"Om uttaget", "Nyckeltal"} <= set(workbook.sheetnames)
    texts = " ".join(str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row)
    assert "nämnd" not in texts.casefold()


def test_a_period_without_parameters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParamsError, match="ingen rapport för T1"):
        forms(read_folders(CHECKOUT, output=str(tmp_path)), 2022, "T1")
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_is_missing_or_names_an_unknown_word_says_so() -> None:
    texts = FormTexts({"a": {"b": "{okänt}"}}, {})
    with pytest.raises(CatalogueError, match=r"saknar «a\.c»"):
        texts.get("a.c")
    with pytest.raises(CatalogueError, match="ett ord inom klammer"):
        texts.get("a.b")


def test_texts_that_cannot_be_read_say_so(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="går inte att läsa"):
        load_form_texts(tmp_path / "form_texts.yaml", {})
