"""Documentation that can be followed: links lead somewhere, and commands are there with the flags shown."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from invoke.collection import Collection

FENCED = re.compile(r"^ *```[^\n]*\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"^\s*(?:\./inv|py (?:-3 )?inv|invoke)\s+(?P<words>[a-z].*)$", re.MULTILINE)
POINTER = re.compile(r"docs/[\w/-]+\.md")


@pytest.fixture(scope="session")
def commands(checkout: Path) -> dict[str, set[str]]:
    """Flags of every command, by its name, as invoke would read them."""
    spec = importlib.util.spec_from_file_location("samlad_tasks", checkout / "tasks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    contexts = Collection.from_module(module).to_contexts()
    return {str(one.name): set(one.flags) | set(one.inverse_flags) for one in contexts}


def code_in(text: str) -> Iterator[str]:
    """Fenced blocks, then code spans outside them."""
    yield from FENCED.findall(text)
    yield from SPAN.findall(FENCED.sub("", text))


def written_commands(text: str) -> Iterator[list[str]]:
    """The words of every command that a page shows, after `./inv`."""
    for code in code_in(text):
        for match in COMMAND.finditer(code):
            yield shlex.split(match["words"], comments=True)


def test_every_relative_link_leads_to_a_file(checkout: Path, documents: dict[str, str]) -> None:
    dead = []
    for name, text in documents.items():
        for target in LINK.findall(FENCED.sub("", text)):
            place = target.partition("#")[0]
            if "://" not in target and place and not (checkout / name).parent.joinpath(place).exists():
                dead.append(f"{name}: {target}")
    assert dead == []


def test_every_section_and_decision_that_the_code_names_is_there(checkout: Path) -> None:
    folder = checkout / "docs" / "explanation"
    sections = set(re.findall(r"^## (§\d+) ", (folder / "architecture.md").read_text("utf-8"), re.MULTILINE))
    decisions = set(re.findall(r"^(\d+)\. ", (folder / "beslut.md").read_text("utf-8"), re.MULTILINE))
    looks = set(re.findall(r"^## ([\w ]+?)(?: \(|$)", (folder / "look.md").read_text("utf-8"), re.MULTILINE))
    code = [*(checkout / "src").rglob("*.py"), *(checkout / "benchmarks").glob("*.py")]
    written = "".join(path.read_text(encoding="utf-8") for path in code)
    assert set(re.findall(r"ARCHITECTURE\s+(§?\w+)", written)) <= sections
    assert (
        set(re.findall(r"\d+", " ".join(re.findall(r"\(.*?beslut ([\d, –and-]+)\)", written)))) <= decisions
    )
    assert set(re.findall(r"\(LOOK, ([\w ]+)\)", written)) <= looks
    assert not re.findall(r"\b(?:DOMAIN|LOOK\.md)\b (?:§|decision)", written)


def test_every_page_can_be_reached_from_the_index(checkout: Path, documents: dict[str, str]) -> None:
    folder = checkout / "docs"
    linked = {(folder / target).resolve() for target in LINK.findall(documents["docs/index.md"])}
    pages = {path.resolve() for path in folder.rglob("*.md")} - {folder / "index.md"}
    assert sorted(path.name for path in pages - linked) == []


def test_every_command_shown_is_there_with_its_flags(
    documents: dict[str, str], commands: dict[str, set[str]]
) -> None:
    unknown = []
    for name, text in documents.items():
        for command, *rest in written_commands(text):
            flags = {word.partition("=")[0] for word in rest if word.startswith("--")}
            if command not in commands:
                unknown.append(f"{name}: {command}")
            else:
                unknown += [f"{name}: {command} {flag}" for flag in sorted(flags - commands[command])]
    assert unknown == []


def test_the_pages_do_show_commands(documents: dict[str, str]) -> None:
    shown = {words[0] for text in documents.values() for words in written_commands(text)}
    assert {"report", "validate", "status", "lab", "test"} <= shown


def test_every_command_is_named_in_the_readme(
    documents: dict[str, str], commands: dict[str, set[str]]
) -> None:
    named = {words[0] for words in written_commands(documents["README.md"])}
    assert set(commands) - named == set()


def test_every_page_that_a_message_points_to_is_there(checkout: Path) -> None:
    pointers = {
        (path.relative_to(checkout).as_posix(), page)
        for folder in ("src/samlad", "expectations", "params", "data")
        for path in (checkout / folder).rglob("*")
        if path.suffix in (".py", ".json", ".yaml")
        for page in POINTER.findall(path.read_text(encoding="utf-8"))
    }
    assert sorted(f"{where}: {page}" for where, page in pointers if not (checkout / page).exists()) == []
