"""What differs between a committee's form and last year's: items come, gone and reworded, and headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samlad.intake.forms.asked import Asked, asked_of
from samlad.organisation import Committee
from samlad.reference import Reference


@dataclass(frozen=True)
class Changes:
    """Item ids with their texts.

    Attributes:
        known: whether there was a form last year to compare with.
        merged: names of the committees that this one was made of since then.
        headings: what has changed in the form itself, a sentence each.
    """

    known: bool
    new: tuple[tuple[str, str], ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    reworded: tuple[tuple[str, str], ...] = ()
    merged: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def changes_since(
    asked: Asked, reference: Reference, previous: Reference | None, headings: Sequence[str] = ()
) -> Changes:
    """Compare with what the same committee, or those it was made of, was asked in the same period last year.

    Args:
        previous: last year's reference data; None where that year has no parameters.
    """
    if previous is None:
        return Changes(known=False, headings=tuple(headings))
    year = asked.year - 1
    before = _forebears(previous, reference, asked.committee, year, asked.period)
    old: dict[str, str] = {}
    for committee in before:
        old |= asked_of(previous, committee, year, asked.period).texts
    now = asked.texts
    return Changes(
        known=bool(before),
        new=tuple((key, text) for key, text in now.items() if key not in old),
        gone=tuple((key, text) for key, text in old.items() if key not in now),
        reworded=tuple((key, text) for key, text in now.items() if old.get(key, text) != text),
        merged=tuple(one.name for one in before if one.committee_id != asked.committee.committee_id),
        headings=tuple(headings),
    )


def _forebears(
    previous: Reference, reference: Reference, committee: Committee, year: int, period: str
) -> list[Committee]:
    day = previous.period_end(year, period)
    then = {one.committee_id: one for one in previous.organisation.on(day)}
    names = [committee.committee_id]
    if committee.committee_id not in then:
        names = list(reference.organisation.predecessors(committee.committee_id))
    return [then[name] for name in names if name in then]
