"""No text that goes out in a CSV file or a workbook is run as a formula, and no number is touched."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.desk import read_folders
from samlad.formula_guard import guarded, unguarded
from samlad.frames import NUMBER, TEXT, build, csv_text, one_line
from samlad.intake.form import Form, empty_form
from samlad.intake.form_writer import form_bytes
from samlad.intake.reading_process import ReadingProcess
from samlad.intake.returned import Returned, SentFile, returned_workbook
from samlad.params import load_params
from samlad.reference import Reference, load_reference

CHECKOUT = Path(__file__).parents[2]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
OWASP = (
    "=1+1", "=HYPERLINK(\"http://x\";\"y\")", "=cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", "hej\n=1+1", "＝1+1",
    "-2+3+cmd|' /C calc'!A0", "=1+1\";=2+2", "--1", "+", "-", "@", "'=1+1", "\u202f+A1", "- punkt", "-3 (A1)",
)  # fmt: skip
NUMBERS = (
    "-3",
    "-3,1",
    "-1234.5",
    "-3,1 %",
    "+2,5 procentenheter",
    "-1 234",
    "-1\u00a0234,5\u00a0%",
    "0",
    "54,3 %",
)
SIGNS = st.text(alphabet="=+-@'\t\n\r aA1,％＝＋\u00a0", max_size=20)


def cells(text: str) -> list[str]:
    return next(csv.reader(io.StringIO(text.split("\n", 1)[1], newline="")))


def harmless(text: str) -> bool:
    """No line begins with a sign of a formula, whatever blanks stand before it."""
    return not any(line.strip().startswith(DANGEROUS) for line in text.splitlines())


@pytest.mark.parametrize("text", OWASP)
def test_what_has_been_run_as_a_formula_is_text_in_a_csv_file(text: str) -> None:
    frame = build({"a": TEXT, "n": NUMBER}, [{"a": text, "n": -3.5}])
    cell, number = cells(csv_text(frame))
    assert harmless(cell) and unguarded(cell) == one_line(text)
    assert number == "-3.5"


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_stays_a_number(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@given(SIGNS | st.text(max_size=40))
def test_what_was_written_comes_back_exactly_and_guarding_leaves_nothing_to_run(drawn: str) -> None:
    text = one_line(drawn)
    written = guarded(text)
    assert unguarded(written) == text
    # Only a number may begin with a sign: no letter but those of a unit, no operator after the first.
    assert harmless(written) or (written == text and not set(text[1:]) & set("=+-@()|"))


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_numbers_are_never_given_an_apostrophe(value: float) -> None:
    frame = build({"n": NUMBER, "t": TEXT}, [{"n": value, "t": "x"}])
    assert "'" not in csv_text(frame)


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(read_folders(CHECKOUT), load_params(CHECKOUT / "params", 2024))


def filled(reference: Reference) -> Form:
    form = empty_form(reference, reference.organisation.committees["farsta"], 2024, "VB")
    rows = [{"goal_id": "1", "text": text} for text in OWASP]
    negative = [{"item_id": "2.I1", "value": -3.5, "comment": text} for text in OWASP]
    return replace(form, tables={**form.tables, "analysis": rows, "indicators": negative})


def formulas(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return sum(package.read(name).count(b"<f") for name in package.namelist() if "/sheet" in name)


def test_text_in_a_form_and_in_a_returned_workbook_is_text_and_negatives_are_numbers(
    reference: Reference, tmp_path: Path
) -> None:
    sent = form_bytes(filled(reference), reference.layout)
    (tmp_path / "farsta.xlsx").write_bytes(sent)
    made = Returned(reference.layout, 2024, lambda text, field: False, {}, reference.rules["text-tomd"])
    with ReadingProcess() as process:
        back = returned_workbook([SentFile("farsta.xlsx", tmp_path / "farsta.xlsx")], (), made, process)
    for content in (sent, back):
        assert formulas(content) == 0
        workbook = openpyxl.load_workbook(io.BytesIO(content))
        values = [cell for row in workbook["Indikatorer"].iter_rows(min_row=2) for cell in row]
        assert {cell.value for cell in values if cell.data_type == "n" and cell.value is not None} == {-3.5}
        said = {str(cell.value).strip() for cell in values if cell.data_type == "s"}
        assert {text.strip() for text in OWASP if "\r" not in text} <= said
