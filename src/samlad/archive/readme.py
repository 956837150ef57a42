"""The text that tells a person what a sealed run is: its parts, what is left out, and how to check it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from samlad.archive.audit.by_hand import EXTRA
from samlad.archive.audit.compare import NOT_COMPARED
from samlad.archive.contents import CRATE, PARTS, README, parts_in
from samlad.archive.environment import ENVIRONMENT
from samlad.archive.manifest import MANIFEST, SIGNATURE
from samlad.archive.signature import NAMESPACE
from samlad.paths import write_text
from samlad.swedish import day, listing

WIDTH = 100
INTERNAL = """Det här är en intern förseglad körning: allt som rapporten gjordes av och allt som den blev. Den
innehåller det som har lämnats in, och får inte lämna huset."""
PUBLIC = """Det här är en publik förseglad körning: de släppta tabellerna, det som har gjorts av dem, och det
som behövs för att göra om det. Den får lämnas till vem som helst."""
UNTOUCHED = """Ingenting i mappen får ändras, läggas till eller tas bort. Arbeta i en kopia."""
CONTINUED = "\\\n        | diff"
"""Where a command that is too long for a line goes on in the next, as a shell reads it."""
NOTHING_LEFT_OUT = "Ingenting är utelämnat."
WITHOUT_US = f"""Stå i mappen och kör ett av dessa. Det som saknas eller är ändrat nämns:

    sha256sum --strict --quiet -c {MANIFEST}        (Linux)
    shasum -a 256 -c {MANIFEST}                     (macOS)

I Windows visar Get-FileHash -Algorithm SHA256 FIL en fils hash, att jämföra med raden i manifestet.
En fil som har lagts till nämns inte av de två. Det gör det här kommandot (Linux och macOS), som annars inte
säger något:

    {EXTRA.replace("| diff", CONTINUED)}

Finns {SIGNATURE} prövas signaturen så, med din egen fil med betrodda nycklar:

    ssh-keygen -Y verify -f ../BETRODDA -I VEM -n {NAMESPACE} -Overify-time=@DAY@ \\
        -s {SIGNATURE} < {MANIFEST}

I PowerShell skrivs det cmd /c "ssh-keygen ... < {MANIFEST}"."""
WITH_US = """Med Samlad, från dess mapp:

    ./inv audit --run MAPPEN                                (filerna och signaturen)
    ./inv audit --run MAPPEN --depth rerender --trust       (kapitlen och sidorna görs om)"""
REPRODUCED = """
    ./inv audit --run MAPPEN --depth reproduce --trust      (allt görs om, från det mottagna)"""


def write_readme(folder: Path, facts: Mapping[str, Any], left_out: Iterable[tuple[str, str]] = ()) -> Path:
    """Write `LASMIG.txt` over what lies in the folder; gives its path.

    Like the crate it is written when everything but the manifest and its signature is in place.

    Args:
        folder: the run.
        facts: what its run.json says: title, report_date, dnr, kind, synthetic, samlad, format_version, and
            edition where it is one.
        left_out: what is not in the folder though the run had it, and why.
    """
    path = folder / README
    write_text(path, "\n\n".join(_blocks(folder, facts, tuple(left_out))) + "\n")
    return path


def _blocks(folder: Path, facts: Mapping[str, Any], left_out: tuple[tuple[str, str], ...]) -> Iterator[str]:
    internal = facts["kind"] == "internt"
    yield f"LÄS MIG: {facts['title']}"
    yield _filled(_about(facts))
    yield _filled(INTERNAL if internal else PUBLIC)
    yield UNTOUCHED
    yield "VAD MAPPEN INNEHÅLLER"
    names = {*parts_in(folder), README, CRATE, MANIFEST, SIGNATURE}
    yield "\n".join(_row(name, PARTS.get(name, "")) for name in PARTS if name in names)
    yield "VAD SOM ÄR UTELÄMNAT"
    yield "\n".join(_point(f"{what}: {why}.") for what, why in left_out) or NOTHING_LEFT_OUT
    yield "VAD SOM JÄMFÖRS"
    yield _filled(
        "Två körningar av samma underlag, med samma kod och paket, har samma byte i alla filer utom "
        f"{listing(NOT_COMPARED)}. Också {ENVIRONMENT} kan skilja: en kontroll redovisar den för sig, som en "
        "möjlig orsak."
    )
    yield "HUR KÖRNINGEN PRÖVAS"
    yield WITHOUT_US.replace("@DAY@", str(facts["report_date"]).replace("-", ""))
    yield WITH_US + (REPRODUCED if internal else "")
    made = f" Den gjordes av Samlad {facts['samlad']}." if facts.get("samlad") else ""
    yield f"Körningens format är {facts['format_version']}.{made}"


def _about(facts: Mapping[str, Any]) -> str:
    edition = facts.get("edition")
    text = f"Rapportens datum är {day(str(facts['report_date']))}."
    if facts["dnr"]:
        text += f" Diarienummer: {facts['dnr']}."
    text += f" Utgåva {edition['id']}." if edition else " Utkast."
    return text + (" Syntetiska övningsdata: inga verkliga utfall." if facts["synthetic"] else "")


def _row(name: str, text: str) -> str:
    indent = " " * 24
    first = f"{name:<23} "
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)


def _point(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)


def _filled(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), WIDTH, break_on_hyphens=False)
