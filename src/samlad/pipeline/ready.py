"""Whether the latest draft is ready to be the edition that counts, line by line, and who says so."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from samlad.archive import PAGES, facts_of, faults_in, files_in, has_note, latest_draft, runs
from samlad.attacked import check_pages
from samlad.errors import DisclosureError
from samlad.pipeline.asked import Asked
from samlad.prose import load_analysis
from samlad.publication import Line, Point, Record, open_comments, page_faults, unassessed, unwritten
from samlad.publication.points import DIFFERENCE, PRELIMINARY, WARNING, point
from samlad.recipe import INCOMING, Recipe
from samlad.register import Entry, Register
from samlad.stages import Released
from samlad.swedish import day, sort_key

DECIDED = "beslutad"


@dataclass(frozen=True)
class Approval:
    """Who approves the edition, when, and why it corrects the one before; "" for what was not said."""

    by: str
    on: str
    reason: str
    today: date


@dataclass(frozen=True)
class Draft:
    """What is to be published: the run, what was asked, and what is out."""

    asked: Asked
    run: Path
    register: Register
    recipe: Recipe
    key: bytes

    @property
    def earlier(self) -> tuple[Entry, ...]:
        """The report's editions before this one."""
        return self.register.editions(self.asked.stem)

    @property
    def compared_with(self) -> Path | None:
        """The run that readers or reviewers saw last: the last edition's, else that of the draft before."""
        archive = self.asked.folders.archive
        if self.earlier:
            return archive / self.earlier[-1].run
        before = [one for one in runs(archive, self.asked.stem) if one.name < self.run.name]
        return before[-1] if before else None


def latest(asked: Asked, register: Register, recipe: Recipe, key: bytes) -> Draft | None:
    """The latest draft; None where there is none."""
    run = latest_draft(asked.folders.archive, asked.stem)
    return None if run is None else Draft(asked, run, register, recipe, key)


def points(draft: Draft) -> tuple[Point, ...]:
    """Everything that a person must have looked at in this very draft, in alphabetical order."""
    listed = (sorted(found(draft), key=lambda one: sort_key(one.what)) for found in (_preliminary, _warnings))
    return (*_difference(draft), *chain.from_iterable(listed))


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


def _difference(draft: Draft) -> Iterator[Point]:
    before = draft.compared_with
    if before is not None and (before / "manifest.sha256").is_file():
        grounds = tuple(str(facts_of(one)["released"]) for one in (before, draft.run))
        page = f"{draft.run.name}.diff/{before.name}.html"
        what = f"{before.name} och {draft.run.name} är jämförda, och jämförelsen är läst"
        yield point(DIFFERENCE, what, (page,), grounds, draft.key)


def _preliminary(draft: Draft) -> Iterator[Point]:
    asked = draft.asked
    codes = asked.reference.codelists["delivery_status"]
    for row in _rows(draft.run / "released" / "deliveries.csv"):
        if (row["year"], row["period"]) != (str(asked.params.year), asked.period):
            continue
        if row["decision_status"] == DECIDED:
            continue
        said = (
            codes.label(row["decision_status"]) if row["decision_status"] else "inte sagt om de är beslutade"
        )
        what = f"{_unit(asked, row['committee_id'])}: {said}"
        yield point(PRELIMINARY, what, (), tuple(f"{key}={row[key]}" for key in sorted(row)), draft.key)


def _warnings(draft: Draft) -> Iterator[Point]:
    """One point per rule, committee and occasion, with every place of it."""
    record = json.loads((draft.run / "gate.json").read_text(encoding="utf-8"))
    files, texts = facts_of(draft.run)["files"], {one["rule_id"]: one["text"] for one in record["results"]}
    groups: dict[tuple[str, str, int, str], list[dict[str, Any]]] = {}
    for one in record["findings"]:
        if one["severity"] == "warning":
            key = (one["rule_id"], one["committee_id"], one["year"], one["period"])
            groups.setdefault(key, []).append(one)
    for (rule, committee, year, period), found in groups.items():
        who = _unit(draft.asked, committee) if committee else "Allmänt"
        what = f"{who}, {period} {year}: {texts.get(rule, rule)}"
        places = tuple(_place(one) for one in found)
        grounds = tuple(
            f"{place}\n{files.get(INCOMING + one['file'], '')}"
            for place, one in zip(places, found, strict=True)
        )
        yield point(WARNING, what, places, (rule, *grounds), draft.key)


def _place(finding: dict[str, Any]) -> str:
    parts = [
        finding["file"],
        f"blad {finding['sheet']}" if finding["sheet"] else "",
        f"rad {finding['row']}" if finding["row"] is not None else "",
        f"kolumn {finding['column']}" if finding["column"] else "",
    ]
    where = ", ".join(one for one in parts if one)
    return f"{where}: {finding['message']}" if where else str(finding["message"])


def _unit(asked: Asked, committee_id: str) -> str:
    known = asked.reference.organisation.committees.get(committee_id)
    return known.short_name if known is not None else committee_id


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
