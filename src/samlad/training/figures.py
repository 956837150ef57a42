"""Makes up the figures of one indicator, committee and year: a total, and splits that add up to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samlad.catalogue import Indicator
from samlad.intake.tables import ALL_AGES, TOTAL_SEX
from samlad.organisation import Organisation
from samlad.training.draws import chance, fraction, integer
from samlad.training.profiles import FIRST_YEAR, Profile, profile

UNKNOWN_SEX = "okant"
SEXES = ("kvinnor", "man", UNKNOWN_SEX)


@dataclass(frozen=True)
class Figure:
    """One reported figure; a count has no denominator, yes and no are 1 and 0 of 1."""

    sex: str
    age_group: str
    numerator: int
    denominator: int | None


def root(organisation: Organisation, committee_id: str) -> str:
    """The first of the committees that a merged one was made of, so that series go on."""
    before = organisation.predecessors(committee_id)
    return root(organisation, before[0]) if before else committee_id


def figures(organisation: Organisation, indicator: Indicator, committee_id: str, year: int) -> list[Figure]:
    """The total first, then by sex and by age where the catalogue asks for it."""
    form = profile(indicator)
    keys = (indicator.indicator_id, root(organisation, committee_id))
    size = _size(organisation, indicator, committee_id, year)
    if indicator.kind == "antal":
        total = Figure(
            TOTAL_SEX, ALL_AGES, max(1, round(size * (1 + form.trend) ** (year - FIRST_YEAR))), None
        )
    else:
        share = _share(form, year, *keys)
        count = int(share > fraction("yes", *keys)) if indicator.kind == "ja_nej" else round(share * size)
        total = Figure(TOTAL_SEX, ALL_AGES, min(count, size), size)
    result = [total]
    if indicator.by_sex:
        result += _by_sex(total, form, year, *keys)
    if indicator.by_age and chance(0.85, "by age", *keys):
        result += _by_age(total, form)
    return result


def _size(organisation: Organisation, indicator: Indicator, committee_id: str, year: int) -> int:
    before = organisation.predecessors(committee_id)
    if before and indicator.kind != "ja_nej":
        return sum(_size(organisation, indicator, name, year) for name in before)
    form = profile(indicator)
    base = integer(form.low, form.high, "size", indicator.indicator_id, committee_id)
    if indicator.kind == "ja_nej":
        return 1
    drift = (fraction("drift", indicator.indicator_id, committee_id, year) - 0.5) * 0.08
    return max(1, round(base * (1 + drift)))


def _share(form: Profile, year: int, *keys: str) -> float:
    own = (fraction("level", *keys) - 0.5) * 0.3
    noise = (fraction("noise", year, *keys) - 0.5) * 0.08
    return min(0.97, max(0.06, form.start + own + form.trend * (year - FIRST_YEAR) + noise))


def _by_sex(total: Figure, form: Profile, year: int, *keys: str) -> list[Figure]:
    whole = total.numerator if total.denominator is None else total.denominator
    # Few and small: each one hides another sex with it, and most years should show both.
    unknown = integer(1, 4, "unknown", year, *keys) if whole > 20 and chance(0.12, "sex", year, *keys) else 0
    women = round((whole - unknown) * form.women)
    return _split(total, SEXES, (women, whole - unknown - women, unknown), bias=(1.1, 1.0, 0.8), by="sex")


def _by_age(total: Figure, form: Profile) -> list[Figure]:
    whole = total.numerator if total.denominator is None else total.denominator
    sizes = share_out(whole, list(form.ages.values()), [whole] * len(form.ages))
    return _split(total, tuple(form.ages), sizes, bias=(1.0,) * len(sizes), by="age")


def _split(
    total: Figure, codes: Sequence[str], sizes: Sequence[int], *, bias: Sequence[float], by: str
) -> list[Figure]:
    if total.denominator is None:
        pairs: list[tuple[int, int | None]] = [(size, None) for size in sizes]
    else:
        weights = [size * weight for size, weight in zip(sizes, bias, strict=True)]
        pairs = list(zip(share_out(total.numerator, weights, sizes), sizes, strict=True))
    made = [
        Figure(code, ALL_AGES, *pair) if by == "sex" else Figure(TOTAL_SEX, code, *pair)
        for code, pair in zip(codes, pairs, strict=True)
    ]
    return [figure for figure in made if figure.denominator != 0 and (figure.numerator or figure.denominator)]


def share_out(total: int, weights: Sequence[float], caps: Sequence[int]) -> list[int]:
    """Whole parts of a total by weight, none above its cap, that add up to the total exactly.

    The caps must add up to at least the total.
    """
    whole = sum(weights) or 1
    parts = [min(cap, int(total * weight / whole)) for weight, cap in zip(weights, caps, strict=True)]
    place = 0
    while sum(parts) < total:
        if parts[place] < caps[place]:
            parts[place] += 1
        place = (place + 1) % len(parts)
    return parts
