"""Runs an archived run's own code, unpacked beside it, and says what became of it."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

from samlad.errors import AuditError
from samlad.lifetime import die_with_parent

ENTRY = "samlad.commands.again"
"""What every archived source promises to have: arguments DEPTH RUN WORK (see its docstring)."""


LINUX = sys.platform == "linux"
NOT_KEPT = ("PYTHON", "SAMLAD", "VIRTUAL_ENV", "JUPYTER", "IPYTHON")
"""The beginnings of what the archived code is not told of this desk."""


@dataclass(frozen=True)
class Rerun:
    """How it went: the exit code, and what the code said when it stopped."""

    code: int
    said: str


def unpack(run: Path, target: Path) -> Path:
    """The run's package source, unpacked; gives the folder to put on Python's path.

    Raises:
        AuditError: the archive's source cannot be unpacked.
    """
    try:
        with tarfile.open(run / "source.tar") as archive:
            archive.extractall(target, filter="data")
    except (OSError, tarfile.TarError) as error:
        raise AuditError(
            "Körningens källkod (source.tar) går inte att packa upp.",
            remedy="pröva körningen med --depth verify; den säger vilka filer som är ändrade.",
        ) from error
    return target / "src"


def rerun(
    run: Path, work: Path, depth: str, python: Path | None = None, prefix: tuple[str, ...] = ()
) -> Rerun:
    """Let the archived code make the run again in `work`.

    Args:
        run: the sealed run; nothing is written in it.
        work: an empty folder; gets the unpacked source and what is made.
        depth: `rerender` or `reproduce`.
        python: another interpreter than this one, such as that of a fresh environment.
        prefix: what goes before the command, such as what closes the network.
    """
    source = unpack(run, work / "kod")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_KEPT)}
    command = [
        *prefix,
        str(python or sys.executable),
        "-P",
        "-m",
        ENTRY,
        depth,
        str(run.resolve()),
        str(work.resolve()),
    ]
    result = subprocess.run(
        command,
        cwd=work,
        env={**kept, "PYTHONPATH": str(source.resolve()), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        preexec_fn=functools.partial(die_with_parent, os.getpid()) if LINUX else None,
    )
    return Rerun(result.returncode, _last_words(result.stderr) if result.returncode else "")


def _last_words(text: str) -> str:
    """What the code said of its own fault; of a traceback only its last line, which names the kind."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    if any(line.startswith("Traceback") for line in lines):
        return lines[-1].partition(":")[0]
    return "\n".join(lines[-12:])
