"""One hash over a folder: the same wherever it lies, and another as soon as a name or a byte in it is."""

from __future__ import annotations

import hashlib
from pathlib import Path


def fingerprint_of(folder: Path) -> str:
    """sha256 over the sorted lines `<sha256>  <name>` of the folder's files."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}"
        for path in folder.rglob("*")
        if path.is_file()
    ]
    lines.sort(key=lambda line: line[66:])
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()
