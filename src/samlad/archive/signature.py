"""A detached signature over the manifest, made and verified by ssh-keygen, which every auditor has.

The key lies outside the checkout and outside the run. ed25519 gives the same bytes when repeated.
`check-novalidate` is never used: it says yes to any key.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from samlad.archive.manifest import MANIFEST, SIGNATURE
from samlad.errors import ArchiveError

NAMESPACE = "samlad-korning"
"""What the signature is for; a signature made for something else is not accepted."""

UNSIGNED, GOOD, BAD, UNTRIED = "osignerad", "giltig", "ogiltig", "ej_provad"


@dataclass(frozen=True)
class Signed:
    """What became of the signature: `osignerad`, `giltig`, `ogiltig` or `ej_provad`, and why."""

    state: str
    reason: str = ""


def sign(folder: Path, key: Path) -> Path:
    """Sign the run's manifest.

    Args:
        folder: the run.
        key: the private key, of the kind that ssh-keygen makes.

    Raises:
        ArchiveError: there is no ssh-keygen, the key cannot be used, or the signature was not made.
    """
    if not key.is_file():
        raise ArchiveError(
            f"Signeringsnyckeln {key.name} finns inte.",
            remedy="rätta raden signing_key i lokalt.yaml, eller ta bort den: körningen blir då osignerad.",
        )
    target = folder / SIGNATURE
    target.unlink(missing_ok=True)
    result = _keygen("-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(folder / MANIFEST))
    if result.returncode != 0 or not target.is_file():
        raise ArchiveError(
            "Körningen kunde inte signeras.",
            remedy="kontrollera att nyckeln går att läsa, saknar lösenord och är gjord av ssh-keygen.",
        )
    return target


def verify(folder: Path, signers: Path | None, identity: str, day: str) -> Signed:
    """Try the signature of a run, or of another folder with a manifest.

    Args:
        signers: the auditor's own file of allowed signers, in ssh-keygen's form; None where there is none.
        identity: whose signature it must be, as the file of allowed signers writes it.
        day: the day at which the key must have been valid, `YYYYMMDD`: an archive outlives its keys.
    """
    if not (folder / SIGNATURE).is_file():
        return Signed(UNSIGNED, "körningen har ingen signatur")
    if signers is None or not identity:
        return Signed(UNTRIED, "säg vilka nycklar du litar på med --signers och --identity")
    if not signers.is_file():
        return Signed(UNTRIED, "filen med betrodda nycklar finns inte")
    if not (folder / MANIFEST).is_file():
        return Signed(BAD, "manifestet som den gäller finns inte")
    result = _keygen(
        "-Y", "verify", "-f", str(signers), "-I", identity, "-n", NAMESPACE, f"-Overify-time={day}",
        "-s", str(folder / SIGNATURE), stdin=(folder / MANIFEST).read_bytes(),
    )  # fmt: skip
    if result.returncode == 0:
        return Signed(GOOD, f"signerad av {identity}")
    return Signed(BAD, "signaturen hör inte till manifestet, eller inte till den som anges")


def verify_anyones(folder: Path, signers: Path | None, day: str) -> Signed:
    """Try the signature in a folder, made by anyone whom the auditor trusts.

    Args:
        signers, day: as in `verify`.
    """
    if not (folder / SIGNATURE).is_file() or signers is None or not signers.is_file():
        return verify(folder, signers, "", day)
    found = _keygen(
        "-Y", "find-principals", "-f", str(signers), f"-Overify-time={day}", "-s", str(folder / SIGNATURE)
    )
    names = found.stdout.decode("utf-8", "replace").splitlines()
    if found.returncode != 0 or not names:
        return Signed(BAD, "signaturen är inte gjord av någon i filen med betrodda nycklar")
    return verify(folder, signers, names[0], day)


def _keygen(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise ArchiveError(
            "Programmet ssh-keygen finns inte på datorn, så signaturen går inte att göra eller pröva.",
            remedy="installera OpenSSH (openssh-client) och kör kommandot igen.",
        )
    return subprocess.run([program, *words], input=stdin, capture_output=True, check=False)
