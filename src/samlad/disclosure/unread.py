"""Lists the free texts that nobody has approved, for the utredare alone (beslut 14)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from samlad.disclosure.approved import Approved
from samlad.frames import COMMENTS, records
from samlad.keyed import text_hash
from samlad.ordering import in_order
from samlad.params import PLAN
from samlad.paths import stem
from samlad.reference import Reference

Row = Mapping[str, Any]
WIDTH = 96
KINDS = {
    "comment": "kommentar till", "reason": "skäl till bedömningen av", "analysis": "analys av",
    "survey": "enkäten", "name": "namnet på", "planned_work": "planerade insatser för",
    "how": "så arbetar vi med", "follow_up": "så följer vi upp",
}  # fmt: skip
WHOLE = "helheten"


def unread(comments: pd.DataFrame, approved: Approved, year: int, period: str) -> tuple[Row, ...]:
    """The texts of a period, and of the year's plans, that nobody has approved as they now stand, as rows."""
    return tuple(
        row
        for row in records(comments)
        if row["year"] == year
        and row["period"] in (period, PLAN)
        and not approved.covers(row["comment_id"], row["text"])
    )


def unread_yaml(
    comments: pd.DataFrame, approved: Approved, reference: Reference, year: int, period: str, mark: str = ""
) -> str:
    """The unread texts in full, each with the entry that approves it when someone has filled it in.

    The file is in the form of godkand.yaml, with `av` and `datum` left empty: it approves nothing as it is.
    It holds texts that may be about persons, so it belongs in an internal folder.

    Args:
        comments: as in `Outcomes` or `Measured`; other periods' texts are left out.
        mark: what everything made from training data says; "" for real data.
    """
    rows = unread(in_order(comments, COMMENTS, reference), approved, year, period)
    head = [mark, *_introduction(len(rows), year, period, reference)]
    lines = [f"# {line}" for line in head if line]
    lines += ["format: 1", "godkanda:" if rows else "godkanda: []"]
    for row in rows:
        lines += ["", *_entry(row, approved, reference)]
    return "\n".join(lines) + "\n"


def _introduction(count: int, year: int, period: str, reference: Reference) -> list[str]:
    occasion = f"{reference.codelists['periods'].label(period)} {year}"
    if not count:
        return [f"{occasion}: det finns ingen fri text att läsa. Alla som har lämnats är godkända."]
    return [
        f"{occasion}: {count} fria texter som ingen har godkänt. De publiceras inte förrän någon har det.",
        f"Läs texten, flytta posten under den till analysis/{stem(year, period)}/godkand.yaml i datamappen,",
        "och fyll i av och datum. Posterna ska stå under godkanda. Godkänn inte en text som kan röja någon.",
        "Den här filen är intern och skrivs om vid varje körning: det som skrivs i den försvinner.",
    ]


def _entry(row: Row, approved: Approved, reference: Reference) -> Iterator[str]:
    yield f"  # {_heading(row, reference)}"
    if row["comment_id"] in approved.entries:
        yield "  # Texten är ändrad sedan den godkändes: byt ut den gamla posten."
    for line in row["text"].splitlines():
        yield from (f"  #   {part}".rstrip() for part in textwrap.wrap(_printable(line), WIDTH) or [""])
    yield f"  - text: {_quoted(row['comment_id'])}"
    yield f'    kontroll: "{text_hash(row["text"], approved.key)}"'
    yield '    av: ""'
    yield "    datum:"


def _heading(row: Row, reference: Reference) -> str:
    committee = reference.organisation.committees.get(row["committee_id"])
    about = row["item_id"] or (f"mål {row['goal_id']}" if row["goal_id"] else WHOLE)
    name = committee.name if committee else row["committee_id"]
    return _printable(f"{name}, {KINDS[row['kind']]} {about}")


def _printable(text: str) -> str:
    """Text without the control characters that no YAML file may hold, not even in a comment."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _quoted(text: str) -> str:
    """A double-quoted YAML scalar; an id may hold what a committee has named an indicator of its own."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    inside = "".join(letter if letter.isprintable() else f"\\U{ord(letter):08X}" for letter in escaped)
    return f'"{inside}"'
