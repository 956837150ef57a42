"""Writes what goes back to the committees, and the utredare's overview, after the gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from samlad.archive import disk_faults_in_words
from samlad.corrections import Corrections, delivery_hash, file_hash
from samlad.intake.reading_process import ReadingProcess
from samlad.intake.returned import Returned, SentFile, returned_workbook
from samlad.keyed import text_hash
from samlad.paths import write_bytes
from samlad.pipeline import Asked, read_corrections, write_result_page
from samlad.recipe import read_key
from samlad.revisions import revision_of
from samlad.rules import EMPTIED
from samlad.stages import Finding, GateRecord, Received
from samlad.validation.feedback_facts import Facts, feedback_facts
from samlad.validation.feedback_pages import (
    Told,
    committee_page,
    overview_page,
)
from samlad.validation.personal_data import Names, Search, alarms, expected_kinds, figures_only
from samlad.validation.ready_entries import (
    Entry,
    confirm_entry,
    leave_out_entry,
    leave_out_file_entry,
    release_entry,
)

NEW = " (ny version; den förra är kvar men räknas inte)"


def write_feedback(asked: Asked, record: GateRecord, received: Received) -> Path:
    """Write a page and a workbook per committee, the overview, and the gate's own page; give the overview."""
    result_page = write_result_page(asked, record, received)
    folder = result_page.parent
    writer = _Writer(asked, record, received)
    pages = _made(writer, folder)
    index = folder / "index.html"
    pages[index] = writer.overview(result_page.name).encode("utf-8")
    with disk_faults_in_words(asked.folders.output):
        for path, content in pages.items():
            write_bytes(path, content)
        # Last: whoever is stopped before this has every page, old or new, and none is missing.
        for old in {*folder.glob("*.xlsx"), *folder.glob("*.html")} - {
            *pages,
            result_page,
            asked.hidden_page,
        }:
            old.unlink()
    return index


def _made(writer: _Writer, folder: Path) -> dict[Path, bytes]:
    """What each committee gets; all of it is made before anything is written."""
    made = {}
    with ReadingProcess() as process:
        for facts in writer.facts:
            made[folder / f"{facts.committee_id}.html"] = writer.page(facts).encode("utf-8")
            if facts.files:
                made[folder / f"{facts.committee_id}.xlsx"] = writer.workbook(facts, process)
    return made


@dataclass(frozen=True)
class _Writer:
    asked: Asked
    record: GateRecord
    received: Received

    @cached_property
    def facts(self) -> tuple[Facts, ...]:
        asked, year, period = self.asked, self.asked.params.year, self.asked.period
        left_out = self.corrections.left_out(year, period)
        return feedback_facts(
            figures_only(self.received), self.record.findings, asked.reference, year, period, left_out
        )

    @cached_property
    def told(self) -> Told:
        asked = self.asked
        cutoff = asked.params.periods[asked.period].cutoff_date  # type: ignore[index]
        return Told(asked.reference, asked.params.year, asked.period, cutoff, self.received.synthetic)

    @cached_property
    def key(self) -> bytes:
        return read_key(self.asked.folders, self.asked.params, self.asked.period)

    @cached_property
    def corrections(self) -> Corrections:
        return read_corrections(self.asked)

    @cached_property
    def search(self) -> Search:
        return Search(self.asked.reference.contacts)

    def page(self, facts: Facts) -> str:
        """The page to one committee; a file is named as findings may name it."""
        former = {revision_of(one.file) for one in self.received.former_files}
        names = [
            f"{self._said(one.file)}{NEW if revision_of(one.file) in former else ''}" for one in facts.files
        ]
        return committee_page(facts, names, self.told)

    def workbook(self, facts: Facts, process: ReadingProcess) -> bytes:
        """The committee's own rows of every file it is in, with remarks."""
        layout = self.asked.reference.layout.in_period(self.asked.period)
        severities = self.asked.reference.codelists["severities"]
        files = [
            SentFile(
                one.file,
                self.asked.folders.incoming / one.file,
                facts.rows.get(one.file, frozenset()) if one.file in facts.shared else None,
            )
            for one in facts.files
            if self._said(one.file) == one.file
        ]
        labels = {row["code"]: row["label"] for row in severities.rows}
        made = Returned(
            layout, self.asked.params.year, self._hides, labels, self.asked.reference.rules[EMPTIED]
        )
        return returned_workbook(files, facts.findings, made, process)

    def overview(self, result_page: str) -> str:
        """The utredare's page."""
        nobody = [one for one in self.record.findings if not one.committee_id]
        return overview_page(self.facts, nobody, [*self._entries()], self.told, result_page)

    def _entries(self) -> Iterator[Entry]:
        found = alarms(self.received, self.asked.reference, self.key, self.corrections.released)
        yield from (release_entry(alarm, self.told.reference.words) for alarm in found)
        year, period = self.asked.params.year, self.asked.period
        for facts in self.facts:
            kontroll = delivery_hash(self.received, (facts.committee_id, year, period), self.key)
            if facts.errors and kontroll:
                yield leave_out_entry(facts, year, period, kontroll)
            for change in facts.unconfirmed:
                yield confirm_entry(facts, change)
        for file in sorted({one.file for one in self.record.findings if self._is_nobodys(one)}):
            kontroll = file_hash(self.received, file, self.key)
            if kontroll and self._said(file) == file:
                yield leave_out_file_entry(file, year, period, kontroll)

    def _is_nobodys(self, one: Finding) -> bool:
        """Whether it is a fault of this period in something whose sender is not known."""
        now = (one.year, one.period) == (self.asked.params.year, self.asked.period)
        return now and one.severity == "critical" and not one.committee_id

    def _hides(self, text: str, field: str) -> bool:
        end = self.asked.reference.period_end(self.asked.params.year, self.asked.period)
        kinds = self.search.kinds(text, end) - expected_kinds(field)
        if not kinds:
            return False
        released = {
            entry.where["kontroll"] for entry in self.corrections.entries if entry.action == "release"
        }
        return not released or text_hash(text, self.key) not in released

    @cached_property
    def _names(self) -> Names:
        return Names(self.received, self.asked.reference)

    def _said(self, file: str) -> str:
        return self._names.file(file, self.asked.params.year, self.asked.period)
