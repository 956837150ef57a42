"""Searches everything that a run wrote, whatever it is packed in: packages, PDF streams, other encodings."""

from __future__ import annotations

import base64
import gzip
import html
import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_ENTITY = re.compile(r"&#?\w+;")


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file's bytes, and those of every part in it: xlsx, ods and docx are zip, PDF has deflated streams."""
    yield name, content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for part in package.infolist():
                yield f"{name}/{part.filename} (namn)", part.filename.encode()
                yield from unpacked(f"{name}/{part.filename}", package.read(part))
    elif content.startswith(b"%PDF"):
        for number, found in enumerate(_STREAM.finditer(content)):
            yield f"{name}/ström {number}", _inflated(found[1])
    elif content.startswith(b"\x1f\x8b"):
        yield from unpacked(f"{name}/gz", gzip.decompress(content))
    elif name.endswith(".tar"):
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            for member in archive.getmembers():
                stream = archive.extractfile(member)
                if stream is not None:
                    yield from unpacked(f"{name}/{member.name}", stream.read())


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream


@cache
def spellings(secret: str) -> tuple[bytes, ...]:
    """A text as it may lie in a file: in four encodings, escaped for HTML, JSON and URLs, and as base64."""
    encoded = [secret.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be", "cp1252")]
    escaped = [
        html.escape(secret),
        "".join(letter if letter.isascii() else f"&#{ord(letter)};" for letter in secret),
        "".join(letter if letter.isascii() else f"&#x{ord(letter):x};" for letter in secret),
        "".join(letter if letter.isascii() else f"\\u{ord(letter):04x}" for letter in secret),
        "".join(letter if letter.isascii() else "".join(f"%{byte:02X}" for byte in letter.encode())
                for letter in secret),
    ]  # fmt: skip
    shifted = [
        base64.b64encode(b"\0" * before + secret.encode())[-(-before * 4 // 3) :] for before in range(3)
    ]
    # The last group depends on what follows, and the first on what went before.
    within = [text.rstrip(b"=")[:-1] for text in shifted]
    return tuple(dict.fromkeys([*encoded, *(text.encode() for text in escaped), *within]))


def said_in(content: bytes, secrets: Collection[str]) -> list[str]:
    """The secrets that some bytes hold, spelt in any way; digits may have blanks and dashes between them."""
    text = content.decode("utf-8", errors="replace")
    plain = html.unescape(text) if _ENTITY.search(text) else text
    return [
        secret
        for secret in secrets
        if any(spelt in content for spelt in spellings(secret)) or secret in plain
    ]


def found_in(folder: Path, secrets: Collection[str], kept: Collection[str] = ()) -> list[str]:
    """`secret: file/part` of every place below a folder, names of files and folders included.

    Args:
        kept: beginnings of paths (from the folder) that are not searched.
    """
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if any(name.startswith(one) for one in kept):
            continue
        found += [f"{secret}: namnet {name}" for secret in said_in(path.name.encode(), secrets)]
        if path.is_file():
            for part, content in unpacked(name, path.read_bytes()):
                found += [f"{secret}: {part}" for secret in said_in(content, secrets)]
    return found
