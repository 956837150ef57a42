"""The door: relative paths inside one folder, the run that was asked for, a subject that exists."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from samlad import chapters
from samlad.chapters import Chapter, open_chapter
from samlad.errors import ChapterError


@pytest.mark.parametrize("folder", ["/tmp/released", "../released", "a/../../released"])
def test_only_a_relative_folder_can_be_opened(folder: str) -> None:
    with pytest.raises(ChapterError, match="relativ"):
        open_chapter(2024, "VB", "", folder)


def test_tables_of_another_run_are_refused(material: Any, opened: Callable[..., Chapter]) -> None:
    opened(material)
    with pytest.raises(ChapterError, match="2023 VB"):
        open_chapter(2023, "VB", "", "released")


def test_an_unknown_subject_is_refused(material: Any, opened: Callable[..., Chapter]) -> None:
    with pytest.raises(ChapterError, match="«felstavat»"):
        opened(material, "felstavat")


def test_a_table_that_is_not_there_is_named(
    material: Any, opened: Callable[..., Chapter], tmp_path: Path
) -> None:
    chapter = opened(material)
    (tmp_path / "released" / "goals.csv").unlink()
    with pytest.raises(ChapterError, match=r"goals\.csv"):
        open_chapter(2024, "VB", "1", "released")
    assert chapter.heading().text == "Tryggare skolvägar i Granby"


def test_a_word_that_is_not_there_is_named(material: Any, opened: Callable[..., Chapter]) -> None:
    del material.documents["words"]["heading_indicators"]
    with pytest.raises(ChapterError, match="heading_indicators"):
        opened(material, "1").section("mal_indikatorer")


def test_the_title_is_the_subjects_own(material: Any, opened: Callable[..., Chapter]) -> None:
    assert opened(material, "1").heading().text == "Mål 1: Barn kommer tryggt till skolan"
    assert opened(material, "asen").heading().text == "Åsens kvarter"
    assert opened(material).heading("kvalitet").text == "Kvalitet och metod"


def test_a_goal_chapter_call_on_a_unit_says_what_is_wrong(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    with pytest.raises(ChapterError, match="inget mål"):
        opened(material, "asen").section("mal_svar")


@pytest.mark.parametrize("folder", ["data", "examples/kolada"])
def test_every_word_that_chapters_ask_for_is_in_the_words_of_both_examples(folder: str) -> None:
    room = Path(chapters.__file__).parent
    asked = {
        name
        for path in room.rglob("*.py")
        for name in re.findall(r'\bword\(\s*"([a-z0-9_]+)"', path.read_text(encoding="utf-8"))
    }
    path = Path(__file__).parents[2] / folder / "words.yaml"
    known = set(re.findall(r"^([a-z0-9_]+):", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert len(asked) > 50
    assert asked - known == set()
