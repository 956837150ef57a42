"""A chapter opens the released tables and nothing else; it starts no program and calls nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from samlad.execution.messages import Message
from samlad.stages import Released

REFUSED = {
    "a received file": "open({secret!r})",
    "a received file through pandas": "import pandas\npandas.read_csv({secret!r})",
    "the folder of received files": "import os\nos.listdir({folder!r})",
    "a way out of the released folder": "open('released/../../executed/x')",
    "writing beside the tables": "open('released/cells.csv', 'a')",
    "writing in the work folder": "open('new.txt', 'w')",
    "removing a table": "import os\nos.remove('released/cells.csv')",
    "the user's own files": "open('/etc/passwd')",
    "another program": "import subprocess\nsubprocess.run(['true'])",
    "the shell": "import os\nos.system('true')",
    "another process": "import os\nos.fork()",
    "the net": "import socket\nsocket.create_connection(('127.0.0.1', 9))",
    "a name on the net": "import socket\nsocket.getaddrinfo('example.org', 80)",
}


@pytest.mark.parametrize("code", REFUSED.values(), ids=REFUSED)
def test_a_chapter_is_refused(code: str, execute_cells: Callable[..., Message], released: Released) -> None:
    folder = released.folder.parent
    answer = execute_cells(code.format(secret=str(folder / "secret.csv"), folder=str(folder)))
    assert answer["kind"] == "error"
    assert "RefusedError" in answer["text"]
    assert (released.folder / "cells.csv").read_text(encoding="utf-8") == "a,b\n1,2\n"


def test_a_chapter_reads_released_tables_and_libraries(execute_cells: Callable[..., Message]) -> None:
    answer = execute_cells(
        "import json, os, pathlib\nimport wave, xml.dom.minidom\nos.listdir('released')",
        "import pandas\nint(pandas.read_csv(released + '/cells.csv')['b'][0])",
        "import tempfile\nwith tempfile.TemporaryFile() as stream: stream.write(b'x')",
    )
    assert "kind" not in answer, answer
    notebook = nbformat.read(Path(answer["path"]), as_version=4)
    assert [cell.outputs[0].data["text/plain"] for cell in notebook.cells[2:4]] == ["['cells.csv']", "2"]


def test_a_chapter_meets_a_steady_world(execute_cells: Callable[..., Message]) -> None:
    answer = execute_cells(
        "import os, time\n"
        "[os.environ['PYTHONHASHSEED'], time.tzname[0], os.environ['LC_ALL'],"
        " os.path.basename(os.getcwd()), os.environ['HOME'].endswith('home')]",
    )
    notebook = nbformat.read(Path(answer["path"]), as_version=4)
    assert notebook.cells[2].outputs[0].data["text/plain"] == "['0', 'UTC', 'C.UTF-8', 'work', True]"
