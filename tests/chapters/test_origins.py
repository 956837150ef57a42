"""The page that follows a goal's numbers: what is released of each, and nothing of what is hidden."""

from __future__ import annotations

import re
from collections.abc import Callable

from samlad.chapters import Chapter


def blocks(chapter: Chapter, name: str = "ursprung_indikatorer") -> dict[str, str]:
    """The words of every block, by the anchor that a number leads to."""
    shown = chapter.section(name)
    assert shown is not None
    found = re.findall(r'<div id="(u-[^"]+)" class="ursprung">(.*?)</div>', str(shown.html()), re.S)
    return {anchor: re.sub(r"<[^>]+>", " ", text) for anchor, text in found}


def words(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def test_a_page_looks_as_it_did(
    material: object, opened: Callable[..., Chapter], golden: Callable[[str, str], None]
) -> None:
    chapter = opened(material, "1")
    parts = [chapter.sentence("ursprung_inledning")]
    parts += [chapter.section(f"ursprung_{one}") for one in
              ("indikatorer", "aktiviteter", "egna", "enkater", "granskning", "filer")]  # fmt: skip
    golden("origins.html", "\n".join(str(part.html()) for part in parts if part is not None))


def test_what_is_no_goals_own_looks_as_it_did(
    material: object, opened: Callable[..., Chapter], golden: Callable[[str, str], None]
) -> None:
    chapter = opened(material)
    parts = [chapter.sentence("ursprung_ovrigt_inledning")]
    parts += [chapter.section(f"ursprung_{one}") for one in
              ("raknat", "leveranser", "serier", "ovrigt_filer")]  # fmt: skip
    golden("origins-other.html", "\n".join(str(part.html()) for part in parts if part is not None))


def test_a_total_shows_its_sum_and_each_units_part(material: object, opened: Callable[..., Chapter]) -> None:
    said = words(blocks(opened(material, "1"))["u-1.I1-stad-2024-VB-totalt-alla"])
    assert "Uträkning: 100 × 21 / 32 = 65,6 procent" in said
    assert "Åsen : 8 av 12; fil" in said
    assert "rad 2" in said


def test_a_hidden_number_has_its_place_and_no_number(
    material: object, opened: Callable[..., Chapter]
) -> None:
    found = blocks(opened(material, "1"))
    open_, hidden = (words(found[f"u-1.I2-{unit}-2024-VB-totalt-alla"]) for unit in ("asen", "backen"))
    assert "Uträkning" in open_
    assert "Uträkning" not in hidden
    assert "blad Indikatorer, rad 2" in hidden
    assert not re.search(r"\d", re.sub(r"1\.I2|2024|fil [0-9a-f]{12}|rad 2", "", hidden))


def test_a_split_points_at_the_whole_and_names_nobody(
    material: object, opened: Callable[..., Chapter]
) -> None:
    said = words(blocks(opened(material, "1"))["u-1.I2-stad-2024-VB-kvinnor-alla"])
    assert "gruppens egna rader hos dem som står bakom 1.I2 Hela köpingen, 2024" in said
    assert "Åsen" not in said


def test_counts_of_activities_are_followed_to_each_answer(
    material: object, opened: Callable[..., Chapter]
) -> None:
    said = words(blocks(opened(material, "1"), "ursprung_aktiviteter")["u-1.A1-stad-2024-VB"])
    assert "Backen: ej påbörjad; fil" in said
    assert "Dalen: svar saknas" in said


def test_a_report_without_origins_has_no_links_to_them(
    material: object, opened: Callable[..., Chapter]
) -> None:
    run = material.documents["run"]  # type: ignore[attr-defined]
    run["sections"] = [one for one in run["sections"] if one != "ursprung"]
    shown = opened(material, "1").section("mal_indikatorer")
    assert shown is not None
    assert "ursprung" not in str(shown.html())
