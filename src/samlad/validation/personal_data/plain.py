"""Brings a text into the plain form that the patterns are written for."""

from __future__ import annotations

import unicodedata

# Written out by name: in print they cannot be told apart.
_DASHES = dict.fromkeys(
    [0x00AD, *range(0x2010, 0x2016), 0x2043, 0x207B, 0x208B, 0x2212, 0x2796, 0x2E3A, 0x2E3B, 0xFE58, 0xFE63,
     0xFF0D],
    "-",
)  # fmt: skip
_UNSEEN = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])


def plain(text: str) -> str:
    """NFKC, every kind of dash as `-`, every blank as one space, every digit as 0–9, nothing unseen."""
    whole = unicodedata.normalize("NFKC", text.translate(_UNSEEN).translate(_DASHES)).translate(_DASHES)
    return "".join(_plain(letter) for letter in whole)


def _plain(letter: str) -> str:
    if letter.isspace():
        return " "
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
