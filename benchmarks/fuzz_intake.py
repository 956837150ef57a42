"""Makes malformed files and reads them as intake does: none may end the run, hang or pass the bounds.

    python benchmarks/fuzz_intake.py [--files 10000] [--seed 1] [--keep FOLDER]

Most changes are aimed at what readers trust: references, counts, repeats, sizes, types and indices. Random
bytes alone were tried and find almost nothing. The files are spread over .xlsx, .ods, .xls and text;
workbooks go to one reading process, which is replaced when a file ends it. Prints how many were read, refused
(by cause) or ended the process, its peak memory, the slowest file and the time. Files that ended the process
are kept in FOLDER.
"""

from __future__ import annotations

import argparse
import io
import re
import struct
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT / "src"))

from samlad.intake.reading_process import ReadingProcess  # noqa: E402
from samlad.intake.refusals import CAUSES, Refused  # noqa: E402
from samlad.intake.text_reader import read_text  # noqa: E402

REAL = CHECKOUT / "tests" / "fixtures" / "real"
BASES = {
    "xlsx": ("kolada_export_2019.xlsx", "kolada_export_2012-2019.xlsx"),
    "ods": ("libreoffice_formular.ods", "libreoffice_cellslag.ods"),
    "xls": (
        "libreoffice_formular.xls",
        "libreoffice_cellslag.xls",
        "rise_did_report_parameters_kommuner.xls",
    ),
    "csv": ("skolverket_grundskola_elever_2023-24_skolenhet.csv", "kolada_n00945_storstader_2000-2020.csv"),
}
TURNS = ("xlsx", "ods", "xls", "xlsx", "ods", "xls", "csv")
NUMBERS = ("0", "-1", "1", "2", "255", "500", "501", "16384", "20000", "20001", "65536", "1048576", "1048577",
           "2147483647", "2147483648", "4294967295", "4294967296", "99999999", "999999999", "99999999999",
           "18446744073709551615", "9" * 400, "", "x", "1.5", "1e9", " 7", "+3", "٣")  # fmt: skip
REFERENCES = ("A0", "A1", "B2", "XFD1", "XFE1", "A1048576", "A1048577", "XFD1048576", "ZZZZZZ9", "A20001",
              "SG1", "A99999999999999999999", "a1", "1A", "", "A", "9", "A-1", "$A$1", "A1:B2",
              "AAA500", "Å1")  # fmt: skip
RANGES = ("A1:XFD1048576", "A1:A1048576", "A1:XFD1", "B2:A1", "A1", "A1:A0", "C3:D4:E5", "", "A2:B3", "B2:C9")
TYPES = ("s", "n", "e", "b", "str", "inlineStr", "d", "", "x", "float", "percentage", "date", "boolean",
         "string", "time", "error", "currency")  # fmt: skip
VALUES = ("", "-1", "999999", "1e999", "NaN", "inf", "9" * 5000, "1e9999999", "0x10", "text", "\u0661", "1,5",
          "#N/A", "2024-13-45", "PT99999999H", "-0", "1" + "0" * 308)  # fmt: skip
WORDS = (0, 1, 2, 0xFF, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF)
LONG_WORDS = (0, 1, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, 1_048_576, 20_001)


def _row(repeated: int, cell: str) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cell}</table:table-row>'


def _cell(repeated: int) -> str:
    return (
        f'<table:table-cell table:number-columns-repeated="{repeated}" office:value-type="float" '
        'office:value="1"/>'
    )


Change = tuple[str, str, tuple[str, ...]]
"""A part of the package, what to look for after the first group, and what to put there."""

