"""Personal data planted in every field of every file form: nothing that a run writes or says holds it."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import planting
import pytest
from commanding import ran
from libreoffice import saved
from planting import CONTACT_SECRETS, OTHERS, SECRETS, Planted
from small_desk import only_one_year
from unpacking import found_in, said_in, spellings, unpacked

CHECKOUT = Path(__file__).parents[2]
FREE = (
    "Kommentar", "Analys", "Skäl", "Namn", "Datum", "Diarienummer", "Beslutsdatum", "Fråga",
    "Svarsalternativ", "Vilka har svarat", "När",
)  # fmt: skip
CODED = "datum\tenhetskod\tmåttkod\tkolumnkod\tvärde\r\n2024-12-31\t4711\tM1\tUTFALL\t5\r\n"
SAVED_BY_LIBREOFFICE = {"skarholmen": "ods", "trafiknamnden": "xls"}


@dataclass(frozen=True)
class Run:
    folder: Path
    codes: tuple[int, ...]
    said: str

    @property
    def output(self) -> Path:
        return self.folder / "ut"

    @property
    def feedback(self) -> Path:
        return self.output / "feedback" / "2024-VB"


def desk(folder: Path) -> Path:
    """Data and params of one's own; gives the folder with what has come in."""
    for name in ("data", "params"):
        shutil.copytree(CHECKOUT / name, folder / name)
    only_one_year(folder / "data", folder / "params")
    return folder / "data" / "incoming" / "2024" / "VB"


def plant_workbooks(incoming: Path, planted: Planted, profile: Path) -> None:
    """The form in .xlsx, and where LibreOffice is here in .ods and .xls as it saves them."""
    assert planting.plant_in_workbook(incoming / "ovning_farsta.xlsx", planted) > 50
    soffice = shutil.which("soffice")
    for name, form in SAVED_BY_LIBREOFFICE.items() if soffice else ():
        path = incoming / f"ovning_{name}.xlsx"
        planting.plant_in_workbook(path, planted)
        saved(str(soffice), profile, form, incoming, path)
        path.unlink()


def run(folder: Path, *commands: str) -> Run:
    temporary = folder / "tillfälligt"
    temporary.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "src"), "TMPDIR": str(temporary)}
    codes, said = [], ""
    for command in commands:
        names = {"data": "data", "params": "params", "output": "ut"}
        words = (command, "--year", "2024", *(f"--{key}={folder / name}" for key, name in names.items()))
        done = ran([sys.executable, "-P", "-m", "samlad.program", *words], cwd=CHECKOUT, env=environment)
        codes.append(done.returncode)
        said += done.stdout + done.stderr
    return Run(folder, tuple(codes), said)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Every kind in every field; validated, and a report tried."""
    folder = tmp_path_factory.mktemp("planterat")
    incoming, planted = desk(folder), Planted(planting.everything)
    plant_workbooks(incoming, planted, tmp_path_factory.getbasetemp() / "profil")
    tables = sorted(incoming.glob("ovning_sodermalm_*.csv"))
    assert len(tables) >= 4
    for path in tables:
        planting.plant_in_csv(path, planted)
    planting.plant_in_ils(incoming / "ovning_ils_1.txt", planted, range(4))
    (incoming / "ovning_ils_kod.txt").write_text(CODED, encoding="utf-8", newline="")
    planting.plant_in_ils(incoming / "ovning_ils_kod.txt", planted, range(5))
    source = incoming / "ovning_socialnamnden.xlsx"
    for name in (planting.NUMBER, *OTHERS[:3]):
        shutil.copyfile(source, incoming / f"ovning_{name}.xlsx")
    return run(folder, "validate", "report")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Every kind but personnummer in every free text, so that the gate is open and a report is built."""
    folder = tmp_path_factory.mktemp("öppet")
    incoming, planted = desk(folder), Planted(planting.others, FREE)
    plant_workbooks(incoming, planted, tmp_path_factory.getbasetemp() / "profil")
    for path in [*incoming.glob("ovning_sodermalm_*.csv"), *incoming.glob("ovning_aldrenamnden_*.csv")]:
        planting.plant_in_csv(path, planted)
    planting.plant_in_ils(incoming / "ovning_ils_1.txt", planted, [2])
    return run(folder, "validate", "report")


