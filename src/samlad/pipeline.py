"""The one straight line: the only module that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import pandas as pd

from samlad.archive import (
    SealedParts,
    disk_faults_in_words,
    in_turn,
    one_at_a_time,
    place,
    put_back,
    recover,
    same_recipe,
    seal,
)
from samlad.attacked import attack_tables, check_pages
from samlad.corrections import Corrections, counts, load_corrections
from samlad.disclosure import (
    Approved,
    choices,
    choices_lines,
    choices_page,
    load_approved,
    own_hidden,
    protect,
    read_edition,
    unread_yaml,
)
from samlad.errors import IntakeError, ParamsError, UsageError
from samlad.execution import Pool, execute, plan_chapters, start_pool
from samlad.facts import run_facts
from samlad.intake import receive
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.params import PLAN, ReportParams, load_params
from samlad.paths import Folders, internal_folder, stem, write_text
from samlad.prose import load_analysis
from samlad.recipe import Recipe, edition_files, read_key, read_recipe, recipe_files
from samlad.reference import Reference, load_reference
from samlad.register import REVIEW, Entry, Register, enter, load_register
from samlad.release import add_verdict, release, write_open_data, write_public_record
from samlad.rendering import render_site
from samlad.stages import (
    ExecutedChapter,
    GateRecord,
    Measured,
    Outcomes,
    Protected,
    Received,
    Released,
    Validated,
)
from samlad.validation import (
    GateClosedError,
    asked_result,
    check_consolidated,
    known_rules,
    load_engine,
    render_result_page,
    told,
    unconfirmed,
    validate,
)

WHY_FEEDBACK_IS_INTERNAL = """Den här mappen får inte lämna huset.
Den säger vad som är fel i det som har lämnats, fil för fil.
"""


class Progress(Protocol):
    """What the desk is told while a report is built."""

    def stage(self, text: str) -> None:
        """A new stage begins."""

    def chapter(self, done: int, of: int, name: str) -> None:
        """A chapter was finished."""


@dataclass(frozen=True)
class Asked:
    """What one command was asked for, with everything that is known before a file is opened."""

    folders: Folders
    params: ReportParams
    period: str
    reference: Reference

    @property
    def stem(self) -> str:
        """The report's name."""
        return stem(self.params.year, self.period)

    @property
    def feedback(self) -> Path:
        """The folder with what goes back to the committees, and the utredare's overview."""
        return self.folders.output / "feedback" / f"{self.params.year}-{self.period}"

    @property
    def result_page(self) -> Path:
        """Where the utredare reads everything that the gate found."""
        return self.feedback / "granskning.html"

    @property
    def unread_texts(self) -> Path:
        """Where the utredare reads the free texts that nobody has approved."""
        return self.result_page.with_name("att-godkanna.yaml")

    @property
    def hidden_page(self) -> Path:
        """Where the utredare reads what was hidden, and what other tables would show."""
        return self.result_page.with_name("skydd.html")


@dataclass(frozen=True)
class Review:
    """A draft that is let out of the house: to whom, as the utredare says it, and which day."""

    recipient: str
    day: date


@dataclass(frozen=True)
class RunResult:
    """What became of a report: `new` is false where nothing had changed since the last run.

    `let_out` is the entry in the register, where the draft was let out; `hidden` says in lines of text
    what was hidden and what other tables would show.
    """

    new: bool
    put_back: bool
    archive: Path
    page: Path
    chapters: int
    warnings: int
    result_page: Path
    mark: str
    let_out: Entry | None = None
    hidden: tuple[str, ...] = ()


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


@dataclass(frozen=True)
class GateResult:
    """What went through the gate."""

    validated: Validated
    outcomes: Outcomes
    record: GateRecord
    corrections: Corrections


def ask(folders: Folders, year: int, period: str) -> Asked:
    """Stage 0: read params and reference data.

    Raises:
        ParamsError, CatalogueError: exit 10.
    """
    params = load_params(folders.params, year)
    if period not in params.collected:
        if period == PLAN:
            raise ParamsError(
                f"Parametrarna för {year} säger att inga planer samlas in.",
                remedy=f"lägg till plan med cutoff_date i {year}.yaml, eller välj en annan period.",
            )
        known = ", ".join(params.periods)
        raise ParamsError(
            f"Parametrarna för {year} har ingen rapport för {period}, bara för {known}.",
            remedy=f"lägg till {period} under periods i {year}.yaml, eller välj en av de andra.",
        )
    return Asked(folders, params, period, load_reference(folders, params))


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
        run = same_recipe(folders.archive, asked.stem, recipe.digest)
        if run is not None:
            return _unchanged(job, run)
        return _build(job, workers, progress)


