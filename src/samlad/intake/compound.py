"""Reads one stream out of a compound file (the outer form of .xls), with every chain of sectors bounded.

Runs in the reading process; imports nothing heavy.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from samlad.intake.refusals import Refused

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_MINI_SECTOR = 64
_MINI_LIMIT = 4096
_HEADER_FATS = 109
_LAST_USED = 0xFFFFFFF9
_STREAM, _ROOT = 2, 5
_STORAGE = 1
_MACROS = ("_vba_project_cur", "_vba_project", "macros", "vba")
_EMBEDDED = ("mbd", "lnk")


def workbook_stream(content: bytes) -> bytes:
    """The stream «Workbook» of an .xls.

    Raises:
        Refused: package, locked, macro, external or content.
    """
    try:
        return _Compound(content).workbook()
    except struct.error:
        raise Refused("package") from None


class _Compound:
    """A compound file; sectors are counted from 0 after the header."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if (1 << shift, 1 << mini_shift) != (_SECTOR, _MINI_SECTOR):
            raise Refused("package")
        self._sectors = len(content) // _SECTOR
        directory, _, _, mini_fat, _, difat = struct.unpack_from("<IIIIII", content, 48)
        self._fat = self._read_fat(difat)
        self._entries = self._chain(directory)
        self._mini_fat = mini_fat

    def workbook(self) -> bytes:
        found: tuple[int, int] | None = None
        root = 0
        for place in range(0, len(self._entries) - 127, 128):
            entry = self._entries[place : place + 128]
            length, kind = struct.unpack_from("<HB", entry, 64)
            name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").casefold()
            start, size = struct.unpack_from("<II", entry, 116)
            if kind == _ROOT:
                root = start
            elif kind in (_STORAGE, _STREAM):
                _refuse_active(name)
                if kind == _STREAM and name == "workbook":
                    if found is not None:
                        raise Refused("package")
                    found = (start, size)
        if found is None:
            raise Refused("content")
        start, size = found
        stream = self._chain(start) if size >= _MINI_LIMIT else self._mini_stream(root, start)
        if len(stream) < size:
            raise Refused("package")
        return stream[:size]

    def _read_fat(self, difat: int) -> Sequence[int]:
        sectors = list(struct.unpack_from(f"<{_HEADER_FATS}I", self._content, 76))
        # Files of up to 7 MB need no more than the header holds; the rest is a chain of its own.
        seen = 0
        while difat <= _LAST_USED:
            seen += 1
            if seen > self._sectors:
                raise Refused("package")
            *more, difat = struct.unpack(f"<{_SECTOR // 4}I", self._sector(difat))
            sectors += more
        fat: list[int] = []
        for sector in sectors:
            if sector <= _LAST_USED:
                fat += struct.unpack(f"<{_SECTOR // 4}I", self._sector(sector))
            if len(fat) > self._sectors + 2 * _SECTOR:
                raise Refused("package")
        return fat

    def _sector(self, number: int) -> bytes:
        sector = self._content[(number + 1) * _SECTOR : (number + 2) * _SECTOR]
        # The last sector may be cut: some writers leave out its padding.
        if not sector:
            raise Refused("package")
        return sector.ljust(_SECTOR, b"\0")

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(self._fat, start))

    def _mini_stream(self, root: int, start: int) -> bytes:
        whole = self._chain(root)
        table = self._chain(self._mini_fat)
        fat = struct.unpack(f"<{len(table) // 4}I", table)
        pieces = (
            whole[number * _MINI_SECTOR : (number + 1) * _MINI_SECTOR] for number in _follow(fat, start)
        )
        return b"".join(pieces)


def _follow(fat: Sequence[int], start: int) -> list[int]:
    """The sectors of a chain; one that comes back to itself is refused."""
    found: list[int] = []
    number = start
    while number <= _LAST_USED:
        if number >= len(fat) or len(found) > len(fat):
            raise Refused("package")
        found.append(number)
        number = fat[number]
    return found


def _refuse_active(name: str) -> None:
    if name in _MACROS:
        raise Refused("macro")
    if name in ("encryptedpackage", "encryptioninfo"):
        raise Refused("locked")
    if name.startswith(_EMBEDDED):
        raise Refused("external")
