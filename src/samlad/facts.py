"""Facts of a run in the reader's words: title, dates, and its parameters as sentences."""

from __future__ import annotations

from samlad.params import ReportParams
from samlad.paths import stem
from samlad.recipe import Recipe
from samlad.reference import Reference
from samlad.stages import RunFacts
from samlad.swedish import day


def run_facts(
    params: ReportParams, period: str, reference: Reference, recipe: Recipe, *, synthetic: bool
) -> RunFacts:
    """The facts that pages of this run may name; they follow from the recipe alone."""
    asked = params.periods[period]  # type: ignore[index]
    label = reference.codelists["periods"].by_code[period]["label_long"]
    words = reference.words
    return RunFacts(
        year=params.year,
        period=period,
        period_label=label,
        stem=stem(params.year, period),
        report_date=asked.report_date.isoformat(),
        dnr=asked.dnr,
        title=str(words["report_title"]).format(year=params.year, period_label=label),
        synthetic=synthetic,
        years=params.years,
        sections=params.sections,
        edition=params.programme,
        fingerprint=recipe.fingerprint,
        parameters=_in_words(params, period, label, reference),
    )


def _in_words(
    params: ReportParams, period: str, label: str, reference: Reference
) -> tuple[tuple[str, str], ...]:
    asked = params.periods[period]  # type: ignore[index]
    thresholds, words, programme = params.thresholds, reference.words, reference.programme.facts
    return (
        ("År som följs upp", str(params.year)),
        ("Period", label),
        (str(words["programme_heading"]), str(programme.get("title", params.programme))),
        ("Katalogens version", str(programme.get("catalogue_version", ""))),
        (str(words["report_cutoff_label"]), day(asked.cutoff_date)),
        (str(words["report_date_label"]), day(asked.report_date)),
        (str(words["report_dnr_label"]), asked.dnr),
        ("Tidsserier börjar", str(params.series_from)),
        ("Antal som inte redovisas", f"{thresholds.count_low}–{thresholds.count_high}"),
        ("Minsta nämnare för en andel", str(thresholds.denominator_min)),
        ("Minsta antal svar i en enkät", str(thresholds.survey_answers_min)),
    )
