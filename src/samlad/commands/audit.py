"""`audit`: one command that tells whether a report follows from its input, and where not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from samlad.archive.audit import AGREES, DEPTHS, Asked, audit
from samlad.archive.protocol import NOTE_WORDS, SIGNED_WORDS, answer, as_json, as_page
from samlad.errors import AuditError, UsageError
from samlad.paths import internal_folder, write_text
from samlad.swedish import day

WHY_INTERNAL = """Den här mappen får inte lämna huset.
Den säger vad en kontroll av en intern körning fann, med namn på filer och tal ur dem.
"""
MOST_LINES = 12


def run_audit(
    run: Path, depth: str, signers: Path | None, identity: str, output: Path | None, *, trust: bool
) -> None:
    """Audit a run, write the kontrollprotokoll, and say the verdict.

    Args:
        run: the folder of the sealed run.
        depth: `verify`, `rerender` or `reproduce`.
        output: where the protocol goes; None for beside the run.

    Raises:
        AuditError: the run is not what it says, or could not be made again (exit 19).
        UsageError: the depth is unknown, or the run's code may not be executed.
    """
    if depth not in DEPTHS:
        raise UsageError(f"«{depth}» är inget djup.", remedy=f"välj {', '.join(DEPTHS)}.")
    verdict = audit(Asked(run, depth, signers, identity, trust))
    today = datetime.now().astimezone().date()
    folder = output if output is not None else run.resolve().with_name(f"{run.resolve().name}.kontroll")
    if folder.resolve().is_relative_to(run.resolve()):
        raise UsageError(
            "Protokollet får inte läggas i körningen.", remedy="välj en annan mapp med --output."
        )
    internal_folder(folder, WHY_INTERNAL)
    page = folder / f"kontrollprotokoll-{depth}.html"
    write_text(page, as_page(verdict, day(today)))
    write_text(page.with_suffix(".json"), as_json(verdict, today.isoformat()))
    if verdict.outcome != AGREES:
        details = [str(fault) for fault in verdict.faults] + [one.file for one in verdict.differences]
        left = len(details) - MOST_LINES
        raise AuditError(
            answer(verdict),
            details=[
                *details[:MOST_LINES],
                *([f"och {left} till"] if left > 0 else []),
                *_reason(verdict.reason),
            ],
            remedy=f"läs kontrollprotokollet: {page}",
        )
    print(answer(verdict))
    print(SIGNED_WORDS[verdict.signed.state])
    if verdict.destroyed is not None:
        print(verdict.destroyed)
        print(NOTE_WORDS[verdict.destroyed.signed.state])
    print(f"Kontrollprotokoll: {page}")


def _reason(text: str) -> list[str]:
    return [text] if text else []
