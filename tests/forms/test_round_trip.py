"""What is filled in is what is received: as written, and as LibreOffice saves it, for every committee."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from samlad.intake.forms.issued import Issued
from samlad.intake.forms.issuing import Issuer
from samlad.intake.forms.stamp import read_stamp
from samlad.intake.forms.workbook import issued_bytes
from samlad.params import ReportParams
from samlad.paths import Folders
from samlad.reference import Reference
from samlad.stages import Received
from samlad.validation import validate

Inbox = Callable[..., Received]
Fill = Callable[[Issued], Issued]
Save = Callable[[Mapping[str, bytes], str], dict[str, bytes]]


def test_an_empty_form_of_everyone_is_read_without_a_fault(issuer: Issuer, inbox: Inbox) -> None:
    found = inbox(issuer.files())
    assert {one.rule_id for one in found.faults} <= {"intake-ils-replaced", "intake-ils-unconfirmed"}
    assert found.tables["goals"].empty and found.tables["analysis"].empty
    assert all(found.tables[key].empty for key in ("own_indicators", "own_activities", "surveys"))
    assert len(found.deliveries) == len(issuer.committees())
    marks = found.tables["indicators"][["numerator_mark", "denominator_mark", "value_mark"]]
    assert not {"uncalculated", "invalid", "error_cell"} & set(marks.to_numpy().ravel())


def test_what_is_filled_in_is_what_is_received(as_written: Received, alone: Issuer) -> None:
    found = as_written
    assert found.faults == ()
    rows = found.tables["indicators"]
    farsta = rows[(rows["committee_id"] == "farsta") & (rows["item_id"] == "3.I1")].iloc[0]
    assert (farsta["numerator"], farsta["denominator"]) == (33, 90)
    assert farsta["value"] == pytest.approx(100 * 33 / 90)
    assert (farsta["target"], farsta["target_setter"]) == (60, "namnd")
    asked = sum(
        len(one.splits) for committee in alone.committees() for one in alone.form(committee).asked.indicators
    )
    assert len(rows) == asked
    assert set(found.tables["activities"]["status"]) == {"forsenad"}
    assert set(found.deliveries["decision_status"]) == {"beslutad"}
    assert set(found.deliveries["reported_on"]) == {"2025-01-20"}


def test_filled_forms_open_the_gate(
    as_written: Received, reference: Reference, params: ReportParams, folders: Folders
) -> None:
    validated = validate(as_written, reference, folders.expectations, params)
    assert not [one for one in validated.record.findings if one.severity == "critical"]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_what_libreoffice_saves_comes_back_without_loss(
    written: dict[str, bytes], as_written: Received, inbox: Inbox, saved_by_libreoffice: Save, ending: str
) -> None:
    before = as_written
    after = inbox(saved_by_libreoffice(written, ending))
    assert after.faults == ()
    for key, table in before.tables.items():
        pd.testing.assert_frame_equal(as_saved(table, ending), after.tables[key], rtol=1e-12)
    pd.testing.assert_frame_equal(as_saved(before.deliveries, ending), after.deliveries)


def as_saved(table: pd.DataFrame, ending: str) -> pd.DataFrame:
    """What was written, under the name that it was saved in."""
    named = {
        name: table[name].str.replace(".xlsx", f".{ending}") for name in ("file", "files") if name in table
    }
    return table.assign(**named)


def test_a_survey_comes_back_with_its_shares_computed(written: dict[str, bytes], inbox: Inbox) -> None:
    rows = inbox({"farsta.xlsx": written["farsta.xlsx"]}).tables["surveys"]
    assert list(rows["own_id"]) == ["F1", "F1"]
    assert (rows.iloc[0]["question"], rows.iloc[0]["method"], rows.iloc[0]["answers"]) == (
        "Hur går det?", "enkat", 60
    )  # fmt: skip
    assert list(rows["alternative"]) == ["alternativ 0", "alternativ 1"]
    assert list(rows["chosen"]) == [50, 10]
    assert list(rows["share"]) == [pytest.approx(100 * 50 / 60), pytest.approx(100 * 10 / 60)]


def test_a_form_for_someone_else_is_refused(issuer: Issuer, inbox: Inbox, filled: Fill) -> None:
    farsta = filled(issuer.form(issuer.reference.organisation.committees["farsta"]))
    moved = replace(farsta, about={**farsta.about, "committee": "Bromma stadsdelsnämnd"})
    found = inbox({"bromma.xlsx": issued_bytes(moved, issuer.reference)})
    assert [(one.rule_id, one.severity) for one in found.faults] == [("intake-stamp-committee", "critical")]


def test_a_form_for_another_period_is_refused(alone: Issuer, inbox: Inbox) -> None:
    form = replace(alone, period="T2").form(alone.reference.organisation.committees["farsta"])
    found = inbox({"farsta.xlsx": issued_bytes(form, alone.reference)})
    assert ("intake-stamp-period", "critical") in {(one.rule_id, one.severity) for one in found.faults}


def test_a_form_for_another_edition_of_the_catalogue_is_a_warning(alone: Issuer, inbox: Inbox) -> None:
    form = alone.form(alone.reference.organisation.committees["farsta"])
    older = replace(form, stamp=replace(form.stamp, catalogue_version="0"))
    found = inbox({"farsta.xlsx": issued_bytes(older, alone.reference)})
    assert [(one.rule_id, one.severity) for one in found.faults] == [("intake-stamp-catalogue", "warning")]


@pytest.mark.parametrize(
    "text", ["", "samlad", "samlad-formulär 1; a; b", "samlad-formulär 1; a; 1; b; år; VB; about; -"]
)
def test_what_is_no_stamp_is_not_taken_for_one(text: str) -> None:
    assert read_stamp(text) is None


def test_a_stamp_says_the_same_when_it_is_read(issuer: Issuer) -> None:
    for committee in issuer.committees():
        stamp = issuer.form(committee).stamp
        assert read_stamp(stamp.text()) == stamp


def test_the_rules_of_cells_let_right_answers_in_and_keep_wrong_ones_out(
    alone: Issuer, tmp_path: Path, libreoffice: Callable[..., list[Path]]
) -> None:
    """Each rule is computed by LibreOffice beside the cell that it stands in."""
    # Numerator, denominator, typed share; whether the rules of the three let them in.
    tried: list[tuple[object, object, object, tuple[bool, bool, bool]]] = [
        (5, 8, 0.54, (True, True, True)),
        ("..", "saknas", "ej mätt", (True, True, True)),
        (9, 8, 54, (False, False, False)),
        (-1, 8.5, -0.1, (False, False, False)),
        ("fem", "ca 8", "hälften", (False, False, False)),
        (0, 0, 1, (True, True, True)),
    ]
    form = alone.form(alone.reference.organisation.committees["farsta"])
    workbook = openpyxl.load_workbook(io.BytesIO(issued_bytes(form, alone.reference)))
    sheet = workbook["Indikatorer"]
    formulas = {str(one.sqref): str(one.formula1) for one in sheet.data_validations.dataValidation}
    rows = [number for number, line in enumerate(form.tables["indicators"], start=6) if line.kind == "andel"]
    for row, (*typed, _) in zip(rows, tried, strict=True):
        for letter, value in zip("GHI", typed, strict=True):
            sheet[f"{letter}{row}"] = value
            place = f"{chr(ord(letter) + 10)}{row}"
            sheet[place] = f"={formulas[f'{letter}{row}']}"
    workbook.save(tmp_path / "provat.xlsx")
    workbook.close()
    [saved] = libreoffice("xlsx", tmp_path / "ut", tmp_path / "provat.xlsx")
    computed = openpyxl.load_workbook(saved, data_only=True)["Indikatorer"]
    for row, (*typed, expected) in zip(rows, tried, strict=True):
        found = tuple(bool(computed[f"{letter}{row}"].value) for letter in "QRS")
        assert found == expected, typed
    kept = computed.data_validations.dataValidation
    assert {one.promptTitle for one in kept} >= {"Täljare", "Nämnare", "Räknas ut", "Välj i listan"}
