"""The commands that check a run without any of our code, for the systems that an auditor may have."""

from __future__ import annotations

import re

from samlad.archive.manifest import MANIFEST, SIGNATURE
from samlad.archive.signature import NAMESPACE

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WINDOWS_HASHES = (
    f"Get-Content {MANIFEST} -Encoding UTF8 | ForEach-Object {{ $hash, $fil = $_ -split '  ', 2; "
    'if ((Get-FileHash -LiteralPath $fil).Hash -ne $hash) { "AVVIKER: $fil" } }'
)


def by_hand(report_date: str, *, signed: bool) -> dict[str, tuple[str, ...]]:
    """The commands by system, to be given in the run's own folder.

    `betrodda` is the auditor's file of allowed signers. The signature is tried as of the report's date: an
    archive outlives its keys. PowerShell has no `<`, so there cmd reads the manifest.

    Args:
        report_date: the run's own, ISO; what isn't a day is left out, since a reader copies what is printed.
    """
    hashes = {
        "Linux": f"sha256sum --strict --quiet -c {MANIFEST}",
        "macOS": f"shasum -a 256 --quiet -c {MANIFEST}",
        "Windows (PowerShell)": WINDOWS_HASHES,
    }
    if not signed:
        return {system: (command,) for system, command in hashes.items()}
    when = f" -Overify-time={report_date.replace('-', '')}" if DAY.fullmatch(report_date) else ""
    verify = f"ssh-keygen -Y verify -f betrodda -I VEM -n {NAMESPACE}{when} -s {SIGNATURE} < {MANIFEST}"
    return {
        system: (command, f'cmd /c "{verify}"' if system.startswith("Windows") else verify)
        for system, command in hashes.items()
    }
