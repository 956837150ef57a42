"""What is asked for a year: frozen, typed, with unknown and duplicate keys refused (exit 10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    ValidationError,
    model_validator,
)

from samlad.errors import ParamsError
from samlad.files import Faults, read_yaml
from samlad.undecided import UNDECIDED, set_aside

Section = Literal[
    "sammanfattning",
    "inledning",
    "mal",
    "namnd",
    "aktiviteter",
    "jamforelse",
    "samlad-bedomning",
    "kvalitet",
    "for-revisorn",
    "ursprung",
]
SECTIONS: tuple[str, ...] = get_args(Section)
"""The kinds of chapter, in the order that a reader meets them; each has a notebook of that name."""
Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-zÅÄÖåäö0-9][A-Za-zÅÄÖåäö0-9 ./:-]*$")]
PeriodCode = Literal["T1", "T2", "VB"]
PERIODS: tuple[str, ...] = get_args(PeriodCode)
"""The periods that have reports, in order of time; the last is the whole year."""
PLAN = "VP"
"""The plan, made before the year: it has forms and a gate, and is shown in the reports of the year."""


class Counted(Protocol):
    """What `ReportParams.wanted` asks of an indicator."""

    @property
    def cumulative(self) -> bool:
        """Whether it is counted from January, so that it never falls within a year."""

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods in which it is measured."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class PeriodParams(_Strict):
    """One reporting period: last day for deliveries, the report's date, and its case number."""

    cutoff_date: date
    report_date: date
    dnr: Code

    @model_validator(mode="after")
    def _in_order(self) -> PeriodParams:
        if self.report_date < self.cutoff_date:
            raise ValueError("report_date ligger före cutoff_date")
        return self


class PlanParams(_Strict):
    """The plans of a year, where they are collected: last day for deliveries."""

    cutoff_date: date


class Retention(_Strict):
    """How long what a year leaves behind is kept, by the decision that says so; each day is the last one.

    What has no day is kept until one is decided.

    Attributes:
        decision: case number of the decision.
        received: received files, corrections (which state what was received) and forms.
        feedback: what went back to the committees, and the gate's pages.
        drafts: drafts and the runs that no edition rests on.
    """

    decision: Code
    received: date | None = None
    feedback: date | None = None
    drafts: date | None = None


class Thresholds(_Strict):
    """The disclosure thresholds in force; must agree with data/disclosure.yaml, which has their sources."""

    count_low: int = Field(ge=1)
    count_high: int = Field(ge=1)
    denominator_min: int = Field(ge=1)
    survey_answers_min: int = Field(ge=1)


class ReportParams(_Strict):
    """Everything that a year's report depends on, beside the data.

    Attributes:
        year: the year that is followed up.
        programme: the edition of the programme, a folder under data/programme/.
        series_from: first year of time series.
        sections: kinds of chapter, in order.
        periods: dates and case number for each period that has a report.
        plan: what is asked of the year's plans; None where none are collected.
        chapter_seconds: time limit for one chapter, in seconds.
        disclosure_method: how small counts are kept in this year's reports; None for that of disclosure.yaml.
        retention: when what the year leaves behind is destroyed; None where nobody has decided.
    """

    format: Literal[1]
    year: int = Field(ge=2000, le=2100)
    programme: Code
    series_from: int = Field(ge=2000, le=2100)
    sections: tuple[Section, ...] = Field(min_length=1)
    periods: dict[PeriodCode, PeriodParams] = Field(min_length=1)
    plan: PlanParams | None = None
    thresholds: Thresholds
    chapter_seconds: int = Field(default=180, ge=10, le=3600)
    disclosure_method: Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9_]+$")] | None = None
    retention: Retention | None = None
    _undecided: Mapping[str, tuple[str, ...]] = PrivateAttr(default_factory=dict)

    @property
    def undecided(self) -> Mapping[str, tuple[str, ...]]:
        """The periods that are not ready, each with its keys that are still to be decided."""
        return self._undecided

    @model_validator(mode="after")
    def _consistent(self) -> ReportParams:
        if self.series_from > self.year:
            raise ValueError("series_from ligger efter year")
        if len(set(self.sections)) != len(self.sections):
            raise ValueError("sections har samma avsnitt två gånger")
        last = max(one.report_date for one in self.periods.values())
        kept = self.retention
        if kept is not None and any(
            day is not None and day < last for day in (kept.received, kept.feedback, kept.drafts)
        ):
            raise ValueError("retention har en dag före årets sista report_date")
        return self

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the time series, the report's own last."""
        return tuple(range(self.series_from, self.year + 1))

    @property
    def collected(self) -> tuple[str, ...]:
        """The periods that forms are issued for, in order of time."""
        plan = () if self.plan is None else (PLAN,)
        return (*plan, *(period for period in PERIODS if period in self.periods))

    def cutoff(self, period: str) -> date:
        """The last day for a period's deliveries; KeyError where it is not collected."""
        if period == PLAN and self.plan is not None:
            return self.plan.cutoff_date
        return self.periods[period].cutoff_date  # type: ignore[index]

    def wanted(self, period: str, indicators: Iterable[Counted] = ()) -> tuple[tuple[int, str], ...]:
        """The (year, period) pairs whose files the report reads, oldest first and its own last.

        Of each earlier year its end, and for a tertial the same tertial too: change is since that. Of the
        report's own year the plan, where plans are collected, and an earlier period only where it is needed
        to hold T1 ≤ T2 ≤ VB. Nothing later is read (ARCHITECTURE §5), and a folder that is not there is
        simply absent.

        Args:
            indicators: those of the programme. Earlier periods of the year are read where one of them is
                counted from January and measured both then and now; the gate alone uses what is read.
        """
        shown = [one for one in PERIODS if one in (period, PERIODS[-1])]
        before = [(year, one) for year in self.years[:-1] for one in shown]
        if period == PLAN:
            return (*before, (self.year, period))
        plan = [] if self.plan is None else [(self.year, PLAN)]
        counted = [one.periods for one in indicators if one.cumulative and period in one.periods]
        earlier = PERIODS[: PERIODS.index(period)]
        checked = [(self.year, one) for one in earlier if any(one in periods for periods in counted)]
        return (*before, *plan, *checked, (self.year, period))


