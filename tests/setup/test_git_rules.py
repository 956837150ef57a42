"""What git leaves out and what it must not touch: real data and secrets stay at the desk."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty repository with our rules."""
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    for name in (".gitignore", ".gitattributes"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def git(repository: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """git in the repository, without the user's own rules."""
    command = ["git", "-C", repository, "-c", "core.excludesFile=", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    "path",
    [
        "data/incoming/2024/VB/farsta.xlsx",
        "data/incoming/readme.txt",
        "data/hemligt/fro-2024",
        "data/publicering/2024.yaml",
        "data/released.yaml",
        "data/.las-register",
        "examples/kolada/hemligt/fro-2023",
        "output/2024/index.html",
        "lokalt.yaml",
        ".venv/bin/python",
        ".venv-installation.log",
        "src/samlad/__pycache__/paths.cpython-311.pyc",
    ],
)
def test_real_data_secrets_and_what_is_made_are_left_out(repository: Path, path: str) -> None:
    assert git(repository, "check-ignore", "--quiet", path).returncode == 0


@pytest.mark.parametrize(
    "path",
    [
        "data/incoming/2024/VB/ovning_farsta.xlsx",
        "data/hemligt/ovning_fro",
        "examples/kolada/hemligt/oppen_fro",
        "data/analysis/2024/mal-1.md",
        "examples/kolada/incoming/2023/VB/nacka.csv",
        "examples/kolada/output.md",
        "requirements.lock",
        ".ci/run",
    ],
)
def test_training_data_examples_and_sources_are_kept(repository: Path, path: str) -> None:
    assert git(repository, "check-ignore", "--quiet", path).returncode == 1


@pytest.mark.parametrize(
    ("path", "line_ends"),
    [
        ("data/incoming/2024/VB/ovning_farsta.csv", "unset"),
        ("tests/fixtures/cp1252.csv", "unset"),
        ("examples/kolada/incoming/2023/VB/nacka.csv", "unset"),
        ("data/comparison/values.csv", "auto"),
        ("inv", "auto"),
    ],
)
def test_received_files_keep_their_bytes_and_our_own_text_is_the_same_everywhere(
    repository: Path, path: str, line_ends: str
) -> None:
    assert git(repository, "check-attr", "text", "--", path).stdout == f"{path}: text: {line_ends}\n"
    assert git(repository, "check-attr", "eol", "--", path).stdout == f"{path}: eol: lf\n"
