"""Our papermill engine: one time limit for the whole chapter, and the notebook kept however it ends.

papermill's own engine limits each cell by itself, and loses the notebook when a kernel dies or a cell runs
out of time (its status then also says `completed` in every cell).
"""

from __future__ import annotations

import time
from typing import Any

from nbformat import NotebookNode
from papermill.engines import NBClientEngine, papermill_engines
from papermill.execute import execute_notebook

from samlad.execution.run_folder import RunFolder

ENGINE = "samlad"


class Kept:
    """The notebook that is being executed, in whatever state it is, and the cell it has come to."""

    notebook: NotebookNode | None = None
    cell: int = 0


def _begin_cell(cell: NotebookNode, cell_index: int) -> None:
    Kept.cell = cell_index


class ChapterEngine(NBClientEngine):  # type: ignore[misc]
    """NBClientEngine that puts its notebook in `Kept` before it starts."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
        """As papermill's."""
        Kept.notebook = nb_man.nb
        return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)


papermill_engines.register(ENGINE, ChapterEngine)


def run_notebook(
    folder: RunFolder, source: str, target: str, parameters: dict[str, str | int], seconds: int
) -> None:
    """Execute one notebook in the work folder, and leave it in `Kept`.

    Raises whatever papermill and nbclient raise; the notebook is then kept as far as it came.

    Args:
        folder: the run's folder.
        source, target: paths of the notebook to execute and of the copy that papermill writes.
        parameters: in the order that the notebook declares them.
        seconds: limit for the whole notebook.
    """
    end = time.monotonic() + seconds
    Kept.notebook, Kept.cell = None, 0
    Kept.notebook = execute_notebook(
        source,
        target,
        parameters,
        engine_name=ENGINE,
        kernel_name="python3",
        language="python",
        progress_bar=False,
        request_save_on_cell_execute=False,
        start_timeout=min(60, seconds),
        cwd=str(folder.work),
        kernel_manager_class="samlad.execution.kernels.ChapterKernelManager",
        record_timing=False,
        shutdown_kernel="immediate",
        on_cell_start=_begin_cell,
        timeout_func=lambda _cell: max(1, int(end - time.monotonic())),
    )
