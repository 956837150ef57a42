"""Whether a draft is ready to be the edition that counts, line by line, and who says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from samlad.archive import PAGES, facts_of, faults_in, files_in, has_note
from samlad.attacked import check_pages
from samlad.errors import DisclosureError
from samlad.pipeline.draft import Draft
from samlad.prose import load_analysis
from samlad.publication import Line, Point, Record, open_comments, page_faults, unassessed, unwritten
from samlad.publication.points import DIFFERENCE, PRELIMINARY, WARNING
from samlad.stages import Released
from samlad.swedish import day


@dataclass(frozen=True)
class Approval:
    """Who approves the edition, when, and why it corrects the one before; "" for what was not said."""

    by: str
    on: str
    reason: str
    today: date


def lines(draft: Draft, record: Record, asked_for: Approval, found: tuple[Point, ...]) -> tuple[Line, ...]:
    """The list, in the order in which the work is done."""
    return (
        _current(draft),
        *_texts(draft),
        _looked_at(draft, record, found, WARNING, "varje varning från granskningen är sedd"),
        _comments(draft),
        _proven(draft),
        _forms(draft),
        _read(draft, record, found),
        _looked_at(draft, record, found, PRELIMINARY, "uppgifter som inte är beslutade är godtagna"),
        _approved(asked_for),
        *_reason(draft, asked_for),
    )


def _current(draft: Draft) -> Line:
    asked = draft.asked
    same = facts_of(draft.run).get("recipe") == draft.recipe.digest
    return Line(
        f"utkastet {draft.run.name} är gjort av det som nu ligger i mapparna, och är helt",
        (
            *(() if same else ("något har ändrats sedan dess",)),
            *(("det mottagna underlaget i det är gallrat",) if has_note(draft.run) else ()),
            *map(str, faults_in(draft.run)),
        ),
        f"kör report {asked.typed} och läs det nya utkastet.",
    )


def _texts(draft: Draft) -> Iterator[Line]:
    asked = draft.asked
    prose = asked.folders.prose(asked.stem)
    analysis = load_analysis(prose, asked.reference)
    yield Line(
        "alla analystexter är skrivna",
        tuple(f"{name}.md" for name in unwritten(asked.reference, asked.params.sections, analysis)),
        f"skriv texterna i {prose} och kör report.",
    )
    yield Line(
        "alla bedömningar är gjorda",
        tuple(unassessed(asked.reference, analysis)),
        f"skriv dem i målens filer i {prose} och kör report. Är det bestämt att ingen bedömning görs, skriv "
        "assessment: saknas, med reason, assessed_by och assessed_on; för en förutsättning räcker reason. "
        "Ett exempel står i docs/reference/analys.md.",
    )


def _looked_at(draft: Draft, record: Record, found: tuple[Point, ...], kind: str, what: str) -> Line:
    own = [one for one in found if one.kind == kind]
    lacking = [one.what for one in record.lacks(own)]
    if own and not lacking and not record.signed:
        lacking = ["vem som har granskat, och när, är inte ifyllt"]
    return Line(f"{what} ({len(own)})", tuple(lacking), f"fyll i {draft.asked.looked_at}.")


def _comments(draft: Draft) -> Line:
    folder = draft.asked.folders.data / "review" / draft.asked.stem
    return Line(
        "ingen granskningskommentar är öppen",
        open_comments(folder),
        f"svara på dem i {folder}, och sätt status till atgardad eller avbojd.",
    )


def _proven(draft: Draft) -> Line:
    path = draft.run / "released" / "attack.json"
    verdict: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    held = verdict.get("held") is True and verdict.get("editions") == len(draft.recipe.editions)
    return Line(
        "skyddet mot röjande är bevisat, mot allt som har lämnat huset",
        () if held else ("utkastets prov av skyddet saknas eller höll inte",),
        "kör report, som prövar skyddet igen.",
    )


def _forms(draft: Draft) -> Line:
    html = draft.run / PAGES
    found = list(page_faults(html))
    facts = facts_of(draft.run)
    try:
        check_pages(html, Released(draft.run / "released", str(facts["released"])))
    except DisclosureError as error:
        found += error.details or [error.message]
    return Line(
        f"sidorna och de öppna data är prövade ({len(list(files_in(html)))} filer)",
        tuple(found),
        "rätta texten som länken står i. Annars: anmäl felet, med raderna ovan.",
    )


def _read(draft: Draft, record: Record, found: tuple[Point, ...]) -> Line:
    before = draft.compared_with
    what = "skillnaden mot det förra utkastet eller den förra utgåvan är läst"
    if before is None:
        return Line(f"{what} (det finns inget förra)")
    page = draft.run.with_name(f"{draft.run.name}.diff") / f"{before.name}.json"
    if not page.is_file():
        archive = draft.asked.folders.archive
        return Line(
            what,
            (f"{before.name} och {draft.run.name} är inte jämförda",),
            f"kör diff --old {archive / before.name} --new {draft.run}, läs sidan och fyll i "
            f"{draft.asked.looked_at}.",
        )
    return _looked_at(draft, record, found, DIFFERENCE, what)


def _approved(asked_for: Approval) -> Line:
    lacking = [] if asked_for.by else ["vem som godkänner är inte sagt"]
    if date.fromisoformat(asked_for.on) > asked_for.today:
        lacking.append(f"{day(asked_for.on)} har inte varit än")
    return Line(
        f"utgåvan är godkänd{f' av {asked_for.by}, {day(asked_for.on)}' if not lacking else ''}",
        tuple(lacking),
        'lägg till --approver "Förnamn Efternamn, roll", och --on ÅÅÅÅ-MM-DD om det inte var i dag.',
    )


def _reason(draft: Draft, asked_for: Approval) -> Iterator[Line]:
    if draft.earlier:
        yield Line(
            f"skälet till att {draft.earlier[-1].edition_id} rättas är sagt",
            () if asked_for.reason else ("det trycks på första sidan och i kvalitetskapitlet",),
            'lägg till --reason "…", i en mening som läsare förstår.',
        )
