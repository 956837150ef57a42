"""The audit of a sealed run: does the report follow from what it says it follows from, and where not?

Three depths. `verify` reads: every file against the manifest and against the run's own word, and the
signature. `rerender` makes the chapters and pages again from the released tables. `reproduce` makes the whole
run again from the received files, through the gate. Nothing is ever written in the run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from samlad.archive.audit.destruction import destruction_of, forged
from samlad.archive.audit.locked import LOCK
from samlad.archive.audit.making import throwaway
from samlad.archive.audit.making_again import Tell, made_again
from samlad.archive.audit.own_word import broken
from samlad.archive.audit.seal_causes import of_seal
from samlad.archive.audit.verdict import AGREES, DIFFERS, IMPOSSIBLE, REPRODUCE, VERIFY, Asked, Verdict
from samlad.archive.closed_world import faults_in
from samlad.archive.environment import read_environment
from samlad.archive.manifest import MANIFEST, digest, files_in
from samlad.archive.public import KIND as PUBLIC
from samlad.archive.readable import check_format
from samlad.archive.signature import BAD, GOOD, verify
from samlad.errors import AuditError, UsageError

INCOMING = "incoming/"
NO_INPUT_IN_PUBLIC = (
    "Det öppna arkivet har inte de mottagna filerna, så körningen går inte att göra om från dem. Kontrollera "
    "den med --depth rerender; den som har det interna arkivet kan göra om hela körningen."
)
MOST_FILES = 5
HALF_COPIED = (
    "run.json och manifest.sha256 saknas i mappen. Är det en körning är den inte helt kopierad, eller skadad."
)


def audit(asked: Asked, tell: Tell = lambda text: None) -> Verdict:
    """Audit a run as deep as asked.

    Args:
        tell: hears what is being done, for whoever waits.

    Raises:
        AuditError: there is no sealed run at the path.
        UsageError: the run's code would have to be executed, and nobody has said that it may.
    """
    verdict = _read(asked, run_facts(asked.run))
    whole = not verdict.faults and verdict.signed.state != BAD
    if asked.depth == VERIFY or not whole:
        agrees = whole and not verdict.broken
        causes = of_seal(verdict.faults, verdict.signed, verdict.broken)
        return replace(verdict, outcome=AGREES if agrees else DIFFERS, causes=causes)
    missing = _without_input(asked, verdict)
    if missing:
        return replace(verdict, outcome=IMPOSSIBLE, reason=missing)
    if verdict.signed.state != GOOD and not asked.trust:
        raise UsageError(
            "Körningens egen kod ska köras, men det är inte visat vem som har förseglat den.",
            remedy="pröva signaturen med --signers och --identity, eller lägg till --trust om du litar på "
            "den som lämnade körningen till dig.",
        )
    with throwaway() as work:
        return made_again(asked, verdict, work, tell)


def run_facts(run: Path) -> dict[str, Any]:
    """The run's own facts.

    Raises:
        AuditError: the folder holds no run, or one of a format that this version can't read.
    """
    path = run / "run.json"
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        if (run / MANIFEST).is_file():
            raise _damaged(run) from error
        raise AuditError(
            f"Det finns ingen förseglad körning i {run}.",
            details=[HALF_COPIED] if run.is_dir() and any(run.iterdir()) else [],
            remedy="ange mappen med körningen, till exempel output/archive/2024-r01.",
        ) from error
    check_format(content)
    return content


def _damaged(run: Path) -> AuditError:
    """A sealed run without the file that says what it is: half copied, or spoilt."""
    faults = [str(one) for one in faults_in(run)]
    more = [f"och {len(faults) - MOST_FILES} till"] if len(faults) > MOST_FILES else []
    return AuditError(
        f"Körningen {run.resolve().name} avviker: run.json saknas eller går inte att läsa, och "
        f"{len(faults)} fel finns i förseglingen.",
        details=[*faults[:MOST_FILES], *more, "trolig orsak: körningen är inte helt kopierad, eller skadad"],
        remedy="kopiera körningen igen, eller ta tillbaka den ur säkerhetskopian.",
    )


def _read(asked: Asked, facts: dict[str, Any]) -> Verdict:
    """Everything that is known without running anything; nothing in the run is followed or executed."""
    run = asked.run
    destroyed = destruction_of(run, asked.signers)
    faults = (*faults_in(run), *forged(destroyed))
    day = str(facts.get("report_date", "")).replace("-", "")
    return Verdict(
        run=run.resolve().name,
        depth=asked.depth,
        outcome=AGREES,
        facts=facts,
        signed=verify(run, asked.signers, asked.identity, day),
        hashes=_hashes(run, facts),
        files=sum(1 for _ in files_in(run)),
        faults=faults,
        broken=() if faults else broken(run, facts),  # what isn't as it was sealed is not opened
        then=read_environment(run),
        destroyed=destroyed,
    )


def _hashes(run: Path, facts: Mapping[str, Any]) -> dict[str, str]:
    own = {name: digest(run / name) for name in (MANIFEST, LOCK) if (run / name).is_file()}
    return own | {key: str(facts[key]) for key in ("recipe", "released") if key in facts}


def _without_input(asked: Asked, verdict: Verdict) -> str:
    """Why a run cannot be made again from what was received; "" where nothing is known to be missing."""
    if asked.depth != REPRODUCE:
        return ""
    if verdict.facts.get("kind") == PUBLIC:
        return NO_INPUT_IN_PUBLIC
    if verdict.destroyed is not None:
        return str(verdict.destroyed)
    files = verdict.facts.get("files")
    named = sorted(name for name in files if name.startswith(INCOMING)) if isinstance(files, dict) else []
    gone = [name for name in named if not (asked.run / name).is_file()]
    if not gone:
        return ""
    more = f" och {len(gone) - MOST_FILES} till" if len(gone) > MOST_FILES else ""
    return f"Mottagna filer saknas i körningen: {', '.join(gone[:MOST_FILES])}{more}."
