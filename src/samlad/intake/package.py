"""Looks at a workbook's zip package before anything opens it: parts, sizes, names, active content.

Runs in the reading process, which has bounds of its own; imports nothing heavy.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from samlad.intake import bounds
from samlad.intake.refusals import Refused

CONTENT_TYPES = "[Content_Types].xml"
MIMETYPE = "mimetype"
_MANIFEST = "META-INF/manifest.xml"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_WORKBOOK_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_PARTS = ("vbaproject", "/macrosheets/", "/dialogsheets/", "/customui/", "basic/", "/scripts/")
_EXTERNAL_PARTS = (
    "/externallinks/",
    "/embeddings/",
    "/activex/",
    "/ctrlprops/",
    "/connections.xml",
    "/querytables/",
    "/object ",
)
_CHUNK = 2**16


class _RootReached(Exception):
    """The root element began: no document type can follow."""


class Package:
    """A checked workbook package; parts are unpacked by piece and counted, since declared sizes can lie.

    Attributes:
        is_ods: an OpenDocument spreadsheet; else an .xlsx.

    Raises:
        Refused: package, package_size, locked, macro, external, doctype or content.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._parts = {part.filename: part for part in self._zip.infolist()}
            self._check_directory(self._zip.infolist())
            self.is_ods = MIMETYPE in self._parts
            self._check_content()
        except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError):
            raise Refused("package") from None

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, by piece."""
        if name not in self._parts:
            raise Refused("content")
        size = 0
        try:
            with self._zip.open(self._parts[name]) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    if size > bounds.MAX_PART_BYTES:
                        raise Refused("package_size")
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
            raise Refused("package") from None

    def parse(self, name: str, parser: expat.XMLParserType) -> None:
        """Feed a part to an XML parser that refuses document types."""
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            for piece in self.pieces(name):
                parser.Parse(piece)
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise Refused("content") from None

    def _check_directory(self, parts: list[zipfile.ZipInfo]) -> None:
        names = [part.filename for part in parts]
        if len(parts) > bounds.MAX_PARTS or sum(part.file_size for part in parts) > bounds.MAX_UNPACKED_BYTES:
            raise Refused("package_size")
        # Readers differ in which of two parts they take, and in whether case counts.
        if len({name.casefold() for name in names}) != len(names):
            raise Refused("package")
        if any(part.flag_bits & 0x1 for part in parts):
            raise Refused("locked")
        if any(name.startswith("/") or "\\" in name or {".", ".."} & set(name.split("/")) for name in names):
            raise Refused("package")
        lowered = [f"/{name.casefold()}" for name in names]
        if any(word in name for name in lowered for word in _MACRO_PARTS):
            raise Refused("macro")
        if any(word in name for name in lowered for word in _EXTERNAL_PARTS):
            raise Refused("external")

    def _check_content(self) -> None:
        if self.is_ods:
            self._check_document()
        else:
            self._check_workbook()
        for name in self._parts:
            if name.casefold().endswith((".xml", ".rels", ".rdf", ".vml")):
                self._refuse_doctype_in(name)

    def _check_workbook(self) -> None:
        types = b"".join(self.pieces(CONTENT_TYPES))
        if b"macroenabled" in types.lower():
            raise Refused("macro")
        if _WORKBOOK_TYPE not in types:
            raise Refused("content")

    def _check_document(self) -> None:
        # Both at once is a file that two readers would take for two different ones.
        if CONTENT_TYPES in self._parts or b"".join(self.pieces(MIMETYPE)).strip() != _SPREADSHEET:
            raise Refused("content")
        if _MANIFEST in self._parts and b"encryption-data" in b"".join(self.pieces(_MANIFEST)):
            raise Refused("locked")

    def _refuse_doctype_in(self, name: str) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = _stop_at_root
        try:
            for piece in self.pieces(name):
                parser.Parse(piece)
        except _RootReached:
            return
        except expat.ExpatError:
            raise Refused("content") from None


def _refuse_doctype(*_: object) -> None:
    raise Refused("doctype")


def _stop_at_root(*_: object) -> None:
    raise _RootReached
