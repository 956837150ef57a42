"""What is said at the desk: help in Swedish, and a sentence where what is said does not arrive."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
FULL = Path("/dev/full")


def run(*words: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "samlad.program", *words]
    return subprocess.run(
        command,
        cwd=CHECKOUT,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT / "src"), "PYTHONIOENCODING": "utf-8"},
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("words", [("report", "--help"), ("--help", "publish"), ("--help",)])
def test_help_is_swedish_and_about_our_commands(words: tuple[str, ...]) -> None:
    said = run(*words).stdout
    assert "./inv" in said
    assert not [
        one for one in ("Usage", "Options", "Docstring", "STRING", "INT ", "Core", "task") if one in said
    ], said


@pytest.mark.skipif(not FULL.exists(), reason="datorn har ingen /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [("--list",), ("nytt-ar", "--year", "2026")])
def test_what_cannot_be_written_is_a_sentence_and_no_fault_of_ours(
    words: tuple[str, ...], unbuffered: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    for name in ("data", "params"):
        (tmp_path / name).mkdir()
    (tmp_path / "params" / "2025.yaml").write_bytes((CHECKOUT / "params" / "2025.yaml").read_bytes())
    folders = ("--data", str(tmp_path / "data"), "--params", str(tmp_path / "params"))
    with FULL.open("w") as full:
        result = run(*words, *(folders if words[0] == "nytt-ar" else ()), stdout=full.fileno())
    assert result.returncode == 74
    assert result.stderr.startswith("Utskriften kom inte fram")
    assert "Traceback" not in result.stderr
    assert "Fel i Samlad" not in result.stderr


def test_a_reader_that_has_gone_is_no_fault() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = run("--list", stdout=writing)
    finally:
        os.close(writing)
    assert result.stderr == ""
