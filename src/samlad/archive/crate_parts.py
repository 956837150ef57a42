"""The files and folders of a run as entities of its crate, each part with its description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from samlad.archive.contents import PARTS, is_compared, part_of

Entity = dict[str, Any]
PYTHON = "#python"
SOURCE = "source.tar"
"""The workflow of the crate: the package's code, of which the whole run is an execution."""
FORMATS = {
    ".csv": "text/csv",
    ".css": "text/css",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".md": "text/markdown",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".tar": "application/x-tar",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "application/yaml",
    ".zip": "application/zip",
}
"""Media types by suffix, else plain text; the machine's own list would differ from one to another."""


def identifier(name: str) -> str:
    """A file's name as a relative URI; what the crate alone knows begins with `#` and is left as it is."""
    return name if name.startswith("#") else quote(name)


def references(names: Iterable[str]) -> Entity | list[Entity]:
    """Pointers to other entities: one by itself, many as a list, as RO-Crate wants them."""
    found = [{"@id": identifier(name)} for name in names]
    return found[0] if len(found) == 1 else found


def data_entities(names: Sequence[str], version: str) -> Iterator[Entity]:
    """Every file, and the folder of each part with its files.

    Args:
        names: files of the run, relative to it.
        version: of the package whose code and notebooks are among them.
    """
    inside: dict[str, list[str]] = {}
    for name in names:
        part = part_of(name)
        if part == name:
            yield _file(name, name, version) | _description(name)
        else:
            inside.setdefault(part, []).append(name)
            yield _file(name, name.removeprefix(part), version)
    for part, files in inside.items():
        folder: Entity = {"@id": identifier(part), "@type": "Dataset", "name": part}
        yield folder | {"hasPart": references(files)} | _description(part)


def _file(name: str, title: str, version: str) -> Entity:
    suffix = Path(name).suffix
    code = {"programmingLanguage": {"@id": PYTHON}, "version": version}
    entity: Entity = {"@id": identifier(name), "@type": "File", "name": title}
    entity["encodingFormat"] = FORMATS.get(suffix, "text/plain")
    if name == SOURCE:
        return entity | code | {"@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"]}
    if name.startswith("notebooks/") and suffix == ".ipynb":
        return entity | code | {"@type": ["File", "SoftwareSourceCode"]}
    return entity


def _description(part: str) -> Entity:
    if part not in PARTS:
        return {}
    apart = "" if is_compared(part) else "; jämförs inte mellan körningar"
    return {"description": PARTS[part] + apart}
