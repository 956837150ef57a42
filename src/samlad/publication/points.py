"""What a person must have looked at: each named in words, and by a keyed hash of all that it rests on.

The hash makes an answer hold for what was seen and nothing else: a new warning, a new file behind an old
one, or a new draft is a new point.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

WARNING, PRELIMINARY, DIFFERENCE = "varningar", "preliminara", "skillnad"
KINDS = (DIFFERENCE, PRELIMINARY, WARNING)
"""Lists of the record, in the order in which they are written."""


@dataclass(frozen=True)
class Point:
    """One thing to look at.

    Attributes:
        kind: one of `KINDS`.
        what: what it is, in words; never a received value.
        places: where to look.
        check: HMAC-SHA256 of what it rests on, under the year's key.
    """

    kind: str
    what: str
    places: tuple[str, ...]
    check: str


def point(kind: str, what: str, places: tuple[str, ...], grounds: tuple[str, ...], key: bytes) -> Point:
    """A point that rests on some grounds, whatever their order.

    Args:
        grounds: texts that together say what was seen.
        key: the year's.
    """
    lines = "\n".join(hashlib.sha256(one.encode("utf-8")).hexdigest() for one in sorted(grounds))
    message = f"publicering\0{kind}\0{what}\0{lines}"
    return Point(kind, what, places, hmac.new(key, message.encode("utf-8"), hashlib.sha256).hexdigest())
