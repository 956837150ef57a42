"""The public record of the protection: what disclosure.json says, with the attacker's verdict beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from samlad.paths import write_text
from samlad.release.release import open_released
from samlad.stages import Released

RULES, ATTACK = "disclosure.json", "attack.json"


def add_verdict(released: Released, facts: Mapping[str, Any]) -> Released:
    """Put the public part of the attacker's verdict beside the tables, for the chapters to read.

    Args:
        facts: plain counts and words; no cell and no value.
    """
    write_text(released.folder / ATTACK, _json(facts))
    return open_released(released.folder)


def write_public_record(released: Released, path: Path) -> None:
    """Write the record that is published with the report; `attack` is there when the tables were attacked."""
    record = _read(released.folder / RULES)
    if (released.folder / ATTACK).is_file():
        record["attack"] = _read(released.folder / ATTACK)
    write_text(path, _json(record))


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
