"""Swedish for a value and its change. Better and worse are said only where the catalogue has a direction."""

from __future__ import annotations

from dataclasses import dataclass

from samlad import swedish
from samlad.chapters.cells import Cell, Change
from samlad.chapters.material import Row
from samlad.chapters.signs import in_words

NOUNS = {"andel": "Andelen", "ja_nej": "Andelen", "antal": "Antalet", "tal": "Värdet"}
NEUTER = ("antal", "tal")
COUNTS_BELOW = 50
"""Below this base `n av m` stands before the per cent (LOOK, Words)."""


@dataclass(frozen=True)
class Movement:
    """A change as the reader is told of it: rounded first, so that words and figures agree."""

    change: Change
    kind: str
    direction: str

    @property
    def rounded(self) -> float:
        """The change as it is printed."""
        return float(swedish.rounded(self.change.change or 0.0, 0 if self.kind == "antal" else 1))

    @property
    def verdict(self) -> str:
        """bättre or sämre; "" where the direction is undecided or nothing moved."""
        if self.direction not in ("hogre", "lagre") or not self.rounded:
            return ""
        return "bättre" if (self.rounded > 0) == (self.direction == "hogre") else "sämre"

    @property
    def size(self) -> str:
        """The size of the change with its unit: `4,2 procentenheter`, `12`."""
        return amount(abs(self.rounded), self.kind, self.change.unit)


def capital(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def movement(change: Change | None, indicator: Row) -> Movement | None:
    """A change with what is needed to put it in words."""
    return Movement(change, indicator["kind"], indicator["direction"]) if change is not None else None


def noun(indicator: Row) -> str:
    """What the value is: Andelen, Antalet, Värdet."""
    return NOUNS.get(indicator["kind"], "Värdet")


def rising(moved: Movement, indicator: Row) -> str:
    """`Andelen ökade med 4,2 procentenheter`, with the year left to the caller."""
    subject = noun(indicator)
    if not moved.rounded:
        return f"{subject} är oförändra{'t' if indicator['kind'] in NEUTER else 'd'}"
    return f"{subject} {'ökade' if moved.rounded > 0 else 'minskade'} med {moved.size}"


def compared(moved: Movement) -> str:
    """`4,2 procentenheter högre än 2023 (bättre)`."""
    if not moved.rounded:
        return f"oförändrat sedan {moved.change.since}"
    if moved.kind == "antal":
        words = "fler" if moved.rounded > 0 else "färre"
    else:
        words = "högre" if moved.rounded > 0 else "lägre"
    verdict = f" ({moved.verdict})" if moved.verdict else ""
    return f"{moved.size} {words} än {moved.change.since}{verdict}"


def answer_words(cell: Cell, indicator: Row) -> str:
    """A shown value that stands alone; who says yes, says so: `6 av 8 nämnder svarar ja (75,0 procent)`."""
    text = value_words(cell, indicator)
    yes = indicator["kind"] == "ja_nej" and counted_base(cell, indicator)
    return text.replace(" (", " svarar ja (", 1) if yes else text


def value_words(cell: Cell, indicator: Row) -> str:
    """A shown value in running text: `31 av 45 skolor (68,9 procent)`, `54,3 procent`, `140`."""
    if counted_base(cell, indicator):
        return part_words(cell).replace(" (", f" {indicator['unit']} (", 1)
    text = in_words(cell.text)
    units = {"antal": indicator["unit"], "tal": indicator["value_unit"]}
    unit = "" if cell.text.endswith("%") else units.get(indicator["kind"], "")
    return f"{text} {unit}".rstrip()


def part_words(cell: Cell) -> str:
    """A share on a small base: `6 av 9 (66,7 procent)`."""
    n, m = swedish.number(cell.numerator or 0.0), swedish.number(cell.denominator or 0.0)
    return f"{n} av {m} ({in_words(cell.text)})"


def counted_base(cell: Cell, indicator: Row) -> bool:
    """Whether the base is so small that numbers say more than per cent."""
    base = cell.denominator if indicator["kind"] in ("andel", "ja_nej") else None
    return base is not None and cell.numerator is not None and 0 < base < COUNTS_BELOW


def amount(value: float, kind: str, unit: str) -> str:
    """A size with its unit, `4,2 procentenheter`; a count needs none, `12`."""
    text = swedish.number(value, 0 if kind == "antal" else 1)
    return text if kind == "antal" or unit in ("", "antal") else f"{text} {unit}"


def signed(change: Change, kind: str) -> str:
    """A change in a table: `+4,2`, `−12`, `0,0`."""
    return swedish.signed(change.change or 0.0, 0 if kind == "antal" else 1)
