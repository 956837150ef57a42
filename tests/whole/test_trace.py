"""`trace`: from a number of an archived run to the rows behind it, in the house and out of it."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from samlad.archive.public import seal_public

from .conftest import Desk

SECRET = "får inte lämna huset"


@pytest.fixture(scope="module")
def run(built: Desk) -> Path:
    return built.output / "archive" / "2024-r01"


@pytest.fixture(scope="module")
def public(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public archive of the same run, as publish seals it."""
    folder = tmp_path_factory.mktemp("publikt")
    copy = copytree(run, folder / run.name)
    facts = json.loads((copy / "run.json").read_text(encoding="utf-8"))
    (copy / "run.json").write_text(json.dumps({"edition": None, **facts}), encoding="utf-8")
    (copy / "andringar.csv").touch()
    (folder / "arbete").mkdir()
    key = next((copy / "hemligt").iterdir()).read_bytes().strip()
    made = seal_public(copy, folder / "arbete", key, None)
    rmtree(copy)
    return made


def trace(desk: Desk, run: Path, number_id: str) -> str:
    result = desk.run("trace", "--run", str(run), "--id", number_id)
    assert result.returncode == 0, result.stderr
    return result.stdout


def rows(run: Path, name: str) -> list[dict[str, str]]:
    with (run / "released" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_number_is_followed_to_files_rows_and_values_in_the_house(built: Desk, run: Path) -> None:
    said = trace(built, run, "3.I1/farsta/2024")
    [cell] = [one for one in rows(run, "cells") if one["cell_id"] == "3.I1/farsta/2024/VB/totalt/alla"]
    assert SECRET in said.splitlines()[0]
    assert "3.I1/farsta/2024/VB/totalt/alla" in said
    assert f"Uträkning: 100 × {cell['numerator']} / {cell['denominator']} = {cell['text']}" in said
    assert "fil 2024/VB/ovning_farsta.xlsx, blad Indikatorer, rad 3" in said
    assert f"Täljare: {cell['numerator']}\n" in said
    assert "Indikator-id: 3.I1\n" in said


def test_every_row_behind_a_total_is_told_with_what_stands_in_it(built: Desk, run: Path) -> None:
    said = trace(built, run, "5.I1/stad/2024/VB/kvinnor")
    [cell] = [one for one in rows(run, "cells") if one["cell_id"] == "5.I1/stad/2024/VB/kvinnor/alla"]
    parts = [int(n) for n in re.findall(r"^    Täljare: (\d+)$", said, re.M)]
    assert len(parts) == 4
    assert sum(parts) == int(cell["numerator"])


def test_in_the_public_archive_files_have_a_keyed_hash_and_values_are_absent(
    built: Desk, public: Path
) -> None:
    said = trace(built, public, "3.I1/farsta/2024")
    [origin] = [one for one in rows(public, "origins") if one["cell_id"] == "3.I1/farsta/2024/VB/totalt/alla"]
    assert SECRET not in said
    assert f"fil med nycklad hash {origin['file']}, blad Indikatorer, rad 3" in said
    assert "ovning_farsta" not in said
    assert "Indikator-id" not in said
    assert "radens nummer anges inte" in trace(built, public, "5.I1/stad/2024/VB/kvinnor")


@pytest.mark.parametrize(
    "name", ["cells", "targets", "activity_counts", "own_indicators", "surveys", "deliveries", "plan_senders"]
)
def test_a_number_of_every_kind_is_followed(built: Desk, public: Path, name: str) -> None:
    first = next(
        row for row in rows(public, name) if row["year"] == "2024" and row.get("area", "stad") == "stad"
    )
    number_id = {
        "cells": "{cell_id}", "targets": "{indicator_id}/{committee_id}/{year}/{period}/arsmal/{setter}",
        "activity_counts": "{activity_id}/{area}/{year}/{period}",
        "own_indicators": "egen/{committee_id}/{own_id}/{year}/{period}/{sex}/{age_group}",
        "surveys": "enkat/{committee_id}/{year}/{period}/{own_id}/{position}",
        "deliveries": "leverans/{committee_id}/{year}/{period}",
        "plan_senders": "leverans/{committee_id}/{year}/{period}",
    }[name].format_map({"cell_id": "", **first})  # fmt: skip
    said = trace(built, public, number_id)
    assert "Underlag: " in said
    assert "nycklad hash" in said


def test_a_published_value_leads_to_its_source_and_to_nothing_received(built: Desk, public: Path) -> None:
    said = trace(built, public, "serie/okf1-elever-litar-ak8-totalt/2023")
    assert "Värde: 5,8 (2023, " in said
    assert "Källa: Operation Kvinnofrid" in said
    assert "reference/comparison/values.csv, raderna med series_id okf1-elever-litar-ak8-totalt" in said
    assert "Underlag" not in said


def test_an_unknown_id_is_a_usage_error_with_those_that_are_near(built: Desk, run: Path) -> None:
    result = built.run("trace", "--run", str(run), "--id", "3.I1/Farsta/2024")
    assert result.returncode == 2
    assert "inget publicerat tal med id 3.I1/Farsta/2024" in result.stderr
    assert "närmast: 3.I1/farsta/2024/VB/totalt/alla" in result.stderr
    assert built.run("trace", "--run", str(run), "--id", "__import__('os')").returncode == 2
    assert built.run("trace", "--run", str(run)).returncode == 2


def test_a_run_made_before_origins_were_kept_says_so(built: Desk, run: Path, tmp_path: Path) -> None:
    copy = copytree(run, tmp_path / run.name)
    for name in ("released", "disclosure"):
        (copy / name / "origins.csv").unlink()
    result = built.run("trace", "--run", str(copy), "--id", "3.I1/stad/2024")
    assert result.returncode == 2
    assert "gjord innan talens ursprung sparades" in result.stderr


def test_where_the_input_was_destroyed_it_says_so_and_tells_the_places(
    built: Desk, run: Path, tmp_path: Path
) -> None:
    copy = copytree(run, tmp_path / "output" / "archive" / run.name)
    words = ("gallra", "--run", str(copy), "--beslut", "ÖVNING 2029/1", "--output", str(tmp_path / "output"))
    result = built.run(*words)
    assert result.returncode == 0, result.stderr
    said = trace(built, copy, "3.I1/farsta/2024")
    assert "gallrade enligt beslut ÖVNING 2029/1" in said
    assert "fil 2024/VB/ovning_farsta.xlsx, blad Indikatorer, rad 3" in said
    assert "Indikator-id" not in said
