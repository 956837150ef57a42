"""What `validate` writes to committees and to the utredare: errors at their cells, revisions, reminders."""

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

CHECKOUT = Path(__file__).parents[2]
FORMULA = '=HYPERLINK("https://exempel.se")'
SCRIPT = "<script>alert(1)</script>"


@dataclass(frozen=True)
class Desk:
    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def feedback(self) -> Path:
        return self.folder / "ut" / "feedback" / "2024-VB"

    def validate(self) -> subprocess.CompletedProcess[str]:
        words = ("validate", "--year", "2024", "--data", str(self.data), "--output", str(self.folder / "ut"))
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "src")}
        return ran([sys.executable, "-P", "-m", "samlad.program", *words], cwd=CHECKOUT, env=environment)

    def page(self, name: str) -> str:
        return html.unescape((self.feedback / f"{name}.html").read_text(encoding="utf-8"))


def column(sheet: object, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)  # type: ignore[index]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Farsta has sent twice, with an error and a formula as text the second time; Idrott has sent nothing."""
    made = Desk(tmp_path_factory.mktemp("svar"))
    shutil.copytree(CHECKOUT / "data", made.data, ignore=shutil.ignore_patterns("2025", "T2"))
    incoming = made.data / "incoming" / "2024" / "VB"
    (incoming / "ovning_idrottsnamnden.xlsx").unlink()
    book = openpyxl.load_workbook(incoming / "ovning_farsta.xlsx")
    sheet = book["Indikatorer"]
    sheet.cell(2, column(sheet, "Täljare"), 999999)
    sheet.cell(3, column(sheet, "Kommentar"), SCRIPT)
    cell = sheet.cell(4, column(sheet, "Kommentar"))
    cell.value, cell.data_type = FORMULA, "s"
    book.create_sheet(SCRIPT[:8].replace("<", "(").replace(">", ")"))["A1"] = "x"
    book.save(incoming / "ovning_farsta_r2.xlsx")
    done = made.validate()
    assert done.returncode == 12, done.stderr
    assert "index.html" in done.stderr
    (made.folder / "sagt.txt").write_text(done.stderr, encoding="utf-8")
    return made


def test_the_error_stands_at_its_cell_with_its_rule(desk: Desk) -> None:
    book = openpyxl.load_workbook(desk.feedback / "farsta.xlsx")
    sheet = book["Indikatorer"]
    cell = sheet.cell(2, column(sheet, "Täljare"))
    assert cell.value == 999999
    assert "större än nämnaren" in cell.comment.text
    listed = [[one.value for one in row] for row in book["Återkoppling"].iter_rows(min_row=2)]
    assert any(
        row[:4] == ["2024/VB/ovning_farsta_r2.xlsx", "Indikatorer", 2, "E (Täljare)"] for row in listed
    )
    assert "större än nämnaren" in desk.page("farsta")


def test_every_message_names_a_rule_that_the_docs_list(desk: Desk) -> None:
    listed = (CHECKOUT / "docs" / "reference" / "regler.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^\| `([^`]+)` \|", listed, re.MULTILINE))
    lines = (desk.folder / "sagt.txt").read_text(encoding="utf-8").splitlines()
    said = [re.search(r"\(Regel: (\S+)\)$", line) for line in lines if "Gör så här:" in line]
    assert said and all(said)
    named = {one[1] for one in said if one}
    for path in desk.feedback.glob("*.html"):
        page = desk.page(path.stem)
        for table in re.findall(r"<thead>.*?</table>", page, re.DOTALL):
            if '<th scope="col">Vad</th>' in table:
                named |= set(re.findall(r'data-heading="Regel">([^<]+)<', table))
    for path in desk.feedback.glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        rows = book["Återkoppling"].iter_rows(min_row=2, values_only=True)
        named |= {str(row[7]) for row in rows if any(row)}
        comments = [cell.comment.text for sheet in book for row in sheet for cell in row if cell.comment]
        assert all("(Regel: " in text for text in comments), path.name
    assert len(named) > 5
    assert named <= known


