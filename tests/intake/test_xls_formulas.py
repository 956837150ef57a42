"""What an .xls tells of a formula that was never calculated, in files that LibreOffice has saved."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from samlad.intake.reading_process import ReadingProcess

FORMULA = 0x06
EMPTY = bytes([3, 0, 0, 0, 0, 0, 0xFF, 0xFF])
"""The stored result that means empty text, and in some programs' files that nothing was calculated."""

NUMBERS = ("=1+1", "=B1*2", "=-B1", "=SUM(B1:B2)", "=(B1/B2)", "=ROUND(B1,1)", "=B1>2", "=COUNTIF(B1:B2,1)",
           '=IF(B1>1,1,"")*2', "=SUM(B1:B2)%", "=IF(B1>0,1,2)+COUNT(B1:B2)")  # fmt: skip
MAYBE_TEXT = ('=""', "=B1", '=IF(B1>1,B1,"")', '=B1&""', "=UPPER(B1)", '=IF(B1>0,1+1,"")', "=CHOOSE(1,B1,B2)")


def formulas(content: bytes) -> Iterator[int]:
    """Where the FORMULA records of an .xls begin, whose stream lies in one piece."""
    place = content.index(b"\x09\x08\x10\x00\x00\x06")
    while place + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, place)
        if not kind:
            return
        if kind == FORMULA:
            yield place + 4
        place += 4 + length


def without_results(content: bytes, *, flags: int = 0) -> bytes:
    spoilt = bytearray(content)
    for place in formulas(content):
        spoilt[place + 6 : place + 14] = EMPTY
        struct.pack_into("<H", spoilt, place + 14, flags)
    return bytes(spoilt)


@pytest.fixture(scope="module")
def saved(
    libreoffice: Callable[..., list[Path]], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., bytes]:
    """A sheet with formulas in column A and 0 and 4 in column B, calculated and saved as .xls."""
    folder = tmp_path_factory.mktemp("formler")

    def save(texts: tuple[str, ...]) -> bytes:
        workbook = openpyxl.Workbook()
        sheet = workbook.worksheets[0]
        for number, text in enumerate(texts, start=1):
            sheet.cell(number, 1).value = text
        sheet["B1"], sheet["B2"] = 0, 4
        stream = io.BytesIO()
        workbook.save(stream)
        (folder / "f.xlsx").write_bytes(stream.getvalue())
        [made] = libreoffice("xls", folder / "ut", folder / "f.xlsx")
        return made.read_bytes()

    return save


def kinds(process: ReadingProcess, content: bytes, count: int) -> list[str]:
    [sheet] = process.read(content)
    return [sheet.cell(row, 0).kind for row in range(count)]


def test_a_formula_that_cannot_give_a_text_and_has_no_result_was_never_calculated(
    process: ReadingProcess, saved: Callable[..., bytes]
) -> None:
    content = saved(NUMBERS)
    assert len(list(formulas(content))) == len(NUMBERS)
    assert "uncalculated" not in kinds(process, content, len(NUMBERS))
    assert kinds(process, without_results(content), len(NUMBERS)) == ["uncalculated"] * len(NUMBERS)


def test_an_empty_text_cannot_be_told_from_no_result_where_the_formula_may_give_one(
    process: ReadingProcess, saved: Callable[..., bytes]
) -> None:
    """`=""`, calculated by LibreOffice, is byte for byte what other programs write for no result."""
    content = saved(('=""',))
    assert without_results(content) == content
    spoilt = without_results(saved(MAYBE_TEXT))
    assert kinds(process, spoilt, 1) == ["blank"]
    assert "uncalculated" not in kinds(process, spoilt, 2)


def test_one_formula_that_was_never_calculated_tells_of_all_the_others_in_the_file(
    process: ReadingProcess, saved: Callable[..., bytes]
) -> None:
    spoilt = without_results(saved((*MAYBE_TEXT, "=1+1")))
    assert set(kinds(process, spoilt, len(MAYBE_TEXT) + 1)) == {"uncalculated"}


def test_a_result_that_is_to_be_calculated_at_opening_is_none(
    process: ReadingProcess, saved: Callable[..., bytes]
) -> None:
    content = saved(("=B1*2", "=B2*2", '=IF(B1>1,B1,"")'))
    marked = bytearray(content)
    for place in formulas(content):
        struct.pack_into("<H", marked, place + 14, 2)
    assert kinds(process, bytes(marked), 3) == ["uncalculated", "number", "uncalculated"]
