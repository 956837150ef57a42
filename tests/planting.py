"""Plants marked values of every kind in every field of received files, and in what hides around them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

NUMBER = "811228-9874"
"""One of the Tax Agency's test numbers."""
WORD = "märkord"
"""What no pattern finds: it stands in every planted text."""
IDENTITY = ("811228\u20139874", "19811228 9874", "701063-2391")
OTHERS = ("070-174 06 05", "anna.b@exempel.se", "Storgatan 12", "dnr 2024/4711")
IDENTITY_SECRETS = ("811228", "8112289874", "28 9874", "701063")
OTHER_SECRETS = ("1740605", "174 06 05", "anna.b", "Storgatan", "2024/4711")
SECRETS = (WORD, *IDENTITY_SECRETS, *OTHER_SECRETS)

CONTACTS = ("Uppgiftslämnare", "Ansvarig chef")
"""Fields that are to hold a contact."""
CONTACT = "kontaktord 070-174 06 06"
CONTACT_SECRETS = ("kontaktord", "174 06 06")
KEPT = ("Nämnd", "Period", "År", "Formulärversion")
"""Fields and columns that say who sends: without them nothing could be told of the rest."""

OF_THE_QUESTION = ("Fråga", "Vilka har svarat", "När")
"""Columns of a survey that say the same on every row of a question."""
NUMERIC = ("Täljare", "Nämnare", "Utfall")
"""Columns where a personnummer may be typed as a number."""

Text = Callable[[int], str]
"""The text to plant, by a number of its own."""


def everything(number: int) -> str:
    """Every kind at once; the personnummer in a form of its own each time."""
    return f"{WORD} {number} {IDENTITY[number % 3]} ring {', '.join(OTHERS)}"


def others(number: int) -> str:
    """Every kind but personnummer, so that the gate stays open."""
    return f"{WORD} {number} ring {', '.join(OTHERS)}"


@dataclass(frozen=True)
class Planted:
    """What to plant, and where.

    Attributes:
        headings: only in these columns and fields; none for all.
    """

    text: Text
    headings: Collection[str] = ()

    def wants(self, heading: str) -> bool:
        return not self.headings or heading in (*self.headings, *CONTACTS)

    def at(self, label: str, number: int) -> str:
        """What to plant in an answer to a field; contacts are contacts unless everything is planted in."""
        if self.headings and label in CONTACTS:
            return CONTACT
        return self.text(1 if self.headings and label in OF_THE_QUESTION else number)


def plant_in_workbook(path: Path, planted: Planted) -> int:
    """Cells below the headings of every sheet, and everything around them; how many cells."""
    book = openpyxl.load_workbook(path)
    count = 0
    for sheet in book.worksheets:
        sheet.cell(1, sheet.max_column + 1, planted.text(0))
        headings = {cell.column: str(cell.value) for cell in sheet[1]}
        for row in range(2, max(sheet.max_row, 2) + 1):
            label = sheet.cell(row, 1).value
            about = sheet.title == "Om rapporten"
            if about and (label in KEPT or not planted.wants(str(label))):
                continue
            if planted.headings and not label:
                continue  # a voluntary row that is left empty is no row until someone writes in it
            for column, heading in headings.items():
                if (about and column == 1) or not (about or planted.wants(heading)):
                    continue
                count += 1
                if not planted.headings and row % 3 == 0 and heading in NUMERIC:
                    sheet.cell(row, column, 8112289874)
                    continue
                answer = about and column == 2
                sheet.cell(row, column, planted.at(str(label) if answer else "", count))
        sheet.oddHeader.left.text = planted.text(1)[:60]
        sheet.oddFooter.center.text = planted.text(2)[:60]
        sheet["A2"].comment = Comment(planted.text(3), planted.text(4))
        rule = DataValidation(type="list", formula1='"a,b"', promptTitle="Val", prompt=planted.text(5)[:200])
        sheet.add_data_validation(rule)
        rule.add("Z90")
    _around(book, planted.text)
    book.save(path)
    return count


def _around(book: openpyxl.Workbook, text: Text) -> None:
    """Sheets that are not the form's, one of them hidden, names and properties."""
    extra = book.create_sheet(text(6)[:31].replace("/", " "))
    extra["A1"], extra["B2"], extra["C3"] = text(7), "8112289874" if NUMBER[:6] in text(7) else 1, text(8)
    hidden = book.create_sheet("Undangömt")
    hidden.sheet_state = "veryHidden"
    hidden["A1"] = text(9)
    book.defined_names["planterat"] = DefinedName("planterat", attr_text=f'"{text(10)}"')
    for name in ("title", "subject", "creator", "keywords", "description", "lastModifiedBy", "category"):
        setattr(book.properties, name, text(11))


def plant_in_csv(path: Path, planted: Planted) -> int:
    """Every cell of every column but those that say who sends, and a column of its own."""
    raw = path.read_bytes()
    text = raw.decode("utf-8-sig" if b"\xc3" in raw else "cp1252")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    first = next(number for number, row in enumerate(rows) if KEPT[0] in row)
    headings, body = rows[first], rows[first + 1 :]
    keys = [place for place, heading in enumerate(headings) if heading in (*KEPT, "Fält")]
    count = 0
    for row in body:
        label = row[headings.index("Fält")] if "Fält" in headings else ""
        for place, heading in enumerate(headings[: len(row)]):
            wanted = label not in KEPT and planted.wants(label) if label else planted.wants(heading)
            if heading and place not in keys and wanted:
                count += 1
                row[place] = planted.at(label or heading, count)
    if headings[-1]:
        headings.append(planted.text(12))
        for row in body:
            row.append(planted.text(13))
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8")
    return count


def plant_in_ils(path: Path, planted: Planted, places: Collection[int]) -> None:
    """One more line for each field, planted there alone, and one planted in all of these fields."""
    raw = path.read_bytes()
    lines = raw.decode("utf-8" if b"\xc3" in raw else "cp1252").splitlines()
    parts = lines[-1].split("\t")
    alone = [[place] for place in places]
    for number, chosen in enumerate([*alone, list(places)]):
        fields = [planted.text(number) if at in chosen else field for at, field in enumerate(parts)]
        lines.append("\t".join(fields))
    path.write_bytes("\r\n".join(lines).encode("utf-8"))