def test_a_planted_value_is_found_however_it_is_packed(tmp_path: Path) -> None:
    for number, spelt in enumerate(spellings("märkord 811228")):
        (tmp_path / f"{number}.bin").write_bytes(b"abc" + spelt + b"def")
    book = openpyxl.Workbook()
    book.properties.title = "märkord 811228"
    book.save(tmp_path / "bok.xlsx")
    assert {one.rpartition(": ")[2].partition("/")[0] for one in found_in(tmp_path, ["märkord 811228"])} == {
        path.name for path in tmp_path.iterdir()
    }


def test_the_gate_is_closed_and_says_so(closed: Run) -> None:
    assert closed.codes == (12, 12), closed.said
    assert "Traceback" not in closed.said


def test_nothing_that_was_planted_is_written_or_said(closed: Run) -> None:
    assert said_in(closed.said.encode(), SECRETS) == []
    assert found_in(closed.output, SECRETS) == []
    assert found_in(closed.folder / "tillfälligt", SECRETS) == []


def test_every_form_of_file_was_searched(closed: Run) -> None:
    page = (closed.feedback / "granskning.html").read_text(encoding="utf-8")
    assert "personnummer eller samordningsnummer" in page
    saved = SAVED_BY_LIBREOFFICE.items() if shutil.which("soffice") else ()
    names = [
        "ovning_farsta.xlsx",
        "ovning_sodermalm_aktiviteter.csv",
        "ovning_ils_1.txt",
        "ovning_ils_kod.txt",
    ]
    for name in [*names, *(f"ovning_{name}.{form}" for name, form in saved)]:
        assert name in page
    assert "Filens namn ser ut att innehålla en personuppgift." in page
    assert "(dolt namn, fil " in page


def test_emptied_cells_are_marked_in_the_returned_workbook(closed: Run) -> None:
    book = openpyxl.load_workbook(closed.feedback / "farsta.xlsx")
    assert planting.NUMBER not in book.sheetnames
    marked = [
        cell for sheet in book.worksheets[1:] for row in sheet.iter_rows() for cell in row if cell.comment
    ]
    assert len(marked) > 100
    assert all(cell.value is None for cell in marked if "tömd" in cell.comment.text)


def test_a_ready_entry_is_given_for_every_alarm_without_the_text(closed: Run) -> None:
    page = (closed.feedback / "index.html").read_text(encoding="utf-8")
    assert page.count("action: release") > 10
    assert "Falskt larm om personnummer, telefonnummer" not in page  # parts of a number look like a phone
    assert "Falskt larm om personnummer, e-postadress, gatuadress och ärendenummer" in page


def test_a_report_is_built_of_the_rest_without_the_planted_texts(opened: Run) -> None:
    assert opened.codes == (0, 0), opened.said
    assert said_in(opened.said.encode(), SECRETS) == []
    assert found_in(opened.output, SECRETS, kept=["archive/2024-r01/incoming/"]) == []
    assert found_in(opened.folder / "tillfälligt", SECRETS) == []


def test_contacts_stand_where_they_belong_and_go_back_to_their_sender_alone(opened: Run) -> None:
    found = found_in(opened.output, CONTACT_SECRETS, kept=["archive/2024-r01/incoming/"])
    assert found
    senders = {"farsta", "sodermalm", "aldrenamnden", *SAVED_BY_LIBREOFFICE}
    places = {"/".join(one.partition(": ")[2].split("/")[:3]) for one in found}
    assert places <= {f"feedback/2024-VB/{who}.xlsx" for who in senders}
    assert said_in(opened.said.encode(), CONTACT_SECRETS) == []


def test_the_received_files_themselves_are_kept(opened: Run) -> None:
    kept = opened.output / "archive" / "2024-r01" / "incoming" / "2024" / "VB" / "ovning_farsta.xlsx"
    parts = dict(unpacked("farsta", kept.read_bytes()))
    assert any(said_in(content, [planting.WORD]) for content in parts.values())
