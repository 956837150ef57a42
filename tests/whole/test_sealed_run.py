"""A sealed run is complete and says itself what it is, to people and programs, and how it was made."""

from __future__ import annotations

import json
import re
import socket
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from commanding import ran

from samlad import __version__
from samlad.archive.audit.compare import LOG, NOT_COMPARED, TIMES
from samlad.archive.contents import CRATE, PARTS, README, REUSE, parts_in
from samlad.archive.manifest import read_manifest
from samlad.journal import STAGES

from .conftest import CHECKOUT, Desk

NOT_IN_A_DRAFT = {
    "register/", "andringar.csv", "publicering.yaml", "underlag.json", "gallring/", "manifest.sha256.sig"
}  # fmt: skip
"""Parts of editions, of public archives, of signed runs, and of what was destroyed or out before."""


@pytest.fixture
def run(built: Desk) -> Path:
    return built.output / "archive" / "2024-r01"


def read(run: Path, name: str) -> Any:
    return json.loads((run / name).read_text(encoding="utf-8"))


def test_everything_that_a_run_must_have_is_there_and_described(run: Path) -> None:
    found = set(parts_in(run))
    assert found == set(PARTS) - NOT_IN_A_DRAFT
    told = (run / README).read_text(encoding="utf-8")
    assert all(f"\n{part} " in told for part in found)
    assert {TIMES, LOG, CRATE, README, REUSE} <= read_manifest(run).keys()
    assert (run / "reference" / "programme" / "goals.csv").is_file()
    assert (run / "reference" / "codelists" / "periods.csv").is_file()
    assert "--hash=sha256:" in (run / "requirements.lock").read_text(encoding="utf-8")
    assert {"python", "system", "machine", "packages"} <= read(run, "environment.json").keys()
    received = {f"incoming/{one['file']}": one["sha256"] for one in read(run, "input.json")}
    sealed = read_manifest(run)
    assert received.items() <= sealed.items() and len(received) > 100
    assert read(run, REUSE) == {"reused": []}
    assert read(run, "run.json")["samlad"] == __version__


def test_the_log_says_each_stage_and_the_warnings_without_values_or_places(run: Path) -> None:
    text = (run / LOG).read_text(encoding="utf-8")
    heads = re.findall(r"^\S.*\((\w+)\)$", text, flags=re.MULTILINE)
    assert heads == list(STAGES)
    assert "Varningar: " in text
    warned = {one["rule_id"] for one in read(run, "gate.json")["findings"] if one["severity"] == "warning"}
    assert warned and all(f"Varning {rule}, " in text for rule in warned)
    host = socket.gethostname()
    assert "/" not in text and "\\" not in text
    assert len(host) < 7 or host not in text  # a short one, such as vm, may be part of any word


def test_the_times_say_when_each_stage_and_chapter_was_made_and_nothing_else_does(run: Path) -> None:
    times = read(run, TIMES)
    began, ended = (datetime.fromisoformat(times[key]) for key in ("started", "ended"))
    assert began <= ended
    assert [one["stage"] for one in times["stages"]] == list(STAGES)
    assert all(one["seconds"] >= 0 for one in times["stages"])
    assert abs(sum(one["seconds"] for one in times["stages"]) - (ended - began).total_seconds()) < 5
    chapters = {path.stem for path in (run / "chapters").iterdir()}
    assert times["chapters"].keys() == chapters and min(times["chapters"].values()) > 0
    assert {TIMES, LOG} < set(NOT_COMPARED)
    assert not re.search(r"\d\d:\d\d:\d\d", (run / CRATE).read_text(encoding="utf-8"))


def test_a_real_runs_crate_holds_both_profiles_without_a_network(
    run: Path, offline_validator: Callable[..., list[dict[str, Any]]]
) -> None:
    for profile in ("process-run-crate", "workflow-run-crate"):
        assert offline_validator(profile, run) == [{"passed": True, "issues": [], "tried": []}]


def test_a_sample_of_todays_format_can_be_made(run: Path, tmp_path: Path) -> None:
    script = "import pathlib, sys, sample_run as s; print(len(s.pack(s.make(pathlib.Path(sys.argv[1])))))"
    result = ran([sys.executable, "-c", script, tmp_path], cwd=CHECKOUT / "tests")
    assert result.returncode == 0, result.stderr
    made = tmp_path / "output" / "archive" / "2024-r01"
    assert set(parts_in(made)) == set(parts_in(run)) - {"analysis/", "corrections/"}
    assert 100_000 < int(result.stdout.splitlines()[-1]) <= 600_000
