"""Everything that is known before a file is opened, read together and checked against itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from samlad.catalogue import Programme, load_programme
from samlad.codelists import COLUMNS, Codelists, codelist_file, load_codelists
from samlad.errors import CatalogueError
from samlad.files import Faults, read_table, read_yaml
from samlad.layout import Layout, load_layout
from samlad.organisation import Committee, Organisation, load_organisation
from samlad.params import ReportParams
from samlad.paths import Folders
from samlad.rules import Rules, read_rules

SERIES_COLUMNS = (
    "series_id", "goal_id", "title", "unit", "publisher", "source_title", "source_url", "area", "group",
    "sex", "note", "status",
)  # fmt: skip
VALUE_COLUMNS = (
    "series_id", "year", "value", "value_low", "value_high", "approximate", "vintage", "revised",
    "break_before", "note",
)  # fmt: skip
CONTACT_COLUMNS = ("kontakt", "vad", "kalla")
LARGE_CHANGE_LIMITS = {"share_points", "count_ratio", "count_least"}
_FILES = ("words.yaml", "forms.yaml", "disclosure.yaml", "kontakter.csv", "kontroll.yaml")


@dataclass(frozen=True)
class Duty:
    """One committee's duty for one item; `expected` is false for one that lacks the host role."""

    item_id: str
    committee: Committee
    expected: bool


@dataclass(frozen=True)
class Reference:
    """Reference data of one run.

    Attributes:
        words: the reader's words for unit, city and report (words.yaml).
        disclosure: disclosure.yaml as read: thresholds, rules with source and reason.
        contacts: public telephone numbers, addresses and e-mail addresses, which are no personal data.
        series, values: published comparison series, all cells text (`SERIES_COLUMNS`, `VALUE_COLUMNS`).
        control: limits of what is to be looked at once more, each with its reason (kontroll.yaml).
        rules: the rules that the program itself asks, by id (expectations/rules.yaml).
        sources: the files and folders that were read, by part, for the archive.
    """

    programme: Programme
    organisation: Organisation
    codelists: Codelists
    layout: Layout
    words: Mapping[str, Any]
    disclosure: Mapping[str, Any]
    series: pd.DataFrame
    values: pd.DataFrame
    sources: Mapping[str, Path]
    contacts: tuple[str, ...] = ()
    rules: Rules = field(default_factory=dict)
    control: Mapping[str, Any] = field(default_factory=dict)

    def period_end(self, year: int, period: str) -> date:
        """The last day of a period: who exists then is who reports (DOMAIN decisions 2 and 16).

        A plan has no end in periods.csv: it is made before the year, by those who exist on its first day.
        """
        ends = self.codelists["periods"].by_code[period]["ends"]
        if not ends:
            return date(year, 1, 1)
        month, day = ends.split("-")
        return date(year, int(month), int(day))

    def duties(self, item_id: str, year: int, period: str) -> tuple[Duty, ...]:
        """Who answers for an indicator or activity in a period, in the order of the organisation table."""
        day = self.period_end(year, period)
        named = self.programme.responsible(item_id)
        role = self.programme.host_role(item_id)
        return tuple(
            Duty(
                item_id, committee, not role or self.organisation.has_role(committee.committee_id, role, day)
            )
            for committee in self.organisation.on(day)
            if committee.committee_id in named or f"kind:{committee.kind}" in named
        )


def load_reference(folders: Folders, params: ReportParams) -> Reference:
    """Read all reference data and check everything against everything.

    Raises:
        CatalogueError: with every fault that was found, one line each.
    """
    faults = Faults()
    own_lists, shared_lists = folders.data / "codelists", folders.checkout / "data" / "codelists"
    sources = {
        "programme": folders.reference("programme") / params.programme,
        **{part: folders.reference(part) for part in ("organisation", "comparison")},
        **{f"codelists/{name}.csv": codelist_file(name, own_lists, shared_lists) for name in COLUMNS},
        **{part: folders.reference(part) for part in _FILES},
    }
    comparison = sources["comparison"]
    reference = Reference(
        programme=load_programme(sources["programme"], faults),
        organisation=load_organisation(sources["organisation"], faults),
        codelists=load_codelists(own_lists, faults, shared_lists),
        layout=load_layout(sources["forms.yaml"], faults),
        words=read_yaml(sources["words.yaml"], faults),
        disclosure=read_yaml(sources["disclosure.yaml"], faults),
        series=_frame(comparison / "series.csv", SERIES_COLUMNS, faults),
        values=_frame(comparison / "values.csv", VALUE_COLUMNS, faults),
        sources=sources,
        contacts=tuple(
            row["kontakt"] for row in read_table(sources["kontakter.csv"], CONTACT_COLUMNS, faults)
        ),
        rules=read_rules(folders.expectations, faults),
        control=_control(sources["kontroll.yaml"], faults),
    )
    _check_across(reference, params, faults)
    shared_words = folders.checkout / "data" / "words.yaml"
    if sources["words.yaml"] != shared_words:
        _check_words(reference.words, read_yaml(shared_words, faults), faults)
    if faults:
        raise CatalogueError(
            f"Referensdata har {len(faults)} fel; ingenting har byggts.",
            details=faults,
            remedy="rätta filerna som nämns; formatet beskrivs i docs/reference/referensdata.md.",
        )
    return reference


def _frame(path: Path, columns: tuple[str, ...], faults: Faults) -> pd.DataFrame:
    return pd.DataFrame(read_table(path, columns, faults), columns=list(columns), dtype=str)


def _control(path: Path, faults: Faults) -> dict[str, Any]:
    """Limits by subject and name, each a number with its reason and where it comes from."""
    content = read_yaml(path, faults)
    if not content:
        return {}
    given = content.get("large_change")
    limits = given if isinstance(given, dict) else {}
    if content.get("format") != 1 or set(limits) != LARGE_CHANGE_LIMITS:
        faults.append(f"{path.name}: large_change ska ha {', '.join(sorted(LARGE_CHANGE_LIMITS))}")
        return {}
    for name, entry in limits.items():
        whole = isinstance(entry, dict) and set(entry) == {"limit", "reason", "ursprung"}
        if not whole or not isinstance(entry["limit"], int | float) or not entry["reason"]:
            faults.append(f"{path.name}, {name}: ska ha limit (ett tal), reason och ursprung")
    return {"large_change": limits}


def _check_across(reference: Reference, params: ReportParams, faults: Faults) -> None:
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


def _check_words(words: Mapping[str, Any], whole: Mapping[str, Any], faults: Faults) -> None:
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
