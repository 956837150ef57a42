"""A folder of hostile files: one clear line each, with its cause, while the other files go on being read."""

from __future__ import annotations

import io
import os
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest

from samlad.errors import IntakeError
from samlad.intake import bounds, receive
from samlad.intake.reading_process import ReadingProcess
from samlad.intake.refusals import CAUSES, Refused
from samlad.reference import Reference
from samlad.stages import Received

SAVED = Path(__file__).parents[1] / "fixtures" / "real"
Read = Callable[..., Received]
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = b'<!DOCTYPE x SYSTEM "file:///etc/passwd">'
XML = (".xml", ".rels", ".rdf")
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\0" * 500


def saved(name: str) -> bytes:
    return (SAVED / name).read_bytes()


def parts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [name for name in package.namelist() if name.endswith(XML)]


def declared(content: bytes, declaration: bytes) -> bytes:
    """An XML part with a document type after its declaration, which is where one stands."""
    head, mark, rest = content.partition(b"?>")
    return head + mark + declaration + rest if mark else declaration + content


@pytest.mark.parametrize("declaration", [LAUGHS, OUTSIDE, b"<!DOCTYPE x>"])
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_document_type_in_any_part_is_refused(
    process: ReadingProcess,
    form: Callable[..., bytes],
    repacked: Callable[..., bytes],
    kind: str,
    declaration: bytes,
) -> None:
    good = form() if kind == "xlsx" else saved("libreoffice_formular.ods")
    names = parts(good)
    assert {"xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"} <= set(names) or "content.xml" in names
    for name in names:
        spoilt = repacked(good, lambda part, content, name=name: (
            declared(content, declaration) if part == name else content
        ))  # fmt: skip
        with pytest.raises(Refused, match="doctype"):
            process.read(spoilt)


