"""Cold `report` against the same notebooks run by papermill one by one and converted by nbconvert.

Both are started as new processes and measured in one run, and the ratio is printed:

    python benchmarks/report_vs_plain.py --year 2024          # the whole of `report`, from received files
    python benchmarks/report_vs_plain.py --released FOLDER    # chapters and pages, from released tables

The plain way gets what it needs for nothing: tables that are already released, parameters in order, one
process for papermill, one exporter for all pages. It pays for a kernel per notebook, as papermill does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT / "src"))


def main() -> None:
    """Measure and print."""
    arguments = _arguments()
    if arguments.part:
        _part(arguments.part, Path(arguments.released), Path(arguments.folder))
        return
    with tempfile.TemporaryDirectory(prefix="samlad-matning-") as name:
        folder = Path(name)
        if arguments.released:
            released = Path(arguments.released).resolve()
            ours = _timed(*_myself("ours", released, folder / "ours"))
        else:
            output = folder / "output"
            ours = _timed("-m", "samlad.program", "report", "--year", arguments.year, "--output", str(output))
            released = max((output / "archive").glob(f"{arguments.year}-r*")) / "released"
        plain = _timed(*_myself("plain", released, folder / "plain"))
        chapters = len(list((folder / "plain").glob("*.html")))
    what = "kapitel och sidor" if arguments.released else "hela report"
    print(f"Samlad, {what}: {ours:.1f} s")
    print(f"papermill och nbconvert, {chapters} kapitel ett i taget: {plain:.1f} s")
    print(f"Kvot: {plain / ours:.1f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--year", default="2024", help="the year to report")
    parser.add_argument("--released", default="", help="a finished folder with released tables")
    parser.add_argument("--part", choices=("ours", "plain"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def _myself(part: str, released: Path, folder: Path) -> tuple[str, ...]:
    return (__file__, "--part", part, "--released", str(released), "--folder", str(folder))


def _timed(*command: str) -> float:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "src")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # byte code is kept, as on any desk
    begun = time.monotonic()
    subprocess.run(
        [sys.executable, *command], env=environment, cwd=CHECKOUT, check=True, stdout=subprocess.DEVNULL
    )
    return time.monotonic() - begun


def _part(part: str, released: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    (_ours if part == "ours" else _plain)(released, folder)


def _ours(released: Path, folder: Path) -> None:
    from samlad.execution import execute, plan_chapters
    from samlad.rendering import render_site
    from samlad.stages import Released

    tables = Released(released, "")
    chapters = execute(plan_chapters(tables), CHECKOUT / "notebooks", tables, folder / "chapters")
    render_site(chapters, tables, folder / "html")


def _plain(released: Path, folder: Path) -> None:
    import papermill
    from nbconvert import HTMLExporter

    from samlad.execution import plan_chapters
    from samlad.stages import Released

    shutil.copytree(released, folder / "released")
    exporter = HTMLExporter()
    for plan in plan_chapters(Released(released, "")):
        executed = folder / f"{plan.name}.ipynb"
        papermill.execute_notebook(
            CHECKOUT / "notebooks" / plan.notebook,
            executed,
            dict(plan.parameters),
            cwd=folder,
            progress_bar=False,
        )
        page, _ = exporter.from_filename(str(executed))
        executed.with_suffix(".html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
