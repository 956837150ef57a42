"""Fills the page templates: one page per chapter, and one with all chapters in a single file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from samlad.rendering.exporter import OURS
from samlad.rendering.fragments import Fragment, with_heading
from samlad.rendering.frame import Frame
from samlad.rendering.links import for_single_file, places, within_site
from samlad.rendering.navigation import around, navigation, page_href, place_href

SINGLE_FILE = "rapport"
TELLING = ("index", "kvalitet")
"""Pages that say more of the edition than its mark."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""No page may fetch or run anything; styles stand in the page, and figures carry theirs as attributes."""


class Pages:
    """The pages of one report; templates are read once."""

    def __init__(self, frame: Frame, fragments: Sequence[Fragment]) -> None:
        self.frame = frame
        self.fragments = tuple(fragments)
        self._places = places(fragments)
        self._environment = Environment(
            loader=FileSystemLoader(OURS), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True, keep_trailing_newline=True,
        )  # fmt: skip
        self._style = (OURS / "style.css").read_text(encoding="utf-8")

    def chapter(self, fragment: Fragment) -> str:
        """The page of one chapter."""
        before, after = around(self.fragments, fragment)
        return self._page.render(
            **self._around(f"{fragment.heading} – {self.frame.word('report_short_year')}"),
            groups=navigation(self.fragments, fragment, page_href),
            home="index.html" if "index" in self._places else "",
            content=Markup(within_site(fragment, self._places)),
            before=before,
            after=after,
            whole=f"{SINGLE_FILE}.html",
            telling=fragment.name in TELLING,
        )

    def single_file(self) -> str:
        """All chapters on one page."""
        chapters = [(one, Markup(self._in_single_file(one))) for one in self.fragments]
        return self._whole.render(
            **self._around(self.frame.title),
            groups=navigation(self.fragments, None, place_href),
            home="",
            whole="",
            telling=True,
            chapters=chapters,
        )

    def _in_single_file(self, fragment: Fragment) -> str:
        """A chapter of the single file; one that is headed by the report's own title gets its short one."""
        if fragment.heading == self.frame.title:
            fragment = with_heading(fragment, fragment.title)
        return for_single_file(fragment, self._places)

    def _around(self, title: str) -> dict[str, object]:
        quoted = self.frame.word("report_short_year").replace("\\", "").replace('"', "").replace("<", "")
        return {
            "frame": self.frame,
            "policy": POLICY,
            "title": title,
            "style": Markup(self._style.replace("RUNNING TITLE", quoted)),
        }

    @cached_property
    def _page(self) -> Template:
        return self._environment.get_template("page.html.j2")

    @cached_property
    def _whole(self) -> Template:
        return self._environment.get_template("report.html.j2")
