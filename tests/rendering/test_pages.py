"""What a page holds, and what it must not hold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from samlad.errors import RenderingError
from samlad.publication import page_faults
from samlad.rendering import render_site
from samlad.stages import ExecutedChapter, Released

Write = Callable[..., ExecutedChapter]
NAMES = ["index.html", "kvalitet.html", "mal-1.html", "mal-2.html", "rapport.html"]
MARK = "Syntetiska övningsdata – inga verkliga utfall"


def read(site: Path, name: str) -> str:
    return (site / f"{name}.html").read_text(encoding="utf-8")


def test_every_chapter_has_a_page_and_one_file_has_them_all(site: Path) -> None:
    assert sorted(path.name for path in site.iterdir()) == NAMES


def test_the_same_chapters_give_the_same_bytes(chapter: Write, released: Released, tmp_path: Path) -> None:
    made = [chapter("index", nbformat.v4.new_markdown_cell("# Rubrik\n\n| a | b |\n|---|---|\n| 1 | 2 |"))]
    pages = []
    for name in ("en", "två å"):
        render_site(made, released, tmp_path / name)
        pages.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert pages[0] == pages[1]


def test_no_page_fetches_anything(site: Path) -> None:
    for name in NAMES:
        page = read(site, name.removesuffix(".html"))
        tags = re.sub(r'<a href="https://[^"]*"', "<a", page)
        assert not re.search(r'(?:src|href|xlink:href|poster|srcset)="(?:https?:)?//', tags)
        assert not re.search(
            r"<(?:script|link|img|iframe|object|embed|base)\b|@import|url\((?!#|&quot;#)", page
        )
        assert "default-src 'none'" in page.replace("&#39;", "'")


def test_code_and_its_text_form_are_not_shown(site: Path) -> None:
    page = read(site, "mal-1")
    assert "hemlig kod" not in page
    assert "<pre>" not in page


def test_a_page_says_what_it_is_in_every_form(site: Path, released: Released) -> None:
    page = read(site, "mal-1")
    assert '<html lang="sv">' in page
    assert f"<title>Mål 1: målet – Samlad uppföljning 2024 ({MARK})</title>" in page
    for words in (
        MARK,
        "31 mars 2025",
        "PROV 1",
        "0123456789abcdef" * 4,
        "Prov &amp; rapport 2024",
        "Utkast",
    ):
        assert words in page


def test_real_data_carries_no_word_of_synthetic_data(
    chapter: Write, released: Released, tmp_path: Path
) -> None:
    run = json.loads((released.folder / "run.json").read_text(encoding="utf-8"))
    (released.folder / "run.json").write_text(json.dumps({**run, "synthetic": False}), encoding="utf-8")
    render_site([chapter("index", nbformat.v4.new_markdown_cell("# Rubrik"))], released, tmp_path / "ut")
    for path in (tmp_path / "ut").iterdir():
        assert "yntetisk" not in path.read_text(encoding="utf-8")


def test_headings_get_lasting_anchors_and_keep_those_they_have(site: Path) -> None:
    page = read(site, "mal-1")
    assert '<h2 id="analys">Analys</h2>' in page
    assert '<h2 id="indikatorer">Indikatorer</h2>' in page
    assert '<h2 id="analys-2">Analys</h2>' in page


def test_navigation_shows_where_the_reader_is_and_its_sections(site: Path) -> None:
    page = read(site, "mal-2")
    assert page.count('<a href="mal-2.html" aria-current="page">Mål 2</a>') == 2
    assert page.count('<a href="#indikatorer">Indikatorer</a>') == 2
    assert page.count('<details class="grupp" open><summary>Mål för mål</summary>') == 2
    assert '<a class="fore" href="mal-1.html">Föregående: Mål 1</a>' in page
    assert '<a class="efter" href="kvalitet.html">Nästa: Kvalitet</a>' in page


def test_a_link_to_what_the_report_lacks_is_mended(site: Path) -> None:
    page = read(site, "kvalitet")
    assert '<a href="mal-1.html#indikatorer">två</a>' in page
    assert "<a>borta</a>" in page
    assert '<a href="mal-1.html">tre</a>' in page
    assert '<a href="https://example.org/a">ute</a>' in page
    assert [fault for fault in page_faults(site) if ".html" in fault.partition(": länken")[2]] == []


def test_all_ids_of_every_page_differ(site: Path) -> None:
    for name in NAMES:
        ids = re.findall(r'<[^<>]*\sid="([^"]*)"', read(site, name.removesuffix(".html")))
        assert len(ids) == len(set(ids))


def test_the_single_file_has_every_chapter_a_level_down_with_links_inside(site: Path) -> None:
    page = read(site, "rapport")
    assert page.count("<h1") == 1
    assert '<h2 id="mal-1--mal-1-malet">Mål 1: målet</h2>' in page
    assert '<h3 id="mal-1--indikatorer">' in page
    assert '<a href="#mal-1--indikatorer">två</a>' in page
    assert '<a href="#mal-1">ett</a>' in page
    assert '<a href="#mal-2--c-1.I1">länk</a>' in page
    assert 'aria-labelledby="mal-1--f-namn mal-1--f-text"' in page
    assert 'clip-path="url(#mal-1--f-klipp)"' in page
    assert 'xlink:href="#mal-1--f-m"' in page
    assert ".html" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def test_a_chapter_headed_by_the_reports_title_gets_its_own_in_the_single_file(site: Path) -> None:
    assert ">Sammanfattning</h2>" in read(site, "rapport")
    assert '<h1 id="prov-rapport-2024">Prov &amp; rapport 2024</h1>' in read(site, "index")


def test_what_a_chapter_prints_is_shown_as_text_and_its_warnings_are_not(
    chapter: Write, released: Released, tmp_path: Path
) -> None:
    streams = [
        nbformat.v4.new_output("stream", name="stdout", text="<b>skrivet</b>"),
        nbformat.v4.new_output("stream", name="stderr", text="en varning"),
        nbformat.v4.new_output("display_data", {"application/javascript": "alert(1)", "text/plain": ""}),
    ]
    cell = nbformat.v4.new_code_cell("1", outputs=streams, execution_count=1)
    render_site([chapter("index", cell)], released, tmp_path / "ut")
    page = read(tmp_path / "ut", "index")
    assert "<pre>&lt;b&gt;skrivet&lt;/b&gt;</pre>" in page
    assert "en varning" not in page
    assert "alert" not in page


def test_a_table_that_may_not_fit_a_telephone_scrolls_in_a_named_region(
    chapter: Write, released: Released, tmp_path: Path
) -> None:
    wide, narrow = ("| " + " | ".join("abc"[:count]) + " |\n" + "|---" * count + "|\n" for count in (3, 2))
    render_site(
        [chapter("index", nbformat.v4.new_markdown_cell(f"{wide}\n{narrow}"))], released, tmp_path / "ut"
    )
    page = read(tmp_path / "ut", "index")
    region = '<div class="tabell-yta" role="region" tabindex="0" aria-label="Tabell som kan rullas i sidled">'
    assert page.count(region) == 1
    assert page.count("<table>") == 2


def test_an_empty_chapter_is_refused(chapter: Write, released: Released, tmp_path: Path) -> None:
    with pytest.raises(RenderingError, match="Kapitlet «Tomt» är tomt") as caught:
        render_site([chapter("index", title="Tomt")], released, tmp_path / "ut")
    assert caught.value.exit_code == 17
    assert not (tmp_path / "ut").exists()


def test_a_folder_that_cannot_be_written_in_is_said(
    chapter: Write, released: Released, tmp_path: Path
) -> None:
    made = chapter("index", nbformat.v4.new_markdown_cell("# Rubrik"))
    with pytest.raises(RenderingError, match="kunde inte sparas"):
        render_site([replace(made, name="index")], released, made.path)
