"""A form holds its own committee's items alone, and is the same bytes each time."""

import io
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest

from samlad.intake.form import FormRow, Percent, empty_form
from samlad.intake.form_writer import form_bytes
from samlad.reference import Reference
from samlad.stages import Received


def test_the_same_form_is_the_same_bytes(reference: Reference) -> None:
    farsta = reference.organisation.committees["farsta"]
    first = form_bytes(empty_form(reference, farsta, 2024, "VB"), reference.layout)
    assert first == form_bytes(empty_form(reference, farsta, 2024, "VB"), reference.layout)


@pytest.mark.parametrize(
    ("committee_id", "has", "lacks"),
    [
        ("sodermalm", {"2.I2", "5.I1", "3.I1", "2.A5"}, {"1.I1", "5.I2", "7.A1"}),
        ("farsta", {"3.I1", "4.A3"}, {"2.I2", "5.I1", "2.A5", "5.A5", "7.A1"}),
        ("socialnamnden", {"5.I2", "6.I1", "7.A2"}, {"3.I1"}),
        ("stockholmshem", {"3.A1"}, {"6.I1"}),
    ],
)
def test_a_form_asks_for_what_the_committee_answers_for(
    reference: Reference, committee_id: str, has: set[str], lacks: set[str]
) -> None:
    committee = reference.organisation.committees[committee_id]
    form = empty_form(reference, committee, 2024, "VB")
    asked = {row["item_id"] for key in ("indicators", "activities") for row in form.tables[key]}
    assert has <= asked
    assert not lacks & asked


def test_text_that_looks_like_a_formula_or_a_link_stays_text(reference: Reference) -> None:
    farsta = reference.organisation.committees["farsta"]
    form = empty_form(reference, farsta, 2024, "VB")
    texts = ["=1+1", "@SUM(A1)", "-2", "https://exempel.se", "<script>"]
    rows: list[FormRow] = [{"goal_id": "1", "text": text} for text in texts]
    content = form_bytes(replace(form, tables={**form.tables, "analysis": rows}), reference.layout)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Analys"]
    cells = [sheet.cell(number, 2) for number in range(2, 7)]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [
        (text, "s", None) for text in texts
    ]


def test_what_is_written_in_a_form_is_what_is_received(
    reference: Reference, received: Callable[..., Received]
) -> None:
    farsta = reference.organisation.committees["farsta"]
    form = empty_form(reference, farsta, 2024, "VB")
    form.tables["indicators"][1] |= {
        "numerator": 5,
        "denominator": 8,
        "value": Percent(62.5),
        "comment": "=x",
    }
    found = received({"farsta.xlsx": form_bytes(form, reference.layout)})
    line = found.tables["indicators"].iloc[1]
    assert found.faults == ()
    assert (line["item_id"], line["numerator"], line["denominator"]) == ("3.I1", 5, 8)
    assert (line["value"], line["comment"]) == (62.5, "=x")
    assert list(found.tables["activities"]["item_id"]) == [
        row["item_id"] for row in form.tables["activities"]
    ]
