"""The audit of a sealed run: does the report follow from what it says it follows from, and where not?

Three depths. `verify` reads: every file against the manifest, and the signature. `rerender` makes the
chapters and pages again from the released tables. `reproduce` makes the whole run again from the received
files, through the gate. Nothing is ever written in the run.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samlad.archive.closed_world import Fault, faults_in
from samlad.archive.compare import NOT_COMPARED, Difference, Wanted, compared, differences
from samlad.archive.destruction import Destruction, destruction_of, forged
from samlad.archive.environment import ENVIRONMENT, changed_since, environment
from samlad.archive.manifest import files_in
from samlad.archive.readable import check_format
from samlad.archive.rerun import Rerun, rerun
from samlad.archive.signature import BAD, GOOD, Signed, verify
from samlad.errors import AuditError, UsageError

VERIFY, RERENDER, REPRODUCE = "verify", "rerender", "reproduce"
DEPTHS = (VERIFY, RERENDER, REPRODUCE)
AGREES, DIFFERS, IMPOSSIBLE = "stämmer helt", "avviker", "kan inte återskapas"
"""The verdict in words (DOMAIN decision 20)."""
MADE = ("chapters", "html")
"""What a rerendering makes again."""
TOLD_APART = (*NOT_COMPARED, ENVIRONMENT)
"""What two runs need not have in common, and the environment, which the protocol tells line by line."""


@dataclass(frozen=True)
class Asked:
    """What an auditor asked for: the run, how deep, and whom they trust."""

    run: Path
    depth: str = VERIFY
    signers: Path | None = None
    identity: str = ""
    trust: bool = False


@dataclass(frozen=True)
class Verdict:
    """What the audit found.

    Attributes:
        outcome: `stämmer helt`, `avviker` or `kan inte återskapas`.
        reason: why it could not be made again; "" otherwise.
        facts: the run's own, from run.json.
        files: how many files the run holds; `remade` how many of them were made again and compared.
        faults: what the seal says is wrong.
        differences: what was not the same when made again.
        causes: how today's environment differs from the run's, when something was made again.
        destroyed: that the received input is gone, by which decision; None where it is not.
    """

    run: str
    depth: str
    outcome: str
    reason: str
    facts: dict[str, Any]
    signed: Signed
    files: int
    remade: int
    faults: tuple[Fault, ...]
    differences: tuple[Difference, ...]
    causes: tuple[str, ...]
    destroyed: Destruction | None = None


def audit(asked: Asked) -> Verdict:
    """Audit a run as deep as asked.

    Raises:
        AuditError: there is no sealed run at the path.
        UsageError: the run's code would have to be executed, and nobody has said that it may.
    """
    facts = run_facts(asked.run)
    destroyed = destruction_of(asked.run, asked.signers)
    faults = (*faults_in(asked.run), *forged(destroyed))
    day = str(facts.get("report_date", "")).replace("-", "")
    signed = verify(asked.run, asked.signers, asked.identity, day)
    whole = not faults and signed.state != BAD
    if asked.depth == VERIFY or not whole:
        return _verdict(asked, facts, signed, faults, AGREES if whole else DIFFERS)
    if asked.depth == REPRODUCE and destroyed is not None:
        return _verdict(asked, facts, signed, (), IMPOSSIBLE, reason=str(destroyed))
    if signed.state != GOOD and not asked.trust:
        raise UsageError(
            "Körningens egen kod ska köras, men det är inte visat vem som har förseglat den.",
            remedy="pröva signaturen med --signers och --identity, eller lägg till --trust om du litar på "
            "den som lämnade körningen till dig.",
        )
    with tempfile.TemporaryDirectory(prefix="samlad-kontroll-") as work:
        return _made_again(asked, facts, signed, Path(work))


def run_facts(run: Path) -> dict[str, Any]:
    """The run's own facts.

    Raises:
        AuditError: the folder holds no run, or one of a format that this version can't read.
    """
    path = run / "run.json"
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AuditError(
            f"Det finns ingen förseglad körning i {run}.",
            remedy="ange mappen med körningen, till exempel output/archive/2024-r01.",
        ) from error
    check_format(content)
    return content


def _made_again(asked: Asked, facts: dict[str, Any], signed: Signed, work: Path) -> Verdict:
    result = rerun(asked.run, work, asked.depth)
    causes = changed_since(asked.run, environment())
    if result.code:
        return _verdict(asked, facts, signed, (), IMPOSSIBLE, reason=_why(result), causes=causes)
    again, wanted = _where(asked, facts, work)
    found = differences(asked.run, again, wanted)
    outcome = DIFFERS if found else AGREES
    count = compared(asked.run, wanted)
    return _verdict(asked, facts, signed, (), outcome, remade=count, found=found, causes=causes)


def _where(asked: Asked, facts: dict[str, Any], work: Path) -> tuple[Path, Wanted]:
    """The folder that was made, and which files of it to hold against the run."""
    if asked.depth == RERENDER:
        return work, lambda name: name.partition("/")[0] in MADE
    [again] = sorted((work / "output" / "archive").glob(f"{facts['stem']}-r*"))
    return again, lambda name: name not in TOLD_APART


def _why(result: Rerun) -> str:
    return result.said or f"koden slutade med kod {result.code}"


def _verdict(
    asked: Asked,
    facts: dict[str, Any],
    signed: Signed,
    faults: tuple[Fault, ...],
    outcome: str,
    *,
    reason: str = "",
    remade: int = 0,
    found: tuple[Difference, ...] = (),
    causes: tuple[str, ...] = (),
) -> Verdict:
    files = sum(1 for _ in files_in(asked.run))
    return Verdict(
        asked.run.resolve().name, asked.depth, outcome, reason, facts, signed, files, remade, faults, found,
        causes, destruction_of(asked.run, asked.signers),
    )  # fmt: skip
