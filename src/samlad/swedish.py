"""Numbers, dates, lists and the alphabet in Swedish form. No locale is asked (LOOK, Tables and numbers)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
EN_DASH = "\u2013"
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
    "november", "december",
)  # fmt: skip
LIKE = str.maketrans({"é": "e", "è": "e", "á": "a", "à": "a", "ü": "y", "ø": "ö", "æ": "ä"})
ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"


def rounded(value: float, decimals: int = 1) -> Decimal:
    """`value` rounded half away from zero, as a reader with a pencil would do it.

    The shortest decimal form of the float is rounded, so that 2.35 (stored a little below) becomes 2,4.
    """
    result = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def number(value: float, decimals: int | None = None) -> str:
    """`1 234,5` with no-break space and real minus.

    Args:
        value: the number.
        decimals: how many are printed; None prints a whole number without and any other with one.
    """
    exact = rounded(value, 1 if decimals is None else decimals)
    if decimals is None and exact == exact.to_integral_value():
        exact = exact.to_integral_value()
    whole, _, fraction = f"{abs(exact):,f}".partition(".")
    text = whole.replace(",", NO_BREAK_SPACE) + (f",{fraction}" if fraction else "")
    return f"{MINUS}{text}" if exact < 0 else text


def signed(value: float, decimals: int | None = None) -> str:
    """`+4,2`, `−12`, `0`: a difference always shows its sign, nothing has none."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and any(digit in text for digit in "123456789") else text


def percent(value: float, decimals: int | None = 1) -> str:
    """`54,3 %` with no-break space, for tables; `value` is in per cent."""
    return f"{number(value, decimals)}{NO_BREAK_SPACE}%"


def percentage_points(change: float, decimals: int | None = 1) -> str:
    """`+4,2 procentenheter`: the difference of two shares in per cent."""
    text = signed(change, decimals)
    noun = "procentenhet" if text.lstrip(f"+{MINUS}") in ("1", "1,0") else "procentenheter"
    return f"{text}{NO_BREAK_SPACE}{noun}"


def day(value: date | str) -> str:
    """`30 april 2024`, from a date or its ISO form; anything else is given back as it is."""
    try:
        exact = value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        return str(value)
    return f"{exact.day} {MONTHS[exact.month - 1]} {exact.year}"


def years(first: int, last: int) -> str:
    """`2021–2024` with en dash; one year alone is itself."""
    return str(first) if first == last else f"{first}{EN_DASH}{last}"


def listing(words: Sequence[str]) -> str:
    """`a, b och c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} och {words[-1]}"


def sort_key(text: str) -> tuple[int, ...]:
    """Key for Swedish alphabetical order: å, ä, ö last, blanks and hyphens first, case not counted."""
    return tuple(_rank(letter) for letter in text.casefold().translate(LIKE))


def _rank(letter: str) -> int:
    position = ALPHABET.find(letter)
    if position >= 0:
        return 1000 + position
    return 0 if letter in (" ", "-", NO_BREAK_SPACE) else min(ord(letter), 999) if letter.isdigit() else 1
