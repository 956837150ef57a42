"""The manifest: one sorted sha256 line per file, checked with `sha256sum -c` and none of our code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

MANIFEST = "manifest.sha256"
SIGNATURE = "manifest.sha256.sig"
OUTSIDE = (MANIFEST, SIGNATURE)
"""What a manifest cannot list: itself, and the signature over it."""


def files_in(folder: Path) -> Iterator[str]:
    """Names of all files under a folder, relative and with `/`, in the order of their bytes."""
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    yield from sorted(names, key=lambda name: name.encode("utf-8"))


def digest(path: Path) -> str:
    """sha256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_manifest(folder: Path) -> Path:
    """Write `manifest.sha256` over every other file in the folder."""
    lines = [f"{digest(folder / name)}  {name}\n" for name in files_in(folder) if name not in OUTSIDE]
    path = folder / MANIFEST
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    return path


def read_manifest(folder: Path) -> dict[str, str]:
    """sha256 by file name, as the manifest says."""
    lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    return {line[66:]: line[:64] for line in lines}
