"""A worker: executes one notebook after the other with papermill, and answers how each went.

A job is {"name", "notebook", "parameters", "seconds", "paths"}; the answer {"path"} or a fault's fields
with {"path"} of the notebook as far as it came.
"""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path
from typing import IO

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from samlad.execution import canonical, engine, verdict
from samlad.execution.messages import Line, Message, encode, messages
from samlad.execution.provisioning import Settings
from samlad.execution.run_folder import RunFolder
from samlad.lifetime import end_with_parent


def serve_line(folder: RunFolder, line: Line) -> None:
    """Serve over the connection that the zygote was asked on; kernels are forked."""
    Settings.folder, Settings.forked = folder, True
    for job in line:
        line.send(execute_job(folder, job))


def serve_streams(folder: RunFolder, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
    """Serve over standard input and output; kernels are ordinary."""
    Settings.folder, Settings.forked = folder, False
    for job in messages(incoming):
        outgoing.write(encode(execute_job(folder, job)))
        outgoing.flush()


def execute_job(folder: RunFolder, job: Message) -> Message:
    """Execute one notebook, judge it and save it in canonical form, also when it failed."""
    prepared, executed = (place / f"{job['name']}.ipynb" for place in (folder.prepared, folder.executed))
    engine.Kept.notebook = None
    try:
        canonical.prepare(Path(job["notebook"]), prepared)
        fault = _execute(folder, job, prepared, executed)
        if engine.Kept.notebook is not None:
            canonical.write(canonical.canonical(engine.Kept.notebook), executed)
    except OSError:
        fault = verdict.Fault("disk")
    answer = dataclasses.asdict(fault) if fault else {}
    return {**answer, "path": str(executed)}


def _execute(folder: RunFolder, job: Message, source: Path, target: Path) -> verdict.Fault | None:
    paths = [str(folder.path), *job["paths"]]
    try:
        engine.run_notebook(folder, str(source), str(target), job["parameters"], job["seconds"])
    except PapermillExecutionError:
        return _stopped("error", paths)
    except CellTimeoutError:
        return _stopped("time", paths)
    except DeadKernelError:
        return _stopped("dead", paths)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 (whatever it is, the run must hear of it)
        return verdict.Fault("start", text=f"{type(error).__name__}: {error}")
    assert engine.Kept.notebook is not None
    return verdict.find_fault(engine.Kept.notebook, paths)


def _stopped(kind: str, paths: list[str]) -> verdict.Fault:
    """The fault of a notebook that stopped: the error in it, else the cell that it had come to."""
    notebook = engine.Kept.notebook
    if notebook is None:
        return verdict.Fault(kind)
    found = verdict.find_fault(notebook, paths)
    if found is not None and found.kind == "error":
        return found
    number, cell = list(verdict.numbered(notebook))[engine.Kept.cell]
    return verdict.Fault(kind, number, verdict.first_line(cell))


def main() -> None:
    """`python -m samlad.execution.worker RUN_FOLDER PARENT`: jobs on standard input; kernels are ordinary."""
    end_with_parent(int(sys.argv[2]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not end up between the answers
    serve_streams(RunFolder(Path(sys.argv[1])), sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
