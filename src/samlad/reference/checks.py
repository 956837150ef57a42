"""Holds the parts of reference data against one another and against the year's params."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samlad.files import Faults
from samlad.params import ReportParams
from samlad.reference.reference import Reference


def check_across(reference: Reference, params: ReportParams, faults: Faults) -> None:
    programme, organisation = reference.programme, reference.organisation
    if programme.edition != params.programme:
        faults.append(
            f"programme.yaml: edition är «{programme.edition}», men mappen heter {params.programme}"
        )
    responsible = [
        *programme.responsibilities,
        *((duty.ansvar_id, duty.responsible) for duty in programme.ansvar),
    ]
    for item_id, name in responsible:
        kind = name.removeprefix("kind:")
        known = kind in organisation.kinds if kind != name else name in organisation.committees
        if not known and not (name == "alla" and item_id not in programme.activities):
            faults.append(
                f"{item_id}: den ansvariga «{name}» finns varken i organisation.csv eller kinds.csv"
            )
    _check_codes(reference, faults)
    _check_thresholds(reference, params, faults)
    _check_comparison(reference, faults)


def check_words(words: Mapping[str, Any], whole: Mapping[str, Any], faults: Faults) -> None:
    """A set of words must have every key that the checkout's own has; those of roles follow the roles."""
    missing = [key for key in whole if key not in words and not key.startswith("role_")]
    faults.extend(f"words.yaml: ordet «{key}» saknas" for key in missing)


def _check_codes(reference: Reference, faults: Faults) -> None:
    periods = reference.codelists["periods"].by_code
    for indicator in reference.programme.indicators.values():
        unknown = [period for period in indicator.periods if period not in periods]
        faults.extend(f"{indicator.indicator_id}: perioden «{period}» finns inte" for period in unknown)
    roles = {role.role for role in reference.organisation.roles}
    for item_id in (*reference.programme.indicators, *reference.programme.activities):
        role = reference.programme.host_role(item_id)
        if role and role not in roles:
            faults.append(f"{item_id}: rollen «{role}» finns inte i roles.csv")
    for matt in reference.programme.ils_matt:
        for name, code in (("sex", matt.sex), ("age_groups", matt.age_group)):
            if code and code not in reference.codelists[name].by_code:
                faults.append(f"ils_matt.csv, «{matt.matt}»: koden «{code}» finns inte i {name}.csv")
    statuses = reference.codelists["statuses"].by_code
    for symbol in reference.codelists["symbols"].rows:
        if symbol["status"] not in statuses:
            faults.append(
                f"symbols.csv: «{symbol['code']}» har statusen «{symbol['status']}», som inte finns"
            )


def _check_thresholds(reference: Reference, params: ReportParams, faults: Faults) -> None:
    rules = reference.disclosure.get("thresholds", {})
    for name, value in params.thresholds.model_dump().items():
        if rules.get(name) != value:
            faults.append(
                f"disclosure.yaml: {name} är {rules.get(name)}, men params för {params.year} säger {value}"
            )
    methods = reference.disclosure.get("methods") or {}
    if params.disclosure_method is not None and params.disclosure_method not in methods:
        faults.append(
            f"disclosure.yaml: metoden «{params.disclosure_method}», som params för {params.year} väljer, "
            "är inte beskriven under methods"
        )


def _check_comparison(reference: Reference, faults: Faults) -> None:
    known = set(reference.series["series_id"])
    unknown = sorted(set(reference.values["series_id"]) - known)
    faults.extend(
        f"comparison/values.csv: serien «{series_id}» finns inte i series.csv" for series_id in unknown
    )
    goals = {"", *reference.programme.goals}
    for row in reference.series.to_dict("records"):
        if row["goal_id"] not in goals:
            faults.append(f"comparison/series.csv, {row['series_id']}: målet «{row['goal_id']}» finns inte")
