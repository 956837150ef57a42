"""Our nbconvert exporter: a notebook becomes the part of a page that is its own, and nothing else.

It stands on TemplateExporter: HTMLExporter parses every page again and lets scripts through.
"""

from __future__ import annotations

from pathlib import Path

import mistune
import nbformat
from nbconvert.exporters import TemplateExporter
from traitlets.config import Config

from samlad.errors import RenderingError
from samlad.rendering.allowed import clean
from samlad.stages import ExecutedChapter

TEMPLATES = Path(__file__).parent / "templates"
_prose = mistune.create_markdown(escape=True, plugins=["table"])


def prose(text: str) -> str:
    """Markdown as HTML; HTML in it comes out as text."""
    return str(_prose(text))


class ChapterExporter(TemplateExporter):  # type: ignore[misc]
    """Markdown cells and the HTML that calls gave; no code, no warnings, no other kinds of output."""

    output_mimetype = "text/html"

    def __init__(self) -> None:
        """An exporter for many notebooks: making one costs as much as rendering ten."""
        settings = Config()
        settings.TemplateExporter.preprocessors = []
        super().__init__(
            config=settings,
            extra_template_basedirs=[str(TEMPLATES)],
            template_name="samlad",
            template_file="chapter.html.j2",
            filters={"clean": clean, "prose": prose},
        )

    @property
    def default_config(self) -> Config:
        """Only HTML is looked for among a cell's outputs."""
        return Config({"NbConvertBase": {"display_data_priority": ["text/html"]}})


def chapter_html(exporter: ChapterExporter, chapter: ExecutedChapter) -> str:
    """The chapter's part of its page.

    Raises:
        RenderingError: the executed notebook cannot be read.
    """
    try:
        notebook = nbformat.read(chapter.path, as_version=4)
    except (OSError, ValueError) as error:
        raise RenderingError(
            f"Kapitlet ”{chapter.title}” gick inte att läsa efter körningen.",
            remedy="kör kommandot igen; återkommer felet, kontrollera att disken inte är full.",
        ) from error
    body, _ = exporter.from_notebook_node(notebook)
    return str(body).strip() + "\n"
