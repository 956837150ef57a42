"""Reads a workbook: the form's sheets by name, each a table, with the sender stated once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from samlad.codelists import normal
from samlad.intake.about import name_fields, read_sender, sign
from samlad.intake.cells import Sheet
from samlad.intake.column_ids import find_ids
from samlad.intake.faults import UNREADABLE, FileFaults, Place
from samlad.intake.forms.stamp import CONFIRMED, FILLED_IN, check_stamp, find_stamp
from samlad.intake.headings import find_table
from samlad.intake.rows import RowReader, Sender
from samlad.intake.tables import TABLE_FORMS, Row
from samlad.intake.values import NO, YES, Values
from samlad.layout import Layout, TableLayout

EXPECTED = ("about", "indicators", "activities", "plan_activities")
"""Sheets that a whole form has, of those that its period has; the others are voluntary."""


def read_workbook_tables(
    sheets: Sequence[Sheet], layout: Layout, values: Values, faults: FileFaults
) -> tuple[dict[str, list[Row]], Sender]:
    """Rows by table, and who sent them."""
    layout = layout.in_period(faults.period)
    known = _known_sheets(sheets, layout, faults)
    if not known:
        faults.add(f"{UNREADABLE}-table")
        return {}, Sender()
    stamp = find_stamp(sheets, layout.form_sheets, faults)
    for key in EXPECTED:
        if key in layout.tables and key not in known and (stamp is None or key in stamp.tables):
            faults.add("intake-missing-sheet", Place(layout.tables[key].sheet))
    reader = RowReader(values, faults, "xlsx")
    about = _read(layout.tables["about"], known, reader, Sender())
    name_fields(about, layout, faults, values)
    sender = read_sender(about, values, faults.period)
    sign(about, sender)
    programme = values.reference.programme
    version = str(programme.facts.get("catalogue_version", ""))
    check_stamp(stamp, sender, programme.edition, version, faults)
    if stamp is not None and stamp.source == FILLED_IN and stamp.committee_id == sender.committee_id:
        sender = replace(sender, from_ils=True)
        faults.add("intake-ils-replaced", Place(committee_id=sender.committee_id))
    if stamp is not None and stamp.source == CONFIRMED:
        _confirmed(about, layout, values, faults)
    if not sender.committee_text:
        committee = next(column for column in layout.about_fields if column.field == "committee")
        sheet = layout.tables["about"].sheet
        faults.add("intake-no-committee", Place(sheet), heading=committee.heading)
    rows = {"about": about}
    for key, table in layout.tables.items():
        if key != "about":
            rows[key] = _read(table, known, reader, sender)
    return rows, sender


def _confirmed(about: Sequence[Row], layout: Layout, values: Values, faults: FileFaults) -> None:
    """What the sender says of the ILS lines that the file confirms; its own rows of them are none."""
    answer = next((row for row in about if row["field"] == "confirmed"), None)
    said = values.code(answer["value"], "yes_no") if answer else ""
    if said != YES:
        place = Place(layout.tables["about"].sheet, answer["row"] if answer else None)
        faults.add("intake-ils-refuted" if said == NO else "intake-ils-unconfirmed", place)


def _known_sheets(sheets: Sequence[Sheet], layout: Layout, faults: FileFaults) -> dict[str, Sheet]:
    names = {normal(table.sheet): key for key, table in layout.tables.items()}
    printed = {normal(name) for name in layout.form_sheets.values()}
    known: dict[str, Sheet] = {}
    others: list[Sheet] = []
    for sheet in sheets:
        key = names.get(normal(sheet.name))
        if key is not None and key not in known:
            known[key] = sheet
        elif normal(sheet.name) not in printed:
            others.append(sheet)
    for sheet in others:
        renamed = _by_ids(sheet, layout)
        if renamed and renamed not in known:
            known[renamed] = sheet
            faults.add("intake-sheet-renamed", Place(sheet.name), heading=layout.tables[renamed].sheet)
        elif sheet.rows:
            # An empty sheet that is not the form's is what programs leave behind.
            faults.add("intake-unknown-sheet", Place(sheet.name))
    return known


def _by_ids(sheet: Sheet, layout: Layout) -> str:
    """The table that a sheet of another name is, by the form's own ids of its columns; or ""."""
    ids = find_ids(sheet)
    return ids.table if ids and ids.table in layout.tables else ""


def _read(layout: TableLayout, known: Mapping[str, Sheet], reader: RowReader, sender: Sender) -> list[Row]:
    sheet = known.get(layout.key)
    if sheet is None:
        return []
    if not sheet.rows:
        reader.faults.add("intake-empty-sheet", Place(sheet.name))
        return []
    table = find_table(layout, sheet, reader.faults.year, repeated=False)
    if table is None:
        first = layout.column(TABLE_FORMS[layout.key].required[0])
        reader.faults.add("intake-missing-heading", Place(sheet.name), heading=first.heading)
        return []
    return reader.read(table, sender)
