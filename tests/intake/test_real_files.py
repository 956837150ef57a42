"""Real files of Swedish agencies are read by the same low-level readers, cell by cell."""

from pathlib import Path

import openpyxl
import pytest

from samlad.intake.cells import BLANK, Cell, Sheet
from samlad.intake.numbers import read_number, symbol_marks
from samlad.intake.reading_process import ReadingProcess
from samlad.intake.text_reader import read_text
from samlad.reference import Reference

REAL = Path(__file__).parents[1] / "fixtures" / "real"


def text(name: str, delimiter: str = ";") -> Sheet:
    return read_text((REAL / name).read_bytes(), delimiter)


@pytest.fixture(scope="session")
def marks(reference: Reference) -> dict[str, str]:
    return dict(symbol_marks(reference.codelists["symbols"]))


@pytest.mark.parametrize(
    ("name", "row", "column", "value"),
    [
        ("skolverket_grundskola_elever_2023-24_skolenhet.csv", 6, 9, 261),
        ("skolverket_grundskola_elever_2023-24_skolenhet.csv", 6, 10, 47.5),
        ("skolverket_grundskola_elever_2023-24_skolenhet.csv", 8, 9, 1120),
        ("skolverket_grundskola_elever_2023-24_skolenhet.csv", 11, 9, 1039),
        ("skolverket_grundskola_elever_2009-10_skolenhet.csv", 6, 9, 225),
        ("scb_konsumentprisindex_nbsp.csv", 1, 1, 1900),
        ("scb_konsumentprisindex_nbsp.csv", 3, 13, 1875),
        ("kolada_utdrag_status_stockholm.csv", 1, 6, 24.59097853),
        ("kolada_n00945_storstader_2000-2020.csv", 1, 3, 31.32959689),
        ("scb_anmald_misshandel_18plus_2019.csv", 9, 1, 28405),
        ("scb_mhv_tillfragade_valdsutsatthet.csv", 1, 4, 99),
    ],
)
def test_known_numbers_of_text_files(
    marks: dict[str, str], name: str, row: int, column: int, value: float
) -> None:
    assert read_number(text(name).cell(row, column), marks).value == value


@pytest.mark.parametrize(
    ("name", "row", "column", "mark"),
    [
        ("skolverket_grundskola_elever_2023-24_skolenhet.csv", 6, 8, "suppressed_by_source"),
        ("skolverket_grundskola_elever_2023-24_skolenhet.csv", 7, 7, "not_applicable"),
        ("skolverket_grundskola_elever_2023-24_skolenhet.csv", 9, 11, "suppressed_by_source"),
        ("scb_konsumentprisindex_nbsp.csv", 1, 5, "blank"),
        ("kolada_utdrag_status_stockholm.csv", 3, 5, "missing"),
        ("kolada_utdrag_status_stockholm.csv", 5, 5, "suppressed_by_source"),
        ("kolada_utdrag_status_stockholm.csv", 7, 5, "not_applicable"),
    ],
)
def test_known_marks_of_text_files(
    marks: dict[str, str], name: str, row: int, column: int, mark: str
) -> None:
    assert read_number(text(name).cell(row, column), marks).mark == mark


@pytest.mark.parametrize(
    ("name", "delimiter", "row", "column", "expected"),
    [
        ("skolverket_grundskola_elever_2023-24_skolenhet.csv", ";", 0, 0,
         "Statistik från Skolverket, https://www.skolverket.se"),
        ("skolverket_grundskola_elever_2023-24_skolenhet.csv", ";", 5, 1, "Skol-enhetskod"),
        ("skolverket_grundskola_elever_2023-24_skolenhet.csv", ";", 8, 3, "0484"),
        ("stockholm_sdo_mappning_rise.csv", ";", 1, 0, "Norra Innerstaden"),
        ("municipalities_kommunkod_gruppering.csv", ",", 1, 1, "0188"),
        ("municipalities_kommunkod_gruppering.csv", ",", 1, 2, "Norrtälje"),
        ("kolada_n00945_storstader_2000-2020.csv", ";", 2, 7, "Malmö"),
        ("scb_anmald_misshandel_18plus_2019.csv", ";", 1, 0, "närstående genom parrelation"),
        ("kolada_kpi_vald_2023_2026.csv", ";", 12, 1, "U23567"),
        ("kolada_kpi_vald_2023_2026.csv", ";", 16, 6, "2026-06-05"),
        ("kolada_kpi_sekretessregler_2026.csv", ";", 4, 1, "Slåtteräng, per total betesmark, andel (%)"),
    ],
)  # fmt: skip
def test_known_texts_of_text_files(name: str, delimiter: str, row: int, column: int, expected: str) -> None:
    assert text(name, delimiter).cell(row, column) == Cell("text", expected)


