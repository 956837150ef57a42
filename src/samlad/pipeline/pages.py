"""Stages 7 and 8: from released tables to executed chapters and a folder with every published form."""

from __future__ import annotations

from pathlib import Path

from samlad.attacked import check_pages
from samlad.edition import Edition
from samlad.execution import Pool, execute, plan_chapters
from samlad.journal import Journal
from samlad.release import write_open_data, write_public_record
from samlad.rendering import render_site
from samlad.stages import ExecutedChapter, Released


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
    """Execute the chapters and render them.

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
