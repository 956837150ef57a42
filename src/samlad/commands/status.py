"""`status`: what has come in, whether the gate is open, what is left to write, and the latest run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from samlad.archive import facts_of, latest_run
from samlad.commands.late_files import late_lines
from samlad.corrections import CorrectionError
from samlad.errors import IntakeError
from samlad.params import PLAN
from samlad.paths import Folders
from samlad.pipeline import Asked, ask, through_the_gate
from samlad.prose import Analysis, load_analysis
from samlad.publication import unassessed, unwritten
from samlad.register import load_register
from samlad.stages import Received
from samlad.swedish import listing, sort_key
from samlad.validation import GateClosedError


def status(folders: Folders, year: int, period: str) -> None:
    """Say how the year stands; nothing is built and a closed gate is an answer, not a failure."""
    asked = ask(folders, year, period)
    print(f"{asked.reference.words['report_short']} {asked.stem}")
    try:
        gate = through_the_gate(asked, tell=lambda _, __, ___: asked.result_page)
    except GateClosedError as closed:
        critical = sum(finding.severity == "critical" for finding in closed.record.findings)
        print(f"Grinden är stängd: {critical} fel måste rättas. Kör validate för att se dem.")
    except CorrectionError as outdated:
        print(outdated)
    except IntakeError as missing:
        print(f"Inget har kommit in: {missing.message}")
    else:
        for line in deliveries(asked, gate.validated.received):
            print(line)
        warnings = sum(finding.severity == "warning" for finding in gate.record.findings)
        print(f"Grinden är öppen, med {warnings} varningar. Kör validate för att se dem.")
    if period == PLAN:
        print("Planen har ingen egen rapport: den visas i årets rapporter.")
        return
    analysis = load_analysis(folders.prose(asked.stem), asked.reference)
    for line in left_to_write(asked, analysis):
        print(line)
    if asked.unread_texts.exists():
        print(f"Fria texter att läsa och godkänna, vid den senaste körningen: {asked.unread_texts}")
    for line in late_lines(asked, load_register(folders.data)):
        print(line)
    print(_latest(latest_run(folders.archive, asked.stem), asked.typed))


def _latest(run: Path | None, typed: str) -> str:
    """The latest run, which edition it is, and what comes next."""
    if run is None:
        return f"Ingen rapport har byggts än. Kör report {typed}."
    edition = facts_of(run).get("edition")
    if edition:
        return f"Senaste körningen: {run.name} (utgåvan {edition['id']})"
    return f"Senaste körningen: {run.name}, ett utkast. Vad som återstår säger publish {typed}."


def deliveries(asked: Asked, received: Received) -> Iterator[str]:
    """Who has sent, and who has duties but has not."""
    year, period = asked.params.year, asked.period
    frame = received.deliveries
    own = frame[(frame["year"] == year) & (frame["period"] == period)]
    sent = set(own["committee_id"])
    items = (*asked.reference.programme.indicators, *asked.reference.programme.activities)
    due = {
        duty.committee.committee_id: duty.committee.short_name
        for item in items
        for duty in asked.reference.duties(item, year, period)
        if duty.expected
    }
    missing = sorted((name for one, name in due.items() if one not in sent), key=sort_key)
    words = asked.reference.words
    who = words["unit_heading_in_text"]
    yield f"{len(set(due) & sent)} av {len(due)} ansvariga {who} har lämnat uppgifter."
    if (own["received_on"] != "").any():
        yield f"{int((own['received_on'] != '').sum())} av {len(own)} leveranser står i diariet."
    if missing:
        yield f"Inget har kommit från {listing(missing)}."


def left_to_write(asked: Asked, analysis: Analysis) -> Iterator[str]:
    """Texts and assessments that are missing: the same as `publish` asks for."""
    texts = list(unwritten(asked.reference, asked.params.sections, analysis))
    yield (
        f"Texter saknas: {listing([f'{name}.md' for name in texts])}." if texts else "Alla texter är skrivna."
    )
    open_ = list(unassessed(asked.reference, analysis))
    yield f"Bedömning saknas för {listing(open_)}." if open_ else "Alla bedömningar är gjorda."
