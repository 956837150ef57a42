"""What the utredare is told when a chapter fails, and where the failed notebook is kept."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from samlad.errors import ChapterError
from samlad.execution.messages import Message
from samlad.stages import ChapterPlan

REASONS = {
    "error": "gav ett fel",
    "not_run": "kördes aldrig",
    "time": "blev inte färdig inom tidsgränsen",
    "dead": "avbröts: processen som körde den dog",
    "disk": "kunde inte sparas i den tillfälliga mappen",
    "address": "skrev ut en minnesadress, som är olika varje gång",
    "path": "skrev ut en sökväg på den här datorn, eller en varning som har en",
}
REMEDIES = {
    "disk": "se efter att det finns plats på disken.",
    "time": "höj chapter_seconds i params om kapitlet behöver mer tid, annars rätta cellen.",
    "dead": "pröva igen; händer det en gång till räcker kanske minnet inte.",
}


def chapter_error(plan: ChapterPlan, answer: Message, seconds: int) -> ChapterError:
    """The error for a chapter that failed; the notebook, as far as it came, is copied to a temporary folder.

    Args:
        plan: the chapter.
        answer: the fault's fields (see `samlad.execution.verdict.Fault`) and the notebook's path.
        seconds: the time limit that was in force.
    """
    kind, cell = str(answer["kind"]), int(answer.get("cell", 0))
    reason = REASONS.get(kind, "kunde inte köras")
    place = f"cell {cell} " if cell else "notebooken "
    limit = f" ({seconds} sekunder)" if kind == "time" else ""
    details = [f"notebook: {plan.notebook}"]
    if answer.get("source"):
        details.append(f"cellen börjar: {answer['source']}")
    if answer.get("text"):
        first, *more = str(answer["text"]).splitlines()
        details += [f"felet: {first}", *(line.strip(" -") for line in more)]
    kept = _keep(answer.get("path"), plan)
    if kept:
        details.append(f"så långt kom den: {kept}")
    return ChapterError(
        f"Kapitlet «{plan.title}» misslyckades: {place}{reason}{limit}.",
        details=details,
        remedy=REMEDIES.get(kind, "öppna den sparade notebooken och rätta cellen; rapporten är orörd."),
    )


def _keep(path: str | None, plan: ChapterPlan) -> Path | None:
    if not path or not Path(path).is_file():
        return None
    folder = None
    try:
        folder = Path(tempfile.mkdtemp(prefix="samlad-misslyckat-"))
        shutil.copyfile(path, folder / f"{plan.name}.ipynb")
    except OSError:  # a full disk, which may be why the chapter failed: say that rather than this
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        return None
    return folder / f"{plan.name}.ipynb"
