"""Which files a newer one replaces: `a.xlsx` is replaced by `a_r2.xlsx`, and that by `a_r3.xlsx`.

The order stands in the name, since dates of files change when they are copied. Files that differ in more
than `_r<number>` and their ending are different files; two of the same number have no order between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from samlad.codelists import normal

_REVISION = re.compile(r"(?P<name>.+)_r(?P<number>[1-9]\d{0,2})", re.IGNORECASE)


def revision(name: str) -> tuple[str, int]:
    """What a file name is a revision of, and its number; a name without a number is the first."""
    stem = PurePath(name).stem
    found = _REVISION.fullmatch(stem)
    return (normal(found["name"]), int(found["number"])) if found else (normal(stem), 1)


def revision_of(file: str) -> str:
    """What a file is a revision of, with its folder: the same for all revisions of it."""
    path = PurePath(file)
    return f"{path.parent.as_posix()}/{revision(path.name)[0]}"


def replaced(names: Iterable[str]) -> frozenset[str]:
    """The names, all of one folder, that a newer file replaces."""
    listed = list(names)
    newest: dict[str, int] = {}
    for name in listed:
        of, number = revision(name)
        newest[of] = max(number, newest.get(of, 0))
    return frozenset(name for name in listed if revision(name)[1] < newest[revision(name)[0]])
