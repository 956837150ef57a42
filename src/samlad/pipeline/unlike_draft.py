"""Whether an edition's pages are those of the draft that was approved, in all but the mark of the edition."""

from __future__ import annotations

import json
from pathlib import Path

from samlad.archive import PAGES, digest, files_in
from samlad.edition import CHANGES
from samlad.rendering import unmarked

ONLY_IN_EDITION = f"data/{CHANGES}"
PACKAGE = "data/datapackage.json"


def unlike_draft(run: Path, chapters: Path, pages: Path) -> list[str]:
    """Files that differ from the draft's in more than the mark, or that only one of them has.

    Args:
        run: the draft.
        chapters, pages: what was made to be its edition.
    """
    return [*_chapters(run / "chapters", chapters), *_pages(run / PAGES, pages)]


def _chapters(before: Path, after: Path) -> list[str]:
    names = {*files_in(before), *files_in(after)}
    return [f"chapters/{name}" for name in sorted(names) if not _same_bytes(before / name, after / name)]


def _same_bytes(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and digest(one) == digest(other)


def _pages(before: Path, after: Path) -> list[str]:
    """Published files that differ in more than the mark of an edition."""
    names = {*files_in(before), *files_in(after)} - {ONLY_IN_EDITION}
    return [f"html/{name}" for name in sorted(names) if not _same_but_mark(name, before / name, after / name)]


def _same_but_mark(name: str, before: Path, after: Path) -> bool:
    if not before.is_file() or not after.is_file():
        return False
    if name.endswith(".html"):
        return unmarked(before.read_text(encoding="utf-8")) == unmarked(after.read_text(encoding="utf-8"))
    if name == PACKAGE:
        return _package(before) == _package(after)
    return _same_bytes(before, after)


def _package(path: Path) -> object:
    """The description of the data without what only one of them has: the version and the list of changes."""
    content = json.loads(path.read_text(encoding="utf-8"))
    content.pop("version")
    content["resources"] = [one for one in content["resources"] if one["path"] != CHANGES]
    return content
