"""Hostile and broken files are refused one by one, with a cause, while the others are read."""

import io
import os
import signal
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from samlad.intake import reading_process
from samlad.intake.look import look
from samlad.intake.reading_process import ReadingProcess
from samlad.intake.refusals import CAUSES, Refused
from samlad.stages import Received

CONTENT_TYPES = "[Content_Types].xml"


def unchanged(_: str, content: bytes) -> bytes:
    return content


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda part, content: content.replace(old, new, 1) if part.endswith("sheet2.xml") else content


def with_huge_string_count(part: str, content: bytes) -> bytes:
    """Would end the reader's process with an abort, which no `except` can catch."""
    return (
        content.replace(b'uniqueCount="', b'uniqueCount="99999999999') if "sharedStrings" in part else content
    )


@pytest.mark.parametrize(
    ("part", "cause"),
    [
        ("xl/vbaProject.bin", "macro"),
        ("xl/externalLinks/externalLink1.xml", "external"),
        ("xl/embeddings/oleObject1.bin", "external"),
        ("xl/connections.xml", "external"),
        ("xl/Workbook.xml", "package"),
        ("../ut.xml", "package"),
        ("/rot.xml", "package"),
        ("./xl/a.xml", "package"),
    ],
)
def test_a_package_with_a_part_that_does_not_belong_is_refused(
    process: ReadingProcess, form: Callable[..., bytes], repacked: Callable[..., bytes], part: str, cause: str
) -> None:
    with pytest.raises(Refused, match=cause):
        process.read(repacked(form(), unchanged, {part: b"<x/>"}))


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (in_sheet(b"<worksheet", b"<!DOCTYPE worksheet><worksheet"), "doctype"),
        (
            in_sheet(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
            "extent",
        ),
        (in_sheet(b"</sheetData>", b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>'), "content"),
        (in_sheet(b'r="A2"', b'r="ZZZZZZ9"'), "content"),
        (in_sheet(b'r="B2"', b'r="A2"'), "content"),
        (in_sheet(b"</worksheet>", b""), "content"),
        (in_sheet(b't="s"><v>', b't="s"><v>999'), "content"),
        (
            in_sheet(
                b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            ),
            "merged",
        ),
        (
            in_sheet(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="B2:A1"/></mergeCells>'),
            "content",
        ),
        (in_sheet(b"</sheetData>", b"</sheetData>" + b'<mergeCell ref="Z1:Z2"/>' * 5_001), "extent"),
        (with_huge_string_count, "content"),
        (lambda part, content: None if part == CONTENT_TYPES else content, "content"),
        (lambda part, content: None if part.endswith("sheet2.xml") else content, "content"),
        (lambda part, content: content.replace(b".main+xml", b".macroEnabled.main+xml"), "macro"),
        (
            lambda part, content: content.replace(b'"worksheets/sheet2.xml"', b'"x" TargetMode="External"'),
            "external",
        ),
    ],
)
def test_a_package_with_spoilt_xml_is_refused(
    process: ReadingProcess,
    form: Callable[..., bytes],
    repacked: Callable[..., bytes],
    change: Callable[[str, bytes], bytes | None],
    cause: str,
) -> None:
    with pytest.raises(Refused, match=cause):
        process.read(repacked(form(), change))


def test_a_zip_bomb_is_refused_by_its_declared_size(
    process: ReadingProcess, form: Callable[..., bytes], repacked: Callable[..., bytes]
) -> None:
    with pytest.raises(Refused, match="package_size"):
        process.read(repacked(form(), unchanged, {"xl/media/a.xml": b"\0" * (101 * 2**20)}))


def test_a_zip_bomb_that_lies_about_its_size_is_refused_while_unpacking(
    process: ReadingProcess, form: Callable[..., bytes], repacked: Callable[..., bytes]
) -> None:
    padding = b"<a>" + b" " * (51 * 2**20)
    content = repacked(form(), unchanged, {"xl/a.xml": padding})
    lying = content.replace(len(padding).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != content
    with pytest.raises(Refused, match="package"):
        process.read(lying)


def test_too_many_parts_are_refused(
    process: ReadingProcess, form: Callable[..., bytes], repacked: Callable[..., bytes]
) -> None:
    with pytest.raises(Refused, match="package_size"):
        process.read(repacked(form(), unchanged, {f"xl/{number}.xml": b"<a/>" for number in range(500)}))


def test_a_truncated_workbook_is_refused(process: ReadingProcess, form: Callable[..., bytes]) -> None:
    with pytest.raises(Refused, match="package"):
        process.read(form()[:-200])


def test_an_encrypted_part_is_refused(process: ReadingProcess, form: Callable[..., bytes]) -> None:
    content = bytearray(form())
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 8] |= 1
    with pytest.raises(Refused, match="locked"):
        process.read(bytes(content))


def test_a_file_that_ends_the_reader_is_a_cause_and_the_next_is_read(
    form: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with ReadingProcess() as process:
        with monkeypatch.context() as patched:
            patched.setattr(reading_process, "_PROGRAM", "import os, sys; sys.stdin.read(1); os.abort()")
            with pytest.raises(Refused, match="died"):
                process.read(form())
        assert "Indikatorer" in [sheet.name for sheet in process.read(form())]


def test_a_reader_that_takes_too_long_is_ended(form: Callable[..., bytes]) -> None:
    with ReadingProcess(wall_seconds=0.001) as process, pytest.raises(Refused, match="died"):
        process.read(form())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_reader_that_is_killed_between_files_is_replaced(form: Callable[..., bytes]) -> None:
    with ReadingProcess() as process:
        process.read(form())
        running = process._process
        assert running is not None
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        assert "Indikatorer" in [sheet.name for sheet in process.read(form())]


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("a.pdf", b"%PDF-1.7", "suffix"),
        ("utan_andelse", b"x", "suffix"),
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", b"MZ\x90\x00", "magic"),
        ("a.csv", b"PK\x03\x04rest", "magic"),
        ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "magic"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked"),
        ("a.csv", b"x" * (10 * 2**20 + 1), "size"),
        ("a\x1b[2J.csv", b"x", "name"),
        ("a.xls", b"MZ\x90\x00", "magic"),
        ("a.xls", b"PK\x03\x04rest", "magic"),
        ("a.ods", b"PK\x03\x04" + b"x" * 40, "magic"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 26 + b"mimetypeapplication/", "magic"),
        ("a.ods", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked"),
    ],
)
def test_a_file_is_looked_at_before_it_is_opened(
    tmp_path: Path, name: str, content: bytes, cause: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert look(path).refusal == cause


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_links_pipes_and_folders_are_refused_without_being_followed(tmp_path: Path) -> None:
    (tmp_path / "mål.csv").write_text("x")
    (tmp_path / "länk.csv").symlink_to(tmp_path / "mål.csv")
    os.mkfifo(tmp_path / "rör.csv")
    (tmp_path / "mapp.csv").mkdir()
    causes = [look(tmp_path / name).refusal for name in ("länk.csv", "rör.csv", "mapp.csv", "borta.csv")]
    assert causes == ["link", "not_regular", "folder", "vanished"]


def test_refusals_are_findings_with_words_and_the_other_files_are_read(
    received: Callable[..., Received], form: Callable[..., bytes], repacked: Callable[..., bytes]
) -> None:
    found = received(
        {
            "farsta.xlsx": form(),
            "skarpnack.xlsx": repacked(form(), with_huge_string_count),
            "bromma.pdf": b"%PDF",
            "tom.csv": b"",
        }
    )
    refused = {finding.file: finding for finding in found.faults}
    assert set(refused) == {"2024/VB/skarpnack.xlsx", "2024/VB/bromma.pdf", "2024/VB/tom.csv"}
    assert {finding.rule_id for finding in found.faults} == {"intake-unreadable-file"}
    assert refused["2024/VB/skarpnack.xlsx"].message == CAUSES["content"].message
    assert refused["2024/VB/skarpnack.xlsx"].committee_id == "skarpnack"
    assert list(found.deliveries["committee_id"]) == ["farsta"]
    assert len(found.files) == 4


def test_a_zip_that_is_no_workbook_is_refused(process: ReadingProcess) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("brev.txt", "hej")
    with pytest.raises(Refused, match="content"):
        process.read(stream.getvalue())


def test_every_cause_has_words() -> None:
    assert all(cause.message.endswith(".") and cause.remedy.endswith(".") for cause in CAUSES.values())


SAVED = Path(__file__).parents[1] / "fixtures" / "real"


def in_content(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda part, content: content.replace(old, new, 1) if part == "content.xml" else content


CELL = b"<table:table-cell"
COVERED = b'<table:covered-table-cell table:number-columns-repeated="2"/>'
VALUE = b' office:value-type="float" office:value="1"/>'


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (in_content(CELL, CELL + b' table:number-columns-repeated="501"' + VALUE + CELL), "extent"),
        (in_content(CELL, CELL + b' table:number-columns-repeated="99999"/>' + CELL), "extent"),
        (in_content(CELL, CELL + b' table:number-columns-repeated="9999999999"/>' + CELL), "content"),
        (in_content(CELL, CELL + b' table:number-columns-repeated="0"/>' + CELL), "content"),
        (in_content(b'rows-repeated="2"', b'rows-repeated="20001"'), "extent"),
        (in_content(b'rows-repeated="2"', b'rows-repeated="1048577"'), "extent"),
        (in_content(b"<text:p>", b'<text:p><text:s text:c="2000000000"/>'), "content"),
        (in_content(b"<text:p>", b'<text:p><text:s text:c="40000"/>'), "cell"),
        (in_content(b'"Tva"', b'"Blad"'), "content"),
        (in_content(CELL, b'<table:table table:name="x"/>' + CELL), "content"),
        (in_content(CELL, b"<table:table-source/>" + CELL), "external"),
        (in_content(b"<office:document-content", b"<!DOCTYPE x><office:document-content"), "doctype"),
        (
            in_content(COVERED, b"<table:covered-table-cell" + VALUE + b"<table:covered-table-cell/>"),
            "merged",
        ),
        (in_content(b"</office:spreadsheet>", b""), "content"),
        (lambda part, content: None if part == "content.xml" else content, "content"),
        (lambda part, content: b"text/plain" if part == "mimetype" else content, "content"),
        (lambda part, content: content.replace(b"</manifest", b"<encryption-data/></manifest"), "locked"),
    ],
)
def test_an_ods_with_spoilt_content_is_refused(
    process: ReadingProcess,
    repacked: Callable[..., bytes],
    change: Callable[[str, bytes], bytes | None],
    cause: str,
) -> None:
    with pytest.raises(Refused, match=f"^{cause}$"):
        process.read(repacked((SAVED / "libreoffice_cellslag.ods").read_bytes(), change))


@pytest.mark.parametrize(
    ("part", "cause"),
    [
        ("Basic/script-lc.xml", "macro"),
        ("Scripts/python/x.py", "macro"),
        ("Object 1/content.xml", "external"),
        (CONTENT_TYPES, "content"),
    ],
)
def test_an_ods_with_a_part_that_does_not_belong_is_refused(
    process: ReadingProcess, repacked: Callable[..., bytes], part: str, cause: str
) -> None:
    content = (SAVED / "libreoffice_cellslag.ods").read_bytes()
    with pytest.raises(Refused, match=f"^{cause}$"):
        process.read(repacked(content, unchanged, {part: b"<x/>"}))


def test_an_ods_formula_that_was_never_calculated_is_told_from_one_whose_result_is_empty(
    process: ReadingProcess, repacked: Callable[..., bytes]
) -> None:
    text = b' office:value-type="string" calcext:value-type="string"><text:p>text</text:p></table:table-cell>'
    formula = CELL + b' table:formula="of:=1+1"/>'
    content = (SAVED / "libreoffice_cellslag.ods").read_bytes()
    first, second = process.read(repacked(content, in_content(CELL + text, formula)))
    assert [cell.kind for cell in first.rows[0][:2]] == ["uncalculated", "number"]
    assert second.rows[2][2].kind == "blank"


def record(content: bytes, kind: int) -> int:
    """Where the first record of a kind begins in an .xls whose stream lies in one piece."""
    place = content.index(b"\x09\x08\x10\x00\x00\x06")
    while int.from_bytes(content[place : place + 2], "little") != kind:
        assert place < len(content)
        place += 4 + int.from_bytes(content[place + 2 : place + 4], "little")
    return place


@pytest.mark.parametrize(
    ("kind", "at", "new", "cause"),
    [
        (0x200, 4, b"\xff\xff\xff\xff", "content"),
        (0x200, 8, b"\xff\xff\x00\x00\x00\x00\xff\x00", "extent"),
        (0x27E, 4, b"\xff\xff", "extent"),
        (0x27E, 6, b"\xff\xff", "extent"),
        (0x27E, 4, b"\x00\x00\x00\x00", "content"),
        (0xFC, 8, b"\xff\xff\xff\x7f", "content"),
        (0xFD, 10, b"\xff\xff\x00\x00", "content"),
        (0xE5, 4, b"\xff\xff", "content"),
        (0x85, 4, b"\xff\xff\xff\x7f", "content"),
        (0x85, 9, b"\x01", "macro"),
        (0x809, 4, b"\x00\x05", "content"),
        (0xE0, 0, b"\x2f\x00", "locked"),
        (0xE0, 2, b"\xff\xff", "content"),
    ],
)
def test_an_xls_with_a_spoilt_record_is_refused(
    process: ReadingProcess, kind: int, at: int, new: bytes, cause: str
) -> None:
    content = bytearray((SAVED / "libreoffice_cellslag.xls").read_bytes())
    place = record(bytes(content), kind) + at
    content[place : place + len(new)] = new
    with pytest.raises(Refused, match=f"^{cause}$"):
        process.read(bytes(content))


@pytest.mark.parametrize(
    ("at", "new", "cause"),
    [
        (30, b"\x0c\x00", "package"),
        (48, b"\x70\x00\x00\x00", "package"),
        (76, b"\xf0\xff\x00\x00", "package"),
    ],
)
def test_an_xls_whose_sectors_lead_nowhere_or_round_is_refused(
    process: ReadingProcess, at: int, new: bytes, cause: str
) -> None:
    content = bytearray((SAVED / "libreoffice_cellslag.xls").read_bytes())
    content[at : at + len(new)] = new
    with pytest.raises(Refused, match=f"^{cause}$"):
        process.read(bytes(content))


def test_an_xls_with_macros_or_an_encrypted_package_is_refused(process: ReadingProcess) -> None:
    content = (SAVED / "libreoffice_cellslag.xls").read_bytes()
    entry = "SummaryInformation".encode("utf-16-le")
    assert entry in content
    start = content.index("\x05SummaryInformation".encode("utf-16-le"))
    for name, cause in (("Macros", "macro"), ("EncryptedPackage", "locked"), ("MBD0018D4CE", "external")):
        coded = name.encode("utf-16-le").ljust(64, b"\0")
        length = (2 * len(name) + 2).to_bytes(2, "little")
        spoilt = content[:start] + coded + length + content[start + 66 :]
        with pytest.raises(Refused, match=f"^{cause}$"):
            process.read(spoilt)


def test_a_hundred_thousand_columns_and_equal_names_are_refused_in_words(
    received: Callable[..., Received],
) -> None:
    wide = (";".join(["Utfall"] * 100_000) + "\n" + ";".join(["1"] * 100_000)).encode()
    twice = b"N\xc3\xa4mnd;Period;Indikator-id;Utfall;Utfall\nFarsta;VB 2024;3.I1;1;2\n"
    faults = received({"bred.csv": wide, "dubbel.csv": twice}).faults
    [refused] = [finding for finding in faults if finding.file.endswith("bred.csv")]
    assert refused.message == CAUSES["extent"].message
    assert "intake-heading-twice" in {finding.rule_id for finding in faults}
