"""The pages in a real Chromium: nothing is fetched, nothing sticks out, the menu and both colours work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

WIDTHS = (360, 768, 1440)
NAMES = ("index", "mal-1", "kvalitet", "rapport")
LINE = """() => {
  const words = document.createElement('p'); words.style.display = 'inline-block';
  words.textContent = 'Andelen stadsdelsnämnder som arbetar systematiskt mot våld ökade. '.repeat(4);
  document.querySelector('main').append(words);
  const style = getComputedStyle(words); const canvas = document.createElement('canvas').getContext('2d');
  canvas.font = style.fontSize + ' ' + style.fontFamily;
  const average = canvas.measureText(words.textContent).width / words.textContent.length;
  const width = parseFloat(getComputedStyle(words).maxWidth); words.remove(); return width / average; }"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_fetches_anything_complains_or_sticks_out(site: Path, page: Page, width: int) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": width, "height": 800})
    for name in NAMES:
        address = (site / f"{name}.html").as_uri()
        asked.clear()
        page.goto(address)
        assert asked == [address]
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert said == []


def test_the_menu_is_folded_on_a_telephone_and_a_column_on_a_wide_screen(site: Path, page: Page) -> None:
    page.goto((site / "mal-1.html").as_uri())
    for width, folded in ((360, True), (1440, False)):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.locator(".meny > summary").is_visible() == folded
        assert page.locator(".spalt").is_visible() == (not folded)
    page.set_viewport_size({"width": 360, "height": 800})
    page.locator(".meny > summary").click()
    page.get_by_role("link", name="Mål 2", exact=True).click()
    assert page.url.endswith("mal-2.html")


def test_each_screen_gets_the_drawing_made_for_it(site: Path, page: Page) -> None:
    page.goto((site / "mal-1.html").as_uri())
    for width, shown in ((360, ".figur-smal"), (768, ".figur-bred"), (1440, ".figur-bred")):
        page.set_viewport_size({"width": width, "height": 800})
        visible = [one for one in (".figur-smal", ".figur-bred") if page.locator(one).is_visible()]
        assert visible == [shown]


@pytest.mark.parametrize(("scheme", "text", "ground"), [
    ("light", "rgb(51, 51, 51)", "rgb(250, 249, 246)"), ("dark", "rgb(242, 242, 242)", "rgb(22, 25, 28)"),
])  # fmt: skip
def test_colours_follow_the_readers_choice(
    site: Path, browser: Browser, scheme: str, text: str, ground: str
) -> None:
    with browser.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
        page = context.new_page()
        page.goto((site / "mal-1.html").as_uri())
        style = "getComputedStyle(document.documentElement)"
        assert page.evaluate(f"[{style}.color, {style}.backgroundColor]") == [text, ground]
        expected = {"light": "rgb(185, 47, 0)", "dark": "rgb(255, 138, 80)"}[scheme]
        assert page.evaluate("getComputedStyle(document.querySelector('svg use')).fill") == expected


def test_a_line_of_text_has_at_most_68_characters(site: Path, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 800})
    page.goto((site / "index.html").as_uri())
    assert page.evaluate(LINE) <= 68


def test_the_keyboard_reaches_the_text_first_and_wide_tables_too(site: Path, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 800})
    page.goto((site / "mal-1.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "region"


def test_paper_has_neither_navigation_nor_addresses(site: Path, page: Page) -> None:
    page.goto((site / "rapport.html").as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".vagvisare").is_visible()
    assert page.locator(".synt-remsa").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"


PAPER = 642
"""Width in px between the margins of an A4 page."""
OUTSIDE = f"""[...document.querySelectorAll('main table')].map(one => one.getBoundingClientRect().right)
  .filter(right => right > {PAPER} + 4)"""


def test_every_column_of_a_wide_table_is_on_the_paper(wide: Path, page: Page) -> None:
    page.set_viewport_size({"width": PAPER, "height": 900})
    page.emulate_media(media="print")
    page.goto(wide.as_uri())
    assert page.evaluate(OUTSIDE) == []


def test_a_table_that_goes_on_beyond_the_screen_shows_it_at_its_edge(wide: Path, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(wide.as_uri())
    region = page.locator(".tabell-yta").first
    region.evaluate("one => one.querySelectorAll('th, td').forEach(cell => cell.style.visibility = 'hidden')")
    box = region.bounding_box()
    assert box is not None
    edge = {"x": box["x"] + box["width"] - 4, "y": box["y"], "width": 4, "height": box["height"]}
    at_first = page.screenshot(clip=edge)
    region.evaluate("one => { one.scrollLeft = one.scrollWidth }")
    assert page.screenshot(clip=edge) != at_first