XLSX_CHANGES: tuple[Change, ...] = (
    ("sheet", r'(<c r=")[^"]*', REFERENCES),
    ("sheet", r'(<row [^>]*?r=")[^"]*', NUMBERS),
    ("sheet", r'(<dimension ref=")[^"]*', RANGES),
    ("sheet", r'(<c [^>]*?t=")[^"]*', TYPES),
    ("sheet", r'(<c [^>]*?s=")[^"]*', NUMBERS),
    ("sheet", r"(<v>)[^<]*", VALUES),
    ("sheet", r"()</sheetData>", tuple(f'</sheetData><mergeCells><mergeCell ref="{area}"/></mergeCells>'
                                       for area in RANGES)),
    ("sheet", r"()</sheetData>", tuple(f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row></sheetData>'
                                       for row in (9999, 20000, 20001, 1048576) for column in ("A", "XFD"))),
    ("sheet", r"()<sheetData>", ('<cols><col min="1" max="99999999" width="9"/></cols><sheetData>',
                                 "<sheetData><sheetData>", "<sheetData/><sheetData>", "<c/><sheetData>",
                                 "<!DOCTYPE a><sheetData>", "<f>1</f><sheetData>")),
    ("sharedStrings", r'(uniqueCount=")[^"]*', NUMBERS),
    ("sharedStrings", r'( count=")[^"]*', NUMBERS),
    ("sharedStrings", r"()<si>", ("", "<si><si>", "<si/><si>", "<si><t>" + "x" * 40_000 + "</t></si><si>")),
    ("styles", r'(numFmtId=")[^"]*', NUMBERS),
    ("styles", r'(<cellXfs count=")[^"]*', NUMBERS),
    ("workbook.xml", r'(sheetId=")[^"]*', NUMBERS),
    ("workbook.xml", r'(r:id=")[^"]*', ("", "rId1", "rId2", "rId99")),
    ("workbook.xml", r'(<sheet [^>]*?name=")[^"]*', ("", "Kolada nyckeltal", "a" * 500, "[x]", "../x")),
    ("workbook.xml.rels", r'(Target=")[^"]*', ("", "../../x", "/xl/styles.xml", "worksheets/sheet1.xml",
                                                    "styles.xml")),
    ("workbook.xml.rels", r'(Type=")[^"]*', ("", "x/worksheet", "x/externalLink", "x/vbaProject")),
    ("[Content_Types]", r'(ContentType=")[^"]*', ("", "application/xml", "text/html")),
)  # fmt: skip
ODS_CHANGES: tuple[Change, ...] = (
    ("content", r'(number-columns-repeated=")[^"]*', NUMBERS),
    ("content", r'(number-rows-repeated=")[^"]*', NUMBERS),
    ("content", r'(columns-spanned=")[^"]*', NUMBERS),
    ("content", r'(rows-spanned=")[^"]*', NUMBERS),
    ("content", r'(office:value-type=")[^"]*', TYPES),
    ("content", r'(office:value=")[^"]*', VALUES),
    ("content", r'(office:date-value=")[^"]*', VALUES),
    ("content", r'(calcext:value-type=")[^"]*', TYPES),
    ("content", r'(table:name=")[^"]*', ("", "Analys", "a" * 500)),
    ("content", r"()<text:p>", tuple(f'<text:p><text:s text:c="{number}"/>' for number in NUMBERS)),
    ("content", r"()<table:table-row", tuple(more + "<table:table-row" for more in (
        _row(1_048_576, "<table:table-cell/>"),
        _row(999_999_999, "<table:table-cell/>"),
        _row(20_000, _cell(500)),
        _row(5_000, _cell(100)),
        "<table:table-row>",
        "<table:table-row/>",
        '<table:table table:name="x"/>'))),
    ("content", r"()<table:table-cell", tuple(more + "<table:table-cell" for more in (
        '<table:table-cell table:number-columns-repeated="16384"/>',
        '<table:table-cell table:number-columns-repeated="16383"/>' + _cell(1),
        "<table:covered-table-cell/>",
        '<table:table-cell table:formula="of:=1"/>',
        "<table:table-cell>x</table:table-cell>",
        "<table:table-cell><table:table-cell/></table:table-cell>"))),
    ("mimetype", r"()application", ("", "x", "application/vnd.sun.xml")),
    ("manifest", r'(full-path=")[^"]*', ("", "Basic/x", "../x")),
)  # fmt: skip


@dataclass(frozen=True)
class Malformed:
    """A file that was good, and what was done to it."""

    number: int
    form: str
    change: str
    content: bytes


