"""The canonical form of an executed notebook: what two runs of one recipe have in common to the byte."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

INJECTED = "injected-parameters"
VOLATILE = ("papermill", "execution", "widgets")
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}


def prepare(source: Path, target: Path) -> None:
    """Copy a source notebook with an id on every cell: nbformat would draw random ones."""
    notebook = nbformat.read(source, as_version=4)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells, start=1):
        if "id" not in cell:
            cell["id"] = f"cell-{number}"
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, target)


def canonical(notebook: NotebookNode) -> NotebookNode:
    """The notebook without times, paths, random ids and versions; outputs are left as they are.

    Kernel and language are named without version: the run's environment.json has it, once.
    """
    kept = {name: notebook.metadata[name] for name in ("samlad",) if name in notebook.metadata}
    notebook.metadata = NotebookNode({**kept, "kernelspec": KERNEL, "language_info": LANGUAGE})
    for cell in notebook.cells:
        for name in VOLATILE:
            cell.metadata.pop(name, None)
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = INJECTED
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
        for output in cell.get("outputs", []):
            output.pop("transient", None)
    return notebook


def write(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook as UTF-8 with sorted keys; refuses one that breaks the notebook format."""
    nbformat.validate(notebook)
    path.write_text(nbformat.writes(notebook), encoding="utf-8", newline="\n")
