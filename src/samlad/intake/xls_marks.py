"""The marks of an .xls: one pass over the records of its workbook stream. Runs in the reading process.

calamine sets room aside for what DIMENSIONS and SST say they hold and reads locked workbooks as if they
were plain, so both are looked at here. A formula whose result is empty text has the same stored result as one
that was never calculated in files of some programs. It counts as never calculated when it is marked to be
calculated at opening, or cannot give a text; and where one such formula is found, all empty results of the
file do. A zero that is to be calculated at opening is what other programs write for no result.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from samlad.intake import bounds
from samlad.intake.compound import COMPOUND, workbook_stream
from samlad.intake.refusals import Refused
from samlad.intake.sheet_marks import Place, SheetMarks
from samlad.intake.workbook_parts import PERCENT_FORMATS, shows_percent
from samlad.intake.xls_formulas import gives_number

__all__ = ["COMPOUND", "xls_marks"]

_BIFF8 = 0x600
_WORKSHEET, _MACRO_SHEET = 0, 1
_OWN_BOOK, _ADD_IN = 0x401, 0x3A01
_NO_NUMBER = 0xFFFF
_RESULT_ERROR, _RESULT_EMPTY = 2, 3
_AT_OPENING = 0x2

Record = tuple[int, bytes]


class _Kind(IntEnum):
    """The records that are looked at."""

    FORMULA = 0x06
    EOF = 0x0A
    FILEPASS = 0x2F
    BOUNDSHEET = 0x85
    MULRK = 0xBD
    RSTRING = 0xD6
    XF = 0xE0
    MERGED = 0xE5
    SST = 0xFC
    LABELSST = 0xFD
    SUPBOOK = 0x1AE
    DIMENSIONS = 0x200
    NUMBER = 0x203
    LABEL = 0x204
    BOOLERR = 0x205
    RK = 0x27E
    FORMAT = 0x41E
    BOF = 0x809


_VALUES = (_Kind.FORMULA, _Kind.NUMBER, _Kind.LABEL, _Kind.BOOLERR, _Kind.RK, _Kind.RSTRING, _Kind.LABELSST)


def xls_marks(content: bytes) -> dict[str, SheetMarks]:
    """Marks by sheet name, for worksheets in workbook order.

    Raises:
        Refused: package, locked, macro, external, content or extent.
    """
    stream = workbook_stream(content)
    try:
        book = _read_globals(stream)
        if len(book.sheets) > bounds.MAX_SHEETS:
            raise Refused("extent")
        passes = {name: _SheetPass(book.percent, book.strings) for name in book.sheets}
        found = {name: passes[name].run(stream, start) for name, start in book.sheets.items()}
    except (struct.error, IndexError):
        raise Refused("content") from None
    if any(one.uncalculated for one in passes.values()):
        for one in passes.values():
            one.found.marks |= dict.fromkeys(one.empty, "uncalculated")
    return found


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """Records from a place to the end of its own part of the stream; parts within it are passed over."""
    depth = 0
    while True:
        kind, length = struct.unpack_from("<HH", stream, start)
        data = stream[start + 4 : start + 4 + length]
        if len(data) < length or (depth == 0 and kind != _Kind.BOF):
            raise Refused("content")
        start += 4 + length
        depth += (kind == _Kind.BOF) - (kind == _Kind.EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, data


@dataclass
class _Book:
    """What the first part says: the sheets by name with their places, strings, and number formats."""

    sheets: dict[str, int] = field(default_factory=dict)
    strings: int = 0
    formats: set[int] = field(default_factory=lambda: set(PERCENT_FORMATS))
    styles: list[int] = field(default_factory=list)

    @property
    def percent(self) -> frozenset[int]:
        """The cell styles that show a percent sign."""
        return frozenset(number for number, used in enumerate(self.styles) if used in self.formats)


def _read_globals(stream: bytes) -> _Book:
    book = _Book()
    for kind, data in _records(stream, 0):
        match kind:
            case _Kind.BOUNDSHEET:
                _add_sheet(book, data)
            case _Kind.SST:
                book.strings = struct.unpack_from("<II", data)[1]
                # A string takes at least three bytes, so more than this is not there.
                if book.strings > min(bounds.MAX_STRINGS, len(stream) // 3):
                    raise Refused("content")
            case _Kind.FORMAT:
                if shows_percent(_text(data[2:], "<H")):
                    book.formats.add(struct.unpack_from("<H", data)[0])
            case _Kind.XF:
                book.styles.append(struct.unpack_from("<HH", data)[1])
            case _:
                _refuse_book(kind, data)
    return book


def _refuse_book(kind: int, data: bytes) -> None:
    """Older forms of .xls, locked ones, and those that take values from other files."""
    if kind == _Kind.BOF and struct.unpack_from("<H", data)[0] != _BIFF8:
        raise Refused("content")
    if kind == _Kind.FILEPASS:
        raise Refused("locked")
    if kind == _Kind.SUPBOOK and struct.unpack_from("<HH", data)[1] not in (_OWN_BOOK, _ADD_IN):
        raise Refused("external")


def _add_sheet(book: _Book, data: bytes) -> None:
    start, _, kind = struct.unpack_from("<IBB", data)
    if kind == _MACRO_SHEET:
        raise Refused("macro")
    if kind == _WORKSHEET:
        name = _text(data[6:], "<B")
        if name in book.sheets:
            raise Refused("content")
        book.sheets[name] = start


def _text(data: bytes, length_form: str) -> str:
    """A text with its length before it, in one or two bytes a letter."""
    (length,) = struct.unpack_from(length_form, data)
    at = struct.calcsize(length_form)
    wide = data[at] & 1
    letters = data[at + 1 : at + 1 + length * (2 if wide else 1)]
    return letters.decode("utf-16-le" if wide else "latin-1", "replace")


@dataclass
class _SheetPass:
    """The pass over one worksheet's records."""

    percent: frozenset[int]
    strings: int
    found: SheetMarks = field(default_factory=SheetMarks)
    seen: set[Place] = field(default_factory=set)
    empty: list[Place] = field(default_factory=list)
    uncalculated: bool = False

    def run(self, stream: bytes, start: int) -> SheetMarks:
        for kind, data in _records(stream, start):
            match kind:
                case _Kind.DIMENSIONS:
                    self.dimensions(data)
                case _Kind.MERGED:
                    self.merges(data)
                case _Kind.MULRK:
                    self.many_numbers(data)
                case _ if kind in _VALUES:
                    self.cell(kind, data)
        return self.found

    def dimensions(self, data: bytes) -> None:
        top, bottom, left, right = struct.unpack_from("<IIHH", data)
        if bottom < top or right < left:
            raise Refused("content")
        if bottom * right > bounds.MAX_CELLS:
            raise Refused("extent")

    def merges(self, data: bytes) -> None:
        (count,) = struct.unpack_from("<H", data)
        if len(data) < 2 + 8 * count:
            raise Refused("content")
        for number in range(count):
            top, bottom, left, right = struct.unpack_from("<HHHH", data, 2 + 8 * number)
            self.found.merge(top, left, bottom, right)

    def many_numbers(self, data: bytes) -> None:
        row, column = struct.unpack_from("<HH", data)
        if (len(data) - 6) % 6 or len(data) < 12:
            raise Refused("content")
        for place in range(4, len(data) - 2, 6):
            self.use(row, column, struct.unpack_from("<H", data, place)[0])
            column += 1

    def cell(self, kind: int, data: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", data)
        self.use(row, column, style if kind in (_Kind.NUMBER, _Kind.RK) else None)
        if kind == _Kind.BOOLERR:
            if struct.unpack_from("<BB", data, 6)[1]:
                self.found.marks[row, column] = "error"
        elif kind == _Kind.LABELSST:
            if struct.unpack_from("<I", data, 6)[0] >= self.strings:
                raise Refused("content")
        elif kind == _Kind.FORMULA:
            self.formula(row, column, style, data)

    def formula(self, row: int, column: int, style: int, data: bytes) -> None:
        result, no_number, flags = struct.unpack_from("<B5xHH", data, 6)
        if no_number != _NO_NUMBER:
            if flags & _AT_OPENING and not struct.unpack_from("<d", data, 6)[0]:
                self.found.marks[row, column] = "uncalculated"
            elif style in self.percent:
                self.found.marks[row, column] = "percent"
        elif result == _RESULT_ERROR:
            self.found.marks[row, column] = "error"
        elif result == _RESULT_EMPTY:
            (length,) = struct.unpack_from("<H", data, 20)
            never = bool(flags & _AT_OPENING) or gives_number(data[22 : 22 + length])
            self.uncalculated |= never
            self.empty.append((row, column))

    def use(self, row: int, column: int, style: int | None) -> None:
        """A cell is in use; the same cell twice would be read differently by different readers."""
        self.found.use(row, column)
        if (row, column) in self.seen:
            raise Refused("content")
        self.seen.add((row, column))
        if style in self.percent:
            self.found.marks[row, column] = "percent"
