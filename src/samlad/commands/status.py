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
    for line in unwritten(asked, analysis):
        print(line)
    if asked.unread_texts.exists():
        print(f"Fria texter att läsa och godkänna, vid den senaste körningen: {asked.unread_texts}")
    for line in late_lines(asked, load_register(folders.data)):
        print(line)
    run = latest_run(folders.archive, asked.stem)
    print(f"Senaste körningen: {_named(run)}" if run else "Ingen rapport har byggts än.")


def _named(run: Path) -> str:
    """A run, and which edition it is."""
    edition = facts_of(run).get("edition")
    return f"{run.name} (utgåvan {edition['id']})" if edition else run.name


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


def unwritten(asked: Asked, analysis: Analysis) -> Iterator[str]:
    """Chapters without an analysis text or an assessment."""
    goals = list(asked.reference.programme.goals)
    texts = {f"mal-{goal}": f"mål {goal}" for goal in goals} | {
        name: name for name in ("sammanfattning", "samlad-bedomning") if name in asked.params.sections
    }
    empty = [
        name
        for stem, name in texts.items()
        if stem not in analysis.texts or not analysis.texts[stem].body.strip()
    ]
    unassessed = [
        f"mål {goal}"
        for goal in goals
        if f"mal-{goal}" not in analysis.texts or analysis.texts[f"mal-{goal}"].assessment == "saknas"
    ]
    yield f"Analystext saknas för: {', '.join(empty)}." if empty else "Alla analystexter är skrivna."
    yield f"Bedömning saknas för: {', '.join(unassessed)}." if unassessed else "Alla mål är bedömda."
