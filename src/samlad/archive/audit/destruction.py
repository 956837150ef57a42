"""What an audit says of a run whose received input has been destroyed, and whether the note is genuine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from samlad.archive.closed_world import NOTE_FORGED, Fault
from samlad.archive.destroying.destroyed import FOLDER, read_note
from samlad.archive.manifest import SIGNATURE
from samlad.archive.signature import BAD, Signed, verify_anyones
from samlad.swedish import day

BY_HAND = (
    "De två första kommandona säger att filer saknas, och det andra nämner också mappen gallring. Det som "
    "saknas ska vara de filer som gallring/gallring.json räknar upp, inga andra. Ge samma kommandon i mappen "
    "gallring, med ../../betrodda, så prövas notisen; dess nyckel gällde gallringens dag."
)
"""What somebody who checks a run by hand must know when its input is destroyed."""


@dataclass(frozen=True)
class Destruction:
    """That a run's received input is gone: by which decision, when, how many files and bytes."""

    decision: str
    day: str
    files: int
    size: int
    signed: Signed

    def __str__(self) -> str:
        return f"Underlag gallrat enligt beslut {self.decision}, {day(self.day)}."


def destruction_of(run: Path, signers: Path | None) -> Destruction | None:
    """The destruction that the run's note tells of; None where there is none that belongs to the run.

    Args:
        signers: the auditor's own file of allowed signers. The note may be signed by another of them than
            the run is: the archivist is seldom the one who made the report.
    """
    note = read_note(run)
    if note is None:
        return None
    signed = verify_anyones(run / FOLDER, signers, note.day.replace("-", ""))
    return Destruction(note.decision, note.day, len(note.files), note.size, signed)


def forged(destruction: Destruction | None) -> tuple[Fault, ...]:
    """The fault of a note whose signature was tried and is not genuine."""
    if destruction is None or destruction.signed.state != BAD:
        return ()
    return (Fault(NOTE_FORGED, f"{FOLDER}/{SIGNATURE}"),)
