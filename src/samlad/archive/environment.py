"""The environment that a run is made in. Imports the standard library alone: see the last lines."""

from __future__ import annotations

import json
import platform
import sys
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

ENVIRONMENT = "environment.json"


def environment() -> dict[str, Any]:
    """Python, system and every installed package with its version; no host, user or path."""
    # Read once each: every look at an attribute of a distribution opens its file anew.
    packages = [one.metadata for one in distributions()]
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "machine": platform.machine(),
        "packages": {one["Name"]: one["Version"] for one in sorted(packages, key=lambda one: one["Name"])},
    }


def read_environment(run: Path) -> dict[str, Any]:
    """The environment that a run says it was made in; empty where it says nothing that can be read."""
    try:
        content = json.loads((run / ENVIRONMENT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(content, dict) or not isinstance(content.get("packages", {}), dict):
        return {}
    return content


if __name__ == "__main__":  # how an environment without our package is asked: this file alone is run
    sys.stdout.write(json.dumps(environment(), ensure_ascii=True))
