"""Personal data planted in every field of every file form: nothing that a run writes or says holds it."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

CHECKOUT = Path(__file__).parents[2]
NUMBER = "811228-9874"  # one of the Tax Agency's test numbers
SECRETS = ("811228", "8112289874", "märkord", "1740605", "174 06 05", "anna.b@", "Storgatan 12")
PLANTED = "märkord {} 811228\u20119874 ring 070-174 06 05, anna.b@exempel.se, Storgatan 12"
KEPT = ("Nämnd", "Period", "År", "Formulärversion")
"""Fields and columns that say who sends: without them nothing could be told of the rest."""


@dataclass(frozen=True)
class Run:
    code: int
    said: str
    output: Path


def plant_in_workbook(path: Path) -> int:
    """Every cell below the headings, in every sheet, and a sheet and a column that are not the form's."""
    book = openpyxl.load_workbook(path)
    count = 0
    for sheet in book.worksheets:
        sheet.cell(1, sheet.max_column + 1, "Egen kolumn")
        for row in range(2, max(sheet.max_row, 2) + 1):
            label = sheet.cell(row, 1).value
            first = 2 if sheet.title == "Om rapporten" else 1
            if sheet.title == "Om rapporten" and label in KEPT:
                continue
            for column in range(first, sheet.max_column + 1):
                count += 1
                sheet.cell(row, column, PLANTED.format(count))
    extra = book.create_sheet(NUMBER)
    extra["A1"], extra["B2"] = PLANTED.format("blad"), 8112289874
    book.save(path)
    return count


def plant_in_csv(path: Path) -> int:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    kept = [place for place, heading in enumerate(rows[0]) if heading in KEPT]
    count = 0
    for row in rows[1:]:
        for place in range(len(row)):
            if place not in kept and rows[0][place] != "Fält":
                count += 1
                row[place] = PLANTED.format(count)
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8")
    return count


def plant_in_ils(path: Path) -> None:
    lines = path.read_bytes().decode("cp1252" if b"\xc3" not in path.read_bytes() else "utf-8").splitlines()
    parts = lines[-1].split("\t")
    lines.append("\t".join(PLANTED.format(place).replace("\u2011", "-") for place in range(len(parts))))
    path.write_bytes("\r\n".join(lines).encode("utf-8"))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("planterat")
    data, output = folder / "data", folder / "ut"
    shutil.copytree(
        CHECKOUT / "data", data, ignore=shutil.ignore_patterns("2025", "2021", "2022", "T2", "T1")
    )
    incoming = data / "incoming" / "2024" / "VB"
    assert plant_in_workbook(incoming / "ovning_farsta.xlsx") > 100
    tables = sorted(incoming.glob("ovning_sodermalm_*.csv"))
    assert len(tables) >= 4 and all(plant_in_csv(path) for path in tables)
    plant_in_ils(incoming / "ovning_ils_1.txt")
    words = ("validate", "--year", "2024", "--data", str(data), "--output", str(output))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "samlad.program", *words],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT / "src")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Run(done.returncode, done.stdout + done.stderr, output)


def written(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file that the run wrote, and every part of those that are packages, as text."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if zipfile.is_zipfile(io.BytesIO(content)):
                with zipfile.ZipFile(io.BytesIO(content)) as package:
                    for part in package.namelist():
                        yield f"{path.name}/{part}", package.read(part).decode("utf-8", errors="replace")
            yield path.name, content.decode("utf-8", errors="replace")


def test_the_gate_is_closed_and_says_so(run: Run) -> None:
    assert run.code == 12, run.said
    assert "Traceback" not in run.said


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_that_was_planted_is_written_or_said(run: Run, secret: str) -> None:
    assert secret not in run.said
    assert [name for name, text in written(run.output) if secret in text] == []


def test_every_form_of_file_was_searched(run: Run) -> None:
    page = (run.output / "feedback" / "2024-VB" / "granskning.html").read_text(encoding="utf-8")
    assert "personnummer eller samordningsnummer" in page
    for name in ("ovning_farsta.xlsx", "ovning_sodermalm_aktiviteter.csv"):
        assert name in page


def test_emptied_cells_are_marked_in_the_returned_workbook(run: Run) -> None:
    book = openpyxl.load_workbook(run.output / "feedback" / "2024-VB" / "farsta.xlsx")
    assert NUMBER not in book.sheetnames
    marked = [
        cell for sheet in book.worksheets[1:] for row in sheet.iter_rows() for cell in row if cell.comment
    ]
    assert len(marked) > 100
    assert all(cell.value is None for cell in marked if "tömd" in cell.comment.text)


def test_a_ready_entry_is_given_for_every_alarm_without_the_text(run: Run) -> None:
    page = (run.output / "feedback" / "2024-VB" / "index.html").read_text(encoding="utf-8")
    assert page.count("action: release") > 10
    assert "Storgatan" not in page
