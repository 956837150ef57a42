"""Where a fresh environment's packages may come from: as the desk's uv and pip are set up, or one folder.

`inv` knows the same things, but must run before there is a package to import (see its last section).
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

TOOLS = ("PIP_", "UV_")
OTHERS = ("PYTHON", "VIRTUAL_ENV", "CONDA_PREFIX", "LC_", "LANG")
QUIET = {
    "NO_COLOR": "1", "UV_NO_PROGRESS": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1",
    "PIP_PROGRESS_BAR": "off", "LC_ALL": "C", "PYTHONUTF8": "1",
}  # fmt: skip
PROJECTS = ("UV_CONSTRAINT", "UV_OVERRIDE", "UV_BUILD_CONSTRAINT", "UV_EXCLUDE", "UV_PYTHON", "UV_PROJECT",
            "PIP_CONSTRAINT", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_REQUIRE")  # fmt: skip
"""What would decide which packages are installed, or where: that is for the lock and for us to say."""
SOURCES = ("CONFIG_FILE", "DEFAULT_INDEX", "EXTRA_INDEX_URL", "FIND_LINKS", "INDEX", "INDEX_URL")


def only_from(wheels: Path) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
    """Nothing but a folder: the environment variables, and the arguments for uv and for pip."""
    kept = _without(os.environ, (*TOOLS, *OTHERS))
    kept |= {"PIP_CONFIG_FILE": os.devnull, "UV_NO_CONFIG": "1"}
    arguments = ("--no-index", "--find-links", str(wheels))
    return {**kept, **QUIET}, (*arguments, "--offline"), arguments


def as_configured() -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
    """The desk's own sources; the lock's hashes decide which file is the right one."""
    kept = {**_without(os.environ, (*OTHERS, *PROJECTS)), **QUIET}
    kept.setdefault("PIP_RETRIES", "2")
    return {**_uv_sources(kept), **kept}, (), ()


def _without(variables: Mapping[str, str], beginnings: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in variables.items() if not name.startswith(beginnings)}


def _uv_sources(variables: Mapping[str, str]) -> dict[str, str]:
    """pip's settings as uv's, which does not read them; none where uv has settings of its own."""
    if any(f"UV_{name}" in variables for name in SOURCES):
        return {}
    settings = _pip_settings(variables)
    sources = {
        "UV_DEFAULT_INDEX": settings.get("index-url", ""),
        "UV_INDEX": " ".join(settings.get("extra-index-url", "").split()),
        "UV_FIND_LINKS": ",".join(settings.get("find-links", "").split()),
        "UV_INSECURE_HOST": " ".join(settings.get("trusted-host", "").split()),
        "UV_NO_INDEX": settings.get("no-index", ""),
        "SSL_CERT_FILE": settings.get("cert", ""),
        "ALL_PROXY": settings.get("proxy", ""),
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }
    return {name: value for name, value in sources.items() if value}


def _pip_settings(variables: Mapping[str, str]) -> dict[str, str]:
    """pip's settings by name; variables outrank the files' section for install, and that the general one."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], check=False, capture_output=True, env=dict(variables)
    )
    found = {}
    for section in ("global.", "install.", ":env:."):
        for line in listed.stdout.decode("utf-8", "replace").splitlines():
            name, _, value = line.partition("=")
            if name.startswith(section) and value.startswith(("'", '"')):
                found[name[len(section) :]] = str(ast.literal_eval(value))
    return found
