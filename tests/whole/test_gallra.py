"""`gallra`, as an archivist does it: a copy of the run and of the data, in folders outside the checkout."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest

from samlad.archive.destroying.secret_parts import is_taken, unknown_parts
from samlad.archive.manifest import files_in

from .conftest import Desk

DECISION = "ÖVNING 2029/7"
RETENTION = 'retention: {decision: "ÖVNING 2024/9", received: 2025-04-01, feedback: 2025-04-01}\n'


@dataclass(frozen=True)
class Archivist:
    """Copies of a desk's folders, with days in the params, and the desk whose commands are used."""

    desk: Desk
    root: Path

    @property
    def run(self) -> Path:
        return self.root / "output" / "archive" / "2024-r01"

    def gallra(self, *words: str) -> str:
        folders = [f"--{name}={self.root / name}" for name in ("data", "params", "output")]
        result = self.desk.run("gallra", *words, *folders)
        assert result.returncode == 0, result.stderr
        return result.stdout

    def audit(self, depth: str) -> tuple[int, str]:
        result = self.desk.run("audit", "--run", str(self.run), "--depth", depth, "--trust")
        return result.returncode, result.stdout + result.stderr


def at(desk: Desk, folder: Path) -> Archivist:
    for name in ("data", "params", "output"):
        shutil.copytree(desk.checkout / name, folder / name)
    with (folder / "params" / "2024.yaml").open("a", encoding="utf-8") as stream:
        stream.write(RETENTION)
    return Archivist(desk, folder)


@pytest.fixture
def archivist(built: Desk, tmp_path: Path) -> Archivist:
    return at(built, tmp_path)


@pytest.fixture
def small_archivist(small_built: Desk, tmp_path: Path) -> Archivist:
    return at(small_built, tmp_path)


def test_every_part_of_a_run_is_judged_secret_or_not(built: Desk) -> None:
    names = list(files_in(built.output / "archive" / "2024-r01"))
    assert unknown_parts(names) == []
    assert any(is_taken(name) for name in names)


def test_a_run_without_its_input_is_verified_and_rendered_again_but_not_reproduced(
    small_archivist: Archivist, state: Callable[[Path], dict[str, bytes]]
) -> None:
    archivist = small_archivist
    before = state(archivist.run)
    said = archivist.gallra("--run", str(archivist.run), "--beslut", DECISION)
    after = state(archivist.run)
    assert "inte signerad" in said
    assert {name for name in before if name not in after} == {name for name in before if is_taken(name)}
    assert {name for name in after if name not in before} == {
        "gallring/gallring.json",
        "gallring/manifest.sha256",
    }
    assert {name: after[name] for name in before if name in after} == {
        name: content for name, content in before.items() if not is_taken(name)
    }
    crate = json.loads(after["ro-crate-metadata.json"])["@graph"]
    named = {unquote(one["@id"]) for one in crate if "File" in one["@type"]}
    assert {name for name in named if name not in after} == {name for name in before if is_taken(name)}
    code, said = archivist.audit("verify")
    assert code == 0
    assert f"Underlag gallrat enligt beslut {DECISION}" in said and "gallring/gallring.json" in said
    assert archivist.audit("rerender")[0] == 0
    code, said = archivist.audit("reproduce")
    assert code == 19
    assert "kan inte återskapas" in said and DECISION in said


def test_the_years_received_files_go_and_the_report_and_the_run_stay(archivist: Archivist) -> None:
    output, data = archivist.root / "output", archivist.root / "data"
    assert "Ingenting har tagits bort" in archivist.gallra("--year", "2024")
    assert (data / "incoming" / "2024").is_dir()
    archivist.gallra("--year", "2024", "--utfor")
    assert not (data / "incoming" / "2024").exists()
    assert (data / "incoming" / "2023").is_dir()
    assert not (output / "feedback" / "2024-VB").exists()
    assert (output / "2024" / "index.html").is_file()
    assert archivist.audit("verify")[0] == 0
    [path] = (output / "gallring").glob("ar-2024-*.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    assert (content["state"], content["decision"]) == ("avslutad", "ÖVNING 2024/9")
    assert "ovning_" not in path.read_text(encoding="utf-8")
