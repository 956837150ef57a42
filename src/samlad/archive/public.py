"""The public archive of an edition: released tables onward, which anyone may have and render again.

Only what is listed here goes in. No plain hash of anything secret does: a form is easy to guess, so that its
hash would give its counts back (ARCHITECTURE §6).
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from samlad.archive.crate import write_crate
from samlad.archive.environment import ENVIRONMENT
from samlad.archive.final import write_facts
from samlad.archive.manifest import write_manifest
from samlad.archive.readme import write_readme
from samlad.archive.runs import PAGES, facts_of
from samlad.archive.signature import sign
from samlad.edition import CHANGES
from samlad.keyed import file_hash
from samlad.paths import copy_folder, move_settled, write_text
from samlad.recipe import INCOMING

KIND = "publikt"
SUFFIX = "-public"
PARTS = (
    "released", "chapters", PAGES, "notebooks", "params", "reference", "expectations", "requirements.lock",
    "source.tar", ENVIRONMENT, CHANGES,
)  # fmt: skip
"""What the public archive takes over from the internal one, as it is."""
WITHHELD = ("reference/disclosure.yaml",)
"""Of those parts, what may say more than was released: notes beside the rules. What holds is released."""
FACTS = (
    "format_version", "samlad", "stem", "year", "period", "report_date", "dnr", "title", "synthetic",
    "fingerprint", "released", "edition",
)  # fmt: skip
"""What run.json says here; neither hashes of what was received nor the digest over them."""
INPUT = "underlag.json"
LEFT_OUT = (
    (
        "de mottagna filerna",
        "de innehåller uppgifter som kan omfattas av sekretess, och texter som ingen har godkänt",
    ),
    (
        "hashar av dem",
        "ett formulär går att gissa, så en vanlig hash av det skulle ge dolda tal. underlag.json har i "
        "stället en nyckelberoende hash (HMAC-SHA256) av varje fil; nyckeln är hemlig",
    ),
    (
        "receptet (files och recipe i run.json)",
        "det är hashar av det mottagna. Fingeravtrycket, som är nyckelberoende, står kvar",
    ),
    (
        "granskningens platser, rättelserna",
        "de säger vad som stod i filerna. Antalen står i released/findings.csv och released/corrections.csv",
    ),
    (
        "varför en cell är dold",
        "skälet säger vilka tal som är små. Vad som gäller och vad provet fann står i "
        "released/disclosure.json och released/attack.json",
    ),
    ("reference/disclosure.yaml", "reglernas fil kan ha anteckningar. Reglerna själva är släppta"),
    (
        "filnamn, och radernas nummer där de kan säga något om små antal",
        "ett filnamn kan vara en persons. Varje tals ursprung står i released/origins.csv, med filens "
        "nyckelberoende hash",
    ),
    ("den hemliga nyckeln", "med den går det att göra om valet av vad som döljs"),
    ("utredarens filer", "det publicerade av dem står i released/analysis.json"),
    ("det som sågs över före utgivningen", "det hör till det interna arbetet"),
    ("loggen och tiderna", "de säger hur och när körningen gjordes, inte vad som står i den"),
    ("registret", "det säger vad som har lämnat huset tidigare, och till vem"),
)
"""What is not here though the run had it, and why."""


def public_archive(run: Path) -> Path:
    """Where the public archive of an edition's run lies."""
    return run.with_name(f"{run.name}{SUFFIX}")


def seal_public(run: Path, work: Path, year_key: bytes, key: Path | None) -> Path:
    """Assemble the public archive of an edition in `work` and move it beside the run in one step.

    Args:
        run: the edition's internal run; nothing is written in it.
        year_key: what received files are named under.
        key: what to sign it with; None where runs are not signed.

    Raises:
        ArchiveError: it could not be signed.
    """
    folder = work / "publikt"
    folder.mkdir()
    folder.chmod(0o755)
    facts = facts_of(run)
    for name in PARTS:
        source = run / name
        (copy_folder if source.is_dir() else shutil.copyfile)(source, folder / name)
    for name in WITHHELD:
        (folder / name).unlink(missing_ok=True)
    public = {"kind": KIND, **{name: facts[name] for name in FACTS if name in facts}}
    write_facts(folder, public)
    received = [sha for name, sha in facts["files"].items() if name.startswith(INCOMING)]
    hashes = sorted(file_hash(sha, year_key) for sha in received)
    write_text(folder / INPUT, json.dumps({"hmac_sha256": hashes}, indent=1) + "\n")
    write_readme(folder, public, LEFT_OUT)
    write_crate(folder, public)
    write_manifest(folder)
    if key is not None:
        sign(folder, key)
    target = public_archive(run)
    move_settled(folder, target)
    return target
