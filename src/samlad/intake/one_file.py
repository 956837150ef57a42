"""Reads one received file, whatever its form: its record, its rows by table, and what was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from samlad.intake.cells import Sheet
from samlad.intake.faults import FileFaults
from samlad.intake.look import WORKBOOKS, Looked, look, printable
from samlad.intake.reading_process import ReadingProcess
from samlad.intake.refusals import Refused
from samlad.intake.rows import Sender
from samlad.intake.tables import Row
from samlad.intake.text_tables import read_text_tables
from samlad.intake.unread import unread_cells
from samlad.intake.values import Values
from samlad.intake.workbook_tables import read_workbook_tables
from samlad.paths import TRAINING_PREFIX
from samlad.stages import FileRecord, Finding, WrittenCell


@dataclass(frozen=True)
class FileReading:
    """What one file gave.

    Attributes:
        stands_for: the committee whose ILS lines this form holds and replaces, or "".
    """

    record: FileRecord
    rows: dict[str, list[Row]]
    findings: tuple[Finding, ...]
    stands_for: str = ""
    cells: tuple[WrittenCell, ...] = ()


@dataclass(frozen=True)
class FileReader:
    """Reads files with one reading process and one reference."""

    process: ReadingProcess
    values: Values

    def read(self, path: Path, year: int, period: str) -> FileReading:
        """Read one file of a period's folder; nothing in it raises."""
        name = f"{year}/{period}/{printable(path.name)}"
        faults = FileFaults(name, year, period, self.values.reference.rules)
        looked = look(path)
        rows: dict[str, list[Row]] = {}
        sender = Sender()
        sheets: list[Sheet] = []
        try:
            if looked.refusal:
                raise Refused(looked.refusal)
            rows, sender, sheets = self._tables(looked, faults)
        except Refused as refused:
            faults.refuse(refused.cause)
        record = FileRecord(
            file=name,
            sha256=looked.sha256,
            size=looked.size,
            form=looked.form,
            year=year,
            period=period,
            synthetic=path.name.startswith(TRAINING_PREFIX),
        )
        committee_id = sender.committee_id or self._named(path)
        stands_for = sender.committee_id if sender.from_ils else ""
        cells = tuple(unread_cells(sheets, rows, record, committee_id))
        return FileReading(record, rows, faults.signed(committee_id), stands_for, cells)

    def _tables(self, looked: Looked, faults: FileFaults) -> tuple[dict[str, list[Row]], Sender, list[Sheet]]:
        layout = self.values.reference.layout
        if looked.form in WORKBOOKS:
            sheets = self.process.read(looked.content)
            return *read_workbook_tables(sheets, layout, self.values, faults), sheets
        rows, sheets = read_text_tables(looked.content, looked.form, self.values, faults)
        return rows, Sender(), sheets

    def _named(self, path: Path) -> str:
        """The committee that a file's name begins with, so that a message can be sorted under it."""
        name = path.stem.removeprefix(TRAINING_PREFIX)
        return self.values.committee_id(name) or self.values.committee_id(name.split("_")[0])
