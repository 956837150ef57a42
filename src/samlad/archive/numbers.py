"""The highest number that a run of each report has had, kept when runs are destroyed: none is used twice.

An auditor may hold a copy of a run that is gone here. A later one with its name would be taken for it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from samlad.errors import ArchiveError
from samlad.paths import write_text

NAME = re.compile(r"(?P<stem>[^.].*)-r(?P<number>\d{2,})")
NUMBERS = "nummer.json"


def highest(archive: Path, stem: str) -> int:
    """The highest number that a run of a stem has or has had; 0 where there has been none.

    Raises:
        ArchiveError: what is remembered cannot be read.
    """
    return max(_there(archive).get(stem, 0), _remembered(archive).get(stem, 0))


def remember(archive: Path) -> None:
    """Write down the highest number of every report, before runs are destroyed; nothing where there is none.

    Raises:
        ArchiveError: what is remembered cannot be read.
    """
    there, kept = _there(archive), _remembered(archive)
    found = {stem: max(there.get(stem, 0), kept.get(stem, 0)) for stem in {*there, *kept}}
    if found != kept:
        write_text(archive / NUMBERS, json.dumps(found, indent=1, sort_keys=True) + "\n")


def _there(archive: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for folder in archive.glob("*-r*"):
        match = NAME.fullmatch(folder.name)
        if match and folder.is_dir():
            found[match["stem"]] = max(found.get(match["stem"], 0), int(match["number"]))
    return found


def _remembered(archive: Path) -> dict[str, int]:
    path = archive / NUMBERS
    try:
        content = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return {str(stem): int(number) for stem, number in content.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ArchiveError(
            f"{NUMBERS} i arkivet går inte att läsa. Där står vilka nummer gallrade körningar har haft.",
            remedy="ta tillbaka filen ur säkerhetskopian.",
        ) from error
