"""Written texts: numbers are looked up, markup is only Markdown, and a wrong reference stops the chapter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from samlad.chapters import Chapter
from samlad.errors import ChapterError


def written(material: Any, body: str) -> Any:
    material.documents["analysis"]["mal-1"]["body"] = body
    return material


def shown(opened: Callable[..., Chapter], material: Any, body: str) -> str:
    section = opened(written(material, body), "1").section("mal_analys")
    assert section is not None
    return str(section.html())


def test_a_reference_becomes_the_released_text_with_a_link_to_its_place(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    html = shown(opened, material, "Nu {1.I1/stad/2024/VB}, förr *{1.I1/stad/2021}*.")
    assert '<a href="#c-1.I1-stad-2024-VB-totalt-alla" class="tal-i-text">65,6\u00a0procent</a>' in html
    assert (
        '<em><a href="#c-1.I1-stad-2021-VB-totalt-alla" class="tal-i-text">32,5\u00a0procent</a></em>' in html
    )


def test_a_reference_to_another_goals_cell_leads_to_that_page(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    html = shown(opened, material, "{2.I1/asen/2024}")
    assert 'href="mal-2.html#c-2.I1-asen-2024-VB-totalt-alla"' in html
    assert ">Ja</a>" in html


def test_a_hidden_cell_gives_its_sign_and_its_words(material: Any, opened: Callable[..., Chapter]) -> None:
    html = shown(opened, material, "{1.I2/backen/2024/VB/totalt/alla}")
    assert '<span aria-hidden="true">..</span>' in html
    assert "redovisas inte, skydd mot röjande" in html


@pytest.mark.parametrize(("reference", "why"), [
    ("1.I1/stad/2019/VB", "finns inte"), ("9.I9/stad/2024", "finns inte"), ("1.I1", "inte är skriven som"),
    ("1.I1/stad/tjugo", "inte är skriven som"), ("", "inte är skriven som"),
])  # fmt: skip
def test_a_reference_that_names_no_cell_stops_the_chapter_and_says_where(
    reference: str, why: str, material: Any, opened: Callable[..., Chapter]
) -> None:
    with pytest.raises(ChapterError) as raised:
        shown(opened, material, f"Andelen är {{{reference}}}.")
    message = str(raised.value)
    assert "data/analysis/2024/mal-1.md" in message
    assert f"{{{reference}}}" in message
    assert why in message


def test_references_hold_in_reasons_too(material: Any, opened: Callable[..., Chapter]) -> None:
    material.documents["analysis"]["mal-1"]["reason"] = "Bara {1.I1/stad/1999}."
    with pytest.raises(ChapterError, match="1999"):
        opened(material, "1").section("mal_svar")


def test_markup_in_a_text_is_only_markdown(material: Any, opened: Callable[..., Chapter]) -> None:
    html = shown(
        opened,
        material,
        "# Rubrik\n\n<script>x</script> <img src=x onerror=y> ![bild](https://example.org/x.png)\n\n"
        "[länk](javascript:alert(1)) **fet**",
    )
    assert "<script>" not in html
    assert "<img" not in html
    assert "javascript:" not in html
    assert "<h3>Rubrik</h3>" in html
    assert "<strong>fet</strong>" in html


def test_a_reference_is_not_code(material: Any, opened: Callable[..., Chapter]) -> None:
    with pytest.raises(ChapterError):
        shown(opened, material, "{__import__('os')/stad/2024}")


@pytest.mark.parametrize("stem", ["inledning", "aktiviteter", "jamforelse", "kvalitet", "sammanfattning"])
def test_a_text_for_every_chapter_is_printed(
    stem: str, material: Any, opened: Callable[..., Chapter]
) -> None:
    material.documents["analysis"][stem] = {"body": "### Utredarens ord\n\nSom *här*."}
    text = opened(material).prose(stem)
    assert text is not None
    assert str(text.html()) == "<h2>Utredarens ord</h2>\n<p>Som <em>här</em>.</p>\n"


def test_headings_of_a_text_begin_one_level_below_what_it_stands_under(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    html = shown(opened, material, "## Först\n\n#### Sedan")
    assert "<h3>Först</h3>" in html
    assert "<h5>Sedan</h5>" in html


def test_a_fault_in_a_text_names_the_folder_of_its_own_report(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    material.documents["run"]["stem"] = "2024-T1"
    with pytest.raises(ChapterError, match=r"data/analysis/2024-T1/mal-1\.md"):
        shown(opened, material, "{1.I1}")
