"""Runs roc-validator on crates where no connection can be made: `roc_offline.py OUT PROFILE CRATE...`.

Writes to OUT a JSON list with one object per crate: passed, issues (the messages of what is REQUIRED and
missing), and tried: the connections that something wanted to make.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

CONNECTING = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
tried: list[str] = []


def refuse(event: str, _: object) -> None:
    """Refuse every connection, also where the system could not close the network."""
    if event in CONNECTING:
        tried.append(event)
        raise OSError("no network here")


def main(out: Path, profile: str, crates: list[str]) -> None:
    from rocrate_validator import models, services

    found = []
    for crate in crates:
        tried.clear()
        result = services.validate(
            services.ValidationSettings(
                rocrate_uri=crate,
                profile_identifier=profile,
                requirement_severity=models.Severity.REQUIRED,
                offline=True,
                cache_path=str(out.with_name("cache")),
            )
        )
        issues = [issue.message for issue in result.get_issues()]
        found.append({"passed": result.passed(), "issues": issues, "tried": list(tried)})
    out.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    sys.addaudithook(refuse)
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
