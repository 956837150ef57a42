"""Issues the forms of a period: one file per committee that exists in it, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from samlad.intake.forms.asked import asked_of
from samlad.intake.forms.changes import changes_since
from samlad.intake.forms.earlier import ended_by, finished_by, reported
from samlad.intake.forms.issued import Issued, issue
from samlad.intake.forms.texts import FormTexts
from samlad.intake.forms.workbook import issued_bytes
from samlad.intake.look import incoming_files
from samlad.intake.reception import receive
from samlad.organisation import Committee
from samlad.params import ReportParams
from samlad.reference import Reference
from samlad.stages import Received
from samlad.swedish import day

_ILS = "ils"


@dataclass(frozen=True)
class Issuer:
    """Makes the forms of one period.

    Attributes:
        previous: last year's reference data, to say what has changed; None where there are none.
        earlier: what was received for earlier years; None where nothing was.
        current: what has been received for the period itself; None where nothing has.
    """

    reference: Reference
    params: ReportParams
    period: str
    texts: FormTexts
    previous: Reference | None
    earlier: Received | None
    current: Received | None

    def committees(self) -> tuple[Committee, ...]:
        """Everyone who exists on the period's last day."""
        return self.reference.organisation.on(self.reference.period_end(self.params.year, self.period))

    def form(self, committee: Committee) -> Issued:
        """A committee's form."""
        year = self.params.year
        reference = replace(self.reference, layout=self.reference.layout.in_period(self.period))
        finished = finished_by(reference, self.earlier, committee.committee_id, year)
        ended = ended_by(reference, self.earlier, committee.committee_id)
        asked = asked_of(reference, committee, year, self.period, finished, ended)
        texts = self.texts.in_period(self.period).with_words(
            committee=committee.name,
            period=self.period,
            period_label=reference.codelists["periods"].label(self.period),
            year=year,
            previous=year - 1,
            cutoff=day(self.params.cutoff(self.period)),
            title=str(reference.programme.facts["title"]),
            confirm_sheet=reference.layout.form_sheets["confirm"],
            answers_min=reference.disclosure["thresholds"]["survey_answers_min"],
        )
        changes = changes_since(asked, reference, self.previous, texts.changes(year))
        before = reported(reference, self.earlier, committee, year - 1, "VB")
        now = reported(reference, self.current, committee, year, self.period)
        return issue(reference, texts, asked, changes, before, now if now and now.anything else None)

    def files(self) -> dict[str, bytes]:
        """Every form by file name."""
        reference = replace(self.reference, layout=self.reference.layout.in_period(self.period))
        return {
            f"{committee.committee_id}.xlsx": issued_bytes(self.form(committee), reference)
            for committee in self.committees()
        }


def received_earlier(
    incoming: Path, params: ReportParams, period: str, reference: Reference
) -> Received | None:
    """All that came in before the period, tertials too, as far back as the year's report reads."""
    end = reference.period_end(params.year, period)
    codes = [row["code"] for row in reference.codelists["periods"].rows if row["ends"]]
    pairs = sorted((reference.period_end(year, one), year, one) for year in params.years for one in codes)
    return _received(incoming, [(year, one) for day, year, one in pairs if day < end], reference)


def received_from_ils(
    incoming: Path, params: ReportParams, period: str, reference: Reference
) -> Received | None:
    """What ILS exports hold for the period itself; files of other forms are the committees' own answers."""
    received = _received(incoming, [(params.year, period)], reference)
    if received is None:
        return None
    tables = {key: table[table["form"] == _ILS] for key, table in received.tables.items()}
    return replace(received, tables=tables)


def _received(incoming: Path, wanted: Sequence[tuple[int, str]], reference: Reference) -> Received | None:
    there = [
        (year, period)
        for year, period in wanted
        if (incoming / str(year) / period).is_dir() and incoming_files(incoming / str(year) / period)
    ]
    return receive(incoming, there, reference) if there else None
