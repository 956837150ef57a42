"""Notes that keep a reader from seeing too much in a number: small bases, sums of persons, mergers, aims."""

from __future__ import annotations

from collections.abc import Iterable

from samlad import swedish
from samlad.chapters.cells import CITY, Cell
from samlad.chapters.findings import moved
from samlad.chapters.material import Row
from samlad.chapters.occasions import current_areas, has_whole, latest
from samlad.chapters.reporting import responsible_kinds
from samlad.chapters.scope import Scope
from samlad.chapters.targets import city_target, targets_now
from samlad.chapters.units import KIND

WHOLE = 100
"""With a base below this, one single case is more than a percentage point."""

NAMED_AT_MOST = 3
FEW_CASES = 3
"""A difference of fewer cases than this is called small (LOOK, Figures)."""


def small_base(scope: Scope, indicator: Row) -> str:
    """How much one case weighs in the whole's share, and caution where few cases made the change."""
    cell = latest(scope, indicator["indicator_id"], CITY)
    base = cell.denominator if cell is not None and _share(indicator) else None
    if base is None or not 0 < base < WHOLE:
        return ""
    case = 100 / base
    text = (
        f"Underlaget är {swedish.number(base)} {indicator['unit']}; ett enda fall motsvarar {_points(case)}."
    )
    change = moved(scope, indicator)
    careful = change is not None and 0 < abs(change.rounded) < FEW_CASES * case
    return f"{text} {scope.word('small_base_note')}" if careful else text


def unit_bases(scope: Scope, indicator: Row, cells: Iterable[Cell]) -> str:
    """How much one case weighs in the units' shares, when that is more than a percentage point."""
    bases = [cell.denominator for cell in cells if cell.denominator]
    if not bases or not _share(indicator) or indicator["kind"] == "ja_nej" or min(bases) >= WHOLE:
        return ""
    small, large = swedish.number(min(bases)), swedish.number(max(bases))
    if small == large:
        return (
            f"Underlagen är {small} {indicator['unit']}; ett enda fall motsvarar {_points(100 / min(bases))}."
        )
    return (
        f"Underlagen är från {small} till {large} {indicator['unit']}; ett enda fall motsvarar mellan "
        f"{swedish.number(100 / max(bases), 1)} och {_points(100 / min(bases))}."
    )


def persons_note(scope: Scope, indicator: Row) -> str:
    """That a person can be counted by several units, unless the indicator adds up."""
    counted_once = indicator["about_persons"] != "ja" or indicator["additive"] == "ja"
    return "" if counted_once or not _summed(scope, indicator) else scope.word("persons_counted")


def sum_note(scope: Scope, indicator: Row) -> str:
    """How the whole's share was made, or that a share without parts stands as its source gave it."""
    if indicator["kind"] not in ("andel", "ja_nej"):
        return ""
    if indicator["parts"] == "saknas":
        return scope.word("source_share_note")
    if not _summed(scope, indicator):
        return ""
    return scope.word("summed_yes_no_note" if indicator["kind"] == "ja_nej" else "summed_note")


def host_note(scope: Scope, indicator: Row) -> str:
    """That only the holders of a role report."""
    role = indicator["host_role"]
    if not role:
        return ""
    who = scope.units.who(responsible_kinds(scope, indicator["indicator_id"]))
    return scope.word("host_note", who=who.plural, word=scope.word(f"role_{role}_plural"))


def merger_notes(scope: Scope, areas: Iterable[str]) -> list[str]:
    """For units formed within the years shown: of whom, when, and how earlier years are carried."""
    notes = []
    for row in scope.units.formed(scope.run.years):
        if row["committee_id"] in set(areas):
            names = [scope.units.short(area) for area in scope.units.predecessors(row)]
            words = {"names": swedish.listing(names), "unit": row["short_name"]}
            notes.append(scope.word("merger_sentence", date=swedish.day(row["valid_from"]), **words))
    return [*notes, scope.word("merger_note")] if notes else []


def carried_notes(scope: Scope, indicator_id: str, areas: Iterable[str]) -> list[str]:
    """What units' cells say of themselves, such as carried across a merger; named where it holds for few."""
    said: dict[str, dict[str, None]] = {}
    known = ("", scope.word("source_share_note"))  # the second is said once for the table: `sum_note`
    for cell in scope.cells.of(indicator_id):
        if cell.note not in known and cell.committee_id in set(areas):
            said.setdefault(cell.note, {})[scope.units.short(cell.committee_id)] = None
    return [
        f"{swedish.listing(list(names))}: {note}" if len(names) <= NAMED_AT_MOST else note
        for note, names in said.items()
    ]


def answers_note(scope: Scope, indicator: Row) -> str:
    """That a change of the whole may come from who has answered; "" where all have, both years."""
    now = latest(scope, indicator["indicator_id"], CITY)
    change = scope.cells.change(now)
    before = scope.cells.by_id(change.previous_cell_id) if change is not None else None
    if now is None or before is None or not now.n_due or not before.n_due:
        return ""
    if now.n_reported == now.n_due and before.n_reported == before.n_due:
        return ""
    who = scope.units.who(responsible_kinds(scope, indicator["indicator_id"])).counted(before.n_due)
    first = f"{before.n_reported} av {before.n_due} {who} ingår i värdet för {before.year}"
    second = f"{now.n_reported} av {now.n_due} i värdet för {now.year}"
    return f"{first} och {second}. {scope.word('answers_note')}"


def target_note(scope: Scope, indicator: Row) -> str:
    """That units have set aims of their own and the whole has none."""
    if city_target(scope, indicator["indicator_id"]) is not None:
        return ""
    aims = targets_now(scope, indicator["indicator_id"], current_areas(scope, indicator["indicator_id"]))
    who = scope.units.who(scope.units.kind(aim.area) for aim in aims)
    return scope.word("unit_target_note", who=who.definite) if aims else ""


def period_note(scope: Scope, indicator: Row) -> str:
    """In the middle of a year: that numbers may change, or that the indicator is measured by the year."""
    if scope.run.period == "VB":
        return ""
    measured = scope.run.period in indicator["periods"].split()
    return scope.word("year_so_far_note" if measured else "measured_yearly_note")


def _summed(scope: Scope, indicator: Row) -> bool:
    """Whether the whole has a value that several units are counted into."""
    responsible = scope.programme.responsible(indicator["indicator_id"])
    several = len(responsible) > 1 or any(name.startswith(KIND) for name in responsible)
    return several and has_whole(scope, indicator["indicator_id"])


def _share(indicator: Row) -> bool:
    return indicator["kind"] in ("andel", "ja_nej")


def _points(value: float) -> str:
    return f"{swedish.number(value, 1)} procentenheter"
