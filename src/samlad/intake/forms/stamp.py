"""The stamp of an issued form: whose it is and for when, in a cell of a hidden sheet.

A cell is the only place that every reader and file format keeps. Stays light: intake reads it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samlad.codelists import normal
from samlad.intake.cells import Sheet, as_text
from samlad.intake.faults import FileFaults, Place
from samlad.intake.rows import Sender

_SIGN = "samlad-formulär 1"
FILLED_IN, CONFIRMED = "ils", "bekräftelse"


@dataclass(frozen=True)
class Stamp:
    """Whose form it is.

    Attributes:
        edition, catalogue_version: the catalogue that its rows answer.
        tables: the tables that it has a sheet for: a short form has fewer.
        source: FILLED_IN where its rows were filled in beforehand from ILS, so that it stands for those
            lines; CONFIRMED where it only confirms them; "" where ILS held nothing.
    """

    edition: str
    catalogue_version: str
    committee_id: str
    year: int
    period: str
    tables: tuple[str, ...]
    source: str = ""

    def text(self) -> str:
        """The stamp as it stands in its cell."""
        parts = (self.edition, self.catalogue_version, self.committee_id, str(self.year), self.period)
        return "; ".join((_SIGN, *parts, " ".join(self.tables), self.source or "-"))


def read_stamp(text: str) -> Stamp | None:
    """The stamp that a cell holds; None where it is not one of ours, or has been changed out of shape."""
    sign, *parts = text.split("; ")
    if sign != _SIGN or len(parts) != 7 or not parts[3].isdecimal() or len(parts[3]) != 4:
        return None
    edition, version, committee_id, year, period, tables, source = parts
    known = source if source in (FILLED_IN, CONFIRMED) else ""
    return Stamp(edition, version, committee_id, int(year), period, tuple(tables.split(" ")), known)


def find_stamp(sheets: Sequence[Sheet], names: Mapping[str, str], faults: FileFaults) -> Stamp | None:
    """The stamp of a workbook, if it has one; a stamp sheet whose cell is no stamp is a finding."""
    wanted = normal(names.get("stamp", ""))
    for sheet in sheets:
        if wanted and normal(sheet.name) == wanted:
            stamp = read_stamp(as_text(sheet.cell(0, 0))) if sheet.rows and sheet.rows[0] else None
            if stamp is None:
                faults.add("intake-stamp-broken", Place(sheet.name))
            return stamp
    return None


def check_stamp(stamp: Stamp | None, sender: Sender, edition: str, version: str, faults: FileFaults) -> None:
    """A form that was issued to someone else, or for another period, must not be read as this one's."""
    if stamp is None:
        return
    place = Place(committee_id=sender.committee_id)
    if sender.committee_id and stamp.committee_id != sender.committee_id:
        faults.add("intake-stamp-committee", place)
    if (stamp.year, stamp.period) != (faults.year, faults.period):
        faults.add("intake-stamp-period", place)
    elif (stamp.edition, stamp.catalogue_version) != (edition, version):
        faults.add("intake-stamp-catalogue", place)
