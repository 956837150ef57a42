"""What a workbook's package says of its sheets, strings and number formats. Runs in the reading process."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from samlad.intake import bounds
from samlad.intake.package import Package
from samlad.intake.refusals import Refused

PERCENT_FORMATS = frozenset({9, 10})
"""The built-in number formats that show a percent sign."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_SEPARATOR = " "  # expat joins namespace and name with it; no namespace holds a blank

Relations = Mapping[str, tuple[str, str]]
"""Relation id → its kind and its target."""


@dataclass(frozen=True)
class WorkbookParts:
    """Where things lie in a workbook.

    Attributes:
        sheets: (name, part) of each worksheet, in workbook order.
        strings: the number of shared strings.
        percent: the cell styles that show a percent sign.
    """

    sheets: tuple[tuple[str, str], ...]
    strings: int
    percent: frozenset[int]


def workbook_parts(package: Package) -> WorkbookParts:
    """Read the package's directory of itself.

    Raises:
        Refused: content, external or doctype.
    """
    workbook = _target(_relations(package, "_rels/.rels"), "officeDocument", "")
    folder = posixpath.dirname(workbook)
    relations = _relations(package, f"{folder}/_rels/{posixpath.basename(workbook)}.rels")
    return WorkbookParts(
        sheets=_sheets(package, workbook, relations, folder),
        strings=_count_strings(package, _target(relations, "sharedStrings", folder)),
        percent=_percent_styles(package, _target(relations, "styles", folder)),
    )


def namespace_parser() -> expat.XMLParserType:
    """An XML parser that names elements `namespace name`; see `local_name`."""
    return expat.ParserCreate(namespace_separator=_SEPARATOR)


def local_name(qualified: str) -> str:
    """A name without its namespace."""
    return qualified.rpartition(_SEPARATOR)[2]


def whole_number(text: str | None) -> int:
    """A number of the package's own bookkeeping.

    Raises:
        Refused: content, when it is none.
    """
    if text is None or not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise Refused("content")
    return int(text)


def _elements(package: Package, part: str) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = namespace_parser()
    parser.StartElementHandler = lambda name, attributes: found.append((local_name(name), attributes))
    package.parse(part, parser)
    return found


def _relations(package: Package, part: str) -> Relations:
    relations = {}
    for name, attributes in _elements(package, part):
        if name != "Relationship":
            continue
        kind = attributes.get("Type", "").rpartition("/")[2]
        if attributes.get("TargetMode") != "External":
            relations[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))
        elif kind != "hyperlink":
            # A hyperlink is only text; any other link out of the package is not read.
            raise Refused("external")
    return relations


def _target(relations: Relations, kind: str, folder: str) -> str:
    return next((_resolve(folder, target) for found, target in relations.values() if found == kind), "")


def _resolve(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _sheets(
    package: Package, workbook: str, relations: Relations, folder: str
) -> tuple[tuple[str, str], ...]:
    sheets: dict[str, str] = {}
    for element, attributes in _elements(package, workbook):
        if element == "sheet":
            relation = next((value for key, value in attributes.items() if local_name(key) == "id"), "")
            kind, target = relations.get(relation, ("", ""))
            if kind == "chartsheet":
                continue
            name = attributes.get("name", "")
            if kind != "worksheet" or name in sheets:
                raise Refused("content")
            sheets[name] = _resolve(folder, target)
    return tuple(sheets.items())


def _count_strings(package: Package, part: str) -> int:
    if not part:
        return 0
    count = 0
    for name, attributes in _elements(package, part):
        if name == "sst" and any(
            whole_number(attributes.get(said, "0")) > bounds.MAX_STRINGS for said in ("count", "uniqueCount")
        ):
            raise Refused("content")
        count += name == "si"
    return count


def shows_percent(number_format: str) -> bool:
    """Whether a number format shows the number times a hundred with a percent sign."""
    return "%" in _LITERAL.sub("", number_format)


def _percent_styles(package: Package, part: str) -> frozenset[int]:
    if not part:
        return frozenset()
    formats = set(PERCENT_FORMATS)
    styles: list[int] = []
    within = False
    for name, attributes in _elements(package, part):
        if name == "numFmt" and shows_percent(attributes.get("formatCode", "")):
            formats.add(whole_number(attributes.get("numFmtId")))
        elif name in ("cellStyleXfs", "cellXfs", "cellStyles"):
            within = name == "cellXfs"
        elif name == "xf" and within:
            styles.append(whole_number(attributes.get("numFmtId", "0")))
    return frozenset(style for style, number_format in enumerate(styles) if number_format in formats)
