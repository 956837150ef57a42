"""Every text that is received is searched: which there are follows from the layout, not from a list."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from samlad.intake.tables import TABLE_FORMS
from samlad.stages import FileRecord, WrittenCell
from samlad.validation import personal_data
from samlad.validation.personal_data import every_text, figures_only, nothing_released
from samlad.validation.personal_data.texts import CONTACT_FIELDS

NUMBER = "811228-9874"
PHONE = "070-174 06 05"
FILE = FileRecord("2024/VB/ovning_x.csv", "0" * 64, 1, "csv", 2024, "VB", True)
BASE = {"file": FILE.file, "sheet": "", "row": 2, "form": "csv", "year": 2024, "period": "VB",
        "committee_id": "farsta", "committee_text": "Farsta"}  # fmt: skip
FIELDS = [
    (table, field)
    for table, form in TABLE_FORMS.items()
    for field in (*form.texts, *form.codes)
    if (table, field) != ("about", "field")
]


def received(whole, table, column, text, /, **more):
    """A delivery with one more row, whose field holds a text."""
    frame = whole.made().tables[table]
    row = dict.fromkeys(frame.columns, "") | BASE | more | {column: text}
    row |= {name: pd.NA for name in frame.columns if frame[name].dtype.name in ("Int64", "Float64")}
    row |= {"row": 2, "year": 2024}
    added = pd.concat([frame, pd.DataFrame([row]).astype(frame.dtypes.to_dict())], ignore_index=True)
    made = whole.made()
    return replace(made, tables={**made.tables, table: added}, files=(*made.files, FILE))


def texts_frame(made, reference):
    return personal_data.texts_frame(every_text(made, reference), nothing_released)


def emptied(made, reference, released):
    return personal_data.emptied(made, every_text(made, reference), released)


def hits(frame, kind="identity"):
    return frame[frame[kind] == "ja"]


@pytest.mark.parametrize(("table", "field"), FIELDS)
def test_every_text_field_of_every_table_is_searched(whole, reference, table, field):
    frame = texts_frame(received(whole, table, field, f"Se {NUMBER}."), reference)
    [place] = hits(frame)[["source", "row", "committee_id"]].to_dict("records")
    assert place == {"source": table, "row": 2, "committee_id": "farsta"}


def test_a_table_that_nobody_has_told_the_search_of_is_searched_too(whole, reference):
    made = whole.made()
    rows = pd.DataFrame([BASE | {"question": f"Fråga {NUMBER}", "answers": 12}])
    made = replace(made, tables={**made.tables, "new": rows})
    assert hits(texts_frame(made, reference))["field"].tolist() == ["question"]


@pytest.mark.parametrize("text", [f"i en egen kolumn: {NUMBER}", "8112289874"])
def test_a_cell_that_no_table_holds_is_searched(whole, reference, text):
    cell = WrittenCell(FILE.file, "Eget blad", 9, "D", text, "xlsx", 2024, "VB", "farsta")
    frame = texts_frame(replace(whole.made(), cells=(cell,)), reference)
    [place] = hits(frame)[["source", "sheet", "row", "field"]].to_dict("records")
    assert place == {"source": "cells", "sheet": "Eget blad", "row": 9, "field": "D"}


def test_names_of_sheets_and_files_are_searched_and_not_said(whole, reference):
    named = replace(FILE, file=f"2024/VB/ovning_{PHONE}.xlsx")
    cell = WrittenCell(FILE.file, f"Ring {PHONE}", 1, "A", "text", "xlsx", 2024, "VB", "farsta")
    made = whole.made()
    made = replace(made, cells=(cell,), files=(*made.files, named))
    frame = texts_frame(made, reference)
    assert hits(frame, "phone")["field"].tolist() == ["sheet"]
    assert hits(frame, "name")["field"].tolist() == ["file"]
    assert PHONE not in frame.to_csv()


@pytest.mark.parametrize("field", CONTACT_FIELDS)
def test_a_contact_field_may_hold_a_contact_but_no_personnummer(whole, reference, field):
    def kinds(text):
        made = received(whole, "about", "value", text, field=field)
        frame = texts_frame(made, reference)
        return {kind for kind in ("identity", "phone", "email", "address") if len(hits(frame, kind))}

    assert kinds(f"Anna, {PHONE}, anna@exempel.se, Storgatan 12") == set()
    assert kinds(NUMBER) == {"identity"}


def test_a_text_with_a_hit_is_empty_after_the_gate_unless_it_is_released(whole, reference):
    made = received(whole, "analysis", "text", f"Ring {PHONE}.")
    assert "" in emptied(made, reference, nothing_released).tables["analysis"]["text"].tolist()
    kept = emptied(made, reference, lambda place, text: True)
    assert f"Ring {PHONE}." in kept.tables["analysis"]["text"].tolist()
    assert f"Ring {PHONE}." in made.tables["analysis"]["text"].tolist()


def test_an_own_id_with_a_hit_gets_one_name_in_all_its_rows(whole, reference):
    made = received(whole, "own_indicators", "own_id", "SN 2024/1234")
    again = received(whole, "indicators", "item_id", "SN 2024/1234")
    made = replace(made, tables={**made.tables, "indicators": again.tables["indicators"]})
    tables = emptied(made, reference, nothing_released).tables
    assert tables["own_indicators"]["own_id"].tolist()[-1] == "(dolt id 1)"
    assert tables["indicators"]["item_id"].tolist()[-1] == "(dolt id 1)"


def test_feedback_repeats_no_number_that_is_as_long_as_a_personnummer(whole):
    made = whole.made()
    frame = made.tables["indicators"].copy()
    frame.loc[0, "value"], frame.loc[1, "value"] = 8112289874.0, 999_999_999.0
    made = replace(made, tables={**made.tables, "indicators": frame}, former={"indicators": frame})
    told = figures_only(made)
    for tables in (told.tables, told.former):
        assert pd.isna(tables["indicators"].loc[0, "value"])
        assert tables["indicators"].loc[1, "value"] == 999_999_999.0
