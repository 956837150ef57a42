"""A small checkout to try inv in: its own lock and wheels, and no way to any other source of packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from small_wheel import small_wheel
from uv import find_uv_bin

ROOT = Path(__file__).parents[2]

PROGRAM = """
import os, sys
from importlib.metadata import distributions
print("arguments", *sys.argv[1:])
print("folder", os.getcwd())
print("packages", *sorted(f"{found.name}=={found.version}" for found in distributions()))
sys.exit(3 if "fail" in sys.argv else 0)
"""
NO_ENSUREPIP = "import sys\nsys.modules['ensurepip'] = None\n"


@dataclass(frozen=True)
class Checkout:
    """A folder with inv, a lock and a program that says how it was run; the user stands in `outside`."""

    folder: Path
    outside: Path
    wheels: Path

    @property
    def environment(self) -> Path:
        return self.folder / ".venv"

    @property
    def log(self) -> Path:
        return self.folder / ".venv-installation.log"

    def lock(self, *lines: str) -> None:
        """Write requirements.lock."""
        (self.folder / "requirements.lock").write_text("".join(f"{line}\n" for line in lines))

    def wheel(self, name: str, version: str, **modules: str) -> str:
        """Put a wheel where pip and uv look, and give its line in a lock."""
        return small_wheel(self.wheels, name, version, **modules)

    def uv(self) -> str:
        """The lock's line for a wheel called uv, which starts the real uv of this environment."""
        start = f"import os, sys\nos.execv({find_uv_bin()!r}, ['uv', *sys.argv[1:]])\n"
        return self.wheel("uv", "0.0.1", __main__=start)

    def earlier_environment(self, where: str = ".venv", stamp: str = "an earlier lock") -> Path:
        """Something that looks like a complete environment made from another lock."""
        environment = self.folder / where
        (environment / "bin").mkdir(parents=True)
        (environment / "samlad-stamp.txt").write_text(stamp)
        return environment

    def variables(self, **more: str) -> dict[str, str]:
        """The environment variables of this process, with our wheels as the only source of packages."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "UV_"))}
        return {
            **kept,
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "PIP_RETRIES": "0",
            "UV_CACHE_DIR": str(self.outside / "cache"),
            **more,
        }

    def without_ensurepip(self) -> dict[str, str]:
        """Variables that make Python look as on a Debian without python3-venv."""
        (self.outside / "sitecustomize.py").write_text(NO_ENSUREPIP)
        return self.variables(PYTHONPATH=str(self.outside))

    def inv(
        self, *arguments: str, variables: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run inv from a folder that is not the checkout's."""
        return subprocess.run(
            [sys.executable, str(self.folder / "inv"), *arguments],
            cwd=self.outside,
            env=variables or self.variables(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A small checkout in a folder with å, ä, ö and a space in its name."""
    made = Checkout(tmp_path / "utcheckning på skärgårdsön", tmp_path / "annan mapp", tmp_path / "wheels")
    (made.folder / "src" / "samlad").mkdir(parents=True)
    (made.folder / "src" / "samlad" / "__init__.py").touch()
    (made.folder / "src" / "samlad" / "program.py").write_text(PROGRAM)
    made.outside.mkdir()
    made.wheels.mkdir()
    shutil.copy(ROOT / "inv", made.folder / "inv")
    return made
