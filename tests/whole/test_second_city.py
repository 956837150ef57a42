"""Real published values, another catalogue and other words, through the same code and notebooks."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest

from .conftest import CHECKOUT, lay


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the command in README."""
    desk = lay(tmp_path_factory.mktemp("annan stad"))
    shutil.copytree(CHECKOUT / "examples", desk.checkout / "examples")
    folders = ["--data", "examples/kolada", "--params", "examples/kolada/params", "--output", "output/kolada"]
    result = desk.run("report", "--year", "2023", *folders)
    assert result.returncode == 0, result.stderr
    return desk.output / "kolada"


def texts(example: Path) -> dict[str, str]:
    pages = sorted((example / "2023").glob("*.html"))
    plain = {page.name: page.read_text(encoding="utf-8") for page in pages}
    return {
        name: re.sub(r"<style>.*?</style>|<[^>]+>", " ", text, flags=re.S) for name, text in plain.items()
    }


def test_no_word_of_synthetic_data_stands_anywhere(example: Path) -> None:
    for path in (example / "2023").rglob("*.*"):
        content = path.read_text(encoding="utf-8").casefold()
        assert "syntetisk" not in content, path.name
        assert "övningsdata" not in content, path.name


def test_no_page_speaks_of_the_other_citys_units(example: Path) -> None:
    for name, text in texts(example).items():
        assert not re.search(r"stadsdel|bolag|socialnämnd|\bnämnd(en|er|erna|ers)?\b", text, re.I), name


def test_every_page_names_the_source_and_its_vintage(example: Path) -> None:
    for name, text in texts(example).items():
        assert "Kolada" in text, name
        assert re.search(r"2024-12-12|12 december 2024", text), name


def test_every_unit_has_a_page_and_no_sum_is_made_of_shares_without_parts(example: Path) -> None:
    with (example / "2023" / "data" / "outcomes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len({row["committee_id"] for row in rows}) == 26
    assert {row["committee_kind"] for row in rows} == {"kommun"}
    assert len(list((example / "2023").glob("namnd-*.html"))) == 26


def test_what_the_source_hid_stays_hidden_and_is_not_counted_as_ours(example: Path) -> None:
    with (example / "2023" / "data" / "outcomes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    statuses = [row["status"] for row in rows]
    assert statuses.count("suppressed_by_source") == 55
    assert statuses.count("suppressed") == 0
    assert all(row["value"] == "" for row in rows if row["status"] != "shown")