def _unchanged(job: Job, run: Path) -> RunResult:
    target = job.asked.folders.output / job.asked.stem
    let_out = _let_out(job, run)
    restored = put_back(run, target, job.work)
    return RunResult(False, restored, run, target / "index.html", 0, 0, job.asked.result_page, "", let_out)


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


def _build(job: Job, workers: int, progress: Progress) -> RunResult:
    asked, recipe, work = job.asked, job.recipe, job.work
    folders, params, reference = asked.folders, asked.params, asked.reference
    prose = folders.prose(asked.stem)
    analysis = load_analysis(prose, reference)
    with start_pool() as pool:
        progress.stage("Läser och granskar det som har kommit in …")
        gate = through_the_gate(asked)
        _check_unchanged(gate.validated.received, recipe)
        progress.stage("Räknar samman och skyddar …")
        measured = measure(gate.outcomes, reference, params)
        key = read_key(folders, params, asked.period)
        approved = load_approved(prose / "godkand.yaml", key)
        synthetic = gate.validated.received.synthetic
        write_unread(asked, measured.comments, approved, synthetic=synthetic)
        editions = [read_edition(job.register.tables(one), one.edition_id) for one in job.editions]
        protected = protect(measured, reference, params, approved, key=key, editions=editions)
        hidden = write_hidden(asked, measured, protected, key, synthetic=synthetic)
        facts = run_facts(params, asked.period, reference, recipe, synthetic=synthetic)
        released = release(
            protected,
            reference,
            params,
            work / "released",
            facts,
            analysis=analysis,
            corrections=corrected(gate, reference),
        )
        out = [job.register.tables(one) for one in job.editions]
        verdict = attack_tables(released, out, measured, protected, reference)
        released = add_verdict(released, verdict.public())
        chapters, pages = make_pages(
            released,
            folders.notebooks,
            work,
            workers=workers,
            timeout=params.chapter_seconds,
            progress=progress,
            pool=pool,
        )
    files = recipe_files(folders, params, asked.period, reference)
    for edition in job.editions:
        files |= edition_files(job.register, edition)
    parts = SealedParts(
        facts,
        recipe,
        files,
        (*gate.validated.received.files, *gate.validated.received.former_files),
        gate.record,
        protected.record,
        released,
        chapters,
        pages,
    )
    run = seal(parts, folders.archive, work, folders.signing_key)
    let_out = _let_out(job, run)
    target = folders.output / asked.stem
    place(pages, target)
    warnings = sum(finding.severity == "warning" for finding in gate.record.findings)
    mark = str(reference.words["synthetic_mark"]) if synthetic else ""
    return RunResult(
        True,
        False,
        run,
        target / "index.html",
        len(chapters),
        warnings,
        asked.result_page,
        mark,
        let_out,
        hidden,
    )


def make_pages(
    released: Released,
    notebooks: Path,
    work: Path,
    *,
    workers: int,
    timeout: int,
    progress: Progress,
    pool: Pool | None = None,
) -> tuple[tuple[ExecutedChapter, ...], Path]:
    """Stages 7 and 8: from released tables to executed chapters and a folder with every published form.

    Nothing but the released tables and the notebooks is read, so an auditor can do it again without any
    received file.

    Args:
        work: gets `chapters/` and `html/`, neither of which may be there.
        timeout: seconds that one chapter may take.
        pool: processes that are warm already.

    Raises:
        ChapterError, RenderingError: with the exit code of the stage that stopped.
        DisclosureError: the pages say something that the released tables don't show.
    """
    progress.stage("Kör kapitlen …")
    chapters = execute(
        plan_chapters(released),
        notebooks,
        released,
        work / "chapters",
        workers=workers,
        timeout=timeout,
        progress=progress.chapter,
        pool=pool,
    )
    progress.stage("Gör sidorna och arkiverar …")
    pages = work / "html"
    render_site(chapters, released, pages)
    write_open_data(released, pages / "data")
    write_public_record(released, pages / "disclosure.json")
    check_pages(pages, released)
    return chapters, pages


Tell = Callable[[Asked, GateRecord, Received], Path]
"""Writes what was found, and gives the page to read."""


def through_the_gate(asked: Asked, *, tell: Tell | None = None) -> GateResult:
    """Stages 1 to 3: receive, validate, and bring into one form.

    Args:
        tell: writes what was found, also when the gate closes; None for the utredare's result page.

    Raises:
        IntakeError: nothing to read. GateClosedError: something critical was found.
    """
    load_engine()
    wanted = asked.params.wanted(asked.period, asked.reference.programme.indicators.values())
    corrections = read_corrections(asked)
    sent = receive(asked.folders.incoming, wanted, asked.reference)
    received = corrections.applied(sent)
    try:
        validated = validate(
            received, asked.reference, asked.folders.expectations, asked.params, corrections.released
        )
        outcomes = build_outcomes(validated, asked.reference, asked.params)
        consolidated = check_consolidated(
            outcomes.outcomes, asked.reference, asked.folders.expectations, wanted
        )
    except GateClosedError as closed:
        closed.record = _completed(asked, closed.record, received, corrections)
        closed.page = str((tell or write_result_page)(asked, closed.record, received))
        raise
    both = GateRecord(
        (*validated.record.results, *consolidated.results),
        (*validated.record.findings, *consolidated.findings),
    )
    record = _completed(asked, both, received, corrections)
    (tell or write_result_page)(asked, record, received)
    return GateResult(validated, outcomes, record, corrections)


