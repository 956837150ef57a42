"""Numbers, dates and order in Swedish form."""

from __future__ import annotations

from datetime import date

import pytest

from samlad import swedish


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.5, None, "1\u00a0234,5"),
        (1234567.0, None, "1\u00a0234\u00a0567"),
        (-3.2, None, "\u22123,2"),
        (54.0, 1, "54,0"),
        (2.35, 1, "2,4"),
        (-0.04, 1, "0,0"),
        (2.5, 0, "3"),
        (0, None, "0"),
    ],
)
def test_a_number_has_comma_no_break_space_and_real_minus(
    value: float, decimals: int | None, text: str
) -> None:
    assert swedish.number(value, decimals) == text


def test_differences_show_their_sign() -> None:
    assert swedish.signed(4.2, 1) == "+4,2"
    assert swedish.signed(-12, 0) == "\u221212"
    assert swedish.signed(0.04, 1) == "0,0"
    assert swedish.percentage_points(1.0) == "+1,0\u00a0procentenhet"
    assert swedish.percentage_points(-4.25) == "\u22124,3\u00a0procentenheter"


def test_per_cent_dates_years_and_lists() -> None:
    assert swedish.percent(54.25) == "54,3\u00a0%"
    assert swedish.day(date(2024, 4, 30)) == "30 april 2024"
    assert swedish.day("2024-04-30") == "30 april 2024"
    assert swedish.day("i april") == "i april"
    assert swedish.years(2021, 2024) == "2021\u20132024"
    assert swedish.listing(["a"]) == "a"
    assert swedish.listing(["a", "b", "c"]) == "a, b och c"


def test_the_alphabet_ends_with_swedish_letters() -> None:
    names = ["Östermalm", "Älvsjö", "Årsta", "Zinken", "Andén", "Ande-by", "Ande", "bromma"]
    assert sorted(names, key=swedish.sort_key) == [
        "Ande", "Ande-by", "Andén", "bromma", "Zinken", "Årsta", "Älvsjö", "Östermalm",
    ]  # fmt: skip
