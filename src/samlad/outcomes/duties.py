"""Who owes what in which period, and whether it came (beslut 3, 10, 11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from samlad.cells import ALL_AGES, NOT_APPLICABLE, SHOWN, SOURCE, TOTAL
from samlad.outcomes.pairs import Pairs
from samlad.outcomes.source import measured
from samlad.reference import Duty, Reference

ANSWERS = (SHOWN, SOURCE, NOT_APPLICABLE)
"""Statuses that answer what was asked; missing, not measured and discontinued don't."""
NO_ROLE = "saknar_roll"
FINISHED = "avslutad_tidigare"

Owed = Mapping[tuple[str, int, str], tuple[Duty, ...]]


@dataclass(frozen=True)
class DutyBook:
    """All duties of the periods that the report tells of."""

    reference: Reference
    pairs: Pairs
    owed: Owed

    @classmethod
    def of(cls, reference: Reference, pairs: Pairs) -> DutyBook:
        """Look every duty up once: indicators in the periods when they are measured, activities in all.

        A period that is not told of in full has no activities.
        """
        programme = reference.programme
        owed = {
            (item_id, *pair): reference.duties(item_id, *pair)
            for pair in pairs.told
            for item_id in (*programme.indicators, *programme.activities)
            if measured(reference, item_id, *pair)
            or (item_id in programme.activities and pair in pairs.in_full)
        }
        return cls(reference, pairs, owed)

    def of_item(self, item_id: str, year: int, period: str) -> tuple[Duty, ...]:
        """Who owes an item in a period; nobody when it is not measured then."""
        return self.owed.get((item_id, year, period), ())

    def kind_of_answer(self, item_id: str, year: int, period: str, committee_id: str) -> str:
        """`due`, or `extra` for an answer beyond one's duty, which is in no total (beslut 12)."""
        return "due" if (item_id, year, period, committee_id) in self._expected else "extra"

    @cached_property
    def _expected(self) -> frozenset[tuple[str, int, str, str]]:
        return frozenset(
            (*key, duty.committee.committee_id)
            for key, duties in self.owed.items()
            for duty in duties
            if duty.expected
        )


def due_rows(
    book: DutyBook, outcomes: Iterable[Mapping[str, Any]], activities: Iterable[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Rows of `due`: one per duty, with what was expected and whether it was reported."""
    activities = list(activities)
    answered = {(*_place(row), row["indicator_id"]) for row in outcomes if _answers(row)}
    answered |= {(*_place(row), row["activity_id"]) for row in activities if row["answer"] in ANSWERS}
    finished = _finished_before(book, activities)
    indicators = book.reference.programme.indicators
    for (item_id, year, period), duties in book.owed.items():
        for duty in duties:
            place = (year, period, duty.committee.committee_id, item_id)
            reason = "" if duty.expected else NO_ROLE
            if duty.expected and place in finished:
                reason = FINISHED
            yield {
                "item_id": item_id,
                "item_kind": "indicator" if item_id in indicators else "activity",
                "year": year,
                "period": period,
                "committee_id": duty.committee.committee_id,
                "committee_kind": duty.committee.kind,
                "expected": "nej" if reason else "ja",
                "reported": "ja" if place in answered else "nej",
                "reason": reason,
            }


def _place(row: Mapping[str, Any]) -> tuple[int, str, str]:
    return (row["year"], row["period"], row["committee_id"])


def _answers(row: Mapping[str, Any]) -> bool:
    return row["sex"] == TOTAL and row["age_group"] == ALL_AGES and row["status"] in ANSWERS


def _finished_before(
    book: DutyBook, activities: Sequence[Mapping[str, Any]]
) -> set[tuple[int, str, str, str]]:
    """Duties for avgränsade activities that were reported finished in an earlier year: not asked again."""
    statuses = book.reference.codelists["activity_status"].by_code
    bounded = {key for key, item in book.reference.programme.activities.items() if item.slag == "avgransad"}
    done: set[tuple[str, str]] = set()
    result: set[tuple[int, str, str, str]] = set()
    for year, period in book.pairs.told:
        for item_id in sorted(bounded):
            for duty in book.of_item(item_id, year, period):
                if _done(book.reference, done, item_id, duty.committee.committee_id):
                    result.add((year, period, duty.committee.committee_id, item_id))
        done |= {
            (row["activity_id"], row["committee_id"])
            for row in activities
            if (row["year"], row["period"]) == (year, period)
            and row["activity_id"] in bounded
            and statuses.get(row["status"], {}).get("finished") == "ja"
        }
    return result


def _done(reference: Reference, done: set[tuple[str, str]], item_id: str, committee_id: str) -> bool:
    """Finished by the committee itself, or by every one of those that it was made from."""
    if (item_id, committee_id) in done:
        return True
    earlier = reference.organisation.predecessors(committee_id)
    return bool(earlier) and all(_done(reference, done, item_id, one) for one in earlier)
