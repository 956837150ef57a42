"""Renders executed chapters to a site of plain pages, and to one file with all of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from samlad.edition import Edition
from samlad.errors import RenderingError
from samlad.rendering.fragments import Fragment, make_fragment
from samlad.stages import ExecutedChapter, Released


def render_site(
    chapters: Sequence[ExecutedChapter], released: Released, folder: Path, edition: Edition | None = None
) -> None:
    """Write `<name>.html` for every chapter and `rapport.html` with all of them.

    Pages carry their own styles, fetch nothing and run nothing. The same chapters give the same bytes.

    Args:
        chapters: executed, in the reader's order.
        released: words and facts of the run for what stands around the text.
        folder: is made where it is missing.
        edition: what the pages say of themselves; None for a draft.

    Raises:
        RenderingError: a chapter is empty, or a page could not be written.
    """
    # jsonschema would build a grammar for a format that notebooks do not have (0.9 s an import).
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    from samlad.rendering.frame import read_frame
    from samlad.rendering.pages import SINGLE_FILE, Pages

    frame = read_frame(released, edition)
    pages = Pages(frame, _fragments(chapters, frame.word("table_region_label")))
    texts = {fragment.name: pages.chapter(fragment) for fragment in pages.fragments}
    texts[SINGLE_FILE] = pages.single_file()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.html").write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise RenderingError(
            "Rapportens sidor kunde inte sparas.",
            remedy="se efter att det finns plats på disken och att mappen går att skriva i.",
        ) from error


def _fragments(chapters: Sequence[ExecutedChapter], region_label: str) -> list[Fragment]:
    import nbformat

    from samlad.rendering.exporter import ChapterExporter
    from samlad.rendering.sanitising import sanitise
    from samlad.rendering.tables import in_regions

    exporter = ChapterExporter()
    fragments = []
    for chapter in chapters:
        notebook = nbformat.v4.reads(chapter.path.read_text(encoding="utf-8"))
        html = in_regions(sanitise(exporter.fragment(notebook)), region_label)
        if not html.strip():
            raise RenderingError(
                f"Kapitlet «{chapter.title}» är tomt.", remedy="se efter att dess notebook visar något."
            )
        fragments.append(make_fragment(chapter.name, chapter.title, chapter.group, html))
    return fragments
