"""A run of a format that this version doesn't know is refused in words, before anything is said of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from samlad.archive.audit.audit import audit
from samlad.archive.audit.verdict import Asked
from samlad.archive.differences.diff import open_run
from samlad.archive.manifest import write_manifest
from samlad.archive.runs import FORMAT_VERSION
from samlad.commands.lab import named_run
from samlad.errors import AuditError


def lay(folder: Path, facts: Any) -> Path:
    for name in ("chapters", "released", "html"):
        (folder / name).mkdir(parents=True)
    (folder / "released" / "run.json").write_text("{}", encoding="utf-8")
    (folder / "run.json").write_text(json.dumps(facts), encoding="utf-8")
    write_manifest(folder)
    return folder


def check(run: Path) -> object:
    return audit(Asked(run))


@pytest.mark.parametrize("command", [check, open_run, named_run])
def test_a_newer_format_is_refused_with_the_version_that_is_needed(
    tmp_path: Path, command: Callable[[Path], object]
) -> None:
    run = lay(tmp_path / "2031-r01", {"format_version": FORMAT_VERSION + 1, "samlad": "7.2.0"})
    with pytest.raises(AuditError) as refused:
        command(run)
    assert refused.value.exit_code == 19
    assert f"har format {FORMAT_VERSION + 1}" in str(refused.value)
    assert "Samlad 7.2.0 eller senare" in str(refused.value)


def test_a_newer_format_that_does_not_say_its_maker_is_refused_too(tmp_path: Path) -> None:
    run = lay(tmp_path / "2031-r01", {"format_version": FORMAT_VERSION + 1})
    with pytest.raises(AuditError, match="läser till och med format") as refused:
        audit(Asked(run))
    assert "den Samlad som gjorde den" in str(refused.value)


@pytest.mark.parametrize(
    "facts", [{}, {"format_version": "1"}, {"format_version": 0}, {"format_version": True}, []]
)
def test_a_run_that_does_not_say_its_format_is_refused(tmp_path: Path, facts: Any) -> None:
    with pytest.raises(AuditError, match="inte vilket format"):
        audit(Asked(lay(tmp_path / "2024-r01", facts)))


def test_todays_format_is_read(tmp_path: Path) -> None:
    assert audit(Asked(lay(tmp_path / "2024-r01", {"format_version": FORMAT_VERSION}))).faults == ()
