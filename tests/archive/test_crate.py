"""The crate says what a run is to programs of others: what is there and nothing else, and no clock."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from samlad.archive.contents import CRATE, PARTS
from samlad.archive.crate import TERMS, write_crate
from samlad.archive.crate_steps import MEMORY, STEPS
from samlad.archive.manifest import MANIFEST, files_in, write_manifest
from samlad.archive.readme import write_readme
from samlad.journal import STAGES

Validate = Callable[..., list[dict[str, Any]]]
OFFICIAL = Path(__file__).parents[1] / "fixtures" / "ro-crate" / "context-1.1.jsonld"
FACTS = {
    "format_version": 1, "samlad": "0.1.0", "kind": "internt", "stem": "2024", "title": "Uppföljning 2024",
    "report_date": "2025-03-31", "dnr": "PROV 1", "synthetic": True, "edition": None,
}  # fmt: skip
WORDS = {
    "publisher": "Ånge stad", "licence_path": "https://creativecommons.org/publicdomain/zero/1.0/",
    "licence_title": "CC0", "licence_text": "Får användas fritt.",
}  # fmt: skip
SECRET = ("incoming/2024/VB/Ånges svar #1 (ny).csv", "input.json", "gate.json", "disclosure.json",
          "disclosure/intervals.csv", "hemligt/fro-2024", "logg.txt", "tider.json",
          "INTERNT.txt")  # fmt: skip
OPEN = ("params/2024.yaml", "reference/words.yaml", "notebooks/mal.ipynb", "source.tar", "requirements.lock",
        "released/cells.csv", "chapters/mal-1.ipynb", "html/index.html", "html/data/outcomes.csv",
        "run.json", "environment.json", "reuse.json")  # fmt: skip


def lay(folder: Path, *names: str, **facts: object) -> Path:
    """A run of the named files, described and sealed."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name}\n", encoding="utf-8")
    (folder / "released" / "words.json").write_text(json.dumps(WORDS), encoding="utf-8")
    write_readme(folder, FACTS | facts)
    write_crate(folder, FACTS | facts)
    write_manifest(folder)
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return lay(tmp_path / "2024-r01", *SECRET, *OPEN)


def read(run: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((run / CRATE).read_text(encoding="utf-8"))
    return content


def entities(run: Path) -> dict[str, dict[str, Any]]:
    return {one["@id"]: one for one in read(run)["@graph"]}


def kinds(entity: dict[str, Any]) -> list[str]:
    found = entity["@type"]
    return [found] if isinstance(found, str) else found


def targets(value: Any) -> list[str]:
    return [one["@id"] for one in (value if isinstance(value, list) else [value])]


def test_every_file_is_named_and_no_other(run: Path) -> None:
    named = {unquote(name) for name, one in entities(run).items() if "File" in kinds(one)}
    assert named == set(files_in(run)) - {CRATE}


def test_every_stage_is_an_action_with_its_program_what_it_took_and_what_it_gave(run: Path) -> None:
    found = entities(run)
    assert [step.key for step in STEPS] == list(STAGES)
    for step in STEPS:
        action = found[f"#steg-{step.key}"]
        assert kinds(action) == ["CreateAction"]
        for tool in targets(action["instrument"]):
            assert {"SoftwareApplication", "SoftwareSourceCode"} & set(kinds(found[tool]))
        for one in (*targets(action["object"]), *targets(action["result"])):
            assert one in found
        assert action["object"] and action["result"]


def test_every_stage_takes_what_an_earlier_one_gave_in_memory() -> None:
    given: set[str] = set()
    for step in STEPS:
        assert {one for one in step.takes if one in MEMORY} <= given
        given |= set(step.gives)
    assert set(MEMORY) <= given


def test_every_reference_leads_to_something_in_the_crate_or_on_the_web(run: Path) -> None:
    found = entities(run)
    for entity in found.values():
        for value in entity.values():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict):
                    assert one["@id"] in found or one["@id"].startswith("https://w3id.org/ro/crate/")


def test_the_same_folder_gives_the_same_bytes_wherever_it_lies(run: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(run, tmp_path / "annan å"))
    before = (run / CRATE).read_bytes()
    write_crate(other, FACTS)
    assert (other / CRATE).read_bytes() == before
    assert read(run)["@graph"][1]["datePublished"] == "2025-03-31"


def test_whether_a_run_is_signed_is_not_for_the_crate_to_say(run: Path) -> None:
    before = (run / CRATE).read_bytes()
    (run / "manifest.sha256.sig").write_text("x", encoding="utf-8")
    write_crate(run, FACTS)
    assert (run / CRATE).read_bytes() == before


