"""The environment that a run was made in, and how today's differs: the likely cause of a difference."""

from __future__ import annotations

import json
import platform
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

ENVIRONMENT = "environment.json"
FACTS = ("python", "implementation", "system", "machine")
LABELS = {
    "python": "Python",
    "implementation": "Pythonvariant",
    "system": "operativsystem",
    "machine": "processor",
}


def environment() -> dict[str, Any]:
    """Python, system and every installed package with its version; no host, user or path."""
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "machine": platform.machine(),
        "packages": {
            one.metadata["Name"]: one.version
            for one in sorted(distributions(), key=lambda one: one.metadata["Name"])
        },
    }


def changed_since(run: Path, now: dict[str, Any]) -> tuple[str, ...]:
    """What differs between a run's environment and another, one Swedish line each."""
    then: dict[str, Any] = json.loads((run / ENVIRONMENT).read_text(encoding="utf-8"))
    lines = [f"{LABELS[key]}: {then[key]} då, {now[key]} nu" for key in FACTS if then[key] != now[key]]
    before, after = then["packages"], now["packages"]
    for name in sorted(before.keys() | after.keys(), key=str.casefold):
        one, other = before.get(name), after.get(name)
        if one != other:
            lines.append(f"{name}: {one or 'fanns inte'} då, {other or 'finns inte'} nu")
    return tuple(lines)
