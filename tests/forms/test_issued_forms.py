"""A form holds its own committee's questions and values, and keeps what is written in it within the rules."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pandas as pd
import pytest

from samlad.intake.form import Percent
from samlad.intake.forms.asked import asked_of
from samlad.intake.forms.changes import changes_since
from samlad.intake.forms.earlier import reported
from samlad.intake.forms.headings import changed_headings, sheets_of
from samlad.intake.forms.issuing import Issuer
from samlad.intake.forms.workbook import issued_bytes
from samlad.reference import Reference

SHEETS_OF_A_FULL_FORM = [
    "Läs först", "Om rapporten", "Indikatorer", "Aktiviteter", "Mål", "Egna indikatorer", "Egna aktiviteter",
    "Enkäter", "Analys", "Listor", "Stämpel",
]  # fmt: skip

Opened = Callable[..., Any]


@pytest.fixture
def opened(issuer: Issuer) -> Opened:
    """A committee's form in openpyxl; other issuers than the training year's by `by`."""

    def open_form(committee_id: str, by: Issuer | None = None) -> Any:
        maker = by or issuer
        form = maker.form(maker.reference.organisation.committees[committee_id])
        return openpyxl.load_workbook(io.BytesIO(issued_bytes(form, maker.reference)))

    return open_form


def texts_of(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def column(sheet: Any, heading: str) -> list[Any]:
    place = next(cell.column for cell in sheet[4] if cell.value == heading)
    return [sheet.cell(row, place) for row in range(6, sheet.max_row + 1)]


def test_the_same_form_is_the_same_bytes(issuer: Issuer) -> None:
    farsta = issuer.reference.organisation.committees["farsta"]
    first = issued_bytes(issuer.form(farsta), issuer.reference)
    assert first == issued_bytes(issuer.form(farsta), issuer.reference)


def test_there_is_one_form_for_everyone_who_exists_in_the_period(issuer: Issuer) -> None:
    names = {one.committee_id for one in issuer.committees()}
    assert {"jarva", "norra-innerstaden", "stokab", "valnamnden"} <= names
    assert not {"norrmalm", "ostermalm", "rinkeby-kista", "alvsjo"} & names


def test_sheets_stand_in_the_order_they_are_filled_in_and_helpers_are_hidden(opened: Opened) -> None:
    workbook = opened("farsta")
    assert workbook.sheetnames == SHEETS_OF_A_FULL_FORM
    states = {sheet.title: sheet.sheet_state for sheet in workbook}
    assert (states["Listor"], states["Stämpel"]) == ("hidden", "veryHidden")
    assert {states[name] for name in SHEETS_OF_A_FULL_FORM[:-2]} == {"visible"}
    assert workbook.active.title == "Läs först"


def test_texts_are_locked_inputs_are_not_and_there_is_no_password(opened: Opened) -> None:
    workbook = opened("farsta")
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in workbook)
    sheet = workbook["Indikatorer"]
    for heading, locked in (
        ("Indikator-id", True),
        ("Utfall 2023", True),
        ("Täljare", False),
        ("Utfall", False),
    ):
        assert column(sheet, heading)[1].protection.locked is locked, heading


def test_headings_stay_in_sight_on_screen_and_in_print(opened: Opened) -> None:
    for name in SHEETS_OF_A_FULL_FORM[1:-2]:
        sheet = opened("farsta")[name]
        assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == (
            "B6", "$4:$4", "landscape"
        ), name  # fmt: skip


def test_what_is_asked_beyond_ils_says_so_in_words(opened: Opened) -> None:
    sheet = opened("farsta")["Indikatorer"]
    said = {sheet.cell(4, place).value: sheet.cell(3, place).value for place in range(1, 14)}
    assert said["Utfall"] == said["Årsmål"] == "Fyll i (finns i ILS)"
    assert said["Täljare"] == said["Nämnare"] == said["Kommentar"] == "Fyll i (utöver ILS)"
    assert said["Indikator"] == said["Utfall 2023"] == "Förtryckt"
    assert said["Prognos helår"] == "Fylls inte i"


def test_last_years_own_outcome_and_arsmal_stand_beside_each_row(issuer: Issuer, opened: Opened) -> None:
    assert issuer.earlier is not None
    rows = issuer.earlier.tables["indicators"]
    own = rows[(rows["committee_id"] == "farsta") & (rows["year"] == 2023) & (rows["item_id"] == "3.I1")]
    sheet = opened("farsta")["Indikatorer"]
    place = [cell.value for cell in column(sheet, "Indikator-id")].index("3.I1")
    shown = column(sheet, "Utfall 2023")[place]
    assert shown.value == pytest.approx(own.iloc[0]["numerator"] / own.iloc[0]["denominator"])
    assert "%" in shown.number_format
    assert column(sheet, "Årsmål 2023")[place].value == "67,0\u00a0% (KF)"


def test_nobody_elses_values_are_in_a_form(issuer: Issuer, opened: Opened) -> None:
    assert issuer.earlier is not None
    tables = dict(issuer.earlier.tables)
    rows = tables["indicators"].copy()
    others = rows["committee_id"] != "farsta"
    for name in ("numerator", "value", "target"):
        rows.loc[others, name], rows.loc[others, f"{name}_mark"] = 987_654.0, ""
    rows.loc[others, "denominator"], rows.loc[others, "comment"] = 987_654.0, "987654"
    marked = replace(issuer, earlier=replace(issuer.earlier, tables={**tables, "indicators": rows}))
    assert "987" not in " ".join(text for sheet in opened("farsta", marked) for text in texts_of(sheet))
    theirs = reported(issuer.reference, marked.earlier, _committee(issuer, "bromma"), 2023, "VB")
    assert theirs is not None
    assert theirs.outcome(issuer.reference.programme.indicators["3.I1"], ("totalt", "alla")) == Percent(100.0)


def _committee(issuer: Issuer, name: str) -> Any:
    return issuer.reference.organisation.committees[name]


def test_a_merged_committee_gets_the_sum_of_those_it_was_made_of(issuer: Issuer) -> None:
    reference, item = issuer.reference, issuer.reference.programme.indicators["3.I1"]
    before = reported(reference, issuer.earlier, _committee(issuer, "norra-innerstaden"), 2022, "VB")
    assert before is not None
    assert set(before.senders) == {"norrmalm", "ostermalm"}
    assert issuer.earlier is not None
    rows = issuer.earlier.tables["indicators"]
    rows = rows[
        rows["committee_id"].isin(before.senders) & (rows["year"] == 2022) & (rows["item_id"] == "3.I1")
    ]
    found = before.outcome(item, ("totalt", "alla"))
    if rows["numerator"].notna().all() and set(rows["committee_id"]) == set(before.senders):
        assert found == Percent(100 * float(rows["numerator"].sum()) / float(rows["denominator"].sum()))
    else:
        assert found == ""


def test_where_a_predecessor_gave_no_parts_there_is_no_sum(issuer: Issuer) -> None:
    assert issuer.earlier is not None
    tables = dict(issuer.earlier.tables)
    rows = tables["indicators"].copy()
    rows.loc[rows["committee_id"] == "norrmalm", ["numerator", "denominator"]] = pd.NA
    without = replace(issuer.earlier, tables={**tables, "indicators": rows})
    before = reported(issuer.reference, without, _committee(issuer, "norra-innerstaden"), 2022, "VB")
    assert before is not None
    assert before.outcome(issuer.reference.programme.indicators["3.I1"], ("totalt", "alla")) == ""


def test_an_activity_that_was_finished_before_is_not_asked_again(issuer: Issuer, opened: Opened) -> None:
    form = issuer.form(_committee(issuer, "socialnamnden"))
    assert "7.A2" in [item.activity_id for item in form.asked.finished]
    workbook = opened("socialnamnden")
    assert "7.A2" not in [cell.value for cell in column(workbook["Aktiviteter"], "Aktivitet-id")]
    assert any(text.startswith("7.A2 ") for text in texts_of(workbook["Läs först"]))


@pytest.mark.parametrize("committee_id", ["valnamnden", "stokab", "kyrkogardsnamnden"])
def test_who_has_no_part_of_its_own_gets_a_short_form(opened: Opened, committee_id: str) -> None:
    workbook = opened(committee_id)
    assert not {"Indikatorer", "Aktiviteter", "Mål"} & set(workbook.sheetnames)
    assert {"Om rapporten", "Egna aktiviteter", "Analys"} <= set(workbook.sheetnames)
    sheet = workbook["Analys"]
    assert [cell.value for cell in column(sheet, "Ansvar-id")][-3:] == [
        "kunskap", "arbetsgivare-kunskap", "arbetsgivare-stod"
    ]  # fmt: skip
    assert all("arbetat med detta?" in cell.value for cell in column(sheet, "Vad analysen gäller")[-3:])
    assert "Ansvar-id" not in [cell.value for cell in opened("farsta")["Analys"][4]]


def test_the_first_sheet_says_what_has_come_and_gone_since_last_year(issuer: Issuer) -> None:
    reference = issuer.reference
    farsta = reference.organisation.committees["farsta"]
    programme = reference.programme
    fewer = {key: item for key, item in programme.indicators.items() if key != "3.I1"}
    fewer["3.I2"] = replace(fewer["3.I2"], text="Äldre lydelse")
    old = replace(reference, programme=replace(programme, indicators=fewer))
    found = changes_since(asked_of(reference, farsta, 2024, "VB"), reference, old, ("Nytt blad.",))
    assert [key for key, _ in found.new] == ["3.I1"]
    assert [key for key, _ in found.reworded] == ["3.I2"]
    assert (found.gone, found.headings) == ((), ("Nytt blad.",))
    back = changes_since(asked_of(old, farsta, 2024, "VB"), old, reference)
    assert [key for key, _ in back.gone] == ["3.I1"]


def test_a_new_committee_is_compared_with_those_it_was_made_of(issuer: Issuer) -> None:
    jarva = _committee(issuer, "jarva")
    found = changes_since(asked_of(issuer.reference, jarva, 2023, "VB"), issuer.reference, issuer.reference)
    assert set(found.merged) == {"Rinkeby-Kista stadsdelsnämnd", "Spånga-Tensta stadsdelsnämnd"}
    assert found.known


def test_every_input_has_a_rule_with_swedish_words(opened: Opened) -> None:
    sheet = opened("socialnamnden")["Indikatorer"]
    ruled = {str(cell) for rule in sheet.data_validations.dataValidation for cell in rule.sqref.ranges}
    open_cells = {
        cell.coordinate
        for row in sheet.iter_rows(min_row=6)
        for cell in row
        if not cell.protection.locked and cell.value is not False
    }
    covered = {
        f"{cell.coordinate}" for row in sheet.iter_rows(min_row=6) for cell in row
        if any(cell.coordinate in rule.sqref for rule in sheet.data_validations.dataValidation)
    }  # fmt: skip
    assert ruled
    assert open_cells == covered
    for rule in sheet.data_validations.dataValidation:
        assert rule.error and rule.prompt and rule.errorTitle and rule.errorStyle in (None, "stop")


def test_statuses_are_chosen_from_the_code_list(opened: Opened, reference: Reference) -> None:
    workbook = opened("farsta")
    rule = workbook["Aktiviteter"].data_validations.dataValidation[0]
    assert rule.type == "list"
    _, _, place = rule.formula1.partition("!")
    cells = [row[0].value for row in workbook["Listor"][place.replace("$", "")]]
    labels = [row["label"] for row in reference.codelists["activity_status"].rows]
    assert cells[: len(labels)] == labels
    assert all(reference.codelists["activity_status"].find(text) for text in labels)


def test_without_anything_received_the_form_works_alone(alone: Issuer, opened: Opened) -> None:
    workbook = opened("farsta", alone)
    assert {cell.value for cell in column(workbook["Indikatorer"], "Utfall 2023")} == {None}
    assert any("inget formulär för 2023" in text for text in texts_of(workbook["Läs först"]))


def test_in_a_tertial_what_is_not_measured_takes_a_forecast_alone(alone: Issuer, opened: Opened) -> None:
    sheet = opened("farsta", replace(alone, period="T1"))["Indikatorer"]
    assert {cell.protection.locked for cell in column(sheet, "Utfall")} == {True}
    assert {cell.protection.locked for cell in column(sheet, "Prognos helår")} == {False}


def test_new_and_gone_headings_are_told_from_the_layouts_of_both_years(
    issuer: Issuer, opened: Opened
) -> None:
    said = texts_of(opened("farsta")["Läs först"])
    assert "Nytt blad: Enkäter." in said
    assert "Nytt på bladet Indikatorer: Utfall 2023 och Årsmål 2023." in said
    assert not [text for text in said if text.startswith("Nytt") and "Ansvar-id" in text]
    layout = issuer.reference.layout
    before = layout.issued[2023]
    other = {**before, "Aktiviteter": (*before["Aktiviteter"], "Startdatum"), "Bort": ()}
    old = replace(layout, issued={2023: other})
    told = list(changed_headings(old, issuer.texts, 2024, ["Aktiviteter"]))
    assert told[-2:] == ["Borttaget på bladet Aktiviteter: Startdatum.", "Bladet Bort finns inte längre."]


def test_the_layout_is_kept_for_the_latest_year_of_forms(issuer: Issuer) -> None:
    """Whoever changes a sheet or heading writes it in `issued` too: next year's form tells of it."""
    layout = issuer.reference.layout
    assert layout.issued[max(layout.issued)] == sheets_of(layout)


def test_an_activity_that_a_tertial_reported_as_finished_is_there_with_nothing_to_fill_in(
    issuer: Issuer,
) -> None:
    assert issuer.earlier is not None
    asked = issuer.form(_committee(issuer, "farsta")).asked
    once_only = next(item.activity_id for item in asked.activities if item.slag == "avgransad")
    rows = issuer.earlier.tables["activities"].copy()
    mine = rows[(rows["committee_id"] == "farsta") & (rows["item_id"] == once_only)].iloc[:1].copy()
    mine[["year", "period", "status"]] = [2024, "T2", "avslutad"]
    tables = {**issuer.earlier.tables, "activities": pd.concat([rows, mine], ignore_index=True)}
    form = replace(issuer, earlier=replace(issuer.earlier, tables=tables)).form(_committee(issuer, "farsta"))
    line = next(line for line in form.tables["activities"] if line.cells["item_id"] == once_only)
    assert (line.cells["status"], line.open) == ("avslutad", frozenset({"comment"}))
