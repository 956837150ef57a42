"""`report`: build the report, with a line per stage and a bar over the chapters."""

from __future__ import annotations

import sys
from datetime import date, datetime

from tqdm import tqdm

from samlad.errors import UsageError
from samlad.paths import Folders
from samlad.pipeline import Review, RunResult, build_report
from samlad.register import Entry
from samlad.swedish import day


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


def report(
    folders: Folders, year: int, period: str, workers: int, *, review: bool = False, recipient: str = ""
) -> None:
    """Build the report and say where it is.

    Args:
        review: the draft is let out of the house to be reviewed, and is entered in the register.
        recipient: who gets it.

    Raises:
        SamladError: with the exit code of the stage that stopped (ARCHITECTURE §1).
    """
    if recipient and not review:
        raise UsageError("--to hör ihop med --review.", remedy="lägg till --review, eller ta bort --to.")
    progress = Progress()
    today = datetime.now().astimezone().date()
    let_out = Review(recipient.strip(), today) if review else None
    try:
        result = build_report(folders, year, period, workers=workers, progress=progress, review=let_out)
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
    if result.let_out is not None:
        lines.append(_out(result.let_out))
    if result.warnings:
        lines.append(f"Se över {result.warnings} varningar från granskningen: {result.result_page}")
    lines += result.hidden
    if result.damaged:
        lines.append("Körningar i arkivet är skadade. De har inte använts, och inget i dem har ändrats:")
        lines += [f"  - {line}" for line in result.damaged]
        lines.append(
            "Ta tillbaka dem ur säkerhetskopian. audit --run MAPP säger allt som är fel i en körning."
        )
    if result.mark:
        lines.append(f"{result.mark}.")
    return "\n".join(lines)


def _out(entry: Entry) -> str:
    to = f" till {entry.recipient}" if entry.recipient else ""
    when = day(date.fromisoformat(entry.let_out_on))
    return f"Utkastet får lämnas ut{to}. Det är infört i registret som {entry.edition_id}, {when}."
