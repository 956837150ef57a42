"""Renders executed chapters to a site of plain pages, and to one file with all of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from samlad.errors import RenderingError
from samlad.stages import ExecutedChapter, Released


def render_site(chapters: Sequence[ExecutedChapter], released: Released, folder: Path) -> None:
    """Write `<name>.html` for every chapter and `rapport.html` with all of them.

    Pages carry their own styles, fetch nothing and run nothing. The same chapters give the same bytes.

    Args:
        chapters: executed, in the reader's order.
        released: words and facts of the run for what stands around the text.
        folder: is made where it is missing.

    Raises:
        RenderingError: a chapter is empty, or a page could not be written.
    """
    # jsonschema would build a grammar for a format that notebooks do not have (0.9 s an import).
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    from samlad.rendering.frame import read_frame
    from samlad.rendering.pages import SINGLE_FILE, Pages

    pages = Pages(read_frame(released), _fragments(chapters))
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


def _fragments(chapters: Sequence[ExecutedChapter]) -> "list[Fragment]":
    import nbformat

    from samlad.rendering.exporter import ChapterExporter
    from samlad.rendering.fragments import make_fragment
    from samlad.rendering.sanitising import sanitise

    exporter = ChapterExporter()
    fragments = []
    for chapter in chapters:
        notebook = nbformat.v4.reads(chapter.path.read_text(encoding="utf-8"))
        html = sanitise(exporter.fragment(notebook))
        if not html.strip():
            raise RenderingError(
                f"Kapitlet «{chapter.title}» är tomt.", remedy="se efter att dess notebook visar något."
            )
        fragments.append(make_fragment(chapter.name, chapter.title, chapter.group, html))
    return fragments
