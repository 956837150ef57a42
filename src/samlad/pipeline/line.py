"""The order of the stages, from what was asked to a sealed run and pages in their place."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from samlad.archive import (
    SealedParts,
    damaged,
    in_turn,
    one_at_a_time,
    place,
    put_back,
    recover,
    same_recipe,
    seal,
)
from samlad.attacked import Trial, check_pages
from samlad.disclosure import load_approved, protect, read_edition
from samlad.edition import Edition
from samlad.errors import ArchiveError, IntakeError, UsageError
from samlad.execution import Pool, execute, plan_chapters, start_pool
from samlad.facts import run_facts
from samlad.interrupts import held_back, said
from samlad.journal import Journal, Progress
from samlad.keyed import file_hash
from samlad.measures import measure
from samlad.params import PLAN
from samlad.paths import Folders
from samlad.pipeline.asked import Asked, ask
from samlad.pipeline.desk_pages import write_hidden, write_unread
from samlad.pipeline.gate import corrected, through_the_gate
from samlad.prose import Analysis, load_analysis
from samlad.recipe import Recipe, edition_files, read_key, read_recipe, recipe_files
from samlad.register import REVIEW, Entry, Register, enter, load_register
from samlad.release import add_verdict, release, write_open_data, write_public_record
from samlad.rendering import render_site
from samlad.stages import ExecutedChapter, Protected, Received, Released, RunFacts

UNTOUCHED = "Avbrutet. Den tidigare rapporten är orörd."


@dataclass(frozen=True)
class Review:
    """A draft that is let out of the house: to whom, as the utredare says it, and which day."""

    recipient: str
    day: date


@dataclass(frozen=True)
class RunResult:
    """What became of a report: `new` is false where nothing had changed since the last run.

    `let_out` is the entry in the register, where the draft was let out; `hidden` says in lines of text
    what was hidden and what other tables would show; `damaged` what is wrong with earlier runs.
    """

    new: bool
    put_back: bool
    archive: Path
    page: Path
    result_page: Path
    chapters: int = 0
    warnings: int = 0
    mark: str = ""
    let_out: Entry | None = None
    hidden: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """One report to be built: what was asked, what it follows from, what is out, and a folder to work in."""

    asked: Asked
    recipe: Recipe
    register: Register
    work: Path
    review: Review | None

    @property
    def editions(self) -> tuple[Entry, ...]:
        """What had left the house before this recipe did; what readers know already."""
        return self.register.entries[: len(self.recipe.editions)]

    @property
    def out(self) -> dict[str, Path]:
        """The folder with the tables of each of them, by its id."""
        return {one.edition_id: self.register.tables(one) for one in self.editions}


def build_report(
    folders: Folders,
    year: int,
    period: str,
    *,
    workers: int,
    progress: Progress,
    review: Review | None = None,
) -> RunResult:
    """Build, place and seal the report of a period; nothing is touched until all of it is ready.

    Args:
        workers: chapters at a time; 0 for as many as there are cores.
        review: the draft is let out of the house, and is entered in the register before it is placed.

    Raises:
        SamladError: with the exit code of the stage that stopped.
    """
    if period == PLAN:
        raise UsageError(
            f"Planen för {year} har ingen egen rapport: den visas i årets rapporter, bredvid utfallet.",
            remedy=f"kör validate --year {year} --period {PLAN} för att granska planerna, eller report för"
            " T1, T2 eller VB.",
        )
    asked = ask(folders, year, period)
    with one_at_a_time(folders.output, asked.stem) as work:
        recover(folders.output / asked.stem)
        register = load_register(folders.data)
        recipe = read_recipe(folders, asked.params, period, asked.reference, register)
        job = Job(asked, recipe, register, work, review)
        found = damaged(folders.archive, asked.stem)
        run = same_recipe(folders.archive, asked.stem, recipe.digest)
        result = _unchanged(job, run) if run is not None else _new(job, workers, progress)
        return replace(result, damaged=found)


def _unchanged(job: Job, run: Path) -> RunResult:
    target = job.asked.folders.output / job.asked.stem
    let_out = _let_out(job, run)
    restored = put_back(run, target, job.work)
    return RunResult(
        new=False,
        put_back=restored,
        archive=run,
        page=target / "index.html",
        result_page=job.asked.result_page,
        let_out=let_out,
    )


def _let_out(job: Job, run: Path) -> Entry | None:
    """Enter a draft for review in the register; what is only built stays in the house."""
    if job.review is None:
        return None
    data, params = job.asked.folders.data, job.asked.params
    with in_turn(data / ".las-register"):
        return enter(
            data,
            run / "released",
            kind=REVIEW,
            stem=job.asked.stem,
            year=params.year,
            period=job.asked.period,
            recipient=job.review.recipient,
            let_out_on=job.review.day,
            run=run.name,
            recipe=job.recipe.digest,
            read=job.register,
        )


def _new(job: Job, workers: int, progress: Progress) -> RunResult:
    with said(UNTOUCHED):
        result, pages = _build(job, workers, progress)
    with held_back():
        let_out = _let_out(job, result.archive)
        place(pages, result.page.parent)
    return replace(result, let_out=let_out)


def _build(job: Job, workers: int, progress: Progress) -> tuple[RunResult, Path]:
    """Everything up to the sealed run, and the pages that are to be placed."""
    asked, recipe, work = job.asked, job.recipe, job.work
    folders, params, reference = asked.folders, asked.params, asked.reference
    journal = Journal(progress)
    prose = folders.prose(asked.stem)
    analysis = load_analysis(prose, reference)
    with start_pool() as pool:
        gate = through_the_gate(asked, journal=journal)
        _check_unchanged(gate.validated.received, recipe)
        journal.begin("measures", "Räknar samman och skyddar …")
        measured = measure(gate.outcomes, reference, params)
        key = read_key(folders, params, asked.period)
        approved = load_approved(prose / "godkand.yaml", key)
        synthetic = gate.validated.received.synthetic
        write_unread(asked, measured.comments, approved, synthetic=synthetic)
        journal.begin("disclosure")
        editions = [read_edition(tables, name) for name, tables in job.out.items()]
        facts = run_facts(params, asked.period, reference, recipe, synthetic=synthetic)
        write = partial(
            _release,
            job,
            facts,
            analysis,
            corrected(gate, reference),
            {one.file: file_hash(one.sha256, key) for one in gate.validated.received.files},
        )
        trial = Trial(write, list(job.out.values()), measured, reference)
        protected = protect(measured, reference, params, approved, key=key, editions=editions, attack=trial)
        hidden = write_hidden(asked, measured, protected, key, synthetic=synthetic)
        for line in hidden:
            journal.note(line)
        journal.note(f"Dolda rader: {len(protected.record.hidden)}. Tidigare utgåvor: {len(editions)}.")
        journal.begin("release")
        released, verdict = trial.outcome()
        if trial.turns > 1:
            journal.note(f"Planen kompletterades efter angriparens prov: {trial.turns - 1} gånger.")
        released = add_verdict(released, verdict.public())
        chapters, pages = make_pages(
            released,
            folders.notebooks,
            work,
            workers=workers,
            timeout=params.chapter_seconds,
            journal=journal,
            pool=pool,
        )
    journal.begin("archive")
    received = gate.validated.received
    parts = SealedParts(
        facts=facts,
        recipe=recipe,
        files=_ingredients(job),
        received=(*received.files, *received.former_files),
        gate=gate.record,
        disclosure=protected.record,
        released=released,
        chapters=chapters,
        pages=pages,
        journal=journal,
    )
    run = seal(parts, folders.archive, work, folders.signing_key)
    warnings = sum(finding.severity == "warning" for finding in gate.record.findings)
    mark = str(reference.words["synthetic_mark"]) if synthetic else ""
    result = RunResult(
        new=True,
        put_back=False,
        archive=run,
        page=folders.output / asked.stem / "index.html",
        chapters=len(chapters),
        warnings=warnings,
        result_page=asked.result_page,
        mark=mark,
        hidden=(*hidden, f"Läs om skyddet: {asked.hidden_page}"),
    )
    return result, pages


def _release(
    job: Job,
    facts: RunFacts,
    analysis: Analysis,
    corrections: pd.DataFrame,
    files: Mapping[str, str],
    protected: Protected,
) -> Released:
    """The released tables of this run, in place of those that were tried before."""
    folder = job.work / "released"
    shutil.rmtree(folder, ignore_errors=True)
    return release(
        protected,
        job.asked.reference,
        job.asked.params,
        folder,
        facts,
        analysis=analysis,
        corrections=corrections,
        files=files,
    )


def _ingredients(job: Job) -> dict[str, Path]:
    """Where each file of the recipe lies, the tables that were out among them.

    Raises:
        ArchiveError: a file has come or gone while the report was being built.
    """
    asked = job.asked
    files = recipe_files(asked.folders, asked.params, asked.period, asked.reference)
    for edition in job.editions:
        files |= edition_files(job.register, edition)
    changed = sorted(files.keys() ^ job.recipe.files.keys())
    if changed:
        raise ArchiveError(
            "Filer kom till eller försvann medan rapporten byggdes. Rapporten har inte bytts ut.",
            details=changed,
            remedy="vänta tills filerna är färdiga och kör kommandot igen.",
        )
    return files


def make_pages(
    released: Released,
    notebooks: Path,
    work: Path,
    *,
    workers: int,
    timeout: int,
    journal: Journal,
    pool: Pool | None = None,
    edition: Edition | None = None,
) -> tuple[tuple[ExecutedChapter, ...], Path]:
    """Stages 7 and 8: from released tables to executed chapters and a folder with every published form.

    Nothing but the released tables and the notebooks is read, so an auditor can do it again without any
    received file.

    Args:
        work: gets `chapters/` and `html/`, neither of which may be there.
        timeout: seconds that one chapter may take.
        journal: remembers what was said and how long it took.
        pool: processes that are warm already.
        edition: what the pages say of themselves; None for a draft.

    Raises:
        ChapterError, RenderingError: with the exit code of the stage that stopped.
        DisclosureError: the pages say something that the released tables don't show.
    """
    journal.begin("chapters", "Kör kapitlen …")
    chapters = execute(
        plan_chapters(released),
        notebooks,
        released,
        work / "chapters",
        workers=workers,
        timeout=timeout,
        progress=journal.chapter,
        took=journal.chapter_took,
        pool=pool,
    )
    journal.note(f"Kapitel: {len(chapters)}.")
    journal.begin("rendering", "Gör sidorna och arkiverar …")
    pages = work / "html"
    render_site(chapters, released, pages, edition)
    write_open_data(released, pages / "data", edition)
    write_public_record(released, pages / "disclosure.json")
    check_pages(pages, released)
    journal.note(f"Filer: {sum(path.is_file() for path in pages.rglob('*'))}.")
    return chapters, pages


def _check_unchanged(received: Received, recipe: Recipe) -> None:
    files = (*received.files, *received.former_files)
    changed = [one.file for one in files if recipe.files.get(f"incoming/{one.file}") != one.sha256]
    if changed:
        raise IntakeError(
            f"{len(changed)} filer ändrades medan de lästes. Ingenting har byggts.",
            details=changed,
            remedy="vänta tills filerna är färdiga och kör kommandot igen.",
        )