@dataclass
class Tally:
    """What came of the files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    by_form: Counter[tuple[str, str]] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    peak_megabytes: float = 0.0
    ended: list[Malformed] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, file: Malformed, outcome: str, seconds: float) -> None:
        self.outcomes[outcome] += 1
        kind = outcome if outcome in ("read", "died") else "refused"
        self.by_form[file.form, kind] += 1
        self.slowest = max(self.slowest, (seconds, f"{file.number} .{file.form}, {file.change}"))
        if outcome == "died":
            self.ended.append(file)


def malformed_files(count: int, seed: int = 1) -> Iterator[Malformed]:
    """Files, the same for the same seed."""
    random = Random(seed)
    bases = {form: [(REAL / name).read_bytes() for name in names] for form, names in BASES.items()}
    parts = {form: [_unpacked(base) for base in bases[form]] for form in ("xlsx", "ods")}
    for number in range(count):
        form = TURNS[number % len(TURNS)]
        if form in parts:
            change, content = _spoil_package(random, form, random.choice(parts[form]))
        else:
            change, content = (_spoil_xls if form == "xls" else _spoil_text)(
                random, random.choice(bases[form])
            )
        yield Malformed(number, form, change, content)


def _unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts:
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name), content, kind, 1)
    return stream.getvalue()


def _spoil_package(random: Random, form: str, base: dict[str, bytes]) -> tuple[str, bytes]:
    parts = dict(base)
    draw = random.random()
    if draw < 0.85:
        changes = XLSX_CHANGES if form == "xlsx" else ODS_CHANGES
        said = [_aimed(random, parts, random.choice(changes)) for _ in range(random.choice((1, 1, 1, 2, 3)))]
        return "; ".join(said), _packed(list(parts.items()))
    if draw < 0.92:
        return _spoil_directory(random, parts)
    content = bytearray(_packed(list(parts.items())))
    for _ in range(random.choice((1, 4, 32))):
        content[random.randrange(len(content))] = random.randrange(256)
    return "random bytes", bytes(content)


def _aimed(random: Random, parts: dict[str, bytes], change: Change) -> str:
    part, pattern, replacements = change
    names = [name for name in parts if part in name]
    if not names:
        return f"no {part}"
    name = random.choice(names)
    text = parts[name].decode("utf-8", "surrogateescape")
    found = list(re.finditer(pattern, text))
    if not found:
        return f"nothing in {part}"
    replacement = random.choice(replacements)
    chosen = found if random.random() < 0.1 else [random.choice(found)]
    for match in reversed(chosen):
        text = text[: match.end(1)] + replacement + text[match.end() :]
    parts[name] = text.encode("utf-8", "surrogateescape")
    return f"{part} {pattern} to {replacement[:40]}"


def _spoil_directory(random: Random, parts: dict[str, bytes]) -> tuple[str, bytes]:
    """What the package says of itself: names, sizes, order, and where it ends."""
    listed = list(parts.items())
    kind = random.choice(("size", "cut", "leave out", "case", "path", "junk before", "many"))
    if kind == "leave out":
        del listed[random.randrange(len(listed))]
    elif kind == "case":
        name, content = random.choice(listed)
        listed.append((name.upper(), content))
    elif kind == "path":
        listed.append((random.choice(("../x", "/x", "./x", "a\\b", "xl/vbaProject.bin", "x/../y")), b"<x/>"))
    elif kind == "many":
        listed += [(f"x/{number}.xml", b"<x/>") for number in range(random.choice((400, 600)))]
    content = bytearray(_packed(listed))
    if kind == "size":
        directory = content.rindex(b"PK\x01\x02")
        struct.pack_into("<I", content, directory + random.choice((20, 24, 42)), random.choice(LONG_WORDS))
    elif kind == "cut":
        del content[random.randrange(1, len(content)) :]
    elif kind == "junk before":
        content = bytearray(b"MZ" + b"\0" * 100) + content
    return f"package {kind}", bytes(content)


def _spoil_xls(random: Random, base: bytes) -> tuple[str, bytes]:
    content = bytearray(base)
    draw = random.random()
    if draw < 0.75:
        said = []
        for _ in range(random.choice((1, 1, 2))):
            kind, place, length = random.choice(_records(base))
            said.append(f"record {kind:#x}")
            if random.random() < 0.15:
                struct.pack_into("<H", content, place + random.choice((0, 2)), random.choice(WORDS))
            elif length >= 4 and random.random() < 0.5:
                struct.pack_into(
                    "<I", content, place + 4 + random.randrange(length - 3), random.choice(LONG_WORDS)
                )
            elif length >= 2:
                struct.pack_into(
                    "<H", content, place + 4 + random.randrange(length - 1), random.choice(WORDS)
                )
        return ", ".join(said), bytes(content)
    if draw < 0.9:
        # The header's fields and the table of sectors.
        place = random.choice((24, 26, 28, 30, 32, 44, 48, 56, 60, 64, 68, 72, 76, 80))
        if random.random() < 0.5:
            sector = struct.unpack_from("<I", content, 76)[0]
            place = (sector + 1) * 512 + 4 * random.randrange(64)
        struct.pack_into("<I", content, place, random.choice((*LONG_WORDS, 2, 3, 5)))
        return f"sector table at {place}", bytes(content)
    if draw < 0.95:
        return "cut", bytes(content[: random.randrange(1, len(content))])
    for _ in range(random.choice((1, 8, 64))):
        content[random.randrange(len(content))] = random.randrange(256)
    return "random bytes", bytes(content)


def _records(content: bytes) -> list[tuple[int, int, int]]:
    """Kind, place and length of records in a stream that lies in one piece, a few of each kind."""
    start = content.find(b"\x09\x08\x10\x00\x00\x06")
    found: dict[int, list[tuple[int, int, int]]] = {}
    while 0 <= start <= len(content) - 4:
        kind, length = struct.unpack_from("<HH", content, start)
        if kind == 0 or start + 4 + length > len(content):
            break
        found.setdefault(kind, []).append((kind, start, length))
        start += 4 + length
    return [record for same in found.values() for record in same[:8]]


def _spoil_text(random: Random, base: bytes) -> tuple[str, bytes]:
    pieces = (b"\0", b'"', b'";"', b"\r", b"\x1a", b"\xff\xfe", b";" * 600, b"9" * 5000, b"\n" * 25_000,
              b"\x81", b"a" * 40_000, b"\t", "\u202e".encode(), b"1e9999999", b"=1+1", b"\xed\xa0\x80",
              b"\xef\xbb\xbf", b",", b"\x0b", b"\x85")  # fmt: skip
    content = base
    for _ in range(random.choice((1, 1, 2))):
        place = random.randrange(len(content))
        content = content[:place] + random.choice(pieces) + content[place:]
    if random.random() < 0.1:
        content = content.decode("utf-8", "replace").encode("utf-16") + b"\0" * random.randrange(3)
    return "text", content


def run(files: Iterator[Malformed]) -> Tally:
    """Read every file; anything but a reading or a refusal with known words is an error that ends the run."""
    tally = Tally()
    started = time.monotonic()
    with ReadingProcess() as process:
        for file in files:
            begun = time.monotonic()
            tally.add(file, _outcome(process, file), time.monotonic() - begun)
            tally.peak_megabytes = max(tally.peak_megabytes, _peak_megabytes(process))
    tally.seconds = time.monotonic() - started
    return tally


def _outcome(process: ReadingProcess, file: Malformed) -> str:
    try:
        if file.form == "csv":
            read_text(file.content, ";")
        else:
            process.read(file.content)
    except Refused as refused:
        return CAUSES[refused.cause] and refused.cause
    return "read"


def _peak_megabytes(process: ReadingProcess) -> float:
    """Of the process as it runs now; 0 where it has ended or the system does not say."""
    running = process._process
    try:
        status = Path(f"/proc/{running.pid}/status").read_text(encoding="ascii") if running else ""
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    """Run from the command line."""
    asked = argparse.ArgumentParser(description="Läs felgjorda filer.")
    asked.add_argument("--files", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--keep", type=Path)
    chosen = asked.parse_args()
    tally = run(malformed_files(chosen.files, chosen.seed))
    print(f"{chosen.files} files, seed {chosen.seed}: {tally.seconds:.0f} s with making them")
    for form in BASES:
        counts = {kind: tally.by_form[form, kind] for kind in ("read", "refused", "died")}
        print(f"  .{form}: " + ", ".join(f"{count} {kind}" for kind, count in counts.items()))
    print("  causes: " + ", ".join(f"{cause} {count}" for cause, count in tally.outcomes.most_common()))
    print(f"  slowest file {tally.slowest[0]:.2f} s: {tally.slowest[1]}")
    print(f"  peak memory of a reading process {tally.peak_megabytes:.0f} MB")
    for file in tally.ended:
        print(f"  ended the process: {file.number} .{file.form}, {file.change}")
        if chosen.keep:
            chosen.keep.mkdir(parents=True, exist_ok=True)
            (chosen.keep / f"{file.number}.{file.form}").write_bytes(file.content)


if __name__ == "__main__":
    main()
