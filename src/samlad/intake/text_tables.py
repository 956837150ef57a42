"""Reads a text file: ILS text, or one of the form's tables with semicolons, commas or tabs."""

from __future__ import annotations

from collections.abc import Mapping

from samlad.intake.about import name_fields
from samlad.intake.cells import Sheet
from samlad.intake.faults import UNREADABLE, FileFaults, Place
from samlad.intake.headings import FoundTable, choose_table
from samlad.intake.ils import IlsTable, find_ils, read_ils
from samlad.intake.refusals import Refused
from samlad.intake.rows import RowReader, Sender
from samlad.intake.tables import Row
from samlad.intake.text_reader import COMMA_DELIMITER, CSV_DELIMITER, ILS_DELIMITER, decode, split
from samlad.intake.values import Values

_LADDERS: Mapping[str, tuple[str, ...]] = {
    "csv": (CSV_DELIMITER, COMMA_DELIMITER, ILS_DELIMITER),
    "ils": (ILS_DELIMITER, CSV_DELIMITER, COMMA_DELIMITER),
}
"""Form by the file's ending → the separators that are tried; the first that gives a readable table counts."""


def read_text_tables(
    content: bytes, form: str, values: Values, faults: FileFaults
) -> tuple[dict[str, list[Row]], list[Sheet]]:
    """Rows by table, and the sheet that they were read from; none where no table was found.

    Raises:
        Refused: encoding, control, quotes, cell or extent.
    """
    found = _find(decode(content), form, values, faults)
    if found is None:
        faults.add(f"{UNREADABLE}-table", Place(row=1))
        return {}, []
    if isinstance(found, IlsTable):
        return read_ils(found, values, faults), [found.sheet]
    rows = RowReader(values, faults, "csv").read(found, Sender())
    if found.layout.key == "about":
        name_fields(rows, values.reference.layout, faults, values)
    return {found.layout.key: rows}, [found.sheet]


def _find(text: str, form: str, values: Values, faults: FileFaults) -> FoundTable | IlsTable | None:
    layouts = tuple(values.reference.layout.in_period(faults.period).tables.values())
    found: list[FoundTable] = []
    refused: list[Refused] = []
    for delimiter in _LADDERS[form]:
        try:
            sheet = split(text, delimiter)
        except Refused as cause:
            refused.append(cause)
            continue
        table = find_ils(sheet) or choose_table(layouts, sheet, faults.year)
        if isinstance(table, IlsTable) or (table and not table.lacks_required):
            return table
        # Text that was to be ILS is no table of ours because two of its headings are.
        if table and form == "csv":
            found.append(table)
    # Nothing can be read: the table with most of its headings says best what is missing, else the first
    # separator's own complaint stands.
    if not found and refused:
        raise refused[0]
    return max(found, key=lambda table: len(table.columns), default=None)
