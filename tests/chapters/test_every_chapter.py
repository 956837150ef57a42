"""Every chapter from a whole released folder and a bare one: escaped, anchored, in the city's own words."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from samlad.chapters import Chapter, registry
from samlad.errors import ChapterError

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CALL = re.compile(r'chapter\.(\w+)\((?:"(\w+)")?\)')
VOID = {"br", "hr", "img", "meta", "link", "input"}


class Balance(HTMLParser):
    """Complains of an element that is not closed, of ids, and of anything that may fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.faults: list[str] = []
        self.levels: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img", "iframe", "object", "link"):
            self.faults.append(tag)
        self.faults += [name for name, _ in attrs if name.startswith("on") or name == "src"]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")


def page(chapter: Chapter, notebook: str) -> str:
    """The chapter as its notebook gives it, output after output."""
    parts = []
    for cell in json.loads((NOTEBOOKS / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]:
        match = CALL.fullmatch("".join(cell["source"]))
        if match is None:
            continue
        arguments = (match[2],) if match[2] else ()
        shown = getattr(chapter, match[1])(*arguments)
        if shown is not None:
            bundle = shown._repr_mimebundle_()
            assert set(bundle) == {"text/html", "text/plain"}
            assert bundle["text/html"].strip()
            assert " at 0x" not in bundle["text/plain"]
            parts.append(bundle["text/html"])
    return "\n".join(parts)


SUBJECTS = {
    "sammanfattning": "", "inledning": "", "aktiviteter": "", "jamforelse": "", "samlad-bedomning": "",
    "kvalitet": "", "mal": "1", "namnd": "asen", "for-revisorn": "", "ursprung": "1",
    "ursprung-ovrigt": "",
}  # fmt: skip


@pytest.mark.parametrize("notebook", SUBJECTS)
def test_a_chapter_is_whole_html_without_anything_that_runs(
    notebook: str, material: object, opened: Callable[..., Chapter]
) -> None:
    html = page(opened(material, SUBJECTS[notebook]), notebook)
    balance = Balance()
    balance.feed(html)
    assert balance.faults == []
    assert balance.open == []
    assert balance.levels[0] == 1
    assert balance.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(balance.levels, balance.levels[1:], strict=False))
    assert [name for name, count in Counter(balance.ids).items() if count > 1] == []


def test_anchors_differ_over_the_whole_report(material: object, opened: Callable[..., Chapter]) -> None:
    balance = Balance()
    for notebook, subject in (*SUBJECTS.items(), ("mal", "2"), ("namnd", "backen"), ("namnd", "gillet"),
                              ("ursprung", "2")):  # fmt: skip
        balance.feed(page(opened(material, subject), notebook))
    assert [name for name, count in Counter(balance.ids).items() if count > 1] == []


def test_links_within_the_report_lead_to_something(material: object, opened: Callable[..., Chapter]) -> None:
    pages = {}
    for notebook, subject in (*SUBJECTS.items(), ("mal", "2"), ("namnd", "backen"), ("namnd", "dalen"),
                              ("namnd", "gillet"), ("ursprung", "2")):  # fmt: skip
        name = {
            "sammanfattning": "index",
            "mal": f"mal-{subject}",
            "namnd": f"namnd-{subject}",
            "ursprung": f"ursprung-{subject}",
        }.get(notebook, notebook)
        pages[f"{name}.html"] = page(opened(material, subject), notebook)
    for name, html in pages.items():
        for href in re.findall(r'href="([^"]+)"', html):
            if href.startswith("https://"):
                continue
            target, _, anchor = href.partition("#")
            assert target in ("", *pages), f"{name}: {href}"
            assert not anchor or f'id="{anchor}"' in pages[target or name], f"{name}: {href}"


def test_no_page_holds_a_word_that_is_another_citys(
    material: object, opened: Callable[..., Chapter], forbidden_words: tuple[str, ...]
) -> None:
    html = "".join(page(opened(material, subject), name) for name, subject in SUBJECTS.items())
    assert [word for word in forbidden_words if word in html] == []


@pytest.mark.parametrize(("notebook", "subject"), [
    *((name, subject) for name, subject in SUBJECTS.items() if name not in ("mal", "namnd")),
    ("ursprung", "3"),
    ("mal", "1"), ("mal", "3"), ("namnd", "by-a"), ("namnd", "by-d"),
])  # fmt: skip
def test_a_bare_folder_gives_every_chapter_too(
    notebook: str, subject: str, plain_material: object, opened: Callable[..., Chapter]
) -> None:
    html = page(opened(plain_material, subject), notebook)
    balance = Balance()
    balance.feed(html)
    assert balance.faults == []
    assert "Syntetiska" not in html
    assert "Kvinnor" not in html


def test_free_text_and_names_come_out_as_text(material: object, opened: Callable[..., Chapter]) -> None:
    unit = page(opened(material, "asen"), "namnd")
    assert "Vi &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; målar vidare." in unit
    assert "Bilar &lt;b&gt;per&lt;/b&gt; dag" in unit
    assert "Gatorna är upplysta &lt;script&gt;" in page(opened(material, "2"), "mal")


def test_a_call_whose_subject_has_nothing_shows_nothing(
    plain_material: object, opened: Callable[..., Chapter]
) -> None:
    chapter = opened(plain_material, "1")
    for name in (
        "mal_forutsattningar",
        "mal_aktiviteter",
        "mal_egna_indikatorer",
        "mal_jamforelse",
        "mal_analys",
    ):
        assert chapter.section(name) is None


def test_an_unknown_name_is_answered_with_the_names_there_are(
    material: object, opened: Callable[..., Chapter]
) -> None:
    with pytest.raises(ChapterError) as raised:
        opened(material).table("felstavat")
    assert "«felstavat»" in str(raised.value)
    assert "sammanfattning_mal" in str(raised.value)


def test_importing_chapters_and_showing_a_table_imports_no_matplotlib(
    material: object, opened: Callable[..., Chapter]
) -> None:
    opened(material)
    code = (
        "import sys; from samlad.chapters import open_chapter\n"
        "chapter = open_chapter(2024, 'VB', '', 'released')\n"
        "chapter.table('sammanfattning_mal')._repr_mimebundle_()\n"
        "assert 'matplotlib' not in sys.modules and 'pandas' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_same_tables_give_the_same_bytes(material: object, opened: Callable[..., Chapter]) -> None:
    assert page(opened(material, "1"), "mal") == page(opened(material, "1"), "mal")


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="taken"):
        registry.named("table", "sammanfattning_mal")(lambda _: None)


def test_what_is_followed_up_is_called_what_the_words_call_it(
    plain_material: Any, opened: Callable[..., Chapter]
) -> None:
    words = plain_material.documents["words"]
    for key, text in words.items():
        for ours, theirs in (("indikatorn", "frågan"), ("ndikatorer", "rågor"), ("ndikator", "råga")):
            text = text.replace(ours, theirs)
        words[key] = text
    for name, subject in SUBJECTS.items():
        html = page(opened(plain_material, {"mal": "1", "namnd": "by-a"}.get(name, subject)), name)
        told = re.sub(r"<[^>]*>", " ", html)
        assert not re.search(r"ndikator", told), name
        # It has no activities; only the chapter about them says so.
        assert name in ("inledning", "aktiviteter", "for-revisorn") or not re.search(r"ktivitet", told), name
