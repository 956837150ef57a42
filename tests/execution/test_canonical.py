"""The canonical form of an executed notebook holds nothing of the time, the machine or chance."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from samlad.execution.messages import Message


def test_an_executed_notebook_holds_no_times_paths_or_random_ids(
    execute_cells: Callable[..., Message],
) -> None:
    path = Path(execute_cells("year + 1", "subject")["path"])
    text = path.read_text(encoding="utf-8")
    notebook = json.loads(text)
    for word in ("papermill", "start_time", "iopub", "tmp", "version"):
        assert word not in text.replace('"nbformat', "")
    assert [cell["id"] for cell in notebook["cells"]] == [
        "prov-0", "injected-parameters", "prov-1", "prov-2", "prov-3",
    ]  # fmt: skip
    assert notebook["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }


def test_parameters_are_injected_in_the_order_they_are_declared(
    execute_cells: Callable[..., Message],
) -> None:
    path = Path(execute_cells("[year, period, subject, released]")["path"])
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert "".join(cells[1]["source"]) == (
        '# Parameters\nyear = 2024\nperiod = "VB"\nsubject = "1"\nreleased = "released"\n'
    )
    assert "".join(cells[2]["outputs"][0]["data"]["text/plain"]) == "[2024, 'VB', '1', 'released']"
