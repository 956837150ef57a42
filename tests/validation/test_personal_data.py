"""What the search finds in text, and what it leaves alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.validation.personal_data import Search

END = date(2024, 12, 31)
SEARCH = Search(("020-50 50 50",))


@pytest.mark.parametrize(
    "written",
    ["811228-9874", "19811228-9874", "8112289874", "198112289874", "811228 9874", "1981-12-28-9874",
     "811228\u22129874", "811228\u20139874", "811228\u00a0-\u00a09874", "81 12 28 - 98 74", "811228+9874",
     "８１１２２８-９８７４", "811\u200b228-9874", "701063-2391", "19701063-2391", "811228\n9874",
     "811228\u00ad9874", "19811228\u202f9874", "19 81 12 28 98 74", "811228/9874",
     "pnr811228-9874", "811228\t9874"],
)  # fmt: skip
def test_an_identity_number_is_found_however_it_is_written(written):
    assert SEARCH.kinds(f"Hon ({written}) sökte stöd.", END) == {"identity"}


@pytest.mark.parametrize("written", ["811228-9874", "８１１２２８-９８７４", "⑧①①②②⑧-⑨⑧⑦④"])
def test_a_text_that_is_nothing_but_a_number_is_searched_whatever_its_digits(written):
    assert SEARCH.kinds(written, END) == {"identity"}


@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "No", "Cs"]), max_size=30))
def test_an_identity_number_is_found_in_any_text_around_it(text):
    assert "identity" in SEARCH.kinds(f"{text} 811228-9874 {text}", END)


@pytest.mark.parametrize(
    "written",
    ["811228-9875", "20240101-0630", "240101-0630", "202406301200", "2024-01-01-0630", "212000-0142",
     "556036-0793", "12 345 678", "2021-2025", "2023/24", "8,1 procent av 12 289", "08.00-16.00",
     "0800-1600", "SOU 2024:13", "verksamhetsplan 2024", "utvägen 3", "Kvinnofrid: 020-50 50 50",
     "2019/2020", "1/1-30/6 2024", "N07402, U37515", "prop. 2008/09:150", "bankgiro 5050-1055"],
)  # fmt: skip
def test_what_is_no_personal_data_is_left_alone(written):
    assert SEARCH.kinds(f"Se {written} i texten.", END) == set()


@pytest.mark.parametrize(
    ("written", "kind"),
    [("070-174 06 05", "phone"), ("08-508 00 123", "phone"), ("+46 70 174 06 05", "phone"),
     ("(070) 174 06 05", "phone"), ("070\u2011174\u00a006\u00a005", "phone"), ("STORGATAN 12", "address"),
     ("Stora Gatan 4", "address"), ("anna.b＠exempel.se", "email"),
     ("anna.b@exempel.se", "email"), ("anna(at)exempel.se", "email"), ("Storgatan 12 B", "address"),
     ("Norra Kungs väg 7", "address"), ("dnr 2024/123", "case"), ("SN 2024/1234", "case"),
     ("3.1.2-123/2024", "case"), ("B 1234-24", "case"), ("0201-K12345-24", "case")],
)  # fmt: skip
def test_other_kinds_are_found(written, kind):
    assert SEARCH.kinds(f"Se {written} i texten.", END) == {kind}
