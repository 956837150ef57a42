"""A personnummer refuses the delivery that it stands in: the others are accepted, and four ways lead on."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from commanding import ran
from small_desk import make_small

CHECKOUT = Path(__file__).parents[2]
FALSE_ALARM = "Uppföljningen gäller perioden 19811228-9874 enligt planen."
"""One of the Tax Agency's test numbers, told as what an utredare may find that it is."""


@dataclass(frozen=True)
class Desk:
    folder: Path

    @property
    def farsta(self) -> Path:
        return self.folder / "data" / "incoming" / "2024" / "VB" / "ovning_farsta.xlsx"

    @property
    def corrections(self) -> Path:
        return self.folder / "data" / "corrections" / "2024.yaml"

    def write(self, text: str) -> None:
        """Write an analysis in Farsta's form."""
        book = openpyxl.load_workbook(self.farsta)
        sheet = book["Analys"]
        heading = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Analys")
        sheet.cell(heading.row + 1, heading.column, text)
        book.save(self.farsta)

    def enter(self, entry: str) -> None:
        """Put a ready entry into the corrections, with reason and owner."""
        entry = re.sub(r'reason: "(.*?)"', r'reason: "\1ett nummer ur planen"', entry)
        lines = "\n".join(f"  {line}" for line in entry.replace('owner: ""', 'owner: "Anna"').splitlines())
        self.corrections.write_text(f"format: 1\ncorrections:\n{lines}\n", encoding="utf-8")

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        names = {"data": "data", "params": "params", "output": "ut"}
        folders = [f"--{option}={self.folder / name}" for option, name in names.items()]
        words = ("samlad.program", command, "--year", "2024", *folders)
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "src")}
        return ran([sys.executable, "-P", "-m", *words], cwd=CHECKOUT, env=environment)

    def page(self, name: str) -> str:
        page = self.folder / "ut" / "feedback" / "2024-VB" / f"{name}.html"
        return html.unescape(page.read_text(encoding="utf-8"))

    def entries(self, action: str) -> list[str]:
        found = re.findall(r"<pre[^>]*>(- action.*?)</pre>", self.page("index"), re.DOTALL)
        return [entry for entry in found if f"action: {action}\n" in entry]


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Farsta's analysis has what looks like a personnummer; every other delivery is whole."""
    desk = Desk(tmp_path_factory.mktemp("en leverans"))
    for name in ("data", "params"):
        shutil.copytree(CHECKOUT / name, desk.folder / name)
    make_small(desk.folder / "data", desk.folder / "params")
    desk.write(FALSE_ALARM)
    done = desk.run("validate")
    assert done.returncode == 12
    assert done.stderr.startswith("Grinden är stängd: 1 fel i 1 fil måste rättas.")
    return desk


def copied(refused: Desk, folder: Path) -> Desk:
    desk = Desk(folder)
    for name in ("data", "params"):
        shutil.copytree(refused.folder / name, desk.folder / name)
    return desk


def test_the_finding_is_the_senders_and_nobody_elses(refused: Desk) -> None:
    mine, other = refused.page("farsta"), refused.page("norra-innerstaden")
    assert "1 fel måste rättas innan rapporten kan göras." in mine
    assert "text-personnummer" in mine
    assert "Uppgifterna är godkända." in other
    assert "personnummer" not in other and "Farsta" not in other


def test_the_overview_says_which_delivery_is_refused_and_that_the_others_stand(refused: Desk) -> None:
    page = refused.page("index")
    states = dict(re.findall(r'<a href="([\w-]+)\.html">[^<]*</a></th>\s*<td[^>]*>(.*?)</td>', page))
    assert states["farsta"] == "måste rätta"
    given = {state for state in states.values() if not state.startswith("har inte lämnat")}
    assert given == {"måste rätta", "godkänd"}
    accepted = sum(state == "godkänd" for state in states.values())
    assert f"och 1 måste rätta. De andra {accepted} är godkända." in page


def test_a_report_stops_until_something_is_done(refused: Desk) -> None:
    done = refused.run("report")
    assert done.returncode == 12
    assert not (refused.folder / "ut" / "2024").exists()


def test_a_released_alarm_opens_the_gate_and_a_changed_text_closes_it_loudly(
    refused: Desk, tmp_path: Path
) -> None:
    desk = copied(refused, tmp_path)
    [entry] = refused.entries("release")
    assert "19811228" not in entry and "kontroll" in entry
    desk.enter(entry)
    done = desk.run("validate")
    assert done.returncode == 0, done.stderr
    assert desk.entries("release") == []
    assert FALSE_ALARM in unpacked_texts(desk.folder / "ut" / "feedback" / "2024-VB" / "farsta.xlsx")
    desk.write(FALSE_ALARM.replace("planen", "den nya planen"))
    done = desk.run("validate")
    assert done.returncode == 12
    assert "texten på platsen är inte den som släpptes" in done.stderr
    assert "1981" not in done.stderr


def unpacked_texts(path: Path) -> list[object]:
    book = openpyxl.load_workbook(path)
    return [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]


def test_a_delivery_left_out_is_shown_as_missing_and_the_report_is_built(
    refused: Desk, tmp_path: Path
) -> None:
    desk = copied(refused, tmp_path)
    [entry] = refused.entries("leave_out_delivery")
    assert "committee: farsta" in entry
    desk.enter(entry)
    done = desk.run("report")
    assert done.returncode == 0, done.stderr
    pages = desk.folder / "ut" / "2024"
    quality = (pages / "kvalitet.html").read_text(encoding="utf-8")
    assert re.search(r"Farsta.{0,200}ej godkänd", quality, re.DOTALL)
    assert "19811228" not in quality
