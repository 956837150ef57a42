"""A run that is damaged or half copied: it is named, never reused, and never in the way of the next one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from samlad.archive.closed_world import faults_in
from samlad.archive.manifest import MANIFEST, files_in, write_manifest
from samlad.archive.runs import damaged, next_run, same_recipe

NAMES = ("run.json", "html/index.html", "html/mal-1.html", "incoming/a.xlsx", "released/cells.csv")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two sealed runs, of recipe `a` and of recipe `b`."""
    for number, recipe in enumerate("ab", start=1):
        run = tmp_path / f"2024-r{number:02d}"
        for name in NAMES:
            (run / name).parent.mkdir(parents=True, exist_ok=True)
            (run / name).write_text(json.dumps({"recipe": recipe}), encoding="utf-8")
        write_manifest(run)
    return tmp_path


def truncate(run: Path) -> None:
    path = run / "run.json"
    path.write_bytes(path.read_bytes()[:5])


def change_page(run: Path) -> None:
    (run / "html" / "index.html").write_text("annat", encoding="utf-8")


def lose_table(run: Path) -> None:
    (run / "released" / "cells.csv").unlink()


def empty_manifest(run: Path) -> None:
    (run / MANIFEST).write_bytes(b"")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (truncate, "2024-r02/run.json: filen är ändrad"),
        (change_page, "2024-r02/html/index.html: filen är ändrad"),
        (lose_table, "2024-r02/released/cells.csv: filen saknas"),
        (empty_manifest, "2024-r02/html/index.html: filen står inte i manifestet (och 5 fel till)"),
    ],
)
def test_a_damaged_newest_run_is_named_and_not_reused(
    archive: Path, damage: Callable[[Path], None], said: str
) -> None:
    assert same_recipe(archive, "2024", "b") == archive / "2024-r02"
    assert damaged(archive, "2024") == ()
    damage(archive / "2024-r02")
    assert same_recipe(archive, "2024", "b") is None
    assert damaged(archive, "2024") == (said,)
    assert next_run(archive, "2024").name == "2024-r03"


def test_a_copy_that_stopped_anywhere_is_told_by_the_audit_and_the_next_report(archive: Path) -> None:
    whole = archive / "2024-r02"
    files = list(files_in(whole))
    for count in range(len(files)):
        copy = archive / "2024-r03"
        for name in files[:count]:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(whole / name, copy / name)
        copy.mkdir(exist_ok=True)
        assert faults_in(copy) != ()
        [line] = damaged(archive, "2024")
        assert line.startswith("2024-r03/")
        assert same_recipe(archive, "2024", "b") in (whole, None)
        assert next_run(archive, "2024").name == "2024-r04"
        shutil.rmtree(copy)


def test_a_file_that_no_report_takes_from_the_archive_does_not_make_a_new_run(archive: Path) -> None:
    (archive / "2024-r02" / "incoming" / "a.xlsx").unlink()
    assert same_recipe(archive, "2024", "b") == archive / "2024-r02"
    assert damaged(archive, "2024") == ("2024-r02/incoming/a.xlsx: filen saknas",)
