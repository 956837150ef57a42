"""Reads a number as Swedes write it, or says why there is none: what is doubtful is `invalid`."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from samlad.codelists import Codelist
from samlad.intake.bounds import MAX_DIGITS
from samlad.intake.cells import Cell

BLANK_MARK = "blank"
INVALID = "invalid"
ERROR_CELL = "error_cell"
UNCALCULATED = "uncalculated"

PERCENT_SIGN = "procent"
"""What a percent sign or format says. Where nothing says it, 0,54 may be 54 per cent or half a per cent."""

NEAR_ALL = "~100"
"""Skolverket's mark for a share so near 100 that the exact one would disclose somebody."""

_SPACES = " \u00a0\u202f"
_NUMBER = re.compile(
    rf"(?P<sign>[-\u2212]?)(?P<whole>\d{{1,3}}(?:[{_SPACES}]\d{{3}})+|\d+)(?:,(?P<decimals>\d+))?"
    rf"(?P<percent>[{_SPACES}]?%)?",
    re.ASCII,
)
_ERROR_TEXT = re.compile(r"#[^\W\d_][^\s]*[!?]|#(?:N/A|SAKNAS|DIV/0!|DIVISION/0!)", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """A received number, or None with the mark that says why.

    Attributes:
        value: percent is turned into 0–100 only when the cell itself says percent.
        mark: "" with a value; else blank, invalid, error_cell, uncalculated or a code of statuses.csv.
        sign: `PERCENT_SIGN` when the cell says percent by its sign or its format, else "".
    """

    value: float | None
    mark: str = ""
    sign: str = ""


NONE = Number(None, BLANK_MARK)
WRONG = Number(None, INVALID)


def symbol_marks(symbols: Codelist) -> Mapping[str, str]:
    """Mark as written → status. Compared exactly but for case and blanks: `.` and `..` are two marks."""
    return {_plain(row["code"]): row["status"] for row in symbols.rows}


def read_number(cell: Cell, marks: Mapping[str, str], *, percent: bool = True) -> Number:
    """The number in a cell.

    Args:
        cell: as received.
        marks: from `symbol_marks`.
        percent: whether a percent sign or format makes sense here; where it does not, it is `invalid`.
    """
    match cell.kind:
        case "blank":
            return NONE
        case "error":
            return Number(None, ERROR_CELL)
        case "uncalculated":
            return Number(None, UNCALCULATED)
        case "number":
            return _finite(cell.number)
        case "percent":
            # 0.543 × 100 is 54.300000000000004 in binary; ten decimals are beyond what anyone reports.
            return _finite(round(cell.number * 100, 10), PERCENT_SIGN) if percent else WRONG
        case "text":
            return _read_text(cell.text, marks, percent)
        case _:
            return WRONG


def text_mark(cell: Cell) -> str:
    """Why a cell that is to hold a word holds none: blank, error_cell or uncalculated; "" where it does."""
    if cell.kind == "blank":
        return BLANK_MARK
    text = cell.text.strip() if cell.kind == "text" else ""
    if cell.kind == "error" or _ERROR_TEXT.fullmatch(text):
        return ERROR_CELL
    return UNCALCULATED if cell.kind == "uncalculated" or text.startswith("=") else ""


def _finite(value: float, sign: str = "") -> Number:
    return Number(value, sign=sign) if math.isfinite(value) and abs(value) < 10**MAX_DIGITS else WRONG


def _read_text(text: str, marks: Mapping[str, str], percent: bool) -> Number:
    plain = _plain(text)
    if plain == NEAR_ALL:
        return Number(None, "suppressed_by_source")
    if plain in marks:
        return Number(None, marks[plain])
    if plain.startswith("="):
        return Number(None, UNCALCULATED)
    if _ERROR_TEXT.fullmatch(text.strip()):
        return Number(None, ERROR_CELL)
    match = _NUMBER.fullmatch(text.strip())
    if match is None or (match["percent"] and not percent):
        return WRONG
    whole = re.sub(rf"[{_SPACES}]", "", match["whole"])
    decimals = match["decimals"] or ""
    if len(whole + decimals) > MAX_DIGITS:
        return WRONG
    value = float(f"{whole}.{decimals}")
    return Number(-value if match["sign"] and value else value, sign=PERCENT_SIGN if match["percent"] else "")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
