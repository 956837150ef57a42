"""What the first sheet of a form says: whose it is, how it is filled in, and what is new since last year."""

from __future__ import annotations

from collections.abc import Iterator

from samlad.intake.forms.changes import Changes
from samlad.intake.forms.texts import FormTexts
from samlad.swedish import listing

Said = tuple[str, str]
"""The name of a format, and a text."""


def first_sheet(
    texts: FormTexts, changes: Changes, variant: str, finished: dict[str, str], sheets: dict[str, str]
) -> Iterator[Said]:
    """The lines of the sheet, in order.

    Args:
        variant: `full`, `prefilled`, `short` or `confirm`.
        finished: activities that are not asked again: id → text.
        sheets: the other sheets: name → what it is for.
    """
    yield "headline", texts.get("first.title")
    yield "subtitle", texts.get("first.subtitle")
    yield "body", texts.get("first.send")
    if variant != "full":
        yield from (("subtitle", line) for line in texts.lines(f"first.{variant}"))
    yield "section", texts.get("first.how_heading")
    yield from (("body", line) for line in texts.lines("first.how"))
    yield "section", texts.get("first.changed_heading")
    yield from (("body", line) for line in _changed(texts, changes))
    if finished:
        yield "section", texts.get("first.finished_heading")
        yield from (("body", texts.get("first.finished", item=f"{key} {finished[key]}")) for key in finished)
    yield "section", texts.get("first.sheets_heading")
    yield from (("body", texts.get("first.sheet", sheet=name, lead=lead)) for name, lead in sheets.items())


def _changed(texts: FormTexts, changes: Changes) -> Iterator[str]:
    if not changes.known:
        yield texts.get("first.changed_first")
        return
    if changes.merged:
        yield texts.get("first.changed_merged", names=listing(changes.merged))
    for name, items in (("new", changes.new), ("gone", changes.gone), ("reworded", changes.reworded)):
        yield from (texts.get(f"first.changed_{name}", item=f"{key} {text}") for key, text in items)
    if not (changes.new or changes.gone or changes.reworded):
        yield texts.get("first.changed_none")
    yield from changes.headings
