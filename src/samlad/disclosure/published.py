"""The rows that add up: cells, own indicators and earlier editions brought into one plain form."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from samlad.catalogue import Indicator
from samlad.cells import ALL_AGES, CITY, KIND, SHOWN, SOURCE, SUPPRESSED, TOTAL, Cell
from samlad.disclosure.editions import Interval
from samlad.disclosure.rules import Limits, Rules
from samlad.errors import DisclosureError
from samlad.ids import OWN, own_id
from samlad.reference import Reference

HIDDEN = (SUPPRESSED, SOURCE)


@dataclass(frozen=True)
class Family:
    """Rows that add up with one another: an indicator, or one own indicator of a committee.

    Attributes:
        limits: the thresholds that protect it, None where it is not about persons.
    """

    name: str
    share: bool
    cumulative: bool
    limits: Limits | None


@dataclass(frozen=True)
class Published:
    """One row with counts: known to us (shown, or to be hidden by us), or hidden already.

    Attributes:
        slot: year, period, sex and age group.
        numerator, denominator: None where another has hidden them; denominator also where there is none.
        low: the least value that a reader must allow for numerator and denominator when they are hidden.
        hidden: True where it must be, False where it is known whatever we do, None where we choose.
        n_reported: how many have answered, as published.
        within: between what numerator and denominator are known to be, from rounded numbers that are out.
        printed: whether it is such a rounded row itself, and not today's.
    """

    row_id: str
    family: Family
    area: str
    kind: str
    slot: tuple[int, str, str, str]
    basis: str
    numerator: int | None
    denominator: int | None
    low: tuple[int, int]
    hidden: bool | None
    weight: int
    n_reported: int = 1
    within: tuple[Interval | None, Interval | None] = (None, None)
    printed: bool = False

    @property
    def known(self) -> bool:
        """Whether we know its counts."""
        return self.numerator is not None

    def counts(self) -> Iterator[tuple[int | None, int, Interval | None]]:
        """Of numerator and denominator, where there is one: the count, its least when hidden, its ends."""
        parts = ((self.numerator, self.denominator), self.low, self.within)
        yield from islice(zip(*parts, strict=True), 1 + self.family.share)

    @property
    def committee(self) -> str:
        """Whose own row it is; "" for a total."""
        return "" if self.area == CITY or self.area.startswith(KIND) else self.area


def of_cells(
    cells: Iterable[Cell],
    hidden: Mapping[str, str],
    exempted: Container[str],
    rules: Rules,
    reference: Reference,
) -> Iterator[Published]:
    """The cells that are in sums; those that are missing or not applicable are in none.

    Args:
        hidden: rule by cell id of what is sensitive in itself.
        exempted: ids of cells that are shown by decision, whatever they give away.

    Values as given, yes and no, and shares without parts add up to nothing that a reader could subtract.
    """
    families = {one.indicator_id: family_of(one, rules) for one in reference.programme.indicators.values()}
    for cell in cells:
        indicator = reference.programme.indicators[cell.indicator_id]
        if cell.duty != "due" or not adds_up(indicator):
            continue
        row = one_row(
            cell.cell_id,
            families[cell.indicator_id],
            {name: getattr(cell, name) for name in FIELDS},
            cell.cell_id in hidden,
            rules,
        )
        if row is not None:
            yield replace(row, hidden=False) if cell.cell_id in exempted else row


def of_own(rows: Iterable[Mapping[str, Any]], hidden: Mapping[str, str], rules: Rules) -> Iterator[Published]:
    """Own indicators: the rows of one are linked by sex and age only."""
    for row in rows:
        if row["kind"] not in ("antal", "andel"):
            continue
        name = "/".join((OWN, row["committee_id"], row["own_id"]))
        family = Family(name, row["kind"] == "andel", False, rules.of_own(row["about_persons"]))
        fields = {**row, "committee_kind": "", "basis": "rapporterad", "n_reported": 1}
        made = one_row(own_id(row), family, fields, own_id(row) in hidden, rules)
        if made is not None:
            yield made


FIELDS = (
    "year", "period", "sex", "age_group", "committee_id", "committee_kind", "basis", "status", "numerator",
    "denominator", "n_reported",
)  # fmt: skip


def one_row(
    row_id: str, family: Family, row: Mapping[str, Any], primary: bool, rules: Rules
) -> Published | None:
    """A row that is in sums, or None: without a count, or neither shown nor hidden.

    What the source hid is taken as a number from 0 of which nothing is known.

    Raises:
        DisclosureError: a count is no whole number.
    """
    if row["status"] not in (SHOWN, *HIDDEN):
        return None
    parts = (row["numerator"], row["denominator"] if family.share else 0.0)
    if row["status"] == SHOWN and None in parts:
        return None
    if row["status"] == SHOWN and any(part != int(part) for part in parts):
        raise DisclosureError(
            "Ett antal är inte ett helt tal, och går inte att skydda.",
            details=[row_id],
            remedy="rätta uppgiften, eller ändra indikatorns slag i katalogen. Ingenting har publicerats.",
        )
    known = row["status"] == SHOWN
    zero = known and not family.share and row["numerator"] == 0
    shows_zero = rules.limits.show_zero if family.limits is None else family.limits.show_zero
    hidden = True if primary or not known else False if zero and shows_zero else None
    least = (int(shows_zero and not family.share), 1) if row["status"] != SOURCE else (0, 0)
    return Published(
        row_id,
        family,
        row["committee_id"],
        row["committee_kind"],
        (row["year"], row["period"], row["sex"], row["age_group"]),
        row["basis"],
        int(parts[0]) if known else None,
        int(parts[1]) if known and family.share else None,
        least,
        hidden,
        rules.weights.of(row["committee_id"], whole=(row["sex"], row["age_group"]) == (TOTAL, ALL_AGES)),
        row["n_reported"],
    )


def adds_up(indicator: Indicator) -> bool:
    """Whether an indicator's rows are counts that a reader could subtract."""
    return indicator.kind == "antal" or (indicator.kind == "andel" and indicator.parts_required)


def family_of(indicator: Indicator, rules: Rules) -> Family:
    """The family of an indicator's rows."""
    limits = rules.of_indicator(indicator)
    return Family(indicator.indicator_id, indicator.kind == "andel", indicator.cumulative, limits)
