"""A small report of executed chapters, with words of the checkout and texts that must not get through."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest

from samlad.files import Faults, read_yaml
from samlad.rendering import render_site
from samlad.stages import ExecutedChapter, Released

CHECKOUT = Path(__file__).resolve().parents[2]
RUN = {
    "year": 2024,
    "period": "VB",
    "period_label": "hela året",
    "title": "Prov & rapport 2024",
    "report_date": "2025-03-31",
    "dnr": "PROV 1",
    "synthetic": True,
    "fingerprint": "0123456789abcdef" * 4,
}
TABLE = """<div class="tabell-yta" role="region" tabindex="0" aria-labelledby="t-1-rubrik">
<table class="tabell" id="t-1"><caption id="t-1-rubrik">Andel, procent, 2021–2024</caption>
<thead><tr><th scope="col" class="text">Område</th><th scope="col" class="tal">2023</th>
<th scope="col" class="tal">2024</th><th scope="col" class="tal">Skillnad</th></tr></thead>
<tbody><tr class="summa"><th scope="row" class="text" id="c-1.I1">Hela staden</th>
<td class="tal">1 234,5</td><td class="tal">−3,2</td><td class="tal">+4</td></tr></tbody></table></div>"""
FIGURE = """<figure class="figur" id="figur-1">
<figcaption><p class="figur-titel">Andelen ökade</p></figcaption>
<div class="figur-bild figur-bred"><svg viewBox="0 0 720 100" role="img" aria-labelledby="f-namn f-text"
 style="stroke-linejoin: round; font-family: Arial"><title id="f-namn">Andelen ökade</title>
<desc id="f-text">63 och 70 procent.</desc>
<defs><clipPath id="f-klipp"><rect x="0" y="0" width="9" height="9"/></clipPath>
<path id="f-m" d="M 0 0 L 1 1"/></defs>
<g clip-path="url(#f-klipp)"><use xlink:href="#f-m" x="1" style="fill: var(--man, #b92f00)"/>
<text x="4" y="9" style="text-anchor: middle">63,0</text></g></svg></div>
<div class="figur-bild figur-smal">Smal</div>
<details class="figur-data"><summary>Visa</summary><p>63</p></details></figure>"""
LINKS = """<a href="mal-1.html">ett</a> <a href="mal-1.html#indikatorer">två</a>
<a href="namnd-x.html">borta</a> <a href="mal-1.html#finns-ej">tre</a> <a href="https://example.org/a">ute</a>"""

Write = Callable[..., ExecutedChapter]


def output(html: str) -> Any:
    """A code cell that has shown a piece of HTML."""
    shown = nbformat.v4.new_output(
        "execute_result", {"text/html": html, "text/plain": "ord"}, execution_count=1
    )
    return nbformat.v4.new_code_cell("chapter.table('hemlig kod')", outputs=[shown], execution_count=1)


@pytest.fixture(scope="session")
def words() -> dict[str, Any]:
    """The reader's words of the checkout."""
    return read_yaml(CHECKOUT / "data" / "words.yaml", Faults())


@pytest.fixture
def released(tmp_path: Path, words: dict[str, Any]) -> Released:
    """What a page's frame is read from."""
    folder = tmp_path / "released"
    folder.mkdir()
    for name, content in (("run", RUN), ("words", words)):
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return Released(folder, "")


@pytest.fixture
def chapter(tmp_path: Path) -> Write:
    """Write an executed chapter of the given cells."""

    def make(name: str, *cells: Any, title: str = "", group: str = "") -> ExecutedChapter:
        notebook = nbformat.v4.new_notebook(cells=list(cells))
        for number, cell in enumerate(notebook.cells):
            cell.id = f"c{number}"
        path = tmp_path / f"{name}.ipynb"
        nbformat.write(notebook, path)
        return ExecutedChapter(name, title or name, group, path)

    return make


@pytest.fixture
def site(chapter: Write, released: Released, tmp_path: Path) -> Path:
    """A rendered report of four chapters."""
    index = chapter(
        "index",
        output("<h1>Prov &amp; rapport 2024</h1><h2>Målen</h2><p>Svaret.</p>"),
        title="Sammanfattning",
    )
    goals = [
        chapter(
            f"mal-{number}",
            output(f"<h1>Mål {number}: målet</h1>"),
            nbformat.v4.new_markdown_cell("## Analys\n\nText med [länk](mal-2.html#c-1.I1)."),
            output(f"<h2 id='indikatorer'>Indikatorer</h2>{TABLE}{FIGURE}<h2>Analys</h2>"),
            title=f"Mål {number}",
            group="Mål för mål",
        )
        for number in (1, 2)
    ]
    last = chapter("kvalitet", output(f"<h1>Kvalitet</h1><p>{LINKS}</p>"), title="Kvalitet")
    folder = tmp_path / "site"
    render_site([index, *goals, last], released, folder)
    return folder


def wide_table(anchor: str, columns: Sequence[str], cell: str, kind: str) -> str:
    """A table with a long text first in its row."""
    heads = "".join(f'<th scope="col" class="{kind}">{one}</th>' for one in columns)
    cells = f'<td class="{kind}">{cell}</td>' * len(columns)
    stub = "1.A2 Implementera strukturerade universella våldspreventiva program i förskolan och skolan"
    return f"""<table class="tabell" id="{anchor}"><caption id="{anchor}-rubrik">{anchor}</caption>
<thead><tr><th scope="col" class="text">Aktivitet</th>{heads}</tr></thead>
<tbody><tr><th scope="row" class="text">{stub}</th>{cells}</tr></tbody></table>"""


@pytest.fixture
def wide(chapter: Write, released: Released, tmp_path: Path) -> Path:
    """A page with the report's widest tables: committees across, and statuses across."""
    parts = ("Arbetsmarknads", "Idrotts", "Kultur", "Social", "Utbildnings", "Äldre")
    committees = [
        "Stadsdelsnämnderna",
        "Bostadsbolagen",
        "Kommunstyrelsen",
        *(f"{one}nämnden" for one in parts),
    ]
    statuses = ["Ej påbörjad", "Pågår enligt plan", "Försenad", "Avslutad", "Utgår", "Har rapporterat"]
    tables = wide_table("vem-gor-vad", committees, "pågår enligt plan", "text")
    tables += wide_table("alla-aktiviteter", statuses, "12 av 14", "tal")
    folder = tmp_path / "wide"
    render_site([chapter("index", output(f"<h1>Aktiviteter</h1>{tables}"))], released, folder)
    return folder / "index.html"
