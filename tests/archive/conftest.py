"""A small sealed run that carries its own code: what an audit does with it takes a second, not minutes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from small_wheel import small_wheel

from samlad.archive.environment import environment
from samlad.archive.manifest import write_manifest
from samlad.archive.source import pack
from samlad.folder_hash import fingerprint_of

CELLS = "cell_id,value\n1.I1/stad/2024,12\n1.I1/norr/2024,7\n"
NOTEBOOK = {
    "cells": [{"cell_type": "code", "id": "a", "outputs": [], "source": ["chapter.table()"]}],
    "metadata": {"samlad": {"chapter": "mal"}},
}
AGAIN = """
import csv, json, os, shutil, socket, sys
from pathlib import Path

try:
    from hello import GREETING
except ImportError:
    GREETING = "hej"


def page(run, made, released):
    rows = list(csv.DictReader((released / "cells.csv").open(encoding="utf-8")))
    for part in ("chapters", "html"):
        (made / part).mkdir(parents=True)
    for path in sorted((run / "notebooks").glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = "".join(f"<tr><th>{row['cell_id']}</th><td>{row['value']}</td></tr>" for row in rows)
        head = "<thead><tr><th>Cell</th><th>Tal</th></tr></thead>"
        table = f"<table><caption>Tal</caption>{head}<tbody>{cells}</tbody></table>"
        body = f"<h1>{path.stem}</h1><p>{GREETING}</p>{table}<p>{notebook['cells'][0]['source'][0]}</p>"
        (made / "html" / f"{path.stem}.html").write_text(body + EXTRA, encoding="utf-8")
        notebook["cells"][0]["outputs"] = [{"data": {"text/html": [body]}}]
        (made / "chapters" / path.name).write_text(json.dumps(notebook), encoding="utf-8")


EXTRA = ""
depth, run, work = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
BEFORE = None
if depth == "rerender":
    page(run, work, run / "released")
else:
    made = work / "output" / "archive" / "2024-r01"
    shutil.copytree(run, made, ignore=shutil.ignore_patterns("chapters", "html"))
    (made / "released" / "cells.csv").write_text(
        "".join(path.read_text(encoding="utf-8") for path in sorted((run / "incoming").glob("*.csv"))),
        encoding="utf-8",
    )
    page(run, made, made / "released")
"""


@dataclass(frozen=True)
class SmallRun:
    """A sealed run, and ways to change it."""

    path: Path

    def seal(self) -> None:
        """Renew the manifest over whatever stands in the run now: what a forger would do."""
        write_manifest(self.path)

    def put(self, name: str, text: str) -> None:
        """Write a file of the run, and renew the manifest."""
        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
        (self.path / name).write_text(text, encoding="utf-8")
        self.seal()

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a text in a file of the run, and renew the manifest."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text
        self.put(name, text.replace(old, new))

    def code(self, old: str, new: str) -> None:
        """Change the run's own code, and renew the manifest."""
        assert old in AGAIN
        write_source(self.path, AGAIN.replace(old, new))
        self.seal()


def write_source(run: Path, again: str) -> dict[str, str]:
    """Write source.tar with a package that holds the entry and nothing else; gives its hashes by name."""
    work = run.parent / f"{run.name}-kod"
    names = {
        "src/samlad/__init__.py": "",
        "src/samlad/commands/__init__.py": "",
        "src/samlad/commands/again.py": again,
    }
    files = {}
    for name, text in names.items():
        files[name] = work / name
        files[name].parent.mkdir(parents=True, exist_ok=True)
        files[name].write_text(text, encoding="utf-8")
    (run / "source.tar").write_bytes(pack(files))
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in names.items()}


def lay_run(run: Path, lock: str, again: str, packages: Mapping[str, str]) -> SmallRun:
    """Write a run of two chapters, made by its own code from one received file."""
    files = {
        "incoming/norr.csv": CELLS,
        "notebooks/mal.ipynb": json.dumps(NOTEBOOK),
        "notebooks/kvalitet.ipynb": json.dumps({**NOTEBOOK, "metadata": {"samlad": {"chapter": "kvalitet"}}}),
        "params/2024.yaml": "year: 2024\n",
        "requirements.lock": lock,
    }
    for name, text in {**files, "released/cells.csv": CELLS}.items():
        (run / name).parent.mkdir(parents=True, exist_ok=True)
        (run / name).write_text(text, encoding="utf-8")
    hashes = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
    facts = {
        "format_version": 1, "kind": "internt", "stem": "2024", "year": 2024, "title": "Prov",
        "synthetic": True, "report_date": "2025-03-31", "dnr": "ÖVNING 1", "recipe": "0" * 64,
        "released": fingerprint_of(run / "released"), "files": hashes | write_source(run, again),
    }  # fmt: skip
    (run / "run.json").write_text(json.dumps(facts), encoding="utf-8")
    then = {**environment(), "packages": dict(packages) or environment()["packages"]}
    (run / "environment.json").write_text(json.dumps(then), encoding="utf-8")
    return SmallRun(run)


def make_pages(run: SmallRun, variables: Mapping[str, str]) -> None:
    """Let the run's code make its pages for the first time, and seal it."""
    code = run.path.parent / f"{run.path.name}-kod" / "src" / "samlad" / "commands" / "again.py"
    subprocess.run(
        [sys.executable, str(code), "rerender", str(run.path), str(run.path)],
        env={**os.environ, **variables},
        check=True,
    )
    run.seal()


@pytest.fixture
def small_run(tmp_path: Path) -> SmallRun:
    """A run whose lock is this environment's pandas alone."""
    version = environment()["packages"]["pandas"]
    run = lay_run(tmp_path / "2024-r01", f"pandas=={version} --hash=sha256:{'0' * 64}\n", AGAIN, {})
    make_pages(run, {})
    return run


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """An empty folder for packages."""
    folder = tmp_path / "hjul å"
    folder.mkdir()
    return folder


@pytest.fixture
def run_with_lock(tmp_path: Path, wheels: Path) -> SmallRun:
    """A run whose pages follow from a package in its lock, of which `wheels` has the right file."""
    line = small_wheel(wheels, "hello", "1.0", __init__='GREETING = "god dag"')
    packages = {"hello": "1.0"}
    run = lay_run(tmp_path / "2024-r02", f"{line}\n", AGAIN, packages)
    make_pages(run, {"PYTHONPATH": str(wheels / "hello-1.0-py3-none-any.whl")})
    return run
