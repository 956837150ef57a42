"""A number as Swedes write it reads back; what is no number says why."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.intake.cells import BLANK, ERROR, UNCALCULATED, Cell
from samlad.intake.numbers import read_number, symbol_marks
from samlad.reference import Reference


@pytest.fixture(scope="session")
def marks(reference: Reference) -> dict[str, str]:
    return dict(symbol_marks(reference.codelists["symbols"]))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("54,3", 54.3),
        ("-2,5", -2.5),
        ("\u22122", -2),
        ("1 109", 1109),
        ("1\u00a0109", 1109),
        ("1\u202f109,5", 1109.5),
        ("12 345 678", 12345678),
        (" 7 ", 7),
        ("54 %", 54),
        ("54,3%", 54.3),
        ("54\u00a0%", 54),
        ("0,54", 0.54),
        ("007", 7),
    ],
)
def test_a_number_as_swedes_write_it_is_read(marks: dict[str, str], text: str, value: float) -> None:
    number = read_number(Cell("text", text), marks)
    assert (number.value, number.mark) == (value, "")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("..", "suppressed_by_source"),
        ("~100", "suppressed_by_source"),
        (".", "not_applicable"),
        ("-", "missing"),
        ("\u2013", "missing"),
        (" Saknas ", "missing"),
        ("ej mätt", "not_measured"),
        ("utgått", "discontinued"),
        ("#SAKNAS!", "error_cell"),
        ("#N/A", "error_cell"),
        ("#DIVISION/0!", "error_cell"),
        ("#VÄRDEFEL!", "error_cell"),
        ("=B2/C2", "uncalculated"),
    ],
)
def test_a_mark_says_why_there_is_no_number(marks: dict[str, str], text: str, mark: str) -> None:
    number = read_number(Cell("text", text), marks)
    assert (number.value, number.mark) == (None, mark)


@pytest.mark.parametrize(
    "text",
    [
        "ca 10",
        "10 st",
        "1 23",
        "1234 567",
        "54.3",
        "1,2,3",
        "1e5",
        "٣",
        "5 %%",
        "9" * 5000,
        "1e9999999",
        "#1",
    ],
)
def test_what_is_doubtful_is_invalid_and_never_guessed(marks: dict[str, str], text: str) -> None:
    number = read_number(Cell("text", text), marks)
    assert (number.value, number.mark) == (None, "invalid")


def test_blank_error_and_uncalculated_are_three_different_things(marks: dict[str, str]) -> None:
    assert [read_number(cell, marks).mark for cell in (BLANK, ERROR, UNCALCULATED)] == [
        "blank",
        "error_cell",
        "uncalculated",
    ]


def test_percent_becomes_0_to_100_only_where_the_cell_says_percent(marks: dict[str, str]) -> None:
    assert read_number(Cell("percent", number=0.543), marks).value == 54.3
    assert read_number(Cell("number", number=0.54), marks).value == 0.54
    assert read_number(Cell("percent", number=0.54), marks, percent=False).mark == "invalid"
    assert read_number(Cell("text", "54 %"), marks, percent=False).mark == "invalid"


@pytest.mark.parametrize(
    "cell",
    [
        Cell("date", "2024-04-30"),
        Cell("bool", number=1.0),
        Cell("number", number=math.inf),
        Cell("number", number=1e300),
    ],
)
def test_a_date_a_truth_value_and_infinity_are_no_numbers(marks: dict[str, str], cell: Cell) -> None:
    assert read_number(cell, marks).mark == "invalid"


@given(
    value=st.integers(-(10**12), 10**12),
    decimals=st.integers(0, 2),
    space=st.sampled_from(["", " ", "\u00a0", "\u202f"]),
    sign=st.sampled_from(["-", "\u2212"]),
    percent=st.sampled_from(["", "%", " %", "\u00a0%"]),
)
def test_any_number_in_swedish_form_reads_back(
    marks: dict[str, str], value: int, decimals: int, space: str, sign: str, percent: str
) -> None:
    number = value / 10**decimals
    text = f"{abs(number):,.{decimals}f}".replace(".", "§").replace(",", space).replace("§", ",")
    found = read_number(Cell("text", (sign if number < 0 else "") + text + percent), marks)
    assert found.value == pytest.approx(number, abs=1e-9)


@given(st.text(max_size=60))
def test_any_text_gives_a_number_or_a_mark_and_never_both(marks: dict[str, str], text: str) -> None:
    number = read_number(Cell("text", text), marks)
    assert (number.value is None) == bool(number.mark)
    assert number.value is None or math.isfinite(number.value)
