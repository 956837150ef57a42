"""Stage 11: turns the latest draft into the edition that counts; `finishing` ends one that was interrupted.

The order of the writes: the internal run, the register, the public archive, the pages. What is in the
register has its run, so that whatever else is missing after a kill follows from it; a run that says that it
is an edition and isn't in the register never left the house, and is removed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from samlad.archive import facts_of, in_turn, one_at_a_time, recover, seal_edition, with_changes
from samlad.archive.final import LOOKED_AT
from samlad.edition import Edition
from samlad.errors import NotReadyError, UsageError
from samlad.journal import Journal, Progress
from samlad.params import load_params
from samlad.paths import Folders, write_text
from samlad.pipeline.asked import Asked, ask
from samlad.pipeline.draft import Draft, latest
from samlad.pipeline.finishing import Published, complete, remove_unfinished
from samlad.pipeline.pages import make_pages
from samlad.pipeline.ready import Approval, lines
from samlad.pipeline.to_look_at import points
from samlad.pipeline.unlike_draft import unlike_draft
from samlad.publication import Line, load_record, missing, record_yaml
from samlad.recipe import Recipe, read_key, read_recipe
from samlad.register import EDITION, Entry, Register, enter, load_register
from samlad.stages import Released

Tell = Callable[[Sequence[Line], str, str], None]
"""Prints the list: its lines, the name of the draft, and what was written for the utredare to fill in."""


def publish_report(
    folders: Folders,
    year: int,
    period: str,
    approval: Approval,
    *,
    workers: int,
    progress: Progress,
    tell: Tell,
) -> Published:
    """Publish the latest draft of a report.

    Args:
        approval: who approves, as far as it was said.
        workers: chapters at a time; 0 for as many as there are cores.
        tell: is called with the list before anything is decided.

    Raises:
        NotReadyError: something on the list is not in place, or the final pages are not the draft's.
        SamladError: with the exit code of the stage that stopped.
    """
    asked = ask(folders, year, period)
    with one_at_a_time(folders.output, asked.stem) as work:
        recover(folders.output / asked.stem)
        register = load_register(folders.data)
        remove_unfinished(folders, register, asked.stem, work)
        key = read_key(folders, asked.params, period)
        recipe = read_recipe(folders, asked.params, period, asked.reference, register)
        for entry in register.editions(asked.stem):
            done = complete(folders, entry, work / entry.edition_id, key)
            if done is not None and entry.recipe == recipe.digest:
                return done
            if done is not None and done.finished:
                progress.stage(f"Utgivningen av {entry.edition_id} hade avbrutits. Nu är den klar.")
        draft = _draft(asked, register, recipe, key, approval)
        looked_at = _check_ready(draft, approval, tell)
        edition = _edition(draft, approval)
        pages = _render(draft, edition, work, workers, progress)
        progress.stage("Förseglar utgåvan …")
        run = seal_edition(draft.run, pages, edition, looked_at, folders.archive, work, folders.signing_key)
        entry = _enter(draft, run, edition)
        made = complete(folders, entry, work / entry.edition_id, key)
        assert made is not None
        return replace(made, new=True, finished=False)


def _draft(asked: Asked, register: Register, recipe: Recipe, key: bytes, approval: Approval) -> Draft:
    """The latest draft.

    Raises:
        NotReadyError: there is none. UsageError: a first edition corrects nothing.
    """
    draft = latest(asked, register, recipe, key)
    if draft is None:
        raise NotReadyError(
            f"Det finns inget utkast för {asked.stem} att ge ut.",
            remedy=f"bygg rapporten först: report {asked.typed}.",
        )
    if approval.reason and not draft.earlier:
        raise UsageError(
            "--reason hör till en rättad utgåva, och ingen utgåva finns än.", remedy="ta bort --reason."
        )
    return draft


def _check_ready(draft: Draft, approval: Approval, tell: Tell) -> str:
    """Tell the list and refuse when something is missing; gives the record of what was looked at."""
    path = draft.asked.looked_at
    record, found = load_record(path), points(draft)
    text = record_yaml(draft.asked.stem, found, record)
    new = sum(one.check not in record.done for one in found)
    written = ""
    if new or not path.exists():
        points_ = "1 ny punkt" if new == 1 else f"{new} nya punkter"
        written = f"{path} är skriven: {points_} att se över och fylla i." if found else ""
        write_text(path, text)
    listed = lines(draft, record, approval, found)
    tell(listed, draft.run.name, written)
    lacking = missing(listed)
    if lacking:
        raise NotReadyError(
            f"Utgåvan är inte klar att ges ut: {len(lacking)} av {len(listed)} saker återstår.",
            details=lacking,
            remedy="se listan ovan, och kör publish igen. Ingenting har getts ut.",
        )
    return text


def _edition(draft: Draft, approval: Approval) -> Edition:
    """The edition to come, with what every edition changed."""
    stem, entries = draft.asked.stem, draft.earlier
    dnr = str(facts_of(draft.run)["dnr"])
    number = len(entries) + 1
    edition = Edition(
        draft.register.next_id(stem, EDITION), number, approval.by, approval.on, dnr, approval.reason
    )
    return with_changes(edition, draft.run / "released", earlier_editions(draft.register, entries))


def earlier_editions(register: Register, entries: Sequence[Entry]) -> list[tuple[Edition, Path]]:
    """Editions of the register with the tables that they let out."""
    return [
        (
            Edition(one.edition_id, number, one.approved_by, one.let_out_on, one.dnr, one.reason),
            register.tables(one),
        )
        for number, one in enumerate(entries, start=1)
    ]


def _render(draft: Draft, edition: Edition, work: Path, workers: int, progress: Progress) -> Path:
    """The final pages, made of the draft's own tables and notebooks, and equal to the draft's in all else.

    Raises:
        NotReadyError: something besides the mark is not as in the draft.
    """
    facts = facts_of(draft.run)
    _, pages = make_pages(
        Released(draft.run / "released", str(facts["released"])),
        draft.run / "notebooks",
        work,
        workers=workers,
        timeout=draft.asked.params.chapter_seconds,
        journal=Journal(progress),
        edition=edition,
    )
    progress.stage("Jämför med utkastet …")
    differing = unlike_draft(draft.run, work / "chapters", pages)
    if differing:
        raise NotReadyError(
            f"Den slutliga rapporten blev inte som utkastet: {len(differing)} filer skiljer sig i mer än "
            "märkningen. Ingenting har getts ut.",
            details=differing[:12],
            remedy=f"kör audit --run {draft.run} --depth rerender --trust, som säger vad som skiljer sig.",
        )
    return pages


def _enter(draft: Draft, run: Path, edition: Edition) -> Entry:
    folders, params = draft.asked.folders, draft.asked.params
    with in_turn(folders.data / ".las-register"):
        return enter(
            folders.data,
            run / "released",
            kind=EDITION,
            stem=draft.asked.stem,
            year=params.year,
            period=draft.asked.period,
            recipient="",
            let_out_on=date.fromisoformat(edition.approved_on),
            run=run.name,
            recipe=draft.recipe.digest,
            read=draft.register,
            edition=edition,
        )


def publish_again(draft: Path, run: Path, register: Register, work: Path, progress: Progress) -> None:
    """Make an edition's internal run again beside the draft that was made again of the same recipe, unsigned.

    Args:
        draft: the draft; is removed when the edition is made.
        run: the sealed edition, for who approved it, when, and what was looked at before.
        register: what was out before.
    """
    facts = facts_of(run)
    edition = with_changes(
        Edition(**facts["edition"]),
        draft / "released",
        earlier_editions(register, register.editions(str(facts["stem"]))),
    )
    _, pages = make_pages(
        Released(draft / "released", str(facts_of(draft)["released"])),
        draft / "notebooks",
        work,
        workers=0,
        timeout=load_params(draft / "params", int(facts["year"])).chapter_seconds,
        journal=Journal(progress),
        edition=edition,
    )
    looked_at = (run / LOOKED_AT).read_text(encoding="utf-8")
    seal_edition(draft, pages, edition, looked_at, draft.parent, work, None)
    shutil.rmtree(draft)
