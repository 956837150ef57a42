"""What has changed in the form's sheets and headings since last year, told from the layouts of both years."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from samlad.intake.forms.texts import FormTexts
from samlad.intake.headings import REPEATED
from samlad.layout import Column, Layout, ShownColumn
from samlad.swedish import listing

_LEFT_OUT = (*REPEATED, "held", "ansvar_id", "confirmed")
"""Columns and fields that not every form has, and those that no workbook has."""


def sheets_of(layout: Layout) -> dict[str, tuple[str, ...]]:
    """Sheet → its headings as the form prints them, fields of Om rapporten too."""
    found = {}
    for table in layout.tables.values():
        columns: list[Column | ShownColumn] = [*table.columns, *table.shown]
        found[table.sheet] = tuple(one.heading for one in columns if one.field not in _LEFT_OUT)
    about = layout.tables["about"].sheet
    fields = [one.heading for one in layout.about_fields if one.field != "confirmed"]
    found[about] = (*found[about], *fields)
    return found


def changed_headings(layout: Layout, texts: FormTexts, year: int, sheets: Collection[str]) -> Iterator[str]:
    """A sentence for each sheet and for the headings of a sheet that are new or gone.

    Nothing where the layout of the year before is not kept (`issued` in forms.yaml).

    Args:
        sheets: the sheets that the form has; the others are not told of.
    """
    before = layout.issued.get(year - 1)
    if before is None:
        return
    for sheet, headings in sheets_of(layout).items():
        if sheet not in sheets:
            continue
        if sheet not in before:
            yield texts.get("first.sheet_new", sheet=sheet)
            continue
        for name, found in (
            ("new", [one for one in headings if one not in before[sheet]]),
            ("gone", [one for one in before[sheet] if one not in headings]),
        ):
            if found:
                words = listing([one.replace("{previous}", str(year - 1)) for one in found])
                yield texts.get(f"first.headings_{name}", sheet=sheet, headings=words)
    gone = [sheet for sheet in before if sheet not in sheets_of(layout)]
    yield from (texts.get("first.sheet_gone", sheet=sheet) for sheet in gone)
