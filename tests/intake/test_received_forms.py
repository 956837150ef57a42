"""The Excel form comes back cell by cell: values, marks, codes, places, and who sent it."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from samlad.intake.tables import TABLE_FORMS
from samlad.stages import Received

Read = Callable[..., Received]
Form = Callable[..., bytes]


def rules(found: Received) -> list[str]:
    return [finding.rule_id for finding in found.faults]


def row(found: Received, table: str, item_id: str) -> "pd.Series[Any]":
    frame = found.tables[table]
    return frame[frame["item_id"] == item_id].iloc[0]


def test_a_filled_form_keeps_every_value_with_its_place(received: Read, form: Form) -> None:
    cells = {"E3": 5, "F3": 8, "G3": 0.625, "H3": 70, "I3": "KF:s årsmål", "K3": "  En kommentar. "}
    found = received({"farsta.xlsx": form({"Indikatorer": cells}, {"G3": "0.0%"})})
    line = row(found, "indicators", "3.I1")
    assert rules(found) == []
    assert line["file"] == "2024/VB/farsta.xlsx"
    assert (line["sheet"], line["row"], line["form"]) == ("Indikatorer", 3, "xlsx")
    assert (line["year"], line["period"]) == (2024, "VB")
    assert (line["stated_year"], line["stated_period"]) == (2024, "VB")
    assert (line["committee_text"], line["committee_id"]) == ("Farsta stadsdelsnämnd", "farsta")
    assert (line["sex"], line["age_group"], line["target_setter"]) == ("totalt", "alla", "kf")
    assert (line["numerator"], line["denominator"], line["value"]) == (5, 8, 62.5)
    assert (line["numerator_cell"], line["value_cell"], line["value_mark"]) == ("E3", "G3", "")
    assert (line["target"], line["forecast_mark"]) == (70, "blank")


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        (None, "blank"),
        ("#N/A", "error_cell"),
        ("=E3/F3", "uncalculated"),
        ("-", "missing"),
        ("..", "suppressed_by_source"),
        (".", "not_applicable"),
        ("femtio", "invalid"),
    ],
)
def test_what_is_no_number_says_why(received: Read, form: Form, cell: object, mark: str) -> None:
    found = received({"farsta.xlsx": form({"Indikatorer": {"G3": cell}})})
    line = row(found, "indicators", "3.I1")
    assert (line["value_mark"], line["value_cell"], pd.isna(line["value"])) == (mark, "G3", True)


@pytest.mark.parametrize(
    ("cell", "text", "mark"),
    [
        (None, "", "blank"),
        ("#N/A", "", "error_cell"),
        ("=B2", "", "uncalculated"),
        ("..", "..", ""),
        ("-", "-", ""),
        ("försenat", "forsenad", ""),
        ("snart", "snart", ""),
    ],
)
def test_what_is_no_status_or_assessment_says_why(
    received: Read, form: Form, cell: object, text: str, mark: str
) -> None:
    statuses = {"Aktiviteter": {"C3": cell}, "Mål": {"A2": "1", "C2": cell, "D2": "Skäl."}}
    found = received({"farsta.xlsx": form(statuses)})
    status, goal = found.tables["activities"].iloc[1], found.tables["goals"].iloc[0]
    assert (status["status"], status["status_mark"], status["status_cell"]) == (text, mark, "C3")
    said = text if text != "forsenad" else cell
    assert (goal["assessment"], goal["assessment_mark"], goal["assessment_cell"]) == (said, mark, "C2")
    assert "intake-text-error" not in rules(found)


def test_yes_and_no_become_one_and_zero_where_the_indicator_asks_for_them(received: Read, form: Form) -> None:
    found = received({"farsta.xlsx": form({"Indikatorer": {"G3": "Ja", "G5": "ja", "G9": False}})})
    assert row(found, "indicators", "4.I1")["value"] == 1
    assert row(found, "indicators", "7.I1")["value"] == 0
    assert row(found, "indicators", "3.I1")["value_mark"] == "invalid"


def test_codes_are_read_from_words_and_kept_as_written_when_unknown(received: Read, form: Form) -> None:
    cells = {"Aktiviteter": {"C2": "Pågår enl. plan", "C3": "kanske", "C4": "Genomförd"}}
    found = received({"farsta.xlsx": form(cells)})
    activities = found.tables["activities"]
    assert list(activities["status"][:3]) == ["pagar", "kanske", "avslutad"]
    assert list(activities["status_cell"][:3]) == ["C2", "C3", "C4"]


def test_the_voluntary_sheets_are_read(received: Read, form: Form) -> None:
    cells = {
        "Mål": {"A2": 3, "C2": "delvis", "D2": "Ett skäl."},
        "Egna indikatorer": {"A2": "E1", "B2": "6", "C2": "Namn", "D2": "Ja/Nej", "E2": "nej", "J2": "ja"},
        "Egna aktiviteter": {"A2": "EA1", "B2": "6", "C2": "Namn", "D2": "försenad"},
        "Analys": {"B2": "Om det hela.", "A3": "1", "B3": "Om målet."},
    }
    found = received({"farsta.xlsx": form(cells)})
    goal, own = found.tables["goals"].iloc[0], found.tables["own_indicators"].iloc[0]
    assert (goal["goal_id"], goal["assessment"], goal["assessment_cell"]) == ("3", "delvis", "C2")
    assert (own["kind"], own["about_persons"], own["value"], own["sex"]) == ("ja_nej", "nej", 1, "totalt")
    assert found.tables["own_activities"].iloc[0]["status"] == "forsenad"
    assert list(found.tables["analysis"]["goal_id"]) == ["", "1"]


def test_the_delivery_says_who_answers_and_what_was_decided(received: Read, form: Form) -> None:
    about = {"B5": "Uppgiftslämnare Övning", "B6": "Chef Övning", "B7": "2025-01-20", "B8": "Beslutat"}
    found = received({"farsta.xlsx": form({"Om rapporten": about})})
    [delivery] = found.deliveries.to_dict("records")
    assert delivery == {
        "year": 2024,
        "period": "VB",
        "committee_id": "farsta",
        "form": "xlsx",
        "files": "2024/VB/farsta.xlsx",
        "reporter": "Uppgiftslämnare Övning",
        "manager": "Chef Övning",
        "reported_on": "2025-01-20",
        "decision_status": "beslutad",
        "decision_date": "",
        "decision_dnr": "",
        "form_version": "1",
        "received_on": "",
        "sender": "",
        "document_number": "",
    }


def test_moved_columns_lines_above_and_other_spellings_are_found(received: Read, form: Form) -> None:
    moved = {"A1": "Ifyllt av förvaltningen", "A2": None, "C4": "6.I1", "F4": 54.5, "D4": 6, "E4": 11}
    headings = {"C3": "INDIKATOR  ID", "D3": "Täljare (antal)", "E3": "Nämnare 2024", "F3": "Utfall 2024."}
    sheet = {f"{column}{number}": None for column in "ABCDEFGHIJKL" for number in range(1, 12)}
    found = received({"farsta.xlsx": form({"Indikatorer": sheet | moved | headings})})
    [line] = found.tables["indicators"].to_dict("records")
    assert (line["item_id"], line["row"], line["value"], line["value_cell"]) == ("6.I1", 4, 54.5, "F4")
    assert (line["numerator_cell"], line["denominator_cell"]) == ("D4", "E4")
    assert set(rules(found)) == {"intake-missing-column"}


def test_last_years_outcome_is_not_read_as_this_years(received: Read, form: Form) -> None:
    found = received({"farsta.xlsx": form({"Indikatorer": {"G1": "Utfall 2023"}})})
    assert rules(found) == ["intake-missing-heading"]
    assert len(found.tables["indicators"]) == 0


@pytest.mark.parametrize(
    ("cells", "without", "rule", "sheet"),
    [
        ({"Indikatorer": {"E1": None}}, "", "intake-missing-column", "Indikatorer"),
        ({"Indikatorer": {"A1": None}}, "", "intake-missing-heading", "Indikatorer"),
        ({"Indikatorer": {"E1": "Nämnare"}}, "", "intake-heading-twice", "Indikatorer"),
        ({"Indikatorer": {"N1": "Anteckning"}}, "", "intake-unknown-heading", "Indikatorer"),
        ({"Indikatorer": {"P5": "se bilaga"}}, "", "intake-outside-table", "Indikatorer"),
        ({"Indikatorer": {"K4": "=A1"}}, "", "intake-text-error", "Indikatorer"),
        ({"Blad1": {"A1": "x"}}, "", "intake-unknown-sheet", "Blad1"),
        ({}, "Aktiviteter", "intake-missing-sheet", "Aktiviteter"),
        ({}, "Om rapporten", "intake-no-committee", "Om rapporten"),
        ({"Om rapporten": {"B2": None}}, "", "intake-no-committee", "Om rapporten"),
        ({"Om rapporten": {"A12": "Lunch", "B12": "soppa"}}, "", "intake-unknown-field", "Om rapporten"),
        ({"Om rapporten": {"A12": "Dnr", "B12": "1"}}, "", "intake-field-twice", "Om rapporten"),
    ],
)
def test_a_form_that_is_not_as_it_was_says_what_and_where(
    received: Read, form: Form, cells: dict[str, dict[str, object]], without: str, rule: str, sheet: str
) -> None:
    found = [
        finding
        for finding in received({"farsta.xlsx": form(cells, without=without)}).faults
        if finding.rule_id == rule
    ]
    assert found
    assert found[0].sheet == sheet
    assert found[0].message and found[0].remedy


def test_an_empty_sheet_is_said(received: Read, form: Form) -> None:
    nothing = {f"{column}{number}": None for column in "ABCDEFGHIJKL" for number in range(1, 12)}
    [finding] = received({"farsta.xlsx": form({"Indikatorer": nothing})}).faults
    assert (finding.rule_id, finding.severity, finding.sheet) == (
        "intake-empty-sheet",
        "critical",
        "Indikatorer",
    )
    assert finding.committee_id == "farsta"


def test_a_workbook_of_another_kind_has_no_table(received: Read, sheets: Callable[..., bytes]) -> None:
    found = received({"a.xlsx": sheets({"Blad1": {"A1": "Hej"}})})
    assert rules(found) == ["intake-unknown-sheet", "intake-unreadable-table"]


def test_no_finding_holds_what_was_received(received: Read, form: Form) -> None:
    marked = "Hemligt-Innehåll-0"
    cells = {
        "Indikatorer": {"N1": marked, "P5": marked, "A2": marked, "G3": marked, "C4": marked},
        "Om rapporten": {"A12": marked, "B12": marked, "B1": marked, "B2": marked},
        "Aktiviteter": {"C2": marked},
    }
    found = received({"a.xlsx": form(cells)})
    assert found.faults
    assert marked not in repr(found.faults)


def test_empty_tables_have_all_columns_and_types(received: Read) -> None:
    found = received({"tom.csv": b""})
    for key, table_form in TABLE_FORMS.items():
        frame = found.tables[key]
        assert tuple(frame.columns) == table_form.columns
        assert frame["row"].dtype == "Int64"
        assert all(frame[number].dtype == "Float64" for number in table_form.numbers)


@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_a_form_that_libreoffice_has_saved_comes_back_the_same(received: Read, suffix: str) -> None:
    content = (Path(__file__).parents[1] / f"fixtures/real/libreoffice_formular.{suffix}").read_bytes()
    found = received({f"farsta.{suffix}": content})
    assert rules(found) == []
    assert (found.files[0].form, found.deliveries.iloc[0]["committee_id"]) == (suffix, "farsta")
    first, second, *others = found.tables["indicators"].iloc[1:8].to_dict("records")
    assert (first["numerator"], first["value"], first["target_setter"]) == (5, 62.5, "kf")
    assert (first["comment"], first["value_cell"]) == ("En kommentar.", "G3")
    assert (second["numerator"], second["denominator_mark"]) == (1204, "error_cell")
    assert second["value_mark"] == "suppressed_by_source"
    assert (others[0]["value"], others[1]["value_mark"]) == (1, "missing")
    assert (others[2]["value_mark"], others[3]["value"]) == ("suppressed_by_source", 54.5)
    assert others[1]["comment"] == others[2]["comment"] == "Gäller båda raderna."
    assert list(found.tables["activities"]["status"][:2]) == ["pagar", "avslutad"]


def merged(content: bytes, area: str, sheet: str = "Indikatorer") -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    workbook[sheet].merge_cells(area)
    stream = io.BytesIO()
    workbook.save(stream)
    workbook.close()
    return stream.getvalue()


def test_a_text_that_is_merged_downwards_stands_on_every_row_and_a_number_only_on_its_own(
    received: Read, form: Form
) -> None:
    cells = {"A3": "3.I1", "C3": "kvinnor", "A4": None, "C4": "män", "E3": 7, "K3": "Om båda."}
    content = form({"Indikatorer": cells})
    for area in ("A3:A4", "E3:E4", "K3:K4"):
        content = merged(content, area)
    found = received({"farsta.xlsx": content})
    women, men = found.tables["indicators"].iloc[1:3].to_dict("records")
    assert (women["item_id"], men["item_id"], men["sex"]) == ("3.I1", "3.I1", "man")
    assert (women["numerator"], men["numerator_mark"]) == (7, "blank")
    assert women["comment"] == men["comment"] == "Om båda."


def test_a_merged_title_over_the_headings_is_no_row(received: Read, form: Form) -> None:
    content = merged(form({"Analys": {"A3": "1", "B3": "Text"}}), "B1:B2", "Analys")
    assert list(received({"farsta.xlsx": content}).tables["analysis"]["text"]) == ["Text"]
