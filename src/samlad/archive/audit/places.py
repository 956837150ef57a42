"""Where two versions of a file differ, and what stands there before and after: by the kind of file."""

from __future__ import annotations

import csv
import difflib
import io
import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from samlad.archive.audit.page_places import Piece, pieces_of

KEYS = ("cell_id", "own_id", "item_id", "indicator_id", "activity_id", "committee_id")
"""Columns that name a row to a reader, the first that a table has."""
EXCERPT = 120
LONG = 2000
"""Pieces beyond which two versions that differ all over are told place by place, without aligning them."""


@dataclass(frozen=True)
class Place:
    """One difference inside a file: where (row and column, heading, cell or line), before and now."""

    where: str
    before: str
    after: str


def places(file: str, old: str, new: str) -> list[Place]:
    """The differences between two versions of a text file, in its order.

    Args:
        file: its name, whose ending says how it is read; what cannot be read so is compared by lines.
    """
    try:
        found = list(READERS.get(PurePosixPath(file).suffix, _lines)(old, new))
    except (ValueError, KeyError, TypeError, AttributeError, csv.Error):
        found = []
    return found or list(_lines(old, new)) or [Place("radslut", "", "")]


def _rows(old: str, new: str) -> Iterator[Place]:
    """Cells of a table that differ, named by their row's id and their column."""
    before, after = _table(old), _table(new)
    for name in [*before, *(name for name in after if name not in before)]:
        one, other = before.get(name), after.get(name)
        if one is None or other is None:
            yield Place(name, "raden finns" if one else "", "raden finns" if other else "")
            continue
        for column in dict.fromkeys((*one, *other)):
            if one.get(column, "") != other.get(column, ""):
                yield Place(f"{name}, kolumn {column}", one.get(column, ""), other.get(column, ""))


def _table(text: str) -> dict[str, dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    columns = rows[0].keys() if rows else ()
    key = next((one for one in KEYS if one in columns), "")
    named: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows, start=2):
        name = row.get(key) or f"rad {number}"
        named[name if name not in named else f"{name} (rad {number})"] = row
    return named


def _page(old: str, new: str) -> Iterator[Place]:
    yield from _aligned(pieces_of(old), pieces_of(new))


def _notebook(old: str, new: str) -> Iterator[Place]:
    yield from _aligned(list(_cells(json.loads(old))), list(_cells(json.loads(new))))


def _cells(notebook: Any) -> Iterator[Piece]:
    for number, cell in enumerate(notebook["cells"], start=1):
        place = f"cell {number} ({cell.get('id', '')})"
        yield f"{place}, källa", "".join(cell["source"])
        for output in cell.get("outputs", []):
            yield from ((f"{place}, utdata", text) for text in [output.get("text")] if isinstance(text, str))
            for kind, content in sorted(output.get("data", {}).items()):
                text = content if isinstance(content, str) else "".join(content)
                inside = pieces_of(text) if kind == "text/html" else [("", text)]
                yield from ((f"{place}, utdata {where}".rstrip(), piece) for where, piece in inside)


def _document(old: str, new: str) -> Iterator[Place]:
    """Values of a JSON document that differ, named by the way to them."""
    before, after = (dict(_leaves(json.loads(text), "")) for text in (old, new))
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield Place(name, before.get(name, ""), after.get(name, ""))


def _leaves(value: Any, way: str) -> Iterator[Piece]:
    if isinstance(value, dict | list) and value:
        inside = value.items() if isinstance(value, dict) else enumerate(value, start=1)
        for key, content in inside:
            yield from _leaves(content, f"{way} › {key}" if way else str(key))
    else:
        yield way, json.dumps(value, ensure_ascii=False)


def _lines(old: str, new: str) -> Iterator[Place]:
    before, after = (
        [(f"rad {number}", line) for number, line in enumerate(text.splitlines(), start=1)]
        for text in (old, new)
    )
    yield from _aligned(before, after, key=lambda piece: piece[1])


def _aligned(
    old: Sequence[Piece], new: Sequence[Piece], key: Callable[[Piece], object] = lambda piece: piece
) -> Iterator[Place]:
    """Pieces that differ, where equal ones have been put beside one another."""
    start = _same(old, new, key)
    end = _same(old[start:][::-1], new[start:][::-1], key)
    one, other = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(one), len(other)) > LONG:
        yield from _beside(one, other)
        return
    matcher = difflib.SequenceMatcher(None, [*map(key, one)], [*map(key, other)], autojunk=False)
    for tag, first, last, begin, stop in matcher.get_opcodes():
        if tag != "equal":
            yield from _beside(one[first:last], other[begin:stop])


def _same(old: Sequence[Piece], new: Sequence[Piece], key: Callable[[Piece], object]) -> int:
    """How many pieces the two have in common from the beginning."""
    return len(
        list(itertools.takewhile(lambda pair: key(pair[0]) == key(pair[1]), zip(old, new, strict=False)))
    )


def _beside(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Place]:
    for one, other in itertools.zip_longest(old, new):
        before, after = one[1] if one else "", other[1] if other else ""
        if before != after:
            yield Place((one or other)[0], *_around(before, after))


def _around(before: str, after: str) -> tuple[str, str]:
    """The parts of two texts where they begin to differ, short enough to read."""
    same = len(list(itertools.takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))))
    start = max(0, same - EXCERPT // 3)
    return before[start : start + EXCERPT], after[start : start + EXCERPT]


READERS: dict[str, Callable[[str, str], Iterator[Place]]] = {
    ".csv": _rows,
    ".html": _page,
    ".ipynb": _notebook,
    ".json": _document,
    ".jsonld": _document,
}
