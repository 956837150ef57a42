"""The order of the stages, from what was asked to a sealed run and pages in their place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

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
from samlad.errors import UsageError
from samlad.execution import start_pool
from samlad.interrupts import held_back, said
from samlad.journal import Journal, Progress
from samlad.params import PLAN
from samlad.paths import Folders
from samlad.pipeline.asked import ask
from samlad.pipeline.gate import through_the_gate
from samlad.pipeline.job import Job, Review, check_unchanged, ingredients
from samlad.prose import load_analysis
from samlad.recipe import read_recipe
from samlad.register import REVIEW, Entry, enter, load_register

UNTOUCHED = "Avbrutet. Den tidigare rapporten är orörd."


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
    # Imported here: the solvers take time, and a report where nothing has changed should not pay.
    from samlad.pipeline.clearing import clear
    from samlad.pipeline.pages import make_pages

    asked, folders = job.asked, job.asked.folders
    journal = Journal(progress)
    analysis = load_analysis(folders.prose(asked.stem), asked.reference)
    with start_pool() as pool:
        gate = through_the_gate(asked, journal=journal)
        received = gate.validated.received
        check_unchanged(received, job.recipe)
        cleared = clear(job, gate, analysis, journal)
        chapters, pages = make_pages(
            cleared.released,
            folders.notebooks,
            job.work,
            workers=workers,
            timeout=asked.params.chapter_seconds,
            journal=journal,
            pool=pool,
        )
    journal.begin("archive")
    parts = SealedParts(
        facts=cleared.facts,
        recipe=job.recipe,
        files=ingredients(job),
        received=(*received.files, *received.former_files),
        gate=gate.record,
        disclosure=cleared.record,
        released=cleared.released,
        chapters=chapters,
        pages=pages,
        journal=journal,
    )
    result = RunResult(
        new=True,
        put_back=False,
        archive=seal(parts, folders.archive, job.work, folders.signing_key),
        page=folders.output / asked.stem / "index.html",
        chapters=len(chapters),
        warnings=sum(finding.severity == "warning" for finding in gate.record.findings),
        result_page=asked.result_page,
        mark=str(asked.reference.words["synthetic_mark"]) if received.synthetic else "",
        hidden=(*cleared.hidden, f"Läs om skyddet: {asked.hidden_page}"),
    )
    return result, pages
