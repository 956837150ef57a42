"""Writes training forms as text: one semicolon CSV per table, or one tab-separated ILS file for several."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from samlad.catalogue import IlsMatt
from samlad.intake.form import Form, FormCell, FormRow, Percent
from samlad.intake.ils import HEADINGS
from samlad.intake.tables import ALL_AGES, TOTAL_SEX
from samlad.intake.text_reader import CSV_DELIMITER, ILS_DELIMITER
from samlad.layout import TableLayout
from samlad.reference import Reference
from samlad.training.draws import choose

CSV_NAMES = {
    "about": "om-rapporten",
    "indicators": "indikatorer",
    "activities": "aktiviteter",
    "goals": "mal",
    "own_indicators": "egna-indikatorer",
    "own_activities": "egna-aktiviteter",
    "surveys": "enkater",
    "analysis": "analys",
    "plan_indicators": "arsmal",
    "plan_activities": "planerade-aktiviteter",
    "plan_goals": "arbetssatt",
    "plan_own_indicators": "egna-planerade-indikatorer",
    "plan_own_activities": "egna-planerade-aktiviteter",
}
"""Table → what the name of its CSV file ends with."""

_ENCODINGS = ("utf-8-sig", "utf-8", "cp1252")
_THOUSANDS = {"cp1252": "\u00a0", "utf-8": "\u202f", "utf-8-sig": "\u00a0"}
_TARGETS = {"kf": "target_kf", "namnd": "target_namnd"}


def csv_files(form: Form, reference: Reference) -> dict[str, bytes]:
    """Table name → the bytes of its file, for tables with rows; each committee keeps to one encoding."""
    encoding = choose(_ENCODINGS, "encoding", form.committee.committee_id)
    files = {}
    for key, layout in reference.layout.tables.items():
        rows = _about_rows(form, reference) if key == "about" else form.tables[key]
        if rows:
            files[CSV_NAMES[key]] = _csv(form, layout, rows, encoding).encode(encoding)
    return files


def _about_rows(form: Form, reference: Reference) -> list[FormRow]:
    fields = [
        field
        for field in reference.layout.about_fields
        if field.field in form.about and field.field not in ("committee", "period")
    ]
    return [{"field": field.heading, "value": form.about.get(field.field, "")} for field in fields]


def _csv(form: Form, layout: TableLayout, rows: Sequence[FormRow], encoding: str) -> str:
    said = {"committee": form.committee.name, "period": f"{form.period} {form.year}"}
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=CSV_DELIMITER, lineterminator="\r\n")
    writer.writerow(column.heading for column in layout.columns)
    for row in rows:
        cells = said | row
        writer.writerow(
            written(cells.get(column.field, ""), _THOUSANDS[encoding]) for column in layout.columns
        )
    return stream.getvalue()


def written(cell: FormCell, thousands: str) -> str:
    """A cell as Swedes write it: decimal comma, thousands apart, percent with a sign."""
    match cell:
        case Percent(value=value):
            return f"{written(value, thousands)} %"
        case int():
            return f"{cell:,}".replace(",", thousands)
        case float():
            whole, _, decimals = f"{cell:.1f}".partition(".")
            return f"{int(whole):,}".replace(",", thousands) + f",{decimals}"
        case _:
            return cell


def ils_file(forms: Sequence[Form], reference: Reference, *, dated: bool, encoding: str) -> bytes:
    """One export of several organisations; what ILS has no mått for, such as free text, is not in it.

    Args:
        dated: whether the period is a day within it, else `VB 2024`.
    """
    names = {_meaning(matt): matt.matt for matt in reference.programme.ils_matt}
    lines = [HEADINGS]
    for form in forms:
        day = reference.period_end(form.year, form.period).isoformat()
        period = day if dated else f"{form.period} {form.year}"
        for meaning, cell in _facts(form, reference):
            lines.append((form.committee.name, period, names[meaning], written(cell, " ")))
    return "".join(ILS_DELIMITER.join(line) + "\r\n" for line in lines).encode(encoding)


Meaning = tuple[str, str, str, str]


def _meaning(matt: IlsMatt) -> Meaning:
    return (matt.item_id, matt.part, matt.sex, matt.age_group)


def _facts(form: Form, reference: Reference) -> list[tuple[Meaning, FormCell]]:
    facts: list[tuple[Meaning, FormCell]] = []
    for row in form.tables.get("plan_indicators", ()):
        if "target" in row:
            part = _TARGETS[_code(reference, "target_setters", row, "target_setter")]
            facts.append(((str(row["item_id"]), part, TOTAL_SEX, ALL_AGES), row["target"]))
    for row in form.tables.get("indicators", ()):
        split = (_code(reference, "sex", row, "sex"), _code(reference, "age_groups", row, "age_group"))
        for field in ("numerator", "denominator", "value", "target", "forecast"):
            if field in row:
                part = (
                    _TARGETS[_code(reference, "target_setters", row, "target_setter")]
                    if field == "target"
                    else field
                )
                facts.append(((str(row["item_id"]), part, *split), row[field]))
    for row in form.tables.get("activities", ()):
        facts.append(((str(row["item_id"]), "status", "", ""), row["status"]))
    return facts


def _code(reference: Reference, name: str, row: Mapping[str, FormCell], field: str) -> str:
    text = str(row[field])
    return reference.codelists[name].find(text) or text
