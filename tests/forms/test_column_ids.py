"""A column that has been moved and given another heading is found by the form's own ids."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from samlad.intake.forms.issuing import Issuer
from samlad.stages import Received

Inbox = Callable[..., Received]
HEADINGS, IDS = 4, 5
"""Rows of an issued form's table, counted from 1."""


def spoilt(content: bytes, headings: dict[str, str], *, turned: bool = False, sheet_name: str = "") -> bytes:
    """A form with headings changed on «Indikatorer», and its columns in the opposite order."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    sheet = workbook["Indikatorer"]
    for cell in sheet[HEADINGS]:
        cell.value = headings.get(cell.value, cell.value)
    if turned:
        sheet.data_validations.dataValidation.clear()
        rows = [
            [(cell.value, cell.data_type, cell.number_format) for cell in row]
            for row in sheet.iter_rows(min_row=3)
        ]
        for number, row in enumerate(rows, start=3):
            for place, (value, kind, number_format) in enumerate(reversed(row), start=1):
                cell = sheet.cell(number, place)
                cell.value = value
                # A comment may begin with an equals sign, and is no formula for that.
                cell.data_type, cell.number_format = kind, number_format
    if sheet_name:
        sheet.title = sheet_name
    stream = io.BytesIO()
    workbook.save(stream)
    workbook.close()
    return stream.getvalue()


def rules(found: Received) -> list[tuple[str, str, str]]:
    return [(one.rule_id, one.sheet, one.column) for one in found.faults]


# A share that the form computes has no stored result once openpyxl has saved it; LibreOffice computes it.
COMPUTED = ["value", "value_mark", "value_sign"]
PLACED = ["numerator_cell", "denominator_cell", "value_cell", "target_cell", "forecast_cell", "file", "sheet"]


def same_answers(before: pd.DataFrame, after: pd.DataFrame, *left_out: str) -> None:
    columns = [column for column in before.columns if column not in (*PLACED, *left_out)]
    pd.testing.assert_frame_equal(before[columns], after[columns], rtol=1e-12)


def test_ids_stand_in_a_hidden_row_of_every_table(written: dict[str, bytes]) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(written["farsta.xlsx"]))
    for name in ("Om rapporten", "Indikatorer", "Aktiviteter", "Mål", "Egna indikatorer", "Analys"):
        sheet = workbook[name]
        assert sheet.row_dimensions[IDS].hidden, name
        headed = {cell.column for cell in sheet[HEADINGS] if cell.value}
        ids = {cell.column: cell.value for cell in sheet[IDS] if cell.value}
        assert set(ids) == headed and len(set(ids.values())) == len(ids), name
        assert all(text.startswith("samlad:") for text in ids.values()), name


def test_a_column_with_another_heading_is_read_by_its_id_and_said(
    written: dict[str, bytes], inbox: Inbox
) -> None:
    before = inbox({"farsta.xlsx": written["farsta.xlsx"]})
    changed = spoilt(written["farsta.xlsx"], {"Täljare": "Antal svar", "Årsmål": "", "Nämnare": "Bas"})
    after = inbox({"farsta.xlsx": changed})
    assert rules(after) == [
        ("intake-heading-renamed", "Indikatorer", "G (Täljare)"),
        ("intake-heading-renamed", "Indikatorer", "H (Nämnare)"),
        ("intake-heading-renamed", "Indikatorer", "J (Årsmål)"),
    ]
    same_answers(before.tables["indicators"], after.tables["indicators"], *COMPUTED)


def test_a_table_with_every_heading_changed_is_read_by_its_ids(
    written: dict[str, bytes], inbox: Inbox
) -> None:
    before = inbox({"farsta.xlsx": written["farsta.xlsx"]})
    sheet = openpyxl.load_workbook(io.BytesIO(written["farsta.xlsx"]))["Indikatorer"]
    new = {cell.value: f"kolumn {cell.column}" for cell in sheet[HEADINGS] if cell.value}
    changed = spoilt(written["farsta.xlsx"], new)
    after = inbox({"farsta.xlsx": changed})
    assert {rule for rule, _, _ in rules(after)} == {"intake-heading-renamed"}
    same_answers(before.tables["indicators"], after.tables["indicators"], *COMPUTED)


def test_a_sheet_with_another_name_is_read_by_its_ids_and_said(
    written: dict[str, bytes], inbox: Inbox
) -> None:
    before = inbox({"farsta.xlsx": written["farsta.xlsx"]})
    after = inbox({"farsta.xlsx": spoilt(written["farsta.xlsx"], {}, sheet_name="Våra siffror")})
    assert rules(after) == [("intake-sheet-renamed", "Våra siffror", "")]
    same_answers(before.tables["indicators"], after.tables["indicators"], *COMPUTED)


@pytest.mark.parametrize(
    ("headings", "places"),
    [
        ({"Täljare": "Nämnare", "Nämnare": "Täljare"}, ["G", "H"]),
        ({"Utfall": "Utfall 2023", "Utfall 2023": "Utfall"}, ["E", "I"]),
        ({"Årsmål": "Utfall"}, ["J"]),
        ({"Utfall": "Utfall 2023"}, ["I"]),
    ],
)
def test_a_heading_that_contradicts_its_id_is_refused_at_its_cell(
    written: dict[str, bytes], inbox: Inbox, headings: dict[str, str], places: list[str]
) -> None:
    found = inbox({"farsta.xlsx": spoilt(written["farsta.xlsx"], headings)})
    contradicted = [one for one in found.faults if one.rule_id == "intake-heading-contradicts"]
    assert [(one.row, one.column, one.severity) for one in contradicted] == [
        (HEADINGS, place, "critical") for place in places
    ]
    assert found.tables["indicators"].empty


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
def test_moved_and_renamed_columns_come_back_from_libreoffice(
    written: dict[str, bytes],
    alone: Issuer,
    inbox: Inbox,
    tmp_path: Path,
    libreoffice: Callable[..., list[Path]],
    form: str,
) -> None:
    before = inbox({"farsta.xlsx": written["farsta.xlsx"]})
    new = {"Täljare": "Antal", "Kommentar": "Övrigt", "Utfall": "Resultat", "Indikator-id": "Nr"}
    (tmp_path / "farsta.xlsx").write_bytes(spoilt(written["farsta.xlsx"], new, turned=True))
    [saved] = libreoffice(form, tmp_path / "ut", tmp_path / "farsta.xlsx")
    (tmp_path / "incoming" / "2024" / "VB" / "farsta.xlsx").unlink()
    after = inbox({f"farsta.{form}": saved.read_bytes()})
    assert {rule for rule, _, _ in rules(after)} == {"intake-heading-renamed"}
    assert len(rules(after)) == len(new)
    # Turning the columns made each formula point at other cells, so the computed share is left out.
    same_answers(before.tables["indicators"], after.tables["indicators"], *COMPUTED)
    assert set(after.tables["indicators"]["denominator_cell"].str[0]) == {"F"}
