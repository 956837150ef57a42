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
EXTRA = (
    f"find . -type f ! -path ./{MANIFEST} ! -path ./{SIGNATURE} | cut -c3- | LC_ALL=C sort "
    f"| diff - <(cut -c67- {MANIFEST})"
)
LINKS = "find . ! -type f ! -type d"
WINDOWS_EXTRA = (
    f"Compare-Object @(Get-Content {MANIFEST} -Encoding UTF8 | ForEach-Object {{ $_.Substring(66) }}) "
    "@(Get-ChildItem -Recurse -File -Force -Name | ForEach-Object { $_.Replace('\\', '/') } "
    f"| Where-Object {{ $_ -notin '{MANIFEST}', '{SIGNATURE}' }})"
)
WINDOWS_LINKS = "Get-ChildItem -Recurse -Force | Where-Object LinkType"
BACK = "..\\"
ALIKE = 3
"""How many commands say nothing when the files are what the manifest says; one more tries the signature."""


def by_hand(report_date: str, *, signed: bool) -> dict[str, tuple[str, ...]]:
    """The commands by system, to be given in the run's own folder.

    `betrodda` is the auditor's file of allowed signers, beside the run and not in it. The signature is tried
    as of the report's date: an archive outlives its keys. PowerShell has no `<`, so there cmd reads the
    manifest.

    Args:
        report_date: the run's own, ISO; what isn't a day is left out, since a reader copies what is printed.
    """
    alike: dict[str, tuple[str, ...]] = {
        "Linux": (f"sha256sum --strict --quiet -c {MANIFEST}", EXTRA, LINKS),
        "macOS": (f"shasum -a 256 --quiet -c {MANIFEST}", EXTRA, LINKS),
        "Windows (PowerShell)": (WINDOWS_HASHES, WINDOWS_EXTRA, WINDOWS_LINKS),
    }
    if not signed:
        return alike
    when = f" -Overify-time={report_date.replace('-', '')}" if DAY.fullmatch(report_date) else ""
    verify = f"ssh-keygen -Y verify -f ../betrodda -I VEM -n {NAMESPACE}{when} -s {SIGNATURE} < {MANIFEST}"
    return {
        system: (
            *lines,
            f'cmd /c "{verify.replace("../", BACK)}"' if system.startswith("Windows") else verify,
        )
        for system, lines in alike.items()
    }
