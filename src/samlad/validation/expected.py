"""The rows that should have come, one per item, committee and period, and what of them did (beslut 10–12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from samlad import lineage
from samlad.layout import PLAN_TABLES
from samlad.reference import Reference
from samlad.validation.duty import DutyBook

COLUMNS = (
    "table", "item_id", "committee_id", "year", "period", "file", "sheet", "delivered", "present", "whole",
)  # fmt: skip

SENT = (
    "deliveries", "about", "indicators", "activities", "goals", "own_indicators", "own_activities",
    "surveys", "analysis", *PLAN_TABLES,
)  # fmt: skip
"""The tables that show that a committee has sent something."""

Answer = tuple[str, str, int, str]
"""Item, committee, year and period."""
Delivery = tuple[str, int, str]
"""Committee, year and period."""


@dataclass(frozen=True)
class _Arrived:
    """What came, looked up by delivery and by answer."""

    files: Mapping[tuple[str, Delivery], str]
    deliveries: Mapping[Delivery, str]
    issued: frozenset[Delivery]
    rows: frozenset[Answer]
    totals: frozenset[Answer]
    finished: Mapping[tuple[str, str], str]

    @cached_property
    def years(self) -> frozenset[tuple[str, int]]:
        """Committee and year of all that came."""
        return frozenset((committee_id, year) for committee_id, year, _ in self.deliveries)


def expected_rows(
    frames: Mapping[str, pd.DataFrame], reference: Reference, periods: Sequence[tuple[int, str]]
) -> pd.DataFrame:
    """One row per item × committee × period that is due (columns `COLUMNS`, year int64, the rest str).

    `delivered`, `present` and `whole` are `ja` or `nej`. Of one row at most one is `nej`: nothing came
    from the committee; the row is not there; or the table was cut short. A table is cut short where the
    total of an indicator is missing beside its parts, or where a row is missing that the issued form had.

    An avgränsad activity that the committee, or all that it was made of, has reported as finished before
    is not asked for again. Where nothing has been read from them for the year before, an issued form may
    have left it out for that reason: its row is then missing, but nothing says that the table is cut short.
    """
    arrived = _arrived(frames, reference)
    book = DutyBook(reference)
    rows = [
        _row(table, item_id, (committee_id, year, period), arrived, reference)
        for year, period in periods
        for table, item_id, committee_id in book.due(year, period)
        if not _finished_before(item_id, committee_id, reference.period_end(year, period), arrived, reference)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({name: "int64" if name == "year" else object for name in COLUMNS})


def _row(
    table: str, item_id: str, delivery: Delivery, arrived: _Arrived, reference: Reference
) -> tuple[object, ...]:
    answer = (item_id, *delivery)
    delivered = delivery in arrived.deliveries
    there = answer in arrived.rows
    whole = (
        answer in arrived.totals
        if there
        else delivery not in arrived.issued or _may_be_finished(item_id, delivery, arrived, reference)
    )
    file = arrived.files.get((table, delivery), arrived.deliveries.get(delivery, ""))
    sheet = reference.layout.table(table).sheet if delivery in arrived.issued else ""
    committee_id, year, period = delivery
    return (
        table, item_id, committee_id, year, period, file or None, sheet or None,
        "ja" if delivered else "nej",
        "ja" if there or not delivered or not whole else "nej",
        "ja" if whole else "nej",
    )  # fmt: skip


def _arrived(frames: Mapping[str, pd.DataFrame], reference: Reference) -> _Arrived:
    deliveries: dict[Delivery, str] = {}
    files: dict[tuple[str, Delivery], str] = {}
    forms: set[Delivery] = set()
    for table in (name for name in SENT if name in frames):
        frame = frames[table]
        for delivery, file, form in zip(_deliveries(frame), frame["file"], frame["form"], strict=True):
            deliveries.setdefault(delivery, str(file))
            files.setdefault((table, delivery), str(file))
            if form == "xlsx":
                forms.add(delivery)
    indicators, activities = frames["indicators"], frames["activities"]
    done = _answers(activities)
    done |= _answers(frames["plan_activities"]) if "plan_activities" in frames else frozenset()
    totals = _answers(indicators[indicators["is_total"] == "ja"]) | done
    return _Arrived(
        files, deliveries, _issued(frames["deliveries"]) & forms,
        _answers(indicators) | done, totals, _finished(activities, reference),
    )  # fmt: skip


def _deliveries(frame: pd.DataFrame) -> list[Delivery]:
    keys = zip(frame["committee_id"], frame["year"], frame["period"], strict=True)
    return [(str(committee_id or ""), int(year), str(period)) for committee_id, year, period in keys]


def _answers(frame: pd.DataFrame) -> frozenset[Answer]:
    items = zip(frame["item_id"], _deliveries(frame), strict=True)
    return frozenset((str(item_id), *delivery) for item_id, delivery in items)


def _issued(deliveries: pd.DataFrame) -> frozenset[Delivery]:
    """Deliveries on a form that we issued, which had a row for everything due."""
    return frozenset(_deliveries(deliveries[deliveries["form_version"].notna()]))


def _finished(activities: pd.DataFrame, reference: Reference) -> dict[tuple[str, str], str]:
    """When a committee first reported an avgränsad activity as finished, by item and committee."""
    finished = {row["code"] for row in reference.codelists["activity_status"].rows if row["finished"] == "ja"}
    once = {key for key, item in reference.programme.activities.items() if item.slag == "avgransad"}
    done = activities[activities["status"].isin(finished) & activities["item_id"].isin(once)]
    result: dict[tuple[str, str], str] = {}
    done = done.sort_values("period_end", kind="stable")
    for item_id, committee_id, day in zip(
        done["item_id"], done["committee_id"], done["period_end"], strict=True
    ):
        result.setdefault((str(item_id), str(committee_id)), str(day))
    return result


def _finished_before(
    item_id: str, committee_id: str, day: date, arrived: _Arrived, reference: Reference
) -> bool:
    finished = arrived.finished.get((item_id, committee_id))
    if finished is not None and finished < day.isoformat():
        return True
    made_of = reference.organisation.predecessors(committee_id)
    return bool(made_of) and all(_finished_before(item_id, one, day, arrived, reference) for one in made_of)


def _may_be_finished(item_id: str, delivery: Delivery, arrived: _Arrived, reference: Reference) -> bool:
    """Whether an avgränsad activity may have been finished in a year that nothing was read from."""
    committee_id, year, _ = delivery
    activity = reference.programme.activities.get(item_id)
    first_year = str(reference.programme.facts.get("valid_from") or "")[:4]
    if activity is None or activity.slag != "avgransad" or str(year) == first_year:
        return False
    before = lineage.sources(reference.organisation, committee_id, date(year - 1, 12, 31))
    return not all((one, year - 1) in arrived.years for one in before)