def test_a_document_type_in_another_encoding_is_refused(
    process: ReadingProcess, form: Callable[..., bytes], repacked: Callable[..., bytes]
) -> None:
    def in_utf_16(part: str, content: bytes) -> bytes:
        if "sharedStrings" not in part:
            return content
        text = declared(content, LAUGHS).decode("utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"')
        return text.encode("utf-16")

    with pytest.raises(Refused, match="doctype"):
        process.read(repacked(form(), in_utf_16))


def spoilt_sheet(form: bytes, repacked: Callable[..., bytes], old: bytes, new: bytes) -> bytes:
    def change(part: str, content: bytes) -> bytes:
        return content.replace(old, new, 1) if part == "xl/worksheets/sheet2.xml" else content

    found = repacked(form, change)
    assert found != repacked(form, lambda _, content: content)
    return found


def spoilt_ods(repacked: Callable[..., bytes], old: bytes, new: bytes) -> bytes:
    good = saved("libreoffice_formular.ods")

    def change(part: str, content: bytes) -> bytes:
        return content.replace(old, new, 1) if part == "content.xml" else content

    found = repacked(good, change)
    assert found != repacked(good, lambda _, content: content)
    return found


ROW, CELL = b"<table:table-row", b"<table:table-cell"
FAR = b'<table:table-cell table:number-columns-repeated="16383"/><table:table-cell office:value-type="float" '
WIDE = CELL + b' table:number-columns-repeated="100000" office:value-type="float" office:value="1"/>'
WHOLE = b' table:number-columns-spanned="16384" table:number-rows-spanned="1048576"'


def hostile(form: bytes, repacked: Callable[..., bytes]) -> Mapping[str, tuple[bytes, str]]:
    """File name → its bytes and the cause that it is to be refused for."""
    end = b"</sheetData>"
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    many = b"".join(b'<c r="%s9999"><v>1</v></c>' % name for name in (b"A", b"XFD"))
    ods, xls = saved("libreoffice_formular.ods"), saved("libreoffice_formular.xls")
    upper = {name.upper(): b"<x/>" for name in parts(form)[:1]}
    value = b'office:value="1"/></table:table-row>'
    last = ROW + b' table:number-rows-repeated="1048575">' + FAR + value + ROW
    merged = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    nul = b'<row r="9"><c r="A9" t="str"><v>a\0b</v></c></row>'
    far_row = b'<row r="9999">' + many + b"</row>"
    encrypted = xls.replace("\x05SummaryInformation".encode("utf-16-le"),
                            "EncryptedPackage\0\0\0".encode("utf-16-le"))  # fmt: skip
    same = lambda _, content: content  # noqa: E731
    return {
        "horn.xlsx": (spoilt_sheet(form, repacked, end, corner), "extent"),
        "horn.ods": (spoilt_ods(repacked, ROW, last), "extent"),
        "bred.xlsx": (spoilt_sheet(form, repacked, end, far_row + end), "extent"),
        "bred.ods": (spoilt_ods(repacked, CELL, WIDE + CELL), "extent"),
        "bred.csv": (b";".join([b"Utfall"] * 100_000), "extent"),
        "sammanfogat.xlsx": (spoilt_sheet(form, repacked, end, end + merged), "merged"),
        "sammanfogat.ods": (spoilt_ods(repacked, CELL, CELL + WHOLE), "merged"),
        "dubbelt.xlsx": (repacked(form, same, upper), "package"),
        "dubbelt.ods": (repacked(ods, same, {"CONTENT.XML": b"<x/>"}), "package"),
        "uppat.xlsx": (repacked(form, same, {"../../ut.xml": b"<x/>"}), "package"),
        "uppat.ods": (repacked(ods, same, {"../ut.xml": b"<x/>"}), "package"),
        **{f"program.{kind}": (EXE, "magic") for kind in ("xlsx", "ods", "xls")},
        "program.csv": (EXE, "encoding"),
        "program.txt": (EXE, "encoding"),
        **{f"kapad.{kind}": (content[: len(content) // 2], "package")
           for kind, content in (("xlsx", form), ("ods", ods), ("xls", xls))},
        "kapad.csv": ("Nämnd;Period\n".encode("utf-16")[:-1], "encoding"),
        "nul.csv": (b"N\xc3\xa4mnd;Period\nFarsta;V\0B\n", "control"),
        "nul.txt": (b"Organisation\tPeriod\tM\xc3\xa5tt\tV\0rde\n", "control"),
        "nul.xlsx": (spoilt_sheet(form, repacked, end, nul + end), "content"),
        "nul.ods": (spoilt_ods(repacked, b"<text:p>", b"<text:p>a\0b"), "content"),
        "losen.ods": (saved("libreoffice_losenord.ods"), "locked"),
        "losen.xls": (saved("libreoffice_losenord.xls"), "locked"),
        "losen.xlsx": (encrypted, "locked"),
    }  # fmt: skip


def test_each_hostile_file_is_one_line_and_the_good_one_is_read(
    received: Read, form: Callable[..., bytes], repacked: Callable[..., bytes]
) -> None:
    made = hostile(form(), repacked)
    begun = time.monotonic()
    found = received({**{name: content for name, (content, _) in made.items()}, "farsta.xlsx": form()})
    assert time.monotonic() - begun < bounds.CHILD_WALL_SECONDS
    lines = {one.file.removeprefix("2024/VB/"): (one.rule_id, one.message) for one in found.faults}
    expected = {name: ("intake-unreadable-file", CAUSES[cause].message) for name, (_, cause) in made.items()}
    assert lines == expected and len(found.faults) == len(made)
    assert all("\n" not in one.message and "Traceback" not in one.message for one in found.faults)
    assert list(found.deliveries["committee_id"]) == ["farsta"]


HUGE = ["9" * 5000, "1e9999999", "1E+400", "-" + "9" * 400, "0." + "0" * 5000 + "1"]


@pytest.mark.parametrize("number", HUGE)
def test_no_huge_number_becomes_a_figure(
    received: Read, form: Callable[..., bytes], repacked: Callable[..., bytes], number: str
) -> None:
    cell = form({"Indikatorer": {"G2": 4711, "A2": "3.I1"}})
    huge = f"<v>{number}</v>".encode()
    files = {
        "a.xlsx": repacked(cell, lambda _, content: content.replace(b"<v>4711</v>", huge)),
        "b.csv": f"Nämnd;Period;Indikator-id;Utfall\nFarsta;VB 2024;3.I1;{number}\n".encode(),
    }  # fmt: skip
    found = received(files)
    rows = found.tables["indicators"]
    [text] = rows[rows["form"] == "csv"].to_dict("records")
    assert pd.isna(text["value"]) and text["value_mark"] == "invalid"
    for row in rows[(rows["form"] == "xlsx") & (rows["row"] == 2)].to_dict("records"):
        # So near zero that it cannot be told from it: what the workbook's own program shows.
        assert row["value_mark"] == "invalid" or (row["value"] == 0 and number.startswith("0."))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_links_and_pipes_in_a_folder_are_a_line_each(
    tmp_path: Path, reference: Reference, form: Callable[..., bytes]
) -> None:
    folder = tmp_path / "incoming" / "2024" / "VB"
    folder.mkdir(parents=True)
    (tmp_path / "hemligt.csv").write_text("x", encoding="utf-8")
    (folder / "ut.csv").symlink_to(tmp_path / "hemligt.csv")
    (folder / "mapp.xlsx").symlink_to(tmp_path)
    os.mkfifo(folder / "ror.csv")
    (folder / "farsta.xlsx").write_bytes(form())
    found = receive(tmp_path / "incoming", [(2024, "VB")], reference)
    lines = {one.file.rpartition("/")[2]: one.message for one in found.faults}
    links = dict.fromkeys(("ut.csv", "mapp.xlsx"), CAUSES["link"].message)
    assert lines == {**links, "ror.csv": CAUSES["not_regular"].message}
    assert list(found.deliveries["committee_id"]) == ["farsta"]


def test_ten_thousand_files_are_one_line_in_little_time_and_memory(
    tmp_path: Path, reference: Reference
) -> None:
    folder = tmp_path / "2024" / "VB"
    folder.mkdir(parents=True)
    for number in range(10_000):
        (folder / f"{number}.csv").touch()
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(IntakeError, match="10000 filer") as refused:
        receive(tmp_path, [(2024, "VB")], reference)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert time.monotonic() - begun < 5 and grown < 50 * 1024
    assert len(str(refused.value).splitlines()) <= 2
