"""A fresh environment for an archived run: its lock, installed with hashes in a folder to be thrown away."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samlad.archive import environment as environment_module
from samlad.archive.audit.build_faults import NO_FOLDER, NO_NETWORK, explain, named
from samlad.archive.audit.closed_net import Net
from samlad.archive.audit.locked import LOCK, UNREACHED, Lacking, Pin, not_in, pins, same_name
from samlad.archive.audit.package_sources import as_configured, only_from

NO_LOCK = "körningens requirements.lock saknas eller går inte att läsa"
NO_PYTHON = "det gick inte att skapa en tom Pythonmiljö på datorn"


@dataclass(frozen=True)
class Fresh:
    """What became of it.

    Attributes:
        python: the environment's interpreter; None where it could not be built, for `reason`.
        lacking: the packages that it could not be built for, as far as they are known.
        environment: as `samlad.archive.environment.environment` says it; empty where it was not built.
        source: in words where its packages came from.
    """

    python: Path | None
    reason: str = ""
    lacking: tuple[Lacking, ...] = ()
    environment: Mapping[str, Any] | None = None
    source: str = ""


def build(run: Path, folder: Path, wheels: Path | None, net: Net, then: Mapping[str, Any]) -> Fresh:
    """Build the environment that a run was made in, as its lock says.

    Args:
        run: the sealed run, with requirements.lock.
        folder: where the environment goes; must not be there.
        wheels: the only place that packages may come from, with the network closed; None for the desk's own.
        net: how to close it.
        then: the run's own environment: which Python to look for, and which packages it had.
    """
    try:
        locked = pins(run / LOCK)
    except (OSError, UnicodeDecodeError):
        return Fresh(None, NO_LOCK)
    if wheels is not None and not wheels.is_dir():
        return Fresh(None, NO_FOLDER)
    variables, for_uv, for_pip = only_from(wheels.resolve()) if wheels else as_configured()
    step = _Steps(variables, net.prefix if wheels else ())
    output = step.install(run / LOCK, folder, str(then.get("python", "")), for_uv, for_pip)
    if output is not None:
        reason = output if output == NO_PYTHON else explain(output)
        return Fresh(None, reason, _lacking(wheels, _needed(locked, then), reason) or named(output, locked))
    python = _python(folder)
    source = "en mapp med paketfiler, utan paketkälla" if wheels else "datorns inställda paketkälla"
    return Fresh(python, environment=_environment(python), source=source)


def _needed(locked: Sequence[Pin], then: Mapping[str, Any]) -> list[Pin]:
    """The packages of the lock that the run had: some are for other systems."""
    had = {(same_name(name), version) for name, version in dict(then.get("packages", {})).items()}
    return [one for one in locked if (same_name(one.name), one.version) in had]


def _lacking(wheels: Path | None, needed: Sequence[Pin], reason: str) -> tuple[Lacking, ...]:
    """What could not be got: uv and pip name the first alone. None where it can't be told from here."""
    if wheels is not None:
        return not_in(wheels, needed)
    out_of_reach = needed if reason == NO_NETWORK else ()
    return tuple(Lacking(one.name, one.version, UNREACHED) for one in out_of_reach)


@dataclass(frozen=True)
class _Steps:
    """Runs uv or pip; each step gives its output when it failed, None when it went well."""

    variables: Mapping[str, str]
    prefix: tuple[str, ...]

    def install(
        self, lock: Path, folder: Path, version: str, for_uv: Sequence[str], for_pip: Sequence[str]
    ) -> str | None:
        """Make the environment and install the lock in it: with uv where the desk has it, else with pip."""
        uv = shutil.which("uv", path=sysconfig.get_path("scripts")) or shutil.which("uv")
        if uv is None or not self._empty_by_uv(uv, folder, version):
            return self._by_pip(lock, folder, for_pip)
        sync = [uv, "pip", "sync", "--require-hashes", "--no-build", "--python", str(_python(folder))]
        return self._run(*sync, *for_uv, str(lock))

    def _empty_by_uv(self, uv: str, folder: Path, version: str) -> bool:
        """An empty environment with the run's own Python, else one of the same series, else this one."""
        series = ".".join(version.split(".")[:2])
        for wanted in (version, series, _base()):
            make = [uv, "venv", "--no-project", "--no-python-downloads", "--clear", "--python", wanted]
            if wanted and self._run(*make, str(folder)) is None:
                return True
        return False

    def _by_pip(self, lock: Path, folder: Path, for_pip: Sequence[str]) -> str | None:
        if self._run(_base(), "-m", "venv", "--clear", str(folder)) is not None:
            return NO_PYTHON
        install = ["-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary=:all:"]
        return self._run(str(_python(folder)), *install, *for_pip, "-r", str(lock))

    def _run(self, *command: str) -> str | None:
        result = subprocess.run(
            [*self.prefix, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(self.variables),
            check=False,
        )
        return result.stdout.decode("utf-8", "replace") if result.returncode else None


def _base() -> str:
    """The Python that this environment was made from: an environment of its own is independent of this."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _environment(python: Path) -> dict[str, Any]:
    """What the fresh environment says of itself; our module is run by its file: it lacks our package."""
    told = subprocess.run(
        [str(python), "-I", str(environment_module.__file__)], capture_output=True, check=True
    )
    content: dict[str, Any] = json.loads(told.stdout)
    return content
