"""Names a text or a file without saying what it holds: a hash under the year's secret key. Imports nothing.

A plain hash would not do: what is written is guessable, so a hash of it can be tried out.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable


def text_hash(text: str, key: bytes) -> str:
    """HMAC-SHA256 of a text's words under the year's key: line breaks and runs of blanks don't count."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return hmac.new(key, words.encode("utf-8"), hashlib.sha256).hexdigest()


def contents_hash(digests: Iterable[str], key: bytes) -> str:
    """HMAC-SHA256 of some contents, given as their sha256, whatever their order; "" where there are none."""
    listed = sorted(digests)
    if not listed:
        return ""
    return hmac.new(key, "\n".join(listed).encode("utf-8"), hashlib.sha256).hexdigest()


def file_hash(sha256: str, key: bytes) -> str:
    """What anything public names a received file by: HMAC-SHA256 of its sha256, 64 hexadecimal digits.

    A plain hash would give a form's counts back, since what it may hold can be tried out.
    """
    return hmac.new(key, b"underlag\0" + sha256.encode("ascii"), hashlib.sha256).hexdigest()
