"""A late file after publication leads to a new edition, and after a draft to a new run; `status` says so."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from samlad.archive.manifest import write_manifest
from samlad.commands.late_files import incoming_hashes, late_lines
from samlad.paths import Folders
from samlad.pipeline import Asked, ask
from samlad.register import EDITION, REVIEW, enter, load_register

CHECKOUT = Path(__file__).parents[2]
Run = Callable[[str], Path]


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    shutil.copytree(CHECKOUT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("2025", "T2"))
    folders = Folders(CHECKOUT, tmp_path / "data", CHECKOUT / "params", tmp_path / "ut")
    return ask(folders, 2024, "VB")


@pytest.fixture
def run(asked: Asked) -> Run:
    """A sealed run of what lies in the incoming folder now."""

    def made(name: str) -> Path:
        folder = asked.folders.archive / name
        (folder / "released").mkdir(parents=True)
        (folder / "released" / "cells.csv").write_text("cell_id\n", encoding="utf-8")
        files = incoming_hashes(asked)
        (folder / "run.json").write_text(json.dumps({"recipe": name, "files": files}), encoding="utf-8")
        write_manifest(folder)
        return folder

    return made


def let_out(asked: Asked, made: Path, kind: str) -> str:
    data = asked.folders.data
    entry = enter(
        data, made / "released", kind=kind, stem=asked.stem, year=2024, period="VB", recipient="alla",
        let_out_on=date(2025, 4, 1), run=made.name, recipe=made.name, read=load_register(data),
    )  # fmt: skip
    return entry.edition_id


def said(asked: Asked) -> list[str]:
    return list(late_lines(asked, load_register(asked.folders.data)))


def late_file(asked: Asked) -> Path:
    folder = asked.folders.incoming / "2024" / "VB"
    return Path(shutil.copy(folder / "ovning_farsta.xlsx", folder / "ovning_farsta_r2.xlsx"))


def test_nothing_is_said_before_a_run_and_where_nothing_has_come_after_it(asked: Asked, run: Run) -> None:
    assert said(asked) == []
    let_out(asked, run("2024-r01"), EDITION)
    assert said(asked) == []


def test_a_late_file_after_publication_needs_a_new_edition(asked: Asked, run: Run) -> None:
    edition = let_out(asked, run("2024-r01"), EDITION)
    late_file(asked)
    [line] = said(asked)
    assert line.startswith("1 fil har kommit eller ändrats efter den utgåva som gäller")
    assert edition in line and "en ny utgåva behövs" in line


def test_a_new_run_with_the_late_file_still_needs_to_be_published(asked: Asked, run: Run) -> None:
    let_out(asked, run("2024-r01"), EDITION)
    late_file(asked)
    made = run("2024-r02")
    assert ["en ny utgåva behövs" in line for line in said(asked)] == [True]
    let_out(asked, made, EDITION)
    assert said(asked) == []


def test_a_late_file_after_a_draft_needs_a_new_run_also_where_the_draft_is_out_for_review(
    asked: Asked, run: Run
) -> None:
    let_out(asked, run("2024-r01"), REVIEW)
    late_file(asked).write_bytes(b"")
    (asked.folders.incoming / "2023" / "VB" / "ovning_farsta.xlsx").unlink()
    assert said(asked) == ["2 filer har kommit eller ändrats efter körningen 2024-r01: kör report igen."]


def test_an_edition_whose_run_is_not_in_this_archive_is_said(asked: Asked, run: Run) -> None:
    let_out(asked, run("2024-r01"), EDITION)
    elsewhere = replace(asked, folders=replace(asked.folders, output=asked.folders.output / "annan"))
    [line] = said(elsewhere)
    assert "finns inte i arkivet" in line
