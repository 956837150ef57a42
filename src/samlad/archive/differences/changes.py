"""What every edition of a report changed of the one before, from the tables that each of them let out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from samlad.archive.differences.diff import table_changes
from samlad.edition import COLUMNS, OF_EDITION, Edition

UNQUOTED = ("texter",)
"""Sections of which only the place is listed: a text is no table's cell, and both are there to be read."""


def with_changes(edition: Edition, tables: Path, earlier: Sequence[tuple[Edition, Path]]) -> Edition:
    """The edition with the changes of every edition up to it.

    Args:
        tables: the folder with its released tables.
        earlier: the report's editions before it with their tables, the first one first.
    """
    every = [*earlier, (edition, tables)]
    rows = []
    for place, (one, folder) in enumerate(every):
        rows.append(_row(one, section=OF_EDITION))
        if place:
            rows += _changes(one, every[place - 1][1], folder)
    return replace(edition, changes=tuple(rows))


def _changes(edition: Edition, before: Path, after: Path) -> Iterator[Mapping[str, str]]:
    for section, changes in table_changes(before, after).items():
        for one in changes:
            values = {} if section in UNQUOTED else {"before": one.before, "after": one.after}
            yield _row(edition, section=section, place=one.place, id=one.id, **values)


def _row(edition: Edition, **given: str) -> Mapping[str, str]:
    facts = {"edition": edition.id, "approved_on": edition.approved_on, "reason": edition.reason}
    return {**dict.fromkeys(COLUMNS, ""), **facts, **given}
