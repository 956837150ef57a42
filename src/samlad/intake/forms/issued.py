"""One committee's issued form, whole: what it asks, what is printed, and which sheets it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from samlad.catalogue import Indicator
from samlad.intake.form import FormCell
from samlad.intake.forms.asked import Asked, whole_year
from samlad.intake.forms.changes import Changes
from samlad.intake.forms.earlier import Reported
from samlad.intake.forms.headings import changed_headings
from samlad.intake.forms.lines import Line, Printer
from samlad.intake.forms.plan_lines import PlanPrinter
from samlad.intake.forms.stamp import CONFIRMED, FILLED_IN, Stamp
from samlad.intake.forms.texts import FormTexts
from samlad.params import PLAN
from samlad.reference import Reference

_FROM_ILS = ("indicators", "activities", "plan_indicators", "plan_activities")


@dataclass(frozen=True)
class Issued:
    """A form to be written.

    Attributes:
        variant: `full`, `prefilled` (from ILS), `short` (nothing of its own in the programme) or `confirm`
            (ILS holds everything).
        about: about field → what is printed there.
        tables: table → its rows; the tables that the form has a sheet for, in the layout's order.
        held: rows of the sheet that shows what ILS holds: id, text, split, part, value, and last year's.
    """

    asked: Asked
    variant: str
    stamp: Stamp
    texts: FormTexts
    changes: Changes
    about: Mapping[str, str]
    tables: Mapping[str, list[Line]]
    held: tuple[tuple[FormCell, ...], ...]


def issue(
    reference: Reference,
    texts: FormTexts,
    asked: Asked,
    changes: Changes,
    previous: Reported | None,
    ils: Reported | None,
) -> Issued:
    """Put a form together.

    Args:
        previous: what was reported for the year before.
        ils: what an ILS export holds for the period itself.
    """
    printer = PlanPrinter if asked.period == PLAN else Printer
    printed = printer(reference, texts, asked, previous, ils).tables()
    variant = _variant(asked, printed, ils)
    tables = {key: rows for key, rows in printed.items() if _has_sheet(key, variant, asked, reference)}
    sheets = [reference.layout.tables[key].sheet for key in ("about", *tables)]
    # The layout that is kept from a year is its reports'.
    told = changes.known and asked.period != PLAN
    headings = changed_headings(reference.layout, texts, asked.year, sheets) if told else ()
    changes = replace(changes, headings=(*headings, *changes.headings))
    facts = reference.programme.facts
    stamp = Stamp(
        reference.programme.edition,
        str(facts.get("catalogue_version", "")),
        asked.committee.committee_id,
        asked.year,
        asked.period,
        ("about", *tables),
        source={"prefilled": FILLED_IN, "confirm": CONFIRMED}.get(variant, ""),
    )
    held = _held(reference, texts, printed) if variant == "confirm" else ()
    return Issued(asked, variant, stamp, texts, changes, _about(reference, asked), tables, held)


def _variant(asked: Asked, printed: Mapping[str, list[Line]], ils: Reported | None) -> str:
    if asked.nothing:
        return "short"
    lines = [line for key in _FROM_ILS for line in printed.get(key, ())]
    if ils is None or not any(line.from_ils for line in lines):
        return "full"
    # ILS holds no plan: what is planned of each activity is always asked.
    return "confirm" if asked.period != PLAN and _complete(asked, lines) else "prefilled"


def _complete(asked: Asked, lines: Sequence[Line]) -> bool:
    """Whether ILS holds all that is due, as the gate counts it: each status, and each total that is measured.

    A split by sex or age is given where there is one, and a comment or an årsmål is never owed.
    """
    held: dict[str, frozenset[str]] = {}
    for line in lines:
        held.setdefault(str(line.cells["item_id"]), line.from_ils)
    wanted = [item.activity_id for item in asked.activities if item.activity_id not in asked.ended]
    answers = [held.get(activity_id, frozenset()) >= {"status"} for activity_id in wanted]
    answers += [
        _whole(one.indicator, held.get(one.indicator.indicator_id, frozenset()))
        for one in asked.indicators
        if one.measured
    ]
    return all(answers)


def _whole(item: Indicator, held: frozenset[str]) -> bool:
    if item.kind == "andel" and item.parts_required:
        return held >= {"numerator", "denominator"}
    return "value" in held or held >= {"numerator", "denominator"}


def _has_sheet(key: str, variant: str, asked: Asked, reference: Reference) -> bool:
    if key in _FROM_ILS:
        there = asked.indicators if key.endswith("indicators") else asked.activities
        return bool(there) and variant != "confirm"
    if key == "goals":
        return bool(asked.goals) and asked.period == whole_year(reference)
    return True


def _about(reference: Reference, asked: Asked) -> dict[str, str]:
    return {
        "committee": asked.committee.name,
        "period": reference.codelists["periods"].label(asked.period),
        "year": str(asked.year),
        "form_version": reference.layout.version,
    }


def _before(line: Line, part: str) -> FormCell:
    """What was said last year of the same; "" for a part that a form shows no earlier value of."""
    shown = {"value": "previous_value", "target": "previous_target", "status": "previous_status"}
    whole = {"numerator", "denominator"} & line.from_ils and "value" not in line.from_ils
    field = "previous_value" if part == "numerator" and whole else shown.get(part, "")
    return line.cells.get(field, "")


def _held(
    reference: Reference, texts: FormTexts, printed: Mapping[str, list[Line]]
) -> tuple[tuple[FormCell, ...], ...]:
    rows: list[tuple[FormCell, ...]] = []
    for line in (line for key in _FROM_ILS for line in printed.get(key, ())):
        cells = line.cells
        split = " ".join(str(cells[name]) for name in ("sex", "age_group") if name in cells)
        for part in ("numerator", "denominator", "value", "target", "forecast", "status"):
            if part in cells:
                said = texts.get(f"confirm_parts.{part}")
                rows.append(
                    (cells["item_id"], cells["item_text"], split, said, cells[part], _before(line, part))
                )
    return tuple(rows)
