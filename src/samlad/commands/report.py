"""`report`: build the report, with a line per stage and a bar over the chapters."""

from __future__ import annotations

import sys

from tqdm import tqdm

from samlad.paths import Folders
from samlad.pipeline import RunResult, build_report


class Progress:
    """Lines and a bar on standard error, so that standard output holds the result alone."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None

    def stage(self, text: str) -> None:
        """A new stage begins."""
        self.close()
        print(text, file=sys.stderr)

    def chapter(self, done: int, of: int, name: str) -> None:
        """A chapter was finished; the first call opens the bar."""
        if self._bar is None:
            self._bar = tqdm(total=of, unit=" kapitel", desc="Kapitel", file=sys.stderr, dynamic_ncols=True)
        self._bar.set_postfix_str(name, refresh=False)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """End the bar, if there is one."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def report(folders: Folders, year: int, period: str, workers: int) -> None:
    """Build the report and say where it is.

    Raises:
        SamladError: with the exit code of the stage that stopped (ARCHITECTURE §1).
    """
    progress = Progress()
    try:
        result = build_report(folders, year, period, workers=workers, progress=progress)
    finally:
        progress.close()
    print(summary(result))


def summary(result: RunResult) -> str:
    """What was made, in a few lines."""
    if result.new:
        lines = [f"Rapporten är färdig: {result.chapters} kapitel, arkiverad som {result.archive.name}."]
    elif result.put_back:
        lines = [
            f"Ingenting har ändrats sedan {result.archive.name}. Rapporten har lagts tillbaka ur arkivet."
        ]
    else:
        lines = [f"Ingenting har ändrats sedan {result.archive.name}: rapporten är redan färdig."]
    lines.append(f"Läs den här: {result.page}")
    if result.warnings:
        lines.append(f"Se över {result.warnings} varningar från granskningen: {result.result_page}")
    if result.mark:
        lines.append(f"{result.mark}.")
    return "\n".join(lines)
