"""Stage 11: turns the latest draft into the edition that counts, or finishes one that was interrupted.

The order of the writes: the internal run, the register, the public archive, the pages. What is in the
register has its run, so that whatever else is missing after a kill follows from it; a run that says that it
is an edition and isn't in the register never left the house, and is removed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samlad.archive import (
    PAGES,
    digest,
    facts_of,
    files_in,
    in_turn,
    is_placed,
    one_at_a_time,
    place_new,
    public_archive,
    recover,
    seal_edition,
    seal_public,
    sealed_editions,
    with_changes,
)
from samlad.archive.final import LOOKED_AT
from samlad.archive.manifest import MANIFEST, SIGNATURE
from samlad.edition import CHANGES, Edition
from samlad.errors import ArchiveError, DisclosureError, NotReadyError, UsageError
from samlad.journal import Journal, Progress
from samlad.params import load_params
from samlad.paths import Folders, write_text
from samlad.pipeline.asked import ask
from samlad.pipeline.line import make_pages
from samlad.pipeline.ready import Approval, Draft, latest, lines, points
from samlad.publication import Line, load_record, missing, record_yaml
from samlad.recipe import read_key, read_recipe
from samlad.register import EDITION, Entry, Register, enter, load_register
from samlad.rendering import unmarked
from samlad.stages import Released

ONLY_IN_EDITION = f"data/{CHANGES}"
PACKAGE = "data/datapackage.json"
EDITIONS = "utgava"
"""The folder of output with the editions that count."""


@dataclass(frozen=True)
class Published:
    """What became of it.

    Attributes:
        entry: the edition in the register.
        pages: its folder, to be put where readers find it.
        run, public: its two archives.
        new: false where the edition had been made before; `finished` true where it had been interrupted.
        signed: whether the archives are.
    """

    entry: Entry
    pages: Path
    run: Path
    public: Path
    new: bool
    finished: bool
    signed: bool


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
        _remove_unfinished(folders, register, asked.stem, work)
        key = read_key(folders, asked.params, period)
        recipe = read_recipe(folders, asked.params, period, asked.reference, register)
        for entry in register.editions(asked.stem):
            done = _complete(folders, entry, work / entry.edition_id, key)
            if done is not None and entry.recipe == recipe.digest:
                return done
            if done is not None and done.finished:
                progress.stage(f"Utgivningen av {entry.edition_id} hade avbrutits. Nu är den klar.")
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
        looked_at = _check_ready(draft, approval, tell)
        edition = _edition(draft, approval)
        pages = _render(draft, edition, work, workers, progress)
        progress.stage("Förseglar utgåvan …")
        run = seal_edition(draft.run, pages, edition, looked_at, folders.archive, work, folders.signing_key)
        entry = _enter(draft, run, edition)
        made = _complete(folders, entry, work / entry.edition_id, key)
        assert made is not None
        return Published(entry, made.pages, run, made.public, True, False, made.signed)


def _remove_unfinished(folders: Folders, register: Register, stem: str, work: Path) -> None:
    """Remove an edition's run that a kill kept from the register; nothing of it can have left the house.

    Raises:
        DisclosureError: the edition was finished, so that it is the register that lacks it.
    """
    entered = {entry.edition_id: entry.run for entry in register.editions(stem)}
    for run, name in list(sealed_editions(folders.archive, stem)):
        if entered.get(name) == run.name:
            continue
        if public_archive(run).exists() or (name not in entered and _pages(folders, name).exists()):
            raise DisclosureError(
                f"Utgåvan {name} finns, men står inte i registret. Ingenting har getts ut.",
                remedy="ta tillbaka data/released.yaml och data/released/ ur säkerhetskopian, och kör igen.",
            )
        run.rename(work / f"ofardig-{run.name}")


def _pages(folders: Folders, edition_id: str) -> Path:
    return folders.output / EDITIONS / edition_id


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
    differing = [*_unlike_chapters(draft.run, work), *_unlike(draft.run / PAGES, pages)]
    if differing:
        raise NotReadyError(
            f"Den slutliga rapporten blev inte som utkastet: {len(differing)} filer skiljer sig i mer än "
            "märkningen. Ingenting har getts ut.",
            details=differing[:12],
            remedy=f"kör audit --run {draft.run} --depth rerender --trust, som säger vad som skiljer sig.",
        )
    return pages


def _unlike_chapters(run: Path, work: Path) -> list[str]:
    before, after = run / "chapters", work / "chapters"
    names = {*files_in(before), *files_in(after)}
    return [f"chapters/{name}" for name in sorted(names) if not _same_bytes(before / name, after / name)]


def _same_bytes(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and digest(one) == digest(other)


def _unlike(before: Path, after: Path) -> list[str]:
    """Published files that differ in more than the mark of an edition."""
    names = {*files_in(before), *files_in(after)} - {ONLY_IN_EDITION}
    return [f"html/{name}" for name in sorted(names) if not _same_but_mark(name, before / name, after / name)]


def _same_but_mark(name: str, before: Path, after: Path) -> bool:
    if not before.is_file() or not after.is_file():
        return False
    if name.endswith(".html"):
        return unmarked(before.read_text(encoding="utf-8")) == unmarked(after.read_text(encoding="utf-8"))
    if name == PACKAGE:
        return _package(before) == _package(after)
    return _same_bytes(before, after)


def _package(path: Path) -> object:
    """The description of the data without what only one of them has: the version and the list of changes."""
    content = json.loads(path.read_text(encoding="utf-8"))
    content.pop("version")
    content["resources"] = [one for one in content["resources"] if one["path"] != CHANGES]
    return content


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


def _complete(folders: Folders, entry: Entry, work: Path, key: bytes) -> Published | None:
    """Make what an edition in the register lacks: its public archive, and its pages.

    None where its run is not in the archive: it was moved elsewhere, and what follows from it with it.

    Raises:
        ArchiveError: the edition's pages are there and are not those that were approved.
    """
    run, target = folders.archive / entry.run, _pages(folders, entry.edition_id)
    if not (run / MANIFEST).is_file():
        return None
    public = public_archive(run)
    finished = not public.exists() or not target.exists()
    work.mkdir(parents=True, exist_ok=True)
    if not public.exists():
        seal_public(run, work, key, folders.signing_key)
    if not target.exists():
        place_new(run, target, work)
    elif not is_placed(run, target):
        raise ArchiveError(
            f"Filerna i {target} är inte de som godkändes.",
            remedy="flytta undan mappen och kör publish igen, så läggs utgåvan tillbaka ur arkivet.",
        )
    return Published(entry, target, run, public, False, finished, (run / SIGNATURE).is_file())


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
