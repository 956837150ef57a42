"""What was corrected, left out and sent again: the report says so, and no old or expected value leaves."""

from __future__ import annotations

import shutil

import openpyxl
import pytest

from samlad.corrections import delivery_hash
from samlad.intake import receive
from samlad.paths import Folders
from samlad.pipeline import ask
from samlad.recipe import read_key

from .conftest import Desk, lay

OLD = 987654
WRITTEN = ("skäl-som-stannar", "Ansvarig Som-Stannar")
SHARED = "ovning_ils_1.txt"


def column(sheet: object, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)  # type: ignore[index]


def kontroll(desk: Desk, committee_id: str) -> str:
    folders = Folders(desk.checkout, desk.checkout / "data", desk.checkout / "params", desk.output)
    asked = ask(folders, 2024, "VB")
    received = receive(folders.incoming, [(2024, "VB")], asked.reference)
    key = read_key(folders, asked.params, "VB")
    return delivery_hash(received, (committee_id, 2024, "VB"), key)


def in_the_shared_file(desk: Desk) -> list[str]:
    folders = Folders(desk.checkout, desk.checkout / "data", desk.checkout / "params", desk.output)
    reference = ask(folders, 2024, "VB").reference
    tables = receive(folders.incoming, [(2024, "VB")], reference).tables.values()
    return sorted({who for one in tables for who in one["committee_id"][one["file"].str.endswith(SHARED)]})


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, str, str]:
    """Farsta's numerator is mended, one committee of the shared ILS file left out, another's file resent."""
    desk = lay(tmp_path_factory.mktemp("rattat") / "checkout")
    book = openpyxl.load_workbook(desk.incoming / "ovning_farsta.xlsx")
    sheet = book["Indikatorer"]
    cell = sheet.cell(2, column(sheet, "Täljare"))
    item, mended, cell.value = sheet.cell(2, 1).value, cell.value, OLD
    book.save(desk.incoming / "ovning_farsta.xlsx")
    shutil.copy(desk.incoming / "ovning_trafiknamnden.xlsx", desk.incoming / "ovning_trafiknamnden_r2.xlsx")
    gone, kept, *_ = in_the_shared_file(desk)
    reason, owner = WRITTEN
    path = desk.checkout / "data" / "corrections" / "2024.yaml"
    path.write_text(
        f"""format: 1
corrections:
  - {{action: override, period: VB, committee: farsta, table: indicators, item: {item}, field: numerator,
     expect: {OLD}, value: {mended}, rule: taljare-over-namnare, reason: {reason}, owner: {owner}}}
  - {{action: leave_out_delivery, period: VB, committee: {gone}, kontroll: {kontroll(desk, gone)},
     reason: {reason}, owner: {owner}}}
""",
        encoding="utf-8",
    )
    done = desk.report()
    assert done.returncode == 0, done.stderr
    return desk, gone, kept


def test_the_quality_chapter_counts_what_was_corrected_and_says_revised(left: tuple[Desk, str, str]) -> None:
    page = (left[0].output / "2024" / "kvalitet.html").read_text(encoding="utf-8")
    section = page[page.index('id="rattelser"') : page.index('id="beslut"')]
    assert "Täljaren får inte vara större än nämnaren" in section
    for word in ("rättad", "ej godkänd", "reviderad", "Farsta", "Trafiknämnden"):
        assert word in section, word


def test_one_committee_of_a_shared_file_is_left_out_and_the_others_count(left: tuple[Desk, str, str]) -> None:
    desk, gone, kept = left
    pages = {path.stem for path in (desk.output / "2024").glob("*.html")}
    assert any(kept in name for name in pages)
    assert not any(gone in name for name in pages)
    page = (desk.output / "2024" / "kvalitet.html").read_text(encoding="utf-8")
    assert "har inte kunnat godkännas" in page


def test_no_old_or_expected_value_reason_or_file_name_leaves(left: tuple[Desk, str, str]) -> None:
    desk = left[0]
    run = desk.output / "archive" / "2024-r01"
    out = [*(desk.output / "2024").rglob("*"), *(run / "released").rglob("*"), *(run / "chapters").rglob("*")]
    files = [path for path in out if path.is_file()]
    assert len(files) > 50
    secrets = [*WRITTEN, str(OLD), f"{OLD // 1000}\u00a0{OLD % 1000}", "ovning_farsta", "_r2"]
    for path in files:
        content = path.read_bytes()
        found = [one for one in secrets if one.encode("utf-8") in content]
        assert not found, (path, found)


def test_both_the_replaced_file_and_the_new_one_are_kept_in_the_archive(left: tuple[Desk, str, str]) -> None:
    kept = left[0].output / "archive" / "2024-r01" / "incoming" / "2024" / "VB"
    assert {"ovning_trafiknamnden.xlsx", "ovning_trafiknamnden_r2.xlsx"} <= {
        one.name for one in kept.iterdir()
    }
