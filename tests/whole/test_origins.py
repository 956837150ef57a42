"""From a number in the report to where it comes from: by a click or the keyboard, with scripts off."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Locator, Page

from samlad.disclosure.attacker import attack_pages

from .conftest import Desk

TABLE = re.compile(r'<table class="tabell[^"]*" id="([^"]+)".*?</table>', re.S)
CELL = re.compile(r'<td class="tal"[^>]*>(.*?)</td>', re.S)
YEAR = re.compile(r"(?:19|20)\d\d(?:–(?:19|20)\d\d)?")
"""When a published value is of: a number's place, not a number."""
LINK = re.compile(r'<a href="([^"]*)">')
SIGN = re.compile(r'<span aria-hidden="true">(?:\.|ej mätt|utgått)</span>')
"""Signs of what was never asked for: there is no number, shown or hidden, to follow."""


def site(desk: Desk) -> Path:
    return desk.output / "2024"


def rows(desk: Desk, name: str) -> list[dict[str, str]]:
    path = desk.output / "archive" / "2024-r01" / "released" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_number_in_every_table_leads_to_its_origin(built: Desk) -> None:
    seen, unfollowed = 0, []
    ids = {path.name: set(re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8")))
           for path in site(built).glob("*.html")}  # fmt: skip
    for path in site(built).glob("*.html"):
        for match in TABLE.finditer(path.read_text(encoding="utf-8")):
            for cell in CELL.findall(match[0]):
                page, _, anchor = (LINK.search(cell) or ["", ""])[1].partition("#")
                there = anchor.rpartition("--")[2].startswith("u-") and anchor in ids[page or path.name]
                seen += there
                no_number = SIGN.search(cell) or YEAR.fullmatch(cell)
                if not there and not no_number and re.search(r"\d|\.\.|saknas", cell):
                    unfollowed.append(f"{path.name}, {match[1]}: {cell[:80]}")
    assert unfollowed == [], unfollowed[:5]
    assert seen > 4000


def test_a_number_and_its_origin_say_the_same(built: Desk) -> None:
    text = {path.name: path.read_text(encoding="utf-8") for path in site(built).glob("ursprung-*.html")}
    for cell in rows(built, "cells"):
        page = text[f"ursprung-{cell['indicator_id'].split('.')[0]}.html"]
        anchor = "u-" + cell["cell_id"].replace("/", "-").replace(":", "-").strip("-")
        heading = re.search(rf'id="{re.escape(anchor)}"[^>]*><h4[^>]*>(.*?)</h4>', page)
        if cell["status"] == "shown":
            assert heading is not None, cell["cell_id"]
            assert unescape(heading[1]).endswith(cell["text"].removesuffix("%").rstrip("\u00a0 ")
                                       + ("\u00a0procent" if cell["text"].endswith("%") else ""))  # fmt: skip
        elif cell["status"] in ("suppressed", "missing"):
            assert heading is not None, cell["cell_id"]
            assert not re.search(r"\d", heading[1].rpartition(": ")[2])


def test_the_origin_names_file_sheet_and_row_as_released(built: Desk) -> None:
    page = (site(built) / "ursprung-3.html").read_text(encoding="utf-8")
    [row] = [one for one in rows(built, "origins") if one["cell_id"] == "3.I1/farsta/2024/VB/totalt/alla"]
    block = re.search(r'id="u-3.I1-farsta-2024-VB-totalt-alla".*?</div>', page, re.S)
    assert block is not None
    said = re.sub(r"<[^>]+>", "", block[0])
    assert f"fil {row['file'][:12]}, blad {row['sheet']}, rad {row['row']}" in said
    assert f'<li id="fil-3-{row["file"][:12]}">{row["file"]}</li>' in page


def test_no_page_or_released_table_has_a_plain_hash_or_a_name_of_a_file(built: Desk) -> None:
    run = built.output / "archive" / "2024-r01"
    shas = set(re.findall(r"[0-9a-f]{64}", (run / "input.json").read_text(encoding="utf-8")))
    for path in (*site(built).rglob("*.*"), *(run / "released").iterdir()):
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        assert not shas & set(re.findall(r"[0-9a-f]{64}", text)), path.name
        assert "ovning_farsta" not in text, path.name


# --- in a browser ---


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False, viewport={"width": 1000, "height": 700}) as context:
        yield context.new_page()


