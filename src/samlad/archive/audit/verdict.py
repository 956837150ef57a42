"""What an audit is asked for and what it answers; how it comes to its answer is in `audit`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samlad.archive.audit.causes import Cause, Changed
from samlad.archive.audit.compare import Difference
from samlad.archive.audit.destruction import Destruction
from samlad.archive.audit.locked import Lacking
from samlad.archive.audit.own_word import Broken
from samlad.archive.closed_world import Fault
from samlad.archive.signature import Signed

VERIFY, RERENDER, REPRODUCE = "verify", "rerender", "reproduce"
DEPTHS = (VERIFY, RERENDER, REPRODUCE)
AGREES, DIFFERS, IMPOSSIBLE = "stämmer helt", "avviker", "kan inte återskapas"
"""The verdict in words (beslut 20)."""


@dataclass(frozen=True)
class Asked:
    """What an auditor asked for.

    Attributes:
        run: the sealed run.
        depth: one of `DEPTHS`.
        signers, identity: whose signature they trust; see `signature.verify`.
        trust: they say themselves that the run's code may be executed.
        fresh: the run's own packages are installed first, in an environment that is thrown away.
        wheels: the only folder that those packages may come from.
    """

    run: Path
    depth: str = VERIFY
    signers: Path | None = None
    identity: str = ""
    trust: bool = False
    fresh: bool = False
    wheels: Path | None = None


@dataclass(frozen=True)
class Verdict:
    """What the audit found.

    Attributes:
        outcome: `stämmer helt`, `avviker` or `kan inte återskapas`.
        facts: the run's own, from run.json.
        hashes: sha256 of the manifest and the lock as they are, and the recipe and the released tables as
            run.json says them.
        files: how many files the run holds; `remade` how many of them were made again and compared.
        faults: what the seal says is wrong; `broken` what the run says itself of its files and isn't so.
        reason: why it could not be made again, "" otherwise; `lacking` the packages it could not be for.
        differences: what was not the same when made again, each with its likely cause; `causes` all of them.
        then, now: the environments; `now` is empty where nothing was run. `changed` is how they differ.
        net: whether the network was closed; `built` where the packages came from, "" for today's own.
        destroyed: that the received input is gone, by which decision; None where it is not.
    """

    run: str
    depth: str
    outcome: str
    facts: Mapping[str, Any]
    signed: Signed
    hashes: Mapping[str, str]
    files: int
    remade: int = 0
    faults: tuple[Fault, ...] = ()
    broken: tuple[Broken, ...] = ()
    reason: str = ""
    lacking: tuple[Lacking, ...] = ()
    differences: tuple[Difference, ...] = ()
    causes: tuple[Cause, ...] = ()
    then: Mapping[str, Any] = field(default_factory=dict)
    now: Mapping[str, Any] = field(default_factory=dict)
    changed: tuple[Changed, ...] = ()
    net: str = ""
    built: str = ""
    destroyed: Destruction | None = None
