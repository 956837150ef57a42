"""Small notebooks, a folder of released tables, and one started pool for tests that need no more."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from samlad.execution.messages import Message
from samlad.execution.parameters import declared
from samlad.execution.pool import Pool, Worker, start_pool
from samlad.stages import ChapterPlan, Released

PARAMETERS = 'year = 2021\nperiod = "T1"\nsubject = ""\nreleased = "elsewhere"'
PASSED: dict[str, str | int] = {"year": 2024, "period": "VB", "subject": "1", "released": "released"}

Write = Callable[..., Path]
Execute = Callable[..., Message]


@pytest.fixture(scope="session")
def write() -> Write:
    """Write a notebook with a parameters cell, the given code cells, and a closing text; gives its path."""

    def make(path: Path, *cells: str, parameters: str = PARAMETERS) -> Path:
        tagged = {"tags": ["parameters"]}
        content: list[Any] = [nbformat.v4.new_code_cell(parameters, metadata=tagged)]
        content += [nbformat.v4.new_code_cell(cell) for cell in cells]
        content.append(nbformat.v4.new_markdown_cell("Slut."))
        for number, cell in enumerate(content):
            cell.id = f"prov-{number}"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(cells=content), path)
        return path

    return make


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Released:
    """A folder with one released table."""
    folder = tmp_path_factory.mktemp("data") / "released"
    folder.mkdir()
    (folder / "cells.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder.parent / "secret.csv").write_text("a,b\n3,4\n", encoding="utf-8")
    return Released(folder, "0" * 64)


@pytest.fixture(scope="session")
def pool(released: Released) -> Iterator[Pool]:
    """A started pool whose kernels find the released tables; a failed chapter does not stop it."""
    with start_pool() as started:
        shutil.copytree(released.folder, started.folder.released)
        yield started


@pytest.fixture(scope="session")
def worker(pool: Pool) -> Worker:
    """One worker of that pool."""
    return pool.worker()


@pytest.fixture
def execute_cells(worker: Worker, write: Write, tmp_path: Path) -> Execute:
    """Execute code cells in a kernel and give the worker's answer."""

    def run(*cells: str, seconds: int = 60) -> Message:
        path = write(tmp_path / "prov.ipynb", *cells)
        job = {"name": tmp_path.name, "notebook": str(path), "parameters": PASSED, "paths": []}
        answer = worker.run({**job, "seconds": seconds})
        assert answer is not None
        return answer

    return run


@pytest.fixture
def plan() -> Callable[..., ChapterPlan]:
    """A plan for a notebook in a folder, with every parameter that it declares."""

    def make(path: Path, name: str = "") -> ChapterPlan:
        names = declared(nbformat.read(path, as_version=4))
        parameters = {key: PASSED[key] for key in names}
        return ChapterPlan(name or path.stem, path.name, parameters, f"Kapitel {name or path.stem}", "")

    return make
