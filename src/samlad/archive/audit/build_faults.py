"""What uv and pip say when an environment cannot be built, in our words: why, and for which packages.

Both print addresses and paths, so nothing of theirs is passed on but names that the lock has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from samlad.archive.audit.locked import Lacking, Pin, same_name

NO_NETWORK = "paketkällan gick inte att nå"
NO_SPACE = "disken är full"
HASH = "ett paket stämde inte med låsets hash"
MISSING = "paket finns inte där, eller inte för den här datorns Python"
UNKNOWN = "installationen misslyckades utan känd orsak"
NO_FOLDER = "mappen med paketfiler finns inte eller går inte att läsa"

SIGNS = (
    (("DO NOT MATCH THE HASHES", "Hash mismatch for"), HASH),
    (("Hashes are required", "must have a hash"), "ett paket i låset saknar hash"),
    (("No space left", "os error 28)", "Disk quota exceeded", "os error 112)", "WinError 112"), NO_SPACE),
    (("Failed to read `--find-links`", "looks like a filename, but the file does not exist"), NO_FOLDER),
    (
        ("CERTIFICATE_VERIFY_FAILED", "invalid peer certificate"),
        "paketkällans certifikat godtas inte på datorn",
    ),
    (
        ("401 Client Error", "403 Client Error", "401 Unauthorized", "403 Forbidden", "407 Proxy"),
        "paketkällan nekade åtkomst",
    ),
    (("WARNING: Retrying", "client error (Connect)", "dns error"), NO_NETWORK),
    (("network was disabled", "Failed to fetch", "Could not fetch URL"), NO_NETWORK),
    (
        ("No matching distribution", "there is no version of", "has no wheels", "no usable wheels"),
        MISSING,
    ),
    (("lookups were disabled", "was not found in the", "has no wheel"), MISSING),
)
"""What is written (with LC_ALL=C) and what it means, in the order of what explains most."""
NAMED = (
    r"Hash mismatch for `([^`=\s]+)",
    r"Failed to (?:download|fetch)[^`\n]*`([^`=\s]+)==",
    r"/simple/([^/\s)]+)/",
    r"there is no version of ([^=\s]+)==",
    r"[Bb]ecause ([^=\s]+)(?:==\S+)? (?:was not found|has no)",
    r"No matching distribution found for ([^=\s]+)==",
    r"^\s+([^=\s]+)==\S+ from ",
    r"none were provided for: ([^=\s]+)==",
)


def explain(output: str) -> str:
    """Why a step of the building failed."""
    for signs, sentence in SIGNS:
        if any(sign in output for sign in signs):
            return sentence
    return UNKNOWN


def named(output: str, pins: Sequence[Pin]) -> tuple[Lacking, ...]:
    """The packages that the output blames, of those that the lock has."""
    blamed = {same_name(name) for pattern in NAMED for name in re.findall(pattern, output, re.MULTILINE)}
    found = {(one.name, one.version): None for one in pins if same_name(one.name) in blamed}
    return tuple(Lacking(name, version, "") for name, version in found)
