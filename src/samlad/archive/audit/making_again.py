"""Makes a run again, and says what came out otherwise than it was sealed, and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from samlad.archive.audit.causes import (
    ARCHIVE,
    CHANGED_ARCHIVE,
    UNKNOWN,
    UNSTEADY,
    Cause,
    changed,
    explain,
    likely,
)
from samlad.archive.audit.closed_net import closed_net
from samlad.archive.audit.compare import Difference, compared, differences
from samlad.archive.audit.fresh import build
from samlad.archive.audit.locked import LOCK, Pin, pins
from samlad.archive.audit.making import Making
from samlad.archive.audit.verdict import AGREES, DIFFERS, IMPOSSIBLE, RERENDER, Asked, Verdict
from samlad.archive.environment import environment
from samlad.archive.manifest import digest

NOT_BUILT = "Miljön gick inte att bygga"
Tell = Callable[[str], None]
"""Hears what is being done; for whoever waits."""
Known = Mapping[str, tuple[Cause, ...]]
"""The causes of each file that differs."""


def made_again(asked: Asked, verdict: Verdict, work: Path, tell: Tell) -> Verdict:
    """The verdict with what came of making the run again.

    Args:
        verdict: what is known without running anything.
        work: an empty folder; gets the environment and everything that is made.
    """
    net, python, now = closed_net(), None, environment()
    if asked.fresh:
        tell("Bygger miljön ur körningens lås …")
        built = build(asked.run, work / "miljo", asked.wheels, net, verdict.then)
        if built.python is None:
            return replace(
                verdict, outcome=IMPOSSIBLE, reason=f"{NOT_BUILT}: {built.reason}.", lacking=built.lacking
            )
        python, now = built.python, dict(built.environment or {})
        verdict = replace(verdict, built=built.source)
    changes = changed(verdict.then, now, _locked(asked.run))
    verdict = replace(verdict, net=net.said, now=now, changed=changes)
    return _compared(Making(asked.run, asked.depth, work, python, net.prefix), verdict, tell)


def _locked(run: Path) -> tuple[Pin, ...]:
    try:
        return pins(run / LOCK)
    except (OSError, UnicodeDecodeError):
        return ()


def _compared(making: Making, verdict: Verdict, tell: Tell) -> Verdict:
    tell("Gör om körningen med dess egen kod …")
    again, stopped = making.make("gjord")
    if again is None:
        return replace(verdict, outcome=IMPOSSIBLE, reason=stopped)
    found = differences(making.run, again, making.wanted)
    verdict = replace(verdict, remade=compared(making.run, making.wanted))
    if not found:
        return replace(verdict, outcome=DIFFERS if verdict.broken else AGREES)
    known = _from_evidence(making, verdict, found)
    unknown = [one.file for one in found if not known[one.file]]
    if unknown:
        tell("Inget förklarar skillnaden. Gör om körningen en gång till …")
        known = {**known, **_from_trying_again(making, again, unknown)}
    return _with_causes(verdict, found, known)


def _from_evidence(making: Making, verdict: Verdict, found: Sequence[Difference]) -> Known:
    pages_only = making.depth == RERENDER
    causes = likely(verdict.broken, verdict.changed, pages_only=pages_only)
    if not pages_only:  # the fingerprint of all that a run is made from stands on every page
        return {one.file: causes for one in found}
    return {one.file: explain(_chapter(making.run, one.file), causes) for one in found}


def _from_trying_again(making: Making, first: Path, files: Sequence[str]) -> Known:
    """Where nothing explains a difference: does the code give the same bytes each time?"""
    second, _ = making.make("gjord-igen")
    same, other = (Cause(ARCHIVE, CHANGED_ARCHIVE),), (Cause(UNKNOWN, UNSTEADY),)
    return {
        file: same if second is not None and _hash(first / file) == _hash(second / file) else other
        for file in files
    }


def _hash(path: Path) -> str:
    return digest(path) if path.is_file() else ""


def _with_causes(verdict: Verdict, found: Sequence[Difference], known: Known) -> Verdict:
    told = tuple(replace(one, cause="; ".join(cause.text for cause in known[one.file])) for one in found)
    causes = tuple(dict.fromkeys(cause for one in found for cause in known[one.file]))
    return replace(verdict, outcome=DIFFERS, differences=told, causes=causes)


def _chapter(run: Path, file: str) -> str:
    """The notebook that made a page or an executed chapter, as the sealed chapter says; "" where unknown."""
    chapter = run / "chapters" / f"{PurePosixPath(file).stem}.ipynb"
    try:
        return str(json.loads(chapter.read_text(encoding="utf-8"))["metadata"]["samlad"]["chapter"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
