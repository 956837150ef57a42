"""A working copy of a run's chapters for JupyterLab: the same tables, the same kernel, nothing of the seal.

The copy is laid out as a run's folder, and its kernel is the one that the report had: it stands in `work/`
with `released/` beside the notebooks, under the audit hook.
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from samlad.execution.run_folder import FOLDERS, RunFolder, environment

KERNEL = "python3"
"""The name that chapters ask for; found before the environment's own kernel of that name."""


@dataclass(frozen=True)
class DeskCopy:
    """A working copy: `notebooks` is the folder to open, `settings` what JupyterLab's environment needs."""

    notebooks: Path
    settings: dict[str, str]


def desk_copy(run: Path, folder: Path, source: Path | None = None) -> DeskCopy:
    """Make the working copy of a sealed run in `folder`, or find it there as it was left.

    Args:
        run: a sealed run, with chapters/ and released/.
        folder: where the copy lies; made in one step, and never written over.
        source: a folder with another version of this package, for the kernel; None for this one.
    """
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        half = folder.with_name(f".{folder.name}.halv")
        shutil.rmtree(half, ignore_errors=True)
        copy = RunFolder(half)
        half.mkdir(mode=0o700)
        for name in FOLDERS:
            (half / name).mkdir()
        shutil.copytree(run / "released", copy.released)
        for chapter in sorted((run / "chapters").glob("*.ipynb")):
            shutil.copyfile(chapter, copy.work / chapter.name)
        half.rename(folder)
    copy = RunFolder(folder.resolve())
    jupyter = copy.path / "jupyter"
    specification = jupyter / "kernels" / KERNEL / "kernel.json"
    specification.parent.mkdir(parents=True, exist_ok=True)
    kernel = _kernel(copy, source)
    specification.write_text(json.dumps(kernel, indent=1, sort_keys=True), encoding="utf-8")
    return DeskCopy(copy.work, {"JUPYTER_PATH": str(jupyter)})


def _kernel(copy: RunFolder, source: Path | None) -> dict[str, object]:
    # At the end ipykernel looks for processes to stop, which the hook refuses: no need to show that.
    command = ["-m", "samlad.execution.kernel", str(copy.path), "{connection_file}", "CRITICAL"]
    return {
        "argv": [sys.executable, *command],
        "display_name": "Samlad: släppta tabeller",
        "language": "python",
        "env": environment(copy) | ({"PYTHONPATH": str(source)} if source else {}),
    }
