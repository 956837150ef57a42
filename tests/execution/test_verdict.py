"""What makes an executed notebook unfit to be believed, tried with real kernels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient.exceptions import DeadKernelError

from samlad.execution.messages import Message
from samlad.execution.verdict import find_fault

from .conftest import Write

Execute = Callable[..., Message]


def test_a_cell_that_raises_is_named_with_its_error(execute_cells: Execute) -> None:
    answer = execute_cells("1", "[1, 2][5]")
    assert (answer["kind"], answer["cell"], answer["source"]) == ("error", 3, "[1, 2][5]")
    assert answer["text"] == "IndexError: list index out of range"


def test_a_killed_kernel_is_found_and_its_cell_named(execute_cells: Execute) -> None:
    answer = execute_cells("1", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "2")
    assert (answer["kind"], answer["cell"]) == ("dead", 3)


def test_a_kernel_that_leaves_is_as_dead_as_a_killed_one(execute_cells: Execute) -> None:
    assert execute_cells("import os\nos._exit(0)", "2")["kind"] == "dead"


def test_a_chapter_past_its_time_is_stopped_in_the_cell_it_hung_in(execute_cells: Execute) -> None:
    answer = execute_cells("1", "import time\ntime.sleep(600)", seconds=2)
    assert (answer["kind"], answer["cell"]) == ("time", 3)


def test_the_limit_is_the_chapters_and_not_each_cells(execute_cells: Execute) -> None:
    answer = execute_cells(*["import time\ntime.sleep(1.2)"] * 4, seconds=3)
    assert answer["kind"] == "time"
    assert answer["cell"] > 2


def test_a_cell_that_holds_the_interpreter_lock_is_stopped_too(execute_cells: Execute) -> None:
    assert execute_cells("import re\nre.match('(a+)+b', 'a' * 64)", seconds=3)["kind"] == "time"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("object()", "address"),
        ("print(lambda: 1)", "address"),
        ("import os\nos.getcwd()", "path"),
        ("'/home/anna/rapport.csv'", "path"),
        (r"print('C:\\Users\\anna')", "path"),
        ("import warnings\nwarnings.warn('nytt')", "path"),
    ],
)
def test_output_that_differs_between_machines_is_refused(
    code: str, kind: str, execute_cells: Execute
) -> None:
    assert execute_cells(code)["kind"] == kind


def test_an_address_on_the_web_is_not_a_path(execute_cells: Execute) -> None:
    assert "kind" not in execute_cells("'https://example.org/home/start'")


def test_papermills_status_is_not_believed(execute_cells: Execute) -> None:
    """papermill says `completed` everywhere after a dead kernel: the notebook shows otherwise."""
    answer = execute_cells("import os\nos._exit(0)", "2")
    notebook = nbformat.read(Path(answer["path"]), as_version=4)
    for cell in notebook.cells:
        cell.metadata["papermill"] = {"status": "completed", "exception": False}
    fault = find_fault(notebook, [])
    assert fault is not None
    assert fault.kind == "not_run"


def test_what_papermill_itself_leaves_of_a_killed_kernel_is_not_believed(
    tmp_path: Path, write: Write
) -> None:
    """The notebook on the disk says `completed` in cells that never ran, and the cell that killed it too."""
    source = write(
        tmp_path / "prov.ipynb", "1 + 1", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "2"
    )
    left = tmp_path / "left.ipynb"
    with pytest.raises(DeadKernelError):
        papermill.execute_notebook(source, left, kernel_name="python3", progress_bar=False)
    notebook = nbformat.read(left, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert {cell.metadata["papermill"]["status"] for cell in code} == {"completed"}
    fault = find_fault(notebook, [])
    assert fault is not None
    assert fault.kind == "not_run"


def test_a_failure_leaves_the_worker_fit_for_the_next_chapter(execute_cells: Execute) -> None:
    execute_cells("import os\nos._exit(1)")
    assert "kind" not in execute_cells("1 + 1")
