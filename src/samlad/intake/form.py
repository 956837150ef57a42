"""One committee's report as rows of the form's fields: what a form asks for, and what it is filled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from samlad.intake.tables import ALL_AGES, TOTAL_SEX
from samlad.organisation import Committee
from samlad.reference import Reference


@dataclass(frozen=True)
class Percent:
    """A share in percent, 0–100, that is shown with a percent sign or format."""

    value: float


FormCell = str | int | float | Percent
FormRow = dict[str, FormCell]


@dataclass(frozen=True)
class Form:
    """A form, empty or filled in.

    Attributes:
        about: about field → text, in the order of the layout.
        tables: table → rows of field → cell; a field that a row lacks is left blank. Every table of the
            layout but about, in its order.
    """

    committee: Committee
    year: int
    period: str
    about: Mapping[str, str]
    tables: Mapping[str, list[FormRow]] = field(default_factory=dict)


def empty_form(reference: Reference, committee: Committee, year: int, period: str) -> Form:
    """The form of a committee that exists in the period: a total row for each of its own indicators, and its
    own activities but those that another activity answers for."""
    layout, programme = reference.layout, reference.programme
    tables: dict[str, list[FormRow]] = {key: [] for key in layout.tables if key != "about"}
    tables["indicators"] = [
        {"item_id": item.indicator_id, "item_text": item.text, "sex": _label(reference, "sex", TOTAL_SEX),
         "age_group": _label(reference, "age_groups", ALL_AGES)}
        for item in programme.indicators.values()
        if is_due(reference, item.indicator_id, committee, year, period)
    ]  # fmt: skip
    tables["activities"] = [
        {"item_id": item.activity_id, "item_text": item.text}
        for item in programme.activities.values()
        if not item.same_as and is_due(reference, item.activity_id, committee, year, period)
    ]
    about = {column.field: "" for column in layout.about_fields if column.field != "confirmed"}
    about |= {
        "committee": committee.name,
        "period": reference.codelists["periods"].label(period),
        "year": str(year),
        "form_version": layout.version,
    }
    return Form(committee, year, period, about, tables)


def is_due(reference: Reference, item_id: str, committee: Committee, year: int, period: str) -> bool:
    """Whether a committee answers for an item in a period, its host role counted."""
    return any(
        duty.committee.committee_id == committee.committee_id and duty.expected
        for duty in reference.duties(item_id, year, period)
    )


def _label(reference: Reference, name: str, code: str) -> str:
    return reference.codelists[name].label(code)
