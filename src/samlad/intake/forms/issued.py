"""One committee's issued form, whole: what it asks, what is printed, and which sheets it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samlad.intake.form import FormCell
from samlad.intake.forms.asked import Asked, whole_year
from samlad.intake.forms.changes import Changes
from samlad.intake.forms.earlier import Reported
from samlad.intake.forms.lines import Line, Printer
from samlad.intake.forms.plan_lines import PlanPrinter
from samlad.intake.forms.stamp import Stamp
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
        held: rows of the sheet that shows what ILS holds: id, text, split, part and value.
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
    facts = reference.programme.facts
    stamp = Stamp(
        reference.programme.edition,
        str(facts.get("catalogue_version", "")),
        asked.committee.committee_id,
        asked.year,
        asked.period,
        ("about", *tables),
        from_ils=variant == "prefilled",
    )
    held = _held(reference, texts, printed) if variant == "confirm" else ()
    return Issued(asked, variant, stamp, texts, changes, _about(reference, asked), tables, held)


def _variant(asked: Asked, printed: Mapping[str, list[Line]], ils: Reported | None) -> str:
    if asked.nothing:
        return "short"
    lines = [line for key in _FROM_ILS for line in printed.get(key, ())]
    if ils is None or not any(_answered(line) for line in lines):
        return "full"
    return "confirm" if all(_complete(line) for line in lines) else "prefilled"


def _answered(line: Line) -> bool:
    return bool({"value", "numerator", "denominator", "status", "forecast", "target"} & set(line.cells))


def _complete(line: Line) -> bool:
    """Whether everything is there that ILS is asked for; a comment is never owed. ILS holds no plan."""
    if "planned" in line.open or "how" in line.open:
        return False
    if "status" in line.open:
        return "status" in line.cells
    if "numerator" in line.open:
        return {"numerator", "denominator"} <= set(line.cells)
    return "value" in line.cells or "value" not in line.open


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
                rows.append((cells["item_id"], cells["item_text"], split, said, cells[part]))
    return tuple(rows)
