"""Text files are read by a ladder of encodings, strictly, with rows as Excel counts them."""

import csv
from collections.abc import Iterator

import pytest

from samlad.intake.cells import BLANK, Cell
from samlad.intake.refusals import Refused
from samlad.intake.text_reader import read_text


@pytest.fixture
def own_limit() -> Iterator[None]:
    """The csv module's limit as it was, afterwards."""
    before = csv.field_size_limit()
    yield
    csv.field_size_limit(before)


TEXT = "Nämnd;Utfall\r\nÄldrenämnden;1\u00a0204\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_of_the_ladder_gives_the_same_text(encoding: str) -> None:
    rows = read_text(TEXT.encode(encoding), ";").rows
    assert [cell.text for cell in rows[1]] == ["Äldrenämnden", "1\u00a0204"]


def test_narrow_spaces_of_utf_8_are_kept() -> None:
    assert read_text("1\u202f204".encode(), ";").rows[0][0].text == "1\u202f204"


def test_bytes_that_no_rung_can_read_are_refused() -> None:
    with pytest.raises(Refused, match="encoding"):
        read_text("Nämnd \x81".encode("latin-1"), ";")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_which_byte_of_each_pair_is_nul(encoding: str) -> None:
    rows = read_text(TEXT.encode(encoding), ";").rows
    assert [cell.text for cell in rows[1]] == ["Äldrenämnden", "1\u00a0204"]


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("Utfall".encode("utf-16-le") + b"\0", "control"),
        ("Utfall".encode("utf-16-le") + "Utfall".encode("utf-16-be"), "control"),
        (b"\xff\xfe" + "Utfall".encode("utf-16-le") + b"\n", "encoding"),
        (b"a\0" + "\ud801".encode("utf-16-le", "surrogatepass"), "encoding"),
    ],
)
def test_utf_16_that_does_not_hold_all_the_way_is_refused(content: bytes, cause: str) -> None:
    with pytest.raises(Refused, match=cause):
        read_text(content, ";")


@pytest.mark.parametrize("text", ['a;"b\nc', 'a;"b"c'])
def test_an_unpaired_quotation_mark_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="quotes"):
        read_text(text.encode(), ";")


def test_quoted_line_breaks_and_separators_stay_in_their_cell() -> None:
    rows = read_text(b'a;"b;c\nd ""e"""\n1;2\n', ";").rows
    assert rows[0][1] == Cell("text", 'b;c\nd "e"')
    assert rows[1][0] == Cell("text", "1")


def test_ils_text_has_no_quoting() -> None:
    assert read_text(b'a\t"b\tc\n', "\t").rows[0][1] == Cell("text", '"b')


def test_cells_of_blanks_are_blank_and_blank_lines_count() -> None:
    rows = read_text("a; ;\u00a0\n\nb\n".encode(), ";").rows
    assert rows[0][1:] == [BLANK, BLANK]
    assert (list(rows[1]), rows[2][0].text) == ([], "b")


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"a;" * 600 + b"a", "extent"),
        (b"a\n" * 20_001, "extent"),
        (b"a" * 32_768, "cell"),
        (b"a" * 200_000, "cell"),
        (b'"' + b"a" * 200_000, "quotes"),
        (b"a\x00b", "control"),
    ],
)
@pytest.mark.parametrize("limit", [1, 2**17, 2**30])
def test_bounds_hold_for_text_too_whatever_limit_others_have_set(
    content: bytes, cause: str, limit: int, own_limit: None
) -> None:
    csv.field_size_limit(limit)
    with pytest.raises(Refused, match=cause):
        read_text(content, ";")
