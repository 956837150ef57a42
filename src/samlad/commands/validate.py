"""`validate`: intake and gate alone; nothing is built."""

from __future__ import annotations

from samlad.paths import Folders
from samlad.pipeline import ask, through_the_gate


def validate(folders: Folders, year: int, period: str) -> None:
    """Say whether figures may be built on what was received.

    Raises:
        SamladError: exit 11 or 12 where they may not; the page then says where and why.
    """
    asked = ask(folders, year, period)
    gate = through_the_gate(asked)
    files = len(gate.validated.received.files)
    warnings = sum(finding.severity == "warning" for finding in gate.record.findings)
    print(f"Grinden är öppen: {files} filer är granskade, med {warnings} varningar att se över.")
    print(f"Läs mer här: {asked.result_page}")
