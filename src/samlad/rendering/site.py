"""The site: one page per chapter, and all of them in a single file for mailing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from samlad.rendering.anchors import for_single_file
from samlad.rendering.exporter import TEMPLATES, ChapterExporter, chapter_html
from samlad.stages import ExecutedChapter, Released
from samlad.swedish import day

SINGLE_FILE = "rapport"


@dataclass(frozen=True)
class Group:
    """Chapters under one heading in the navigation; "" where they stand by themselves."""

    name: str
    chapters: tuple[ExecutedChapter, ...]


@dataclass(frozen=True)
class Site:
    """What pages are made from: chapters with their HTML, and the released words and facts of the run."""

    chapters: Sequence[ExecutedChapter]
    bodies: Mapping[str, str]
    words: Mapping[str, Any]
    run: Mapping[str, Any]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The chapters in order, with neighbours of one group together."""
        return tuple(Group(name, tuple(members)) for name, members in groupby(self.chapters, _group))

    def word(self, key: str, **more: object) -> str:
        """A word of the reader's, with the run's facts in its braces."""
        facts = {"year": self.run["year"], "period_label": self.run["period_label"]}
        return str(self.words[key]).format(**facts | {"title": self.run["title"]} | more)


def _group(chapter: ExecutedChapter) -> str:
    return chapter.group


def render_site(chapters: Sequence[ExecutedChapter], released: Released, folder: Path) -> None:
    """Write `<name>.html` for every chapter and `rapport.html` into a new or empty folder.

    Pages carry their style in themselves and ask for nothing: no script, no font, no picture from outside.
    The same executed notebooks and released tables give the same bytes.

    Raises:
        RenderingError: an executed notebook cannot be read.
    """
    exporter = ChapterExporter()
    site = Site(
        chapters=chapters,
        bodies={chapter.name: chapter_html(exporter, chapter) for chapter in chapters},
        words=_json(released, "words"),
        run=_json(released, "run"),
    )
    environment = _environment(site)
    folder.mkdir(parents=True, exist_ok=True)
    for number, chapter in enumerate(chapters):
        neighbours = (chapters[number - 1] if number else None, *chapters[number + 1 : number + 2], None)
        page = environment.get_template("page.html.j2").render(
            chapter=chapter, body=Markup(site.bodies[chapter.name]), before=neighbours[0], after=neighbours[1]
        )
        _write(folder / f"{chapter.name}.html", page)
    _write(folder / f"{SINGLE_FILE}.html", environment.get_template("single.html.j2").render(parts=_parts(site)))


def _parts(site: Site) -> list[tuple[ExecutedChapter, Markup]]:
    pages = set(site.bodies)
    return [
        (chapter, Markup(for_single_file(site.bodies[chapter.name], chapter.name, pages)))
        for chapter in site.chapters
    ]


def _environment(site: Site) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = (TEMPLATES / "pages" / "style.css").read_text(encoding="utf-8")
    environment.globals.update(
        site=site, run=site.run, word=site.word, style=Markup(style), single_file=f"{SINGLE_FILE}.html",
        report_date=day(site.run["report_date"]),
    )  # fmt: skip
    return environment


def _json(released: Released, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((released.folder / f"{name}.json").read_text(encoding="utf-8"))
    return content


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
