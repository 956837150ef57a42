""".ci/run, with a stand-in for inv: it passes only where tests ran, none failed and none was skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def ci_run(folder: Path, inv: str) -> subprocess.CompletedProcess[str]:
    """Run a copy of .ci/run beside a stand-in for inv, with no programs to install."""
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", folder / ".ci" / "run")
    stand_in = folder / "inv"
    stand_in.write_text(f"#!/usr/bin/env bash\n{inv}\n")
    stand_in.chmod(0o755)
    return subprocess.run(
        [folder / ".ci" / "run"],
        env={**os.environ, "CI_PACKAGES": "", "CI_TIME_LIMIT": "1s"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_it_calls_the_readmes_command_and_passes_when_all_tests_did(tmp_path: Path) -> None:
    run = ci_run(tmp_path, '[ "$*" = test ] && echo "===== 412 passed in 93.11s (0:01:33) ====="')
    assert run.returncode == 0
    assert "Sammanfattning: ===== 412 passed in 93.11s (0:01:33) =====\nGodkänt.\n" in run.stdout


@pytest.mark.parametrize(
    ("inv", "reason"),
    [
        ('echo "== 412 passed, 1 skipped in 93.11s =="', "något test kördes inte"),
        ('echo "== 412 passed, 2 deselected in 93.11s =="', "något test kördes inte"),
        ('echo "== no tests ran in 0.11s =="', "inget test kördes"),
        ("true", "inget test kördes"),
        ('echo "== 1 failed, 411 passed in 93.11s =="; exit 1', "slutade med kod 1"),
        ("echo 'Disken är full' >&2; exit 1", "slutade med kod 1"),
        ("sleep 9", "inte klara inom 1s"),
    ],
)
def test_it_fails_and_says_why_otherwise(tmp_path: Path, inv: str, reason: str) -> None:
    run = ci_run(tmp_path, inv)
    assert run.returncode == 1
    assert reason in run.stderr
