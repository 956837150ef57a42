"""Corrections of what was received: the file's door. Entries are refused until they can be applied."""

from __future__ import annotations

from pathlib import Path

from samlad.errors import ParamsError
from samlad.files import Faults, read_yaml


def refuse_corrections(path: Path) -> None:
    """Refuse a corrections file with entries: a correction that is written but not made would mislead.

    Raises:
        ParamsError: the file cannot be read, or has entries.
    """
    if not path.exists():
        return
    faults = Faults()
    content = read_yaml(path, faults)
    entries = [key for key, value in content.items() if key != "format" and value]
    if faults or entries:
        raise ParamsError(
            f"Rättelserna i corrections/{path.name} kan inte göras än.",
            details=faults,
            remedy="be den som lämnade uppgiften att skicka filen på nytt, och töm listan.",
        )
