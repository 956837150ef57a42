"""`publish`: turn the latest draft into the edition that counts, or say what is missing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime

from samlad.commands.report import Progress
from samlad.errors import UsageError
from samlad.paths import Folders, stem
from samlad.pipeline.finishing import Published
from samlad.pipeline.publishing import publish_report
from samlad.pipeline.ready import Approval
from samlad.publication import Line, listed
from samlad.swedish import day


def publish(
    folders: Folders, year: int, period: str, *, approver: str, on: str, reason: str, workers: int
) -> None:
    """Publish the latest draft and say where the edition is.

    Args:
        approver: name and role of who approves it; "" lists what is in place and refuses.
        on: the day of the approval, ISO; "" for today.
        reason: why an earlier edition is corrected.

    Raises:
        NotReadyError: something is missing (exit 20).
        SamladError: with the exit code of the stage that stopped.
    """
    today = datetime.now().astimezone().date()
    approval = Approval(_line(approver), _day(on) if on else today.isoformat(), _line(reason), today)
    progress = Progress()

    def tell(lines: Sequence[Line], draft: str, written: str) -> None:
        progress.close()
        print(f"Innan {stem(year, period)} ges ut, av utkastet {draft}:")
        print("\n".join(listed(lines)))
        if written:
            print(written)
        sys.stdout.flush()

    try:
        result = publish_report(
            folders, year, period, approval, workers=workers, progress=progress, tell=tell
        )
    finally:
        progress.close()
    print(_summary(result))


def _summary(result: Published) -> str:
    entry = result.entry
    approved = f"godkänd {day(entry.let_out_on)} av {entry.approved_by}"
    if result.new:
        first = f"Utgåvan {entry.edition_id} är klar, {approved}. Den är införd i registret."
    elif result.finished:
        first = f"Utgivningen av {entry.edition_id} ({approved}) hade avbrutits. Nu är den klar."
    else:
        first = f"Utgåvan {entry.edition_id} finns redan, {approved}, och är gjord av samma underlag."
    return "\n".join(
        [
            first,
            f"Läs den här: {result.pages / 'index.html'}",
            f"Publikt arkiv, får lämnas ut: {result.public}",
            f"Internt arkiv, får inte lämnas ut: {result.run}",
            "Båda arkiven är signerade."
            if result.signed
            else "Arkiven är osignerade: lokalt.yaml har ingen signing_key.",
        ]
    )


def _line(text: str) -> str:
    """One line of text, as it is printed."""
    return " ".join(text.split())


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise UsageError(f"«{text}» är inte ett datum.", remedy="skriv --on ÅÅÅÅ-MM-DD.") from None
