"""An edition's two archives describe themselves: what each is and holds, and what the public one lacks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from samlad.archive.audit.compare import LOG
from samlad.archive.contents import CRATE, PARTS, README, parts_in
from samlad.archive.manifest import SIGNATURE, files_in
from samlad.archive.public import LEFT_OUT


def entities(run: Path) -> dict[str, dict[str, Any]]:
    graph = json.loads((run / CRATE).read_text(encoding="utf-8"))["@graph"]
    return {one["@id"]: one for one in graph}


def test_both_crates_are_valid_without_a_network(
    internal: Path, public: Path, offline_validator: Callable[..., list[dict[str, Any]]]
) -> None:
    good = {"passed": True, "issues": [], "tried": []}
    assert offline_validator("workflow-run-crate", internal, public) == [good, good]


def test_each_crate_names_every_file_of_its_own_and_the_edition(internal: Path, public: Path) -> None:
    for run in (internal, public):
        found = entities(run)
        named = {unquote(name) for name, one in found.items() if "File" in one["@type"]}
        assert named == set(files_in(run)) - {CRATE, SIGNATURE}
        assert (found["./"]["version"], found["./"]["creativeWorkStatus"]) == ("2024-u1", "utgåva")
    assert "incoming/" in entities(internal) and "incoming/" not in entities(public)
    assert entities(public)["./"]["license"]["@id"].startswith("https://creativecommons.org/")


def test_each_text_tells_its_parts_and_what_is_left_out_and_why(internal: Path, public: Path) -> None:
    for run in (internal, public):
        text = (run / README).read_text(encoding="utf-8")
        assert "Utgåva 2024-u1." in text
        assert set(parts_in(run)) <= PARTS.keys()
        assert all(f"\n{part} " in text for part in parts_in(run))
    assert "Ingenting är utelämnat." in (internal / README).read_text(encoding="utf-8")
    told = " ".join((public / README).read_text(encoding="utf-8").split())
    assert all(f"- {what}: {why}." in told for what, why in LEFT_OUT)
    assert not (public / LOG).exists() and "--depth reproduce" not in told


def test_the_editions_log_ends_with_its_publication(internal: Path) -> None:
    assert (
        (internal / LOG)
        .read_text(encoding="utf-8")
        .splitlines()[-1]
        .startswith("Gav ut utkastet som 2024-u1")
    )
