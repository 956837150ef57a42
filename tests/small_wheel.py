"""Writes a wheel of a few lines, for trying how packages are installed without any source of packages."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from pathlib import Path


def small_wheel(folder: Path, name: str, version: str, **modules: str) -> str:
    """Put a wheel in a folder, and give its line in a lock.

    Args:
        modules: the source of the package's modules by name; `__init__` is empty unless it is given.
    """
    files = {f"{name}/{module}.py": text for module, text in {"__init__": "", **modules}.items()}
    info = f"{name}-{version}.dist-info"
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    files[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = "".join(f"{path},{_record_hash(text)},{len(text.encode())}\n" for path, text in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n"
    target = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(target, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(target.read_bytes()).hexdigest()}"


def _record_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).decode().rstrip("=")
