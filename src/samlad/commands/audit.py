"""`audit`: one command that tells whether a report follows from its input, and where not."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from samlad.archive.audit.audit import audit
from samlad.archive.audit.destruction import BY_HAND
from samlad.archive.audit.own_word import Broken
from samlad.archive.audit.protocol import NOTE_WORDS, SIGNED_WORDS, answer, as_json, commands
from samlad.archive.audit.protocol_page import as_page
from samlad.archive.audit.verdict import AGREES, DEPTHS, VERIFY, Asked, Verdict
from samlad.archive.public import KIND as PUBLIC
from samlad.errors import AuditError, UsageError
from samlad.paths import internal_folder, write_text
from samlad.swedish import day

WHY_INTERNAL = """Den här mappen får inte lämna huset.
Den säger vad en kontroll av en intern körning fann, med namn på filer och tal ur dem.
"""
MOST_LINES = 12


def run_audit(asked: Asked, output: Path | None) -> None:
    """Audit a run, write the kontrollprotokoll, and say the verdict.

    Args:
        output: where the protocol goes; None for beside the run.

    Raises:
        AuditError: the run is not what it says, or could not be made again (exit 19).
        UsageError: what was asked doesn't go together, or the run's code may not be executed.
    """
    folder = _checked(asked, output)
    verdict = audit(asked, lambda text: print(text, file=sys.stderr, flush=True))
    page = _written(verdict, folder)
    if verdict.outcome != AGREES:
        raise AuditError(
            answer(verdict), details=_details(verdict), remedy=f"läs kontrollprotokollet: {page}"
        )
    print(answer(verdict))
    print(SIGNED_WORDS[verdict.signed.state])
    if verdict.destroyed is not None:
        print(verdict.destroyed)
        print(NOTE_WORDS[verdict.destroyed.signed.state])
    if verdict.now:
        print(verdict.net)
        for line in verdict.changed[:MOST_LINES]:
            print(f"Miljön: {line}")
    print(f"Kontrollprotokoll: {page}")
    if asked.depth == VERIFY:
        _say_by_hand(verdict)


def _checked(asked: Asked, output: Path | None) -> Path:
    """The folder for the protocol, when what was asked goes together."""
    if asked.depth not in DEPTHS:
        raise UsageError(f"«{asked.depth}» är inget djup.", remedy=f"välj {', '.join(DEPTHS)}.")
    if asked.depth == VERIFY and (asked.fresh or asked.wheels):
        raise UsageError(
            "En ny miljö behövs bara när något ska göras om.",
            remedy="lägg till --depth rerender eller reproduce, eller ta bort --fresh-env och --wheels.",
        )
    run = asked.run.resolve()
    folder = output if output is not None else run.with_name(f"{run.name}.kontroll")
    if folder.resolve().is_relative_to(run):
        raise UsageError(
            "Protokollet får inte läggas i körningen.", remedy="välj en annan mapp med --output."
        )
    return folder


def _written(verdict: Verdict, folder: Path) -> Path:
    """Write the protocol in both forms, for nobody else to read where the run is internal."""
    internal = verdict.facts.get("kind") != PUBLIC
    if internal and not folder.exists():
        internal_folder(folder, WHY_INTERNAL)
    today = datetime.now().astimezone().date()
    page = folder / f"kontrollprotokoll-{verdict.depth}.html"
    for path, text in (
        (page, as_page(verdict, day(today))),
        (page.with_suffix(".json"), as_json(verdict, today.isoformat())),
    ):
        write_text(path, text)
        if internal:
            path.chmod(0o600)
    return page


def _details(verdict: Verdict) -> list[str]:
    told = [
        *map(str, verdict.faults),
        *(f"{one.name}: {_other_words(one)}" for one in verdict.broken),
        *(one.file for one in verdict.differences),
        *([verdict.reason] if verdict.reason else []),
        *map(str, verdict.lacking),
    ]
    left = len(told) - MOST_LINES
    more = [f"och {left} till"] if left > 0 else []
    return [*told[:MOST_LINES], *more, *(f"trolig orsak: {one.text}" for one in verdict.causes)]


def _other_words(one: Broken) -> str:
    if one.name.endswith("/"):
        return "tabellerna är inte de som körningen gjorde"
    return (
        "är inte den fil som körningen gjordes av" if one.now else "finns inte, fast körningen gjordes av den"
    )


def _say_by_hand(verdict: Verdict) -> None:
    print("Samma sak utan Samlad, i körningens mapp:")
    for system, lines in commands(verdict).items():
        print(f"  {system}:")
        print(*(f"    {line}" for line in lines), sep="\n")
    if verdict.destroyed is not None:
        print(BY_HAND)