MESSAGES = {
    "missing": "nyckeln saknas",
    "extra_forbidden": "nyckeln är okänd (felstavad?)",
    "string_type": "ska vara text inom citattecken",
    "string_pattern_mismatch": "har tecken som inte får stå här",
    "int_parsing": "ska vara ett heltal",
    "int_type": "ska vara ett heltal",
    "date_from_datetime_parsing": "ska vara ett datum på formen ÅÅÅÅ-MM-DD",
    "date_type": "ska vara ett datum på formen ÅÅÅÅ-MM-DD",
    "literal_error": "är inte ett av de värden som får stå här",
    "greater_than_equal": "är för litet",
    "less_than_equal": "är för stort",
    "too_short": "får inte vara tom",
}


def load_params(folder: Path, year: int) -> ReportParams:
    """Read `<folder>/<year>.yaml`.

    Raises:
        ParamsError: the file is missing, misspelt, or about another year; all faults at once.
    """
    path = folder / f"{year}.yaml"
    if not path.is_file():
        there = sorted(entry.stem for entry in folder.glob("*.yaml") if re.fullmatch(r"\d{4}", entry.stem))
        known = f"Parametrar finns för {', '.join(there)}." if there else "Mappen har inga parameterfiler."
        raise ParamsError(
            f"Det finns inga parametrar för {year}: filen {year}.yaml saknas i params-mappen. {known}",
            remedy=f"skriv {year}.yaml efter mönster av ett annat år, eller välj ett år som finns.",
        )
    faults = Faults()
    content, undecided, open_places = set_aside(read_yaml(path, faults))
    if not faults and open_places:
        raise ParamsError(
            f"Parameterfilen {path.name} är inte färdig. Det här ska beslutas först.",
            details=open_places,
            remedy=f"ersätt «{UNDECIDED}» där; nycklarna beskrivs i docs/reference/parametrar.md.",
        )
    if not faults:
        try:
            params = ReportParams.model_validate(content)
        except ValidationError as error:
            faults.extend(_line(entry) for entry in error.errors(include_url=False, include_input=False))
        else:
            params._undecided = undecided
            if params.year == year:
                return params
            faults.append(f"year är {params.year}, men filen heter {path.name}")
    raise ParamsError(
        f"Parameterfilen {path.name} har {len(faults)} fel.",
        details=faults,
        remedy="rätta raderna ovan; nycklarna beskrivs i docs/reference/parametrar.md.",
    )


def _line(entry: Any) -> str:
    place = ".".join(str(part) for part in entry["loc"])
    words = MESSAGES.get(entry["type"]) or str(entry["msg"]).removeprefix("Value error, ")
    return f"{place}: {words}" if place else words
