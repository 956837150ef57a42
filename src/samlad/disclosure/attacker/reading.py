"""Published rows as rows of counts: which are known, which are hidden, and what a hidden one must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from samlad.disclosure.attacker.counts import (
    CITY,
    DENOMINATOR,
    HIDDEN,
    KIND,
    NUMERATOR,
    SHOWN,
    Limits,
    Row,
    Span,
)
from samlad.disclosure.attacker.files import Folder, Line, whole
from samlad.disclosure.attacker.rules import Published
from samlad.disclosure.attacker.surveys import survey_rows
from samlad.errors import DisclosureError

YES, NO = "ja", "nej"
YES_NO = "ja_nej"
GIVEN, NOT_GIVEN = "kravs", "saknas"
NOT_APPLICABLE = "not_applicable"
PARTS = {
    "antal": (NUMERATOR,),
    "andel": (NUMERATOR, DENOMINATOR),
    "tal": (DENOMINATOR,),
}
"""The counts of each kind of indicator; yes and no is about the committee and counts nobody."""

Numbers = Mapping[str, str]


def rows(folder: Folder) -> list[Row]:
    """Every row that has or hides a number, of the programme's indicators and of the committees' own."""
    return [*_cells(folder), *_own(folder), *survey_rows(folder)]


def _cells(folder: Folder) -> Iterator[Row]:
    rules = Published(folder.rules)
    indicators = {line["indicator_id"]: line for line in folder.lines("indicators")}
    for line in folder.lines("cells"):
        about = indicators.get(line["indicator_id"], {})
        limits = rules.limits(line["indicator_id"], about_persons=about.get("about_persons") == YES)
        parts = _parts(about, line["indicator_id"])
        numbers = {NUMERATOR: line["numerator"], DENOMINATOR: line["denominator"]}
        spans = _spans(line["status"], parts, numbers, limits, rules)
        if line["status"] == NOT_APPLICABLE and whole(line["n_reported"]):
            spans = dict.fromkeys(parts, (0, 0))  # an answer of 0 of 0, which is in its sums
        if spans is None:
            continue
        yield Row(
            cell=line["cell_id"], table="cells", item=line["indicator_id"], area=line["committee_id"],
            area_kind=line["committee_kind"], year=int(line["year"]), period=line["period"],
            sex=line["sex"], age=line["age_group"], status=line["status"], limits=limits, spans=spans,
            basis=line["basis"], duty=line.get("duty") or "due",
            n_reported=whole(line["n_reported"]) or 0, edition=folder.name,
            cumulative=about.get("cumulative") == YES, judged=line["cell_id"] not in rules.exceptions,
        )  # fmt: skip


def _parts(about: Mapping[str, str], indicator_id: str) -> tuple[str, ...]:
    """The counts of an indicator's rows; a share whose source gives no parts is in no sum.

    Raises:
        DisclosureError: what is published does not say what is counted; to pass it by would call it safe.
    """
    kind, parts = about.get("kind", ""), about.get("parts", "")
    if kind not in (*PARTS, YES_NO) or parts not in (GIVEN, NOT_GIVEN):
        raise DisclosureError(
            f"De släppta tabellerna säger inte vad som räknas i indikator {indicator_id}.",
            remedy="kontrollera kolumnerna kind och parts i indicators.csv.",
        )
    return PARTS.get(kind, ()) if parts == GIVEN else ()


def _own(folder: Folder) -> Iterator[Row]:
    """A committee's own indicators; they are linked by sex and age, and to nobody else's."""
    rules = Published(folder.rules)
    for line in folder.lines("own_indicators"):
        limits = rules.limits("", about_persons=line["about_persons"] != NO)
        numbers = {NUMERATOR: line["numerator"] or _count(line), DENOMINATOR: line["denominator"]}
        spans = _spans(line["status"], PARTS.get(line["kind"], ()), numbers, limits, rules)
        if spans is None:
            continue
        head = (line["committee_id"], line["own_id"], line["year"], line["period"])
        cell = "/".join(("egen", *head, line["sex"], line["age_group"]))
        yield Row(
            cell=cell, table="own_indicators", item="/".join((*head[:2], line["goal_id"])),
            area=line["committee_id"], area_kind="", year=int(line["year"]), period=line["period"],
            sex=line["sex"], age=line["age_group"], status=line["status"], limits=limits, spans=spans,
            edition=folder.name, judged=cell not in rules.exceptions,
        )  # fmt: skip


def _count(line: Line) -> str:
    return line["value"] if line["kind"] == "antal" else ""


def _spans(
    status: str, parts: tuple[str, ...], numbers: Numbers, limits: Limits, rules: Published
) -> dict[str, Span] | None:
    """What a row says of its counts; None where it has no number, or not all of its counts."""
    if status in HIDDEN:
        return {part: (_least(part, parts, status, limits), None) for part in parts} or None
    known = {part: whole(numbers[part]) for part in parts}
    if status != SHOWN or not known or any(value is None for value in known.values()):
        return None
    return {part: rules.printed(value, limits) for part, value in known.items() if value is not None}


def _least(part: str, parts: tuple[str, ...], status: str, limits: Limits) -> int:
    """The least that a hidden count can be.

    A hidden count of persons is at least 1 where zeros are shown. A hidden share's numerator may be 0: its
    row may be hidden for its denominator, which is at least 1, since a share of nobody is no hidden one.
    What a source hid follows the source's rules, of which the reader knows nothing.
    """
    if status != "suppressed" or not limits.protected:
        return 0
    if part == DENOMINATOR:
        return 1
    return 1 if parts == (NUMERATOR,) and limits.zeros_shown else 0


def is_area(row: Row) -> str:
    """stad, kind or committee."""
    if row.area == CITY:
        return CITY
    return "kind" if row.area.startswith(KIND) else "committee"