def test_text_that_looks_like_a_formula_is_text(desk: Desk) -> None:
    sheet = openpyxl.load_workbook(desk.feedback / "farsta.xlsx")["Indikatorer"]
    cell = sheet.cell(4, column(sheet, "Kommentar"))
    assert (cell.value, cell.data_type) == (FORMULA, "s")


def test_no_page_has_a_script(desk: Desk) -> None:
    for path in desk.feedback.glob("*.html"):
        assert "<script" not in path.read_text(encoding="utf-8")


def test_a_new_file_replaces_the_former_and_what_changed_is_said(desk: Desk) -> None:
    page = desk.page("farsta")
    assert "ny version" in page
    assert re.search(r"täljare: \d+ → 999999", page)
    assert "texten eller svaret är ändrat" in page
    assert SCRIPT not in page


def test_the_overview_says_who_has_sent_who_has_not_and_who_must_mend(desk: Desk) -> None:
    page = desk.page("index")
    assert re.search(r"farsta.html.*?måste rätta", page)
    assert re.search(r"idrottsnamnden.html.*?har inte lämnat", page)
    assert re.search(r"fastighetsnamnden.html.*?har inte lämnat det korta formuläret", page)
    assert re.search(r"\d+ av 21 har lämnat uppgifter", page)
    assert not (desk.feedback / "idrottsnamnden.xlsx").exists()


def test_a_reminder_is_plain_text_with_what_is_missing_and_the_last_day(desk: Desk) -> None:
    texts = dict(re.findall(r"<h3>([^<]+)</h3>\s*<pre[^>]*>(.*?)</pre>", desk.page("index"), re.DOTALL))
    nothing, wrong = texts["Idrottsnämnden"], texts["Farsta stadsdelsnämnd"]
    assert "Vi har inte fått några uppgifter än" in nothing
    assert "fel måste rättas" in wrong and "_r2" in wrong
    assert all("28 februari 2025" in text for text in (nothing, wrong))
    assert not any("<" in text or "mailto:" in text for text in (nothing, wrong))
    assert "Hägersten-Älvsjö stadsdelsnämnd" not in texts  # nothing needs to be said


def test_a_committee_gets_only_its_own_rows_of_a_shared_file(desk: Desk) -> None:
    shared = desk.data / "incoming" / "2024" / "VB" / "ovning_ils_1.txt"
    text = shared.read_bytes().decode("utf-8", errors="replace")
    names = {line.split("\t")[0].strip() for line in text.splitlines()} - {""}
    for path in desk.feedback.glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets[1:]:
            if "ils" in sheet.title:
                found = {str(row[0].value).strip() for row in sheet.iter_rows() if row[0].value}
                assert len({name.casefold() for name in found & names}) <= 3, path.name


def test_the_same_files_give_the_same_bytes(desk: Desk) -> None:
    before = {path.name: path.read_bytes() for path in desk.feedback.iterdir()}
    desk.validate()
    assert {path.name: path.read_bytes() for path in desk.feedback.iterdir()} == before


def test_the_ready_entry_leaves_the_delivery_out_and_a_new_file_makes_it_fail(
    desk: Desk, tmp_path: Path
) -> None:
    again = Desk(tmp_path)
    shutil.copytree(desk.data, again.data)
    [entry] = [
        one
        for one in re.findall(r"<pre[^>]*>(.*?)</pre>", desk.page("index"), re.DOTALL)
        if "committee: farsta" in one
    ]
    entry = entry.replace('owner: ""', "owner: Anna")
    lines = "\n".join(f"  {line}" for line in entry.splitlines())
    path = again.data / "corrections" / "2024.yaml"
    path.write_text(f"format: 1\ncorrections:\n{lines}\n", encoding="utf-8")
    done = again.validate()
    assert done.returncode == 0, done.stderr
    assert "lämnas utanför" in again.page("index")
    incoming = again.data / "incoming" / "2024" / "VB"
    shutil.copy(incoming / "ovning_farsta.xlsx", incoming / "ovning_farsta_r3.xlsx")
    done = again.validate()
    assert done.returncode == 12
    assert "inte den som lämnades utanför" in done.stderr
