"""Whether this version can read a run: every format that was ever used stays readable, a newer is refused.

A change that only adds to a run keeps its format. The number is raised when an older version would read the
run wrongly; the code that reads it then tells the formats apart, and a sample of each stays in the tests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from samlad import __version__
from samlad.archive.runs import FORMAT_VERSION
from samlad.errors import AuditError


def check_format(facts: Any) -> None:
    """Refuse a run that this version can't read.

    Args:
        facts: what its run.json says.

    Raises:
        AuditError: the format is newer than this version, or none is given.
    """
    facts = facts if isinstance(facts, Mapping) else {}
    version = facts.get("format_version")
    if type(version) is not int or version < 1:
        raise AuditError(
            "Körningens run.json säger inte vilket format den har, så den går inte att läsa.",
            remedy="pröva filerna med sha256sum och manifest.sha256, och be om körningen på nytt.",
        )
    if version > FORMAT_VERSION:
        maker = facts.get("samlad")
        needed = f"Samlad {maker} eller senare" if maker else "den Samlad som gjorde den, eller en senare"
        raise AuditError(
            f"Körningen har format {version}. Den här Samlad ({__version__}) läser till och med format "
            f"{FORMAT_VERSION}.",
            remedy=f"använd {needed}. Filerna kan prövas med sha256sum och manifest.sha256 utan Samlad.",
        )


def check_readable(run: Path) -> None:
    """As `check_format`, of a folder; one without a run.json is for the caller to judge."""
    path = run / "run.json"
    if path.is_file():
        check_format(json.loads(path.read_text(encoding="utf-8")))
