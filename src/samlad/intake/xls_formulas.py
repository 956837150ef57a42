"""Whether a formula of an .xls must give a number: if its stored result is empty, it was never calculated.

An empty text as a result and no result at all are the same bytes in some programs' files (LibreOffice writes
`=""` as others write what they have not calculated), so the formula itself is asked: a sum, a comparison or a
count cannot give an empty text. Token lengths are those of [MS-XLS] 2.5.198. Runs in the reading process.
"""

from __future__ import annotations

import struct

_PAREN, _STRING, _ATTRIBUTE, _FUNCTION, _FUNCTION_ANY = 0x15, 0x17, 0x19, 0x21, 0x22
_CHOOSE, _SUM = 0x04, 0x10
_OPERATORS = frozenset({*range(0x03, 0x08), *range(0x09, 0x0F), 0x13, 0x14})
"""Arithmetic, comparison, change of sign and percent: never a text."""

_CONSTANTS = frozenset({0x1C, 0x1D, 0x1E, 0x1F})
_NUMERIC = frozenset({
    0, 4, 5, 6, 7, 12, 24, 25, 26, 27, 32, 33, 36, 37, 38, 65, 67, 68, 69, 74, 82, 124, 128, 169, 183, 212,
    213, 221, 227, 228, 344, 345, 346, 347,
})  # fmt: skip
"""Functions that never give a text: COUNT, SUM, AVERAGE, MIN, MAX, ROUND, AND, SUMIF and the like."""

_LENGTHS = {
    **dict.fromkeys(range(0x03, 0x17), 1), 0x01: 5, 0x02: 5, 0x1C: 2, 0x1D: 2, 0x1E: 3, 0x1F: 9, 0x20: 8,
    0x21: 3, 0x22: 4, 0x23: 5, 0x24: 5, 0x25: 9, 0x26: 7, 0x27: 7, 0x28: 7, 0x29: 3, 0x2A: 5, 0x2B: 9,
    0x2C: 5, 0x2D: 9, 0x39: 7, 0x3A: 7, 0x3B: 11, 0x3C: 7, 0x3D: 11,
}  # fmt: skip


def gives_number(tokens: bytes) -> bool:
    """Whether the last operation of a formula gives a number, a truth value or an error, whatever it is
    given; False where that cannot be told, as for IF, & and a reference."""
    found, at = False, 0
    while at < len(tokens):
        token = tokens[at]
        kind = token if token < 0x20 else (token & 0x1F) | 0x20
        length = _length(tokens, at, kind)
        if not length or at + length > len(tokens):
            return False
        if kind == _ATTRIBUTE:
            found = found or bool(tokens[at + 1] & _SUM)
        elif kind != _PAREN:
            found = kind in _OPERATORS | _CONSTANTS or _function(tokens, at, kind) in _NUMERIC
        at += length
    return found


def _length(tokens: bytes, at: int, kind: int) -> int:
    if kind == _STRING and at + 2 < len(tokens):
        return 3 + tokens[at + 1] * (2 if tokens[at + 2] & 1 else 1)
    if kind == _ATTRIBUTE and at + 3 < len(tokens):
        (cases,) = struct.unpack_from("<H", tokens, at + 2)
        return 4 + (2 * (cases + 1) if tokens[at + 1] & _CHOOSE else 0)
    return _LENGTHS.get(kind, 0)


def _function(tokens: bytes, at: int, kind: int) -> int:
    """The number of the function that is called; -1 where none is."""
    place = {_FUNCTION: at + 1, _FUNCTION_ANY: at + 2}.get(kind)
    if place is None or place + 2 > len(tokens):
        return -1
    return int(struct.unpack_from("<H", tokens, place)[0] & 0x7FFF)
