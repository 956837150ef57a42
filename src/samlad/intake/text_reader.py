"""Reads text with semicolons, commas or tabs into a sheet. The encoding is a ladder, never a guess.

A statistical guess took Swedish cp1252 for cp1250 and mac for Icelandic when it was tried. So: a byte
order mark decides; else NUL bytes that are every other byte's alone say UTF-16; else strict UTF-8; else
cp1252, where no byte is undefined.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import Literal

from samlad.intake.bounds import MAX_CELL_CHARACTERS, MAX_CELLS, MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS
from samlad.intake.cells import Cell, Sheet, text_cell
from samlad.intake.refusals import Refused

CSV_DELIMITER = ";"
COMMA_DELIMITER = ","
ILS_DELIMITER = "\t"

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_text(content: bytes, delimiter: str) -> Sheet:
    """The one sheet of a text file, as `split` gives it.

    Raises:
        Refused: encoding, control, quotes, cell or extent.
    """
    return split(decode(content), delimiter)


def split(text: str, delimiter: str) -> Sheet:
    """A text's cells, with rows counted as Excel counts them.

    Raises:
        Refused: quotes, cell or extent.
    """
    # ILS text has no quoting: a quotation mark there is a character like any other.
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == ILS_DELIMITER else csv.QUOTE_MINIMAL
    # The csv module has one field limit for the whole process, which anyone may have changed: raised past
    # the largest file it never speaks, and cells are measured after reading.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_FILE_BYTES))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)
    rows: list[list[Cell]] = []
    try:
        for cells in lines:
            _check_row(cells, len(rows))
            rows.append([text_cell(cell) for cell in cells])
    except csv.Error:
        raise Refused("quotes") from None
    return Sheet("", rows)


def decode(content: bytes) -> str:
    """The file's text, without a byte order mark.

    Raises:
        Refused: encoding or control.
    """
    text = _by_ladder(content)
    if _CONTROL.search(text):
        raise Refused("control")
    return text


def _by_ladder(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode(content, encoding)
    if b"\0" in content and len(content) % 2 == 0:
        # Swedish text has no letter whose lower byte is NUL, and hardly one whose upper byte is not.
        first, second = content[::2], content[1::2]
        if b"\0" not in first and 2 * second.count(0) >= len(second):
            return _decode(content, "utf-16-le")
        if b"\0" not in second and 2 * first.count(0) >= len(first):
            return _decode(content, "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(content, "cp1252")


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("encoding") from None


def _check_row(cells: list[str], rows_before: int) -> None:
    width = max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    if rows_before >= MAX_ROWS or width > MAX_COLUMNS or width * (rows_before + 1) > MAX_CELLS:
        raise Refused("extent")
    if any(len(cell) > MAX_CELL_CHARACTERS for cell in cells):
        raise Refused("cell")
