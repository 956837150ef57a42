"""Whether an executed notebook may be believed, judged by what is in it and never by papermill's status.

After a dead kernel, a time-out or an interrupt papermill says `completed` in every cell
(docs/explanation/execution.md); a cell that was run has an execution count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")
MACHINE_PATH = re.compile(r"(?<![\w./:-])(?:/(?:home|Users|root|tmp|private/var)/\w|[A-Za-z]:\\+Users\\)")


@dataclass(frozen=True)
class Fault:
    """Why a chapter failed.

    Attributes:
        kind: error, not_run, time, dead, start, address, path or broken.
        cell: number of the cell in the source notebook, counted from 1; 0 where it is not one cell's.
        source: first line of the cell.
        text: the error's own name and words.
    """

    kind: str
    cell: int = 0
    source: str = ""
    text: str = ""


def find_fault(notebook: NotebookNode, own_paths: Sequence[str]) -> Fault | None:
    """The first reason not to believe the notebook, or None.

    Args:
        notebook: as executed.
        own_paths: paths of this machine that no output may hold.
    """
    expected = 0
    for number, cell in numbered(notebook):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        expected += 1
        for output in cell.outputs:
            if output.output_type == "error":
                return Fault("error", number, first_line(cell), f"{output.ename}: {output.evalue}")
        if cell.execution_count != expected:
            return Fault("not_run", number, first_line(cell))
        kind = _forbidden(cell, own_paths)
        if kind:
            return Fault(kind, number, first_line(cell))
    return None


def numbered(notebook: NotebookNode) -> Iterator[tuple[int, Any]]:
    """Cells with their number in the source notebook: the injected cell, which is not there, has its
    predecessor's."""
    number = 0
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if "papermill-error-cell-tag" in tags:
            continue
        number += "injected-parameters" not in tags
        yield number, cell


def first_line(cell: Any) -> str:
    """The cell's first line, to find it by."""
    lines = str(cell.source).strip().splitlines()
    return lines[0] if lines else ""


def _forbidden(cell: Any, own_paths: Sequence[str]) -> str:
    for text in _texts(cell.outputs):
        if ADDRESS.search(text):
            return "address"
        if MACHINE_PATH.search(text) or any(path in text for path in own_paths):
            return "path"
    return ""


def _texts(outputs: Any) -> Iterator[str]:
    for output in outputs:
        if output.output_type == "stream":
            yield output.text
        for kind, content in output.get("data", {}).items():
            if isinstance(content, str) and not kind.startswith("image/p"):
                yield content