def arrived(page: Page, href: str) -> Locator:
    """The block that a link led to, which must be on the screen."""
    anchor = href.partition("#")[2]
    assert page.url.endswith(f"#{anchor}")
    block = page.locator(f'[id="{anchor}"]')
    box = block.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 600
    return block


NUMBERS = [
    ("mal-3", "#i-3\\.I1-tabell .summa td a"),
    ("mal-3", "#i-3\\.I1-enheter tbody tr:nth-child(2) td a"),
    ("mal-2", "#i-2\\.I2-tabell td:has(span) a"),
    ("mal-1", "#mal-1-aktiviteter-tabell td.tal a"),
    ("mal-3", "#mal-3-egna-indikatorer-tabell td.tal a"),
    ("mal-2", "#mal-2-enkater-tabell td.tal a"),
    ("namnd-farsta", ".tabell td.tal a"),
    ("rapport", "#mal-3--i-3\\.I1-tabell .summa td a"),
    ("jamforelse", ".tabell td.tal a"),
]


@pytest.mark.parametrize(("name", "where"), NUMBERS)
def test_a_click_on_a_number_arrives_at_the_origin_of_that_very_number(
    built: Desk, page: Page, name: str, where: str
) -> None:
    page.goto((site(built) / f"{name}.html").as_uri())
    number = page.locator(where).locator("visible=true").first
    said, href = number.inner_text().strip(), number.get_attribute("href") or ""
    number.click()
    block = arrived(page, href)
    assert said.removesuffix("%").strip() in block.inner_text()


def test_the_keyboard_follows_a_number_and_shows_where_it_is(built: Desk, page: Page) -> None:
    page.goto((site(built) / "mal-3.html").as_uri())
    number = page.locator("#i-3\\.I1-tabell .summa td a").first
    before = page.locator("#i-3\\.I1-tabell").evaluate("table => table.closest('.tabell-yta').tabIndex")
    number.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert before == 0
    assert number.evaluate("one => one === document.activeElement && one.matches(':focus-visible')")
    assert number.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    href = number.get_attribute("href") or ""
    with page.expect_navigation():
        page.keyboard.press("Enter")
    arrived(page, href)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_on_a_telephone(built: Desk, browser: Browser, scheme: str) -> None:
    names = [*(f"ursprung-{goal}" for goal in range(1, 8)), "ursprung-ovrigt", "for-revisorn", "mal-6"]
    with browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme) as context:
        page = context.new_page()
        for name in names:
            page.goto((site(built) / f"{name}.html").as_uri())
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


# --- a leak ---


def test_a_number_planted_at_the_origin_of_a_hidden_row_is_found(built: Desk, tmp_path: Path) -> None:
    released = built.output / "archive" / "2024-r01" / "released"
    [hidden, *_] = [one for one in rows(built, "cells") if one["status"] == "suppressed"]
    name = f"ursprung-{hidden['indicator_id'].split('.')[0]}.html"
    anchor = "u-" + hidden["cell_id"].replace("/", "-").replace(":", "-").strip("-")
    text = (site(built) / name).read_text(encoding="utf-8")
    [place] = re.findall(rf'<div[^>]*id="{re.escape(anchor)}"[^>]*>', text)
    for leak in ("<p>Antal: 3</p>", '<p title="3 personer">Antal</p>', "<!-- 3 -->", "<p>rad 987</p>"):
        pages = copytree(site(built), tmp_path / str(len(list(tmp_path.iterdir()))))
        (pages / name).write_text(text.replace(place, f"{place}{leak}"), encoding="utf-8")
        assert attack_pages(pages, released), leak


# --- the auditor's page ---


def test_the_auditors_page_says_what_is_decided_and_what_is_preliminary(built: Desk) -> None:
    text = (site(built) / "for-revisorn.html").read_text(encoding="utf-8")
    now = [one for one in rows(built, "deliveries") if (one["year"], one["period"]) == ("2024", "VB")]
    decided = [one for one in now if one["decision_status"] == "beslutad"]
    assert f"{len(decided)} av {len(now)} leveranser är beslutade" in text
    for one in decided:
        assert one["decision_dnr"] in text
    assert "ÖVNING 2024/3" in text
    for word in ("Uppdraget", "Vem ansvarar för vad?", "Regler som gäller", "sha256sum -c manifest.sha256"):
        assert word in text
