"""Everything that is known before a file is opened, and who answers for what on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from samlad.catalogue import Programme
from samlad.codelists import Codelists
from samlad.layout import Layout
from samlad.organisation import Committee, Organisation
from samlad.rules import Rules


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
        """The last day of a period: who exists then is who reports (beslut 2 and 16).

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