def test_the_terms_are_those_of_the_official_context(run: Path) -> None:
    official = json.loads(OFFICIAL.read_text(encoding="utf-8"))
    ours = json.loads(TERMS.read_text(encoding="utf-8"))
    assert official["license"]["@id"].startswith("https://creativecommons.org/publicdomain/zero")
    assert ours["@context"].items() <= official["@context"].items()
    assert read(run)["@context"].items() <= ours["@context"].items()


def test_a_public_crate_names_nothing_that_was_left_out(tmp_path: Path) -> None:
    public = lay(tmp_path / "2024-r01-public", *OPEN, kind="publikt", edition={"id": "2024-u1"})
    text = (public / CRATE).read_text(encoding="utf-8")
    assert not [name for name in SECRET if name.partition("/")[0] + "/" in text or f'"{name}"' in text]
    found = entities(public)
    assert found["./"]["license"] == {"@id": WORDS["licence_path"]}
    assert (found["./"]["creativeWorkStatus"], found["./"]["version"]) == ("utgåva", "2024-u1")
    assert "#steg-intake" in found


def test_the_text_for_people_tells_every_part_and_what_was_left_out(run: Path, tmp_path: Path) -> None:
    text = (run / "LASMIG.txt").read_text(encoding="utf-8")
    tops = {name.partition("/")[0] + ("/" if "/" in name else "") for name in files_in(run)}
    assert all(f"\n{top} " in text for top in tops | {MANIFEST, CRATE})
    assert "Ingenting är utelämnat." in text
    assert "register/" not in text
    public = lay(tmp_path / "public", *OPEN, kind="publikt")
    write_readme(public, FACTS | {"kind": "publikt"}, [("incoming/", "de kan röja enskilda")])
    text = (public / "LASMIG.txt").read_text(encoding="utf-8")
    assert "de kan röja enskilda" in text and "reproduce" not in text
    assert max(map(len, text.splitlines())) <= 110


def test_what_a_newer_part_is_called_is_told_though_nothing_is_known_of_it(run: Path) -> None:
    (run / "nytt.json").write_text("{}", encoding="utf-8")
    write_crate(run, FACTS)
    assert "nytt.json" in entities(run) and "nytt.json" not in PARTS


def spoiled(run: Path, folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """A copy of the run whose crate is changed."""
    copy = Path(shutil.copytree(run, folder))
    content = read(copy)
    change(content)
    (copy / CRATE).write_text(json.dumps(content), encoding="utf-8")
    return copy


def entity(content: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in content["@graph"] if one["@id"] == name)
    return found


def test_the_validator_passes_a_whole_crate_and_no_broken_one_without_a_network(
    run: Path, tmp_path: Path, offline_validator: Validate
) -> None:
    missing = Path(shutil.copytree(run, tmp_path / "saknar fil"))
    (missing / "released" / "cells.csv").unlink()
    idle = spoiled(run, tmp_path / "utan verktyg", lambda one: entity(one, "#steg-release").pop("instrument"))
    context = "https://w3id.org/ro/crate/1.1/context"
    linked = spoiled(run, tmp_path / "utan ord", lambda one: one.update({"@context": context}))
    public = lay(tmp_path / "2024-r01-public", *OPEN, kind="publikt", edition={"id": "2024-u1"})
    crates = (run, public, missing, idle, linked)
    found = dict(zip(crates, offline_validator("process-run-crate", *crates), strict=True))
    assert found[run] == found[public] == {"passed": True, "issues": [], "tried": []}
    assert any("released/cells.csv" in issue for issue in found[missing]["issues"])
    assert any("MUST have an instrument" in issue for issue in found[idle]["issues"])
    # A crate that has its terms on the web can't be read here: the network is closed indeed.
    assert not found[linked]["passed"]


def test_the_run_is_a_workflow_too_when_its_code_is_there(
    run: Path, tmp_path: Path, offline_validator: Validate
) -> None:
    assert offline_validator("workflow-run-crate", run) == [{"passed": True, "issues": [], "tried": []}]
    bare = lay(tmp_path / "bara", *(name for name in OPEN if name != "source.tar"))
    conforms = targets(entities(bare)["./"]["conformsTo"])
    assert conforms == ["https://w3id.org/ro/wfrun/process/0.5"]
    assert "mainEntity" not in entities(bare)["./"]
