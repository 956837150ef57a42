"""`validate`: intake and gate alone, and what goes back to the committees; no report is built."""

from __future__ import annotations

from samlad.commands.feedback import write_feedback
from samlad.paths import Folders
from samlad.pipeline import ask, through_the_gate


def validate(folders: Folders, year: int, period: str) -> None:
    """Say whether figures may be built on what was received, and write each committee's feedback.

    Raises:
        SamladError: exit 11 or 12 where they may not; the pages are written then too.
    """
    asked = ask(folders, year, period)
    gate = through_the_gate(asked, tell=write_feedback)
    files = len(gate.validated.received.files)
    warnings = sum(finding.severity == "warning" for finding in gate.record.findings)
    print(f"Grinden är öppen: {files} filer är granskade, med {warnings} varningar att se över.")
    print(f"Läs mer här: {asked.feedback / 'index.html'}")