def _completed(asked: Asked, record: GateRecord, received: Received, corrections: Corrections) -> GateRecord:
    """The record with large changes to confirm, and with what someone has explained as information.

    Large changes are told to those who can confirm them and not counted in the report: that a number which
    is not shown has moved much would say something of it.
    """
    year, reference = asked.params.year, asked.reference
    moved = unconfirmed(received, reference, year, asked.period)
    findings = told(corrections.explained((*record.findings, *moved), received), received, reference)
    return GateRecord((*record.results, asked_result(moved, reference)), findings)


def corrected(gate: GateResult, reference: Reference) -> pd.DataFrame:
    """How much was corrected, left out and sent again, by committee and rule (`frames.CORRECTIONS`)."""
    texts = {rule.rule_id: rule.text for rule in reference.rules.values()}
    texts |= {result.rule_id: result.text for result in gate.record.results}
    return counts(gate.corrections.entries, gate.validated.received, texts)


def read_corrections(asked: Asked) -> Corrections:
    """The year's corrections that concern the periods that the report reads.

    Raises:
        ParamsError: the file is not what it should be.
    """
    path = asked.folders.data / "corrections" / f"{asked.params.year}.yaml"
    wanted = set(asked.params.wanted(asked.period, asked.reference.programme.indicators.values()))
    listed = load_corrections(
        path, asked.params.year, known_rules(asked.folders.expectations, asked.reference)
    )
    entries = [one for one in listed if (one.year, one.period) in wanted]
    # Without entries nothing is hashed, and a command that only looks makes no key.
    key = read_key(asked.folders, asked.params, asked.period) if entries else b""
    statuses = [row["code"] for row in asked.reference.codelists["statuses"].rows]
    return Corrections(entries, key, statuses, asked.reference.rules)


def write_result_page(asked: Asked, record: GateRecord, received: Received) -> Path:
    """Write the page that says what was received and what the gate found (internal); give its place."""
    with disk_faults_in_words(asked.folders.output):
        return _write_result_page(asked, record, received)


def _write_result_page(asked: Asked, record: GateRecord, received: Received) -> Path:
    internal_folder(asked.result_page.parent.parent, WHY_FEEDBACK_IS_INTERNAL)
    internal_folder(asked.result_page.parent, WHY_FEEDBACK_IS_INTERNAL)
    page = render_result_page(
        record, record.findings, asked.reference, asked.params.year, asked.period, received.synthetic
    )
    write_text(asked.result_page, page)
    return asked.result_page


def write_unread(asked: Asked, comments: pd.DataFrame, approved: Approved, *, synthetic: bool) -> None:
    """List the free texts that nobody has approved, ready to be read and approved (internal)."""
    internal_folder(asked.unread_texts.parent.parent, WHY_FEEDBACK_IS_INTERNAL)
    internal_folder(asked.unread_texts.parent, WHY_FEEDBACK_IS_INTERNAL)
    mark = str(asked.reference.words["synthetic_mark"]) if synthetic else ""
    text = unread_yaml(comments, approved, asked.reference, asked.params.year, asked.period, mark)
    write_text(asked.unread_texts, text)


def write_hidden(
    asked: Asked, measured: Measured, protected: Protected, key: bytes, *, synthetic: bool
) -> tuple[str, ...]:
    """Write the page about what was hidden and what other tables would show (internal); give its lines."""
    year, period, reference = asked.params.year, asked.period, asked.reference
    found = choices(measured, protected, reference, asked.params, period, key=key)
    own = own_hidden(protected.own_indicators, year, period)
    occasion = f"{reference.codelists['periods'].label(period)} {year}"
    mark = str(reference.words["synthetic_mark"]) if synthetic else ""
    write_text(asked.hidden_page, choices_page(found, own, reference.words, occasion, mark))
    return (*choices_lines(found, own, reference.words), f"Läs om skyddet: {asked.hidden_page}")


def _check_unchanged(received: Received, recipe: Recipe) -> None:
    files = (*received.files, *received.former_files)
    changed = [one.file for one in files if recipe.files.get(f"incoming/{one.file}") != one.sha256]
    if changed:
        raise IntakeError(
            f"{len(changed)} filer ändrades medan de lästes. Ingenting har byggts.",
            details=changed,
            remedy="vänta tills filerna är färdiga och kör kommandot igen.",
        )
