"""Workbooks are read cell by cell in a process of their own, with every place kept."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import samlad
from samlad.intake.cells import BLANK, ERROR, UNCALCULATED, Cell
from samlad.intake.reading_process import ReadingProcess


def test_every_kind_of_cell_is_told_apart(process: ReadingProcess, sheets: Callable[..., bytes]) -> None:
    cells = {
        "A1": "text",
        "B1": 1.5,
        "C1": 0.54,
        "D1": True,
        "E1": date(2024, 4, 30),
        "F1": "=1+1",
        "G1": "#N/A",
        "I1": "00123",
    }
    content = sheets({"Blad": cells}, {"C1": "0.0%"})
    [sheet] = process.read(content)
    assert list(sheet.rows[0]) == [
        Cell("text", "text"),
        Cell("number", number=1.5),
        Cell("percent", number=0.54),
        Cell("bool", number=1.0),
        Cell("date", "2024-04-30"),
        UNCALCULATED,
        ERROR,
        BLANK,
        Cell("text", "00123"),
    ]


def test_places_stay_where_they_are_below_and_beside_empty_cells(
    process: ReadingProcess, sheets: Callable[..., bytes]
) -> None:
    [sheet] = process.read(sheets({"Blad": {"C4": "x", "E6": "=A1"}}))
    assert (sheet.rows[3][2], sheet.rows[5][4], len(sheet.rows)) == (Cell("text", "x"), UNCALCULATED, 6)


@pytest.mark.parametrize(
    ("number_format", "kind"),
    [
        ("0%", "percent"),
        ("0.00 %", "percent"),
        ('0.0" %"', "number"),
        ("0.0\\%", "number"),
        ("General", "number"),
    ],
)
def test_a_percent_sign_that_is_only_text_is_no_percent_format(
    process: ReadingProcess, sheets: Callable[..., bytes], number_format: str, kind: str
) -> None:
    [sheet] = process.read(sheets({"Blad": {"A1": 0.5}}, {"A1": number_format}))
    assert sheet.rows[0][0].kind == kind


def test_a_formula_whose_result_is_empty_text_is_blank(
    process: ReadingProcess, sheets: Callable[..., bytes], repacked: Callable[..., bytes]
) -> None:
    def change(part: str, content: bytes) -> bytes:
        if not part.endswith("sheet1.xml"):
            return content
        return content.replace(b"<v /></c>", b"<v></v></c>").replace(b'r="A1"', b'r="A1" t="str"')

    content = repacked(sheets({"Blad": {"A1": "=1+1", "B1": "=1+1"}}), change)
    [sheet] = process.read(content)
    assert list(sheet.rows[0]) == [BLANK, UNCALCULATED]


def test_empty_sheets_are_there_with_no_rows(process: ReadingProcess, sheets: Callable[..., bytes]) -> None:
    found = process.read(sheets({"Ett": {}, "Två": {"A1": 1}}))
    assert [(sheet.name, len(sheet.rows)) for sheet in found] == [("Ett", 0), ("Två", 1)]


def test_the_reading_process_is_light() -> None:
    """pandas takes half a second to import; the process would pay it at every restart."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import samlad.intake.child\n"
        "print(sorted({'pandas', 'numpy', 'pydantic', 'great_expectations'} & set(sys.modules)))"
    )
    source = str(Path(samlad.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, source], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
