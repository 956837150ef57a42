"""Fills in the indicator rows of a training form: figures, årsmål, forecasts, and what is missing."""

from __future__ import annotations

from samlad.catalogue import Indicator
from samlad.intake.form import FormCell, FormRow, Percent
from samlad.organisation import Committee
from samlad.reference import Reference
from samlad.training.draws import chance, choose, fraction
from samlad.training.figures import Figure, figures
from samlad.training.profiles import FIRST_YEAR, profile
from samlad.training.texts import INDICATOR_COMMENTS

MISSING_MARKS = ("-", "saknas")
_KF, _OWN = "kf", "namnd"
_GAP = 0.04
_PERCENT_STYLE = 0.5


def indicator_rows(
    reference: Reference, indicator: Indicator, committee: Committee, year: int, period: str
) -> list[FormRow]:
    """The rows of one indicator: all outcomes where it is measured, else the total with a forecast."""
    made = figures(reference.organisation, indicator, committee.committee_id, year)
    if period not in indicator.periods:
        rows = [_row(reference, indicator, made[0]) | _forecast(indicator, committee, made[0], period)]
    elif len(made) == 1 and chance(_GAP, "gap", indicator.indicator_id, committee.committee_id, year):
        mark = choose(MISSING_MARKS, "mark", indicator.indicator_id, committee.committee_id)
        rows = [_row(reference, indicator, made[0]) | {"value": mark}]
        if indicator.kind == "andel":
            rows[0] |= {"numerator": mark, "denominator": mark}
    else:
        rows = [
            _row(reference, indicator, figure) | _outcome(indicator, committee, figure) for figure in made
        ]
    rows[0] |= target_of(reference, indicator, committee, made[0], year)
    if chance(0.2, "comment", indicator.indicator_id, committee.committee_id, year, period):
        rows[0]["comment"] = choose(INDICATOR_COMMENTS, "comment", indicator.indicator_id, year, period)
    return rows


def percent_of(figure: Figure) -> float:
    """The share in percent with one decimal, as reports give it."""
    return round(100 * figure.numerator / (figure.denominator or 1), 1)


def _row(reference: Reference, indicator: Indicator, figure: Figure) -> FormRow:
    return {
        "item_id": indicator.indicator_id,
        "item_text": indicator.text,
        "sex": reference.codelists["sex"].label(figure.sex),
        "age_group": reference.codelists["age_groups"].label(figure.age_group),
    }


def _outcome(indicator: Indicator, committee: Committee, figure: Figure) -> FormRow:
    if indicator.kind == "ja_nej":
        return {"value": "Ja" if figure.numerator else "Nej"}
    if figure.denominator is None:
        return {"value": figure.numerator}
    return {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": _share(committee, percent_of(figure)),
    }


def _share(committee: Committee, percent: float) -> FormCell:
    """Some committees write a percent sign or format, others the bare number."""
    shown = fraction("percent", committee.committee_id) < _PERCENT_STYLE
    return Percent(percent) if shown else percent


def _forecast(indicator: Indicator, committee: Committee, total: Figure, period: str) -> FormRow:
    if indicator.kind == "ja_nej":
        return {"forecast": "Ja" if total.numerator else "Nej"}
    # The earlier in the year, the farther from what became of it.
    off = (fraction("forecast", indicator.indicator_id, committee.committee_id, period) - 0.5) * 0.1
    if total.denominator is None:
        return {"forecast": max(0, round(total.numerator * (1 + off)))}
    return {"forecast": _share(committee, float(min(100, max(0, round(percent_of(total) * (1 + off))))))}


def target_of(
    reference: Reference, indicator: Indicator, committee: Committee, total: Figure, year: int
) -> FormRow:
    """The årsmål of an indicator and who set it; nothing where there is none."""
    if indicator.kind != "andel":
        return {}
    kf_target = profile(indicator).kf_target
    setters = reference.codelists["target_setters"]
    if kf_target is not None:
        value = float(min(100, kf_target + year - FIRST_YEAR))
        return {"target": _share(committee, value), "target_setter": setters.label(_KF)}
    if chance(0.6, "target", indicator.indicator_id, committee.committee_id):
        value = float(min(95, 5 * round(percent_of(total) / 5) + 5))
        return {"target": _share(committee, value), "target_setter": setters.label(_OWN)}
    return {}
