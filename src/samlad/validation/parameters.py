"""Value sets and limits that suites ask for by name: they come from the catalogue, never from a suite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from samlad.catalogue import KINDS
from samlad.codelists import Codelist
from samlad.reference import Reference
from samlad.stages import Received
from samlad.validation.suites import PLACEHOLDER, Suite, refuse

SYMBOL_STATUSES = ("missing", "not_measured", "discontinued")
"""What a sender may write instead of a number, and which is then shown as bortfall (beslut 9)."""


def catalogue_parameters(reference: Reference, periods: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """Every parameter by name. Codes with validity are `{code: [valid_from, valid_to]}`, ISO dates or "".

    Args:
        periods: the (year, period) pairs that the run reads; nothing else may stand in a table.
    """
    programme, lists = reference.programme, reference.codelists
    return {
        "row_count_min": 1,
        "years": sorted({year for year, _ in periods}),
        "periods": sorted({period for _, period in periods}),
        "period_order": list(lists["periods"].codes),
        "indicator_ids": list(programme.indicators),
        "activity_ids": list(programme.activities),
        "item_ids": [*programme.indicators, *programme.activities],
        "goal_ids": list(programme.goals),
        "ansvar_ids": [duty.ansvar_id for duty in programme.ansvar],
        "committees": {
            committee.committee_id: [
                committee.valid_from.isoformat(),
                committee.valid_to.isoformat() if committee.valid_to else "",
            ]
            for committee in reference.organisation.committees.values()
        },
        "committee_kinds": list(reference.organisation.kinds),
        **{f"{name}_codes": _validity(codelist) for name, codelist in lists.items()},
        "kinds": list(KINDS),
        "counted_kinds": ["andel", "antal", "ja_nej"],
        "count_kinds": ["antal"],
        "share_kinds": ["andel"],
        "percent_kinds": ["andel", "ja_nej"],
        "yes_no_kinds": ["ja_nej"],
        "parts_kinds": ["andel", "antal"],
        "percent_min": 0,
        "percent_max": 100,
        "fraction_max": 1,
        "added_age_groups": [row["code"] for row in lists["age_groups"].rows if row["adds"] == "ja"],
        "added_sexes": [code for code in lists["sex"].codes if code != "totalt"],
        "marks_unreadable": ["invalid"],
        "marks_error": ["error_cell"],
        "marks_uncalculated": ["uncalculated"],
        "marks_missing": list(SYMBOL_STATUSES),
        "marks_protected": ["suppressed_by_source"],
        "marks_not_applicable": ["not_applicable"],
        "form_version": [reference.layout.version],
        "kf": "kf",
        "decided": "beslutad",
        "no": ["nej"],
        "yes": ["ja"],
        "duty_extra": ["extra", "not_host"],
        "duty_not_now": ["not_now"],
        "duty_elsewhere": ["elsewhere"],
        "duties": ["due", "extra"],
        "shown": "shown",
    }


def _validity(codelist: Codelist) -> dict[str, list[str]]:
    return {row["code"]: [row["valid_from"], row["valid_to"]] for row in codelist.rows}


def read_periods(received: Received, reference: Reference) -> tuple[tuple[int, str], ...]:
    """The (year, period) pairs that something was received for, oldest first."""
    pairs = {(record.year, record.period) for record in received.files}
    frames = [*received.tables.values(), received.deliveries]
    for frame in frames:
        pairs |= {
            (int(year), str(period)) for year, period in zip(frame["year"], frame["period"], strict=True)
        }
    return tuple(sorted(pairs, key=lambda pair: reference.period_end(*pair)))


def filled(suite: Suite, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each expectation's kwargs with placeholders replaced.

    Raises:
        SuiteError: a placeholder that no parameter answers to.
    """
    faults = [
        f"{suite.name}.json, {expectation.kind}: parametern «{value[PLACEHOLDER]}» finns inte"
        for expectation in suite.expectations
        for value in expectation.kwargs.values()
        if isinstance(value, dict) and value[PLACEHOLDER] not in parameters
    ]
    refuse(faults)
    return [
        {
            key: parameters[value[PLACEHOLDER]] if isinstance(value, dict) else value
            for key, value in expectation.kwargs.items()
        }
        for expectation in suite.expectations
    ]
