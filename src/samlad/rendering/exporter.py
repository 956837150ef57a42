"""Our nbconvert exporter: a notebook's texts and outputs as one fragment of HTML, and nothing else of it.

TemplateExporter on nbconvert's own `display_priority.j2`, not HTMLExporter: that one parses every page again
with BeautifulSoup, fetches scripts from the net, and lets `<script>` through (docs/explanation/rendering.md).
"""

from __future__ import annotations

import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode

from samlad.rendering.markdown import markdown_to_html

OURS = Path(__file__).resolve().parent / "templates"
NBCONVERT = Path(sysconfig.get_path("data")) / "share" / "jupyter" / "nbconvert" / "templates"
FORMS = ("text/html", "image/svg+xml", "text/plain")
"""Forms of an output that a page can show, the first one there being shown. No script, no picture file."""


class ChapterExporter(TemplateExporter):
    """Executed notebook to an unsanitised fragment; one instance serves all chapters of a run."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def __init__(self) -> None:
        # Given here, or nbconvert would look in the user's own folders for templates.
        paths = [str(OURS), str(NBCONVERT / "base"), str(NBCONVERT)]
        super().__init__(  # type: ignore[no-untyped-call]
            template_paths=paths,
            template_file="chapter.html.j2",
            default_preprocessors=[],
            filters={"as_html": markdown_to_html},
        )

    def fragment(self, notebook: NotebookNode) -> str:
        """The notebook's markdown cells and outputs, in order."""
        html: str = self.from_notebook_node(notebook)[0]
        return html

    def default_filters(self) -> Any:
        """The one filter that `display_priority.j2` calls, with our own forms and order."""
        return [("filter_data_type", shown_form)]


def shown_form(data: Mapping[str, Any]) -> list[str]:
    """The form of an output that a page shows; none for one that has only forms that no page may hold."""
    return [form for form in FORMS if form in data][:1]
