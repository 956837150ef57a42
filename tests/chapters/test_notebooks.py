"""The form of the notebooks: prose and one-call cells, nothing typed that is data (ARCHITECTURE §4)."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from samlad.chapters import registry
from samlad.execution.plans import OTHER
from samlad.params import SECTIONS

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
PARAMETERS = {"year": int, "period": str, "subject": str, "released": str}
CALL = re.compile(r'chapter\.(heading|sentence|table|figure|section|prose)\((?:"([a-z0-9_]+)")?\)')
OPENING = (
    "from samlad.chapters import open_chapter\n\nchapter = open_chapter(year, period, subject, released)"
)
DATA_WORDS = ("nämnd", "stad", "bolag", "kommun", "våld", "stockholm", "kolada")


def cells(path: Path, kind: str) -> list[dict[str, Any]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in content["cells"] if cell["cell_type"] == kind]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def calls() -> list[tuple[str, str]]:
    found = []
    for path in NOTEBOOKS:
        for cell in cells(path, "code")[2:]:
            match = CALL.fullmatch(source(cell))
            assert match is not None, f"{path.name}: {source(cell)}"
            found.append((match[1], match[2] or ""))
    return found


def test_there_is_one_notebook_for_each_kind_of_chapter_and_one_for_what_is_no_goals_own() -> None:
    assert {path.stem for path in NOTEBOOKS} == {*SECTIONS, OTHER}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_valid_and_carries_no_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.samlad.chapter == path.stem
    assert all(cell.outputs == [] and cell.execution_count is None for cell in notebook.cells
               if cell.cell_type == "code")  # fmt: skip


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_first_cell_declares_the_parameters_and_the_second_opens_the_chapter(path: Path) -> None:
    first, second = cells(path, "code")[:2]
    assert first["metadata"]["tags"] == ["parameters"]
    tree = ast.parse(source(first))
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    declared = {ast.unparse(node.targets[0]): type(ast.literal_eval(node.value)) for node in assigned}
    assert len(assigned) == len(tree.body)
    assert declared == PARAMETERS
    assert source(second) == OPENING


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_other_code_cell_is_one_call(path: Path) -> None:
    for cell in cells(path, "code")[2:]:
        assert CALL.fullmatch(source(cell)), source(cell)
        assert cell["metadata"] == {}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_prose_types_no_number_and_no_word_that_is_data(path: Path) -> None:
    for cell in cells(path, "markdown"):
        assert not re.search(r"[0-9]", source(cell))
        assert not any(word in source(cell).casefold() for word in DATA_WORDS), source(cell)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cell_ids_can_be_read_and_differ(path: Path) -> None:
    ids = [cell["id"] for kind in ("code", "markdown") for cell in cells(path, kind)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]+", cell_id) for cell_id in ids)


def test_every_name_that_a_notebook_uses_exists_and_every_name_is_used() -> None:
    used = {(kind, name) for kind, name in calls() if kind != "heading"}
    known = {(kind, name) for kind in registry.KINDS for name in registry.names(kind)}
    assert used == known