def test_the_trailing_separator_is_a_blank_cell_beyond_the_table() -> None:
    rows = text("skolverket_grundskola_elever_2023-24_skolenhet.csv").rows
    assert {len(row) for row in rows[5:]} == {23}
    assert all(row[22] == BLANK for row in rows[5:])


@pytest.mark.parametrize(
    ("name", "sheet", "row", "column", "cell"),
    [
        ("kolada_export_2019.xlsx", "Kolada nyckeltal", 0, 0, Cell("text", "Kolada nyckeltal")),
        ("kolada_export_2019.xlsx", "Kolada nyckeltal", 1, 2, Cell("text", "2019")),
        ("kolada_export_2019.xlsx", "Kolada nyckeltal", 1, 0, BLANK),
        ("kolada_export_2019.xlsx", "Kolada nyckeltal", 2, 0, Cell("text", "Invånare  totalt, antal")),
        ("kolada_export_2019.xlsx", "Kolada nyckeltal", 3, 2, Cell("number", number=94606.0)),
        ("kolada_export_2012-2019.xlsx", "Kolada nyckeltal", 2, 2, Cell("number", number=5.47525453)),
        ("kolada_export_2005.xlsx", "Kolada nyckeltal", 2, 2, Cell("number", number=6.629378)),
        ("kolada_export_2005.xlsx", "Kolada nyckeltal", 105, 1, Cell("text", "Österåker")),
        ("kolada_export_2005.xlsx", "Kolada nyckeltal", 105, 2, Cell("number", number=177511.0)),
        ("kolada_export_kommuner_1998-2019.xlsx", "Blad2", 1, 433, Cell("text", "Österåker")),
        ("kolada_export_kommuner_1998-2019.xlsx", "Blad2", 10, 1, Cell("text", "2006")),
        ("rise_did_report_parameters.xls", "Sheet1", 1, 0, Cell("text", "Lidingö")),
        ("rise_did_report_parameters.xls", "Sheet2", 1, 0, Cell("text", "Järva")),
        ("rise_did_report_parameters.xls", "Sheet3", 0, 0, Cell("text", "Botkyrka")),
        ("rise_did_report_parameters_kommuner.xls", "Sheet1", 2, 1,
         Cell("text", "Botkyrka, Huddinge, Södertälje ")),
        ("rise_did_report_parameters_kommuner.xls", "Sheet1", 3, 1,
         Cell("text", "Järfälla, Upplands Väsby, Botkyrka.")),
    ],
)  # fmt: skip
def test_known_cells_of_workbooks(
    process: ReadingProcess, name: str, sheet: str, row: int, column: int, cell: Cell
) -> None:
    found = {read.name: read for read in process.read((REAL / name).read_bytes())}
    assert found[sheet].cell(row, column) == cell


@pytest.mark.parametrize("name", sorted(path.name for path in REAL.glob("*.xlsx")))
def test_every_cell_of_a_real_workbook_is_what_another_reader_finds(
    process: ReadingProcess, name: str
) -> None:
    workbook = openpyxl.load_workbook(REAL / name, data_only=True)
    for sheet in process.read((REAL / name).read_bytes()):
        other = workbook[sheet.name]
        assert len(sheet.rows) == other.max_row
        for number, cells in enumerate(other.iter_rows(values_only=True)):
            for column, value in enumerate(cells):
                cell = sheet.cell(number, column)
                assert (cell.number if cell.kind == "number" else cell.text or None) == value


def test_quoted_quotation_marks_and_line_breaks_stay_in_their_cell() -> None:
    rows = text("kolada_kpi_vald_2023_2026.csv").rows
    assert {len(row) for row in rows} == {8}
    assert rows[1][7].text.startswith('Andel som har svarat "Inte alls orolig" eller')


@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_what_libreoffice_saves_keeps_every_kind_of_cell(process: ReadingProcess, suffix: str) -> None:
    first, second = process.read((REAL / f"libreoffice_cellslag.{suffix}").read_bytes())
    kinds = [cell.kind for cell in first.rows[0]]
    # The .ods has no type of its own for the result of TRUE().
    truth = "bool" if suffix == "xls" else "number"
    assert kinds == ["text", "number", "percent", truth, "date", "number", "error", "error", "text"]
    assert (first.cell(0, 2).number, first.cell(0, 4).text) == (0.54, "2024-04-30")
    assert (first.cell(3, 2), first.cell(3, 3)) == (Cell("text", "x"), BLANK)
    assert [cell.kind for cell in second.rows[2]][1:4] == ["error", "blank", "text"]
