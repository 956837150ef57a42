"""Looks at a received file before it is opened, and reads its bytes once: what is hashed is what is read."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from samlad.errors import IntakeError
from samlad.intake import bounds
from samlad.intake.refusals import Refused
from samlad.paths import TRAINING_PREFIX

FORMS = {".xlsx": "xlsx", ".ods": "ods", ".xls": "xls", ".csv": "csv", ".txt": "ils"}
"""What a file's ending says it is."""

DIARIES = ("diarium.csv", f"{TRAINING_PREFIX}diarium.csv")
"""What the diary of a period is called, with real deliveries and with training data; no report file."""

WORKBOOKS = ("xlsx", "ods", "xls")
"""The forms that hold sheets, and are opened in the reading process."""

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Not present on Windows, where a link or a pipe is caught by lstat alone.
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True)
class Looked:
    """A file's bytes and their hash; `refusal` is a cause, or "" when the bytes may be opened."""

    content: bytes
    sha256: str
    size: int
    form: str
    refusal: str = ""


def incoming_files(folder: Path) -> list[Path]:
    """What lies in a period's folder, by name. Hidden files and Excel's lock files (`~$…`) are passed over:
    systems and programs leave them, no committee sends them. So is the period's diary."""
    names = sorted(
        path.name
        for path in folder.iterdir()
        if not path.name.startswith((".", "~$")) and path.name.casefold() not in DIARIES
    )
    if len(names) > bounds.MAX_FILES:
        raise IntakeError(
            f"Mappen {folder.parent.name}/{folder.name} innehåller {len(names)} filer, "
            f"fler än {bounds.MAX_FILES}.",
            remedy="lämna bara nämndernas filer i mappen.",
        )
    return [folder / name for name in names]


def printable(name: str) -> str:
    """A file name as it can be printed, whatever bytes it was made of."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)


def look(path: Path) -> Looked:
    """Read a file's bytes, or say why it is not opened."""
    form = FORMS.get(path.suffix.lower(), "")
    try:
        content = _read(path)
    except Refused as refused:
        return Looked(b"", "", _size(path), form, refused.cause)
    looked = Looked(content, hashlib.sha256(content).hexdigest(), len(content), form)
    cause = _doubt(path, form, content)
    return Looked(b"", looked.sha256, looked.size, form, cause) if cause else looked


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0


def _read(path: Path) -> bytes:
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            raise Refused("link")
        if stat.S_ISDIR(mode):
            raise Refused("folder")
        if not stat.S_ISREG(mode):
            raise Refused("not_regular")
        with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
            # Looked at again on what was opened: the name may have changed hands in between.
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise Refused("not_regular")
            if found.st_size > bounds.MAX_FILE_BYTES:
                raise Refused("size")
            content = stream.read(bounds.MAX_FILE_BYTES + 1)
    except OSError:
        raise Refused("vanished") from None
    if len(content) > bounds.MAX_FILE_BYTES:
        raise Refused("size")
    return content


def _doubt(path: Path, form: str, content: bytes) -> str:
    if printable(path.name) != path.name:
        return "name"
    if not form:
        return "suffix"
    if not content:
        return "empty"
    if form in ("xlsx", "ods") and content.startswith(_COMPOUND):
        return "locked"
    return "" if _container(content) == (form if form in WORKBOOKS else "") else "magic"


def _container(content: bytes) -> str:
    """What the first bytes say: a spreadsheet in one of its three outer forms, or "" for anything else."""
    if content.startswith(_COMPOUND):
        return "xls"
    if not content.startswith(_ZIP):
        return ""
    # OpenDocument has its mimetype as the first part, which is how programs know it.
    return "ods" if content[30:38] == b"mimetype" else "xlsx"
